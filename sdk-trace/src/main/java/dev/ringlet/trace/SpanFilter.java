// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.trace;

import dev.ringlet.config.ConfigException;
import dev.ringlet.internal.rules.Glob;
import dev.ringlet.internal.rules.Rule;
import dev.ringlet.internal.rules.RuleParser;
import dev.ringlet.internal.rules.Subject;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Filters and changes spans at their end by rules, as {@code ringlet.traces.filter} has them.
 *
 * <pre>
 *   drop if name="GET /health*" and status!=error; drop if duration&lt;1ms and kind=internal;
 *   remove url.query; redact user.*; rename "GET /users/{id}" if name="GET /users/*"
 * </pre>
 *
 * <p>Rules stand between semicolons, with conditions after {@code if}, joined by {@code and}. First
 * all matching {@code remove}, {@code redact} (the value becomes {@value #REDACTED}) and {@code
 * rename} change the span, then the first matching {@code keep} or {@code drop} decides; a span
 * that none matches is exported. Conditions compare {@code name}, {@code kind}, {@code status},
 * {@code duration}, {@code scope} and attributes with {@code =}, {@code !=} (where {@code *} and
 * {@code ?} are wildcards), {@code <}, {@code <=}, {@code >} and {@code >=}.
 *
 * <p>Thread-safe. Spans of a {@link SpanRecorder} pass unfiltered, as processors do not see them.
 */
public final class SpanFilter implements SpanProcessor {
  /** The value of an attribute that is redacted. */
  public static final String REDACTED = "[redacted]";

  private static final Map<String, List<String>> VOCABULARY =
      Map.of(
          "name", RuleParser.TEXT,
          "scope", RuleParser.TEXT,
          "duration", RuleParser.DURATION,
          "kind", List.of("internal", "server", "client", "producer", "consumer"),
          "status", List.of("unset", "ok", "error"));

  private static final Subject<ReadableSpan> SPAN =
      new Subject<>() {
        @Override
        public @Nullable CharSequence text(ReadableSpan span, String property) {
          return switch (property) {
            case "name" -> span.getName();
            case "scope" -> span.getInstrumentationScope().getName();
            case "kind" -> span.getKind().name();
            case "status" -> span.getStatusCode().name();
            default -> null;
          };
        }

        @Override
        public @Nullable CharSequence attribute(ReadableSpan span, String name) {
          byte[] bytes = span.toOtlp();
          return new AttributeText().of(bytes, 0, bytes.length, name);
        }

        @Override
        public long number(ReadableSpan span, String property) {
          return switch (property) {
            case "duration" -> span.getLatencyNanos();
            case "kind" -> span.getKind().ordinal();
            case "status" -> span.getStatusCode().ordinal();
            default -> -1;
          };
        }
      };

  private final List<Rule> changes;
  private final List<Rule> decisions;

  private SpanFilter(List<Rule> rules) {
    decisions = rules.stream().filter(SpanFilter::isDecision).toList();
    changes = rules.stream().filter(rule -> !isDecision(rule)).toList();
  }

  private static boolean isDecision(Rule rule) {
    return rule.action().equals("drop") || rule.action().equals("keep");
  }

  /**
   * Creates a filter from rules.
   *
   * @param key of the setting that has them, for messages
   * @throws ConfigException with key and position if the rules cannot be read
   */
  public static SpanFilter parse(String key, String rules) {
    List<Rule> parsed = RuleParser.parse(key, rules, VOCABULARY);
    for (Rule rule : parsed) {
      int arguments = rule.arguments().size();
      boolean possible =
          switch (rule.action()) {
            case "drop", "keep" -> arguments == 0;
            case "rename" -> arguments == 1;
            case "remove", "redact" -> arguments > 0;
            default -> false;
          };
      if (!possible) {
        throw RuleParser.error(
            key,
            rule.position(),
            "drop, keep, rename with a name, or remove or redact with attributes,");
      }
    }
    return new SpanFilter(parsed);
  }

  @Override
  public void onEnding(ReadWriteSpan span) {
    for (Rule rule : changes) {
      if (rule.matches(span, SPAN)) {
        change(span, rule);
      }
    }
  }

  private static void change(ReadWriteSpan span, Rule rule) {
    if (rule.action().equals("rename")) {
      span.updateName(rule.arguments().get(0));
      return;
    }
    boolean redact = rule.action().equals("redact");
    for (String pattern : rule.arguments()) {
      Glob glob = Glob.of(pattern);
      if (redact) {
        span.getAttributes()
            .forEach(
                (key, value) -> {
                  if (glob.matches(key.getKey())) {
                    span.setAttribute(key.getKey(), REDACTED);
                  }
                });
      } else {
        span.removeAttributes(glob::matches);
      }
    }
  }

  @Override
  public ExportDecision decide(ReadableSpan span) {
    for (Rule rule : decisions) {
      if (rule.matches(span, SPAN)) {
        return rule.action().equals("drop") ? ExportDecision.DROP : ExportDecision.DEFAULT;
      }
    }
    return ExportDecision.DEFAULT;
  }

  @Override
  public String toString() {
    return "SpanFilter{" + (changes.size() + decisions.size()) + " rules}";
  }
}
