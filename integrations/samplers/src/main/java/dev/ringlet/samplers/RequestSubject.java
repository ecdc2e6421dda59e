// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.samplers;

import dev.ringlet.internal.rules.RuleParser;
import dev.ringlet.internal.rules.Subject;
import dev.ringlet.trace.SamplingRequest;
import io.opentelemetry.api.trace.SpanKind;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A span that starts, as rules see it. */
final class RequestSubject implements Subject<SamplingRequest> {
  static final RequestSubject INSTANCE = new RequestSubject();

  private static final String[] KINDS = names(SpanKind.values());
  private static final String[] PARENTS = names(SamplingPredicates.Parent.values());

  static final Map<String, List<String>> VOCABULARY =
      Map.of("name", RuleParser.TEXT, "kind", List.of(KINDS), "parent", List.of(PARENTS));

  private RequestSubject() {}

  private static String[] names(Enum<?>[] values) {
    String[] names = new String[values.length];
    for (int i = 0; i < names.length; i++) {
      names[i] = values[i].name().toLowerCase(Locale.ROOT);
    }
    return names;
  }

  @Override
  public @Nullable CharSequence text(SamplingRequest request, String name) {
    return switch (name) {
      case "name" -> request.getName();
      case "kind" -> KINDS[request.getKind().ordinal()];
      case "parent" -> PARENTS[SamplingPredicates.parent(request).ordinal()];
      default -> null;
    };
  }

  @Override
  public @Nullable CharSequence attribute(SamplingRequest request, String name) {
    return request.getAttributeText(name);
  }

  @Override
  public long number(SamplingRequest request, String name) {
    return switch (name) {
      case "kind" -> request.getKind().ordinal();
      case "parent" -> SamplingPredicates.parent(request).ordinal();
      default -> -1;
    };
  }
}
