// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.samplers;

import dev.ringlet.internal.rules.Glob;
import dev.ringlet.trace.SamplingRequest;
import io.opentelemetry.api.trace.SpanKind;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Predicates of rules. None of them allocates, and each names itself in the sampler's description.
 * Only attributes that were set on the span's builder can match.
 */
public final class SamplingPredicates {
  /** Where the parent of a span is. */
  public enum Parent {
    /** The span is a root span. */
    NONE,
    /** The parent is in this process. */
    LOCAL,
    /** The parent is elsewhere. */
    REMOTE
  }

  private record Named(String name, SamplingPredicate predicate) implements SamplingPredicate {
    @Override
    public boolean matches(SamplingRequest request) {
      return predicate.matches(request);
    }

    @Override
    public String toString() {
      return name;
    }
  }

  private SamplingPredicates() {}

  /** Matches every span. */
  public static SamplingPredicate any() {
    return new Named("*", request -> true);
  }

  /** Matches spans that all of the predicates match. */
  public static SamplingPredicate all(Collection<SamplingPredicate> predicates) {
    SamplingPredicate[] all = predicates.toArray(new SamplingPredicate[0]);
    return new Named(
        List.of(all).toString(),
        request -> {
          for (SamplingPredicate one : all) {
            if (!one.matches(request)) {
              return false;
            }
          }
          return true;
        });
  }

  /** Matches spans of one of these kinds. */
  public static SamplingPredicate kind(Set<SpanKind> kinds) {
    Set<SpanKind> copy = EnumSet.noneOf(SpanKind.class);
    copy.addAll(kinds);
    return new Named(
        "kind=" + copy.toString().toLowerCase(Locale.ROOT),
        request -> copy.contains(request.getKind()));
  }

  /** Matches spans whose parent is at one of these places. */
  public static SamplingPredicate parent(Set<Parent> parents) {
    Set<Parent> copy = EnumSet.noneOf(Parent.class);
    copy.addAll(parents);
    return new Named(
        "parent=" + copy.toString().toLowerCase(Locale.ROOT),
        request -> copy.contains(parent(request)));
  }

  static Parent parent(SamplingRequest request) {
    return !request.hasParent()
        ? Parent.NONE
        : request.isParentRemote() ? Parent.REMOTE : Parent.LOCAL;
  }

  /**
   * Matches spans whose name is like a pattern.
   *
   * @param pattern the whole name, with {@code *} for any characters and {@code ?} for one
   */
  public static SamplingPredicate name(String pattern) {
    Glob glob = Glob.of(pattern);
    return new Named("name=" + pattern, request -> glob.matches(request.getName()));
  }

  /**
   * Matches spans with an attribute that has one of these texts.
   *
   * @param values as {@link String#valueOf} shows the value of the attribute
   */
  public static SamplingPredicate attributeValues(String key, Collection<String> values) {
    String[] copy = values.toArray(new String[0]);
    return new Named(
        key + "=" + List.of(copy),
        request -> {
          CharSequence text = request.getAttributeText(key);
          for (int i = 0; text != null && i < copy.length; i++) {
            if (copy[i].contentEquals(text)) {
              return true;
            }
          }
          return false;
        });
  }

  /**
   * Matches spans with an attribute whose text is like one of the included patterns and like none
   * of the excluded ones.
   *
   * @param included patterns of the whole text, with {@code *} for any characters and {@code ?} for
   *     one; empty for all texts
   * @param excluded patterns of the same form
   */
  public static SamplingPredicate attributePatterns(
      String key, Collection<String> included, Collection<String> excluded) {
    Glob[] in = included.stream().map(Glob::of).toArray(Glob[]::new);
    Glob[] out = excluded.stream().map(Glob::of).toArray(Glob[]::new);
    return new Named(
        key + "=" + included + (out.length == 0 ? "" : " but " + excluded),
        request -> {
          CharSequence text = request.getAttributeText(key);
          return text != null && (in.length == 0 || isOne(in, text)) && !isOne(out, text);
        });
  }

  private static boolean isOne(Glob[] patterns, CharSequence text) {
    for (Glob pattern : patterns) {
      if (pattern.matches(text)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Matches spans with an attribute in which a regular expression is found. {@code thread.name}
   * stands for the name of the current thread.
   */
  public static SamplingPredicate attributeRegex(String key, Pattern pattern) {
    return new Named(key + "~" + pattern, new AttributeRegex(key, pattern));
  }
}
