// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.trace.differential;

import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.Span;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** The one place that says in what the SDKs may differ, and why. */
final class Deviations {
  private static final AnyValue MASK = AnyValue.newBuilder().setStringValue("(masked)").build();

  // Each SDK tells its own name and version; an instance id is random.
  private static final Set<String> MASKED_RESOURCE_ATTRIBUTES =
      Set.of("telemetry.sdk.name", "telemetry.sdk.version", "service.instance.id");

  // A distribution may name itself, or not.
  private static final Set<String> IGNORED_RESOURCE_ATTRIBUTES =
      Set.of("telemetry.distro.name", "telemetry.distro.version");

  /**
   * A difference that is allowed.
   *
   * @param reason why
   * @param covers exactly which
   */
  private record Deviation(String reason, Predicate<Difference> covers) {}

  private static final List<Deviation> ALL =
      List.of(
          new Deviation(
              "The resource's references to entities are in development and of no use yet.",
              difference -> difference.what().startsWith("resource.entity_refs")),
          new Deviation(
              "The API's own class of span contexts is equal to objects of its own class only.",
              Deviations::onlyEqualityOfCopy));

  private Deviations() {}

  private static boolean onlyEqualityOfCopy(Difference difference) {
    return difference.what().equals("answers")
        && difference.official() != null
        && difference.other() != null
        && difference
            .other()
            .replace("copy differs from it", "copy equals it")
            .equals(difference.official());
  }

  static boolean allow(Difference difference) {
    return ALL.stream().anyMatch(deviation -> deviation.covers().test(difference));
  }

  /**
   * Brings the times of a span into range, as Ringlet does: none before 1970, which would be read
   * as one after 2554, and no end before the start.
   */
  static void mendTimes(Span.Builder span) {
    span.setEndTimeUnixNano(Math.max(span.getStartTimeUnixNano(), span.getEndTimeUnixNano()));
    for (Span.Event.Builder event : span.getEventsBuilderList()) {
      event.setTimeUnixNano(Math.max(0, event.getTimeUnixNano()));
    }
  }

  static Resource mask(Resource resource) {
    Resource.Builder masked = resource.toBuilder().clearAttributes();
    for (KeyValue attribute : resource.getAttributesList()) {
      if (MASKED_RESOURCE_ATTRIBUTES.contains(attribute.getKey())) {
        masked.addAttributes(attribute.toBuilder().setValue(MASK));
      } else if (!IGNORED_RESOURCE_ATTRIBUTES.contains(attribute.getKey())) {
        masked.addAttributes(attribute);
      }
    }
    return masked.build();
  }
}
