// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.examples;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.collector.profiles.v1development.ExportProfilesServiceRequest;
import io.opentelemetry.proto.profiles.v1development.Link;
import io.opentelemetry.proto.profiles.v1development.Profile;
import io.opentelemetry.proto.profiles.v1development.ProfilesDictionary;
import io.opentelemetry.proto.profiles.v1development.Sample;
import io.opentelemetry.proto.profiles.v1development.ValueType;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Turns received profiles into stacks with names, by their requests' dictionaries. */
final class ProfileReader {
  private final Map<ByteString, String> spanNames = new HashMap<>();
  private final List<StackSample> samples = new ArrayList<>();

  private ProfileReader(List<ResourceSpans> spans) {
    spans.stream()
        .flatMap(resource -> resource.getScopeSpansList().stream())
        .flatMap(scope -> scope.getSpansList().stream())
        .forEach(this::remember);
  }

  /** All stacks of the requests; a sample names its span if that span was received too. */
  static List<StackSample> read(
      List<ExportProfilesServiceRequest> requests, List<ResourceSpans> spans) {
    ProfileReader reader = new ProfileReader(spans);
    for (ExportProfilesServiceRequest request : requests) {
      ProfilesDictionary dictionary = request.getDictionary();
      request.getResourceProfilesList().stream()
          .flatMap(resource -> resource.getScopeProfilesList().stream())
          .flatMap(scope -> scope.getProfilesList().stream())
          .forEach(profile -> reader.read(profile, dictionary));
    }
    return reader.samples;
  }

  private void remember(Span span) {
    spanNames.put(span.getSpanId(), span.getName());
  }

  private void read(Profile profile, ProfilesDictionary dictionary) {
    // Samples that stand for a period each are worth more to a reader as time.
    boolean timed = profile.hasPeriodType() && profile.getPeriod() > 0;
    ValueType type = timed ? profile.getPeriodType() : profile.getSampleType();
    long scale = timed ? profile.getPeriod() : 1;
    String name = dictionary.getStringTable(type.getTypeStrindex());
    String unit = dictionary.getStringTable(type.getUnitStrindex());
    for (Sample sample : profile.getSamplesList()) {
      long value = sample.getValuesList().stream().mapToLong(Long::longValue).sum();
      if (sample.getValuesCount() == 0) {
        value = sample.getTimestampsUnixNanoCount();
      }
      samples.add(
          new StackSample(
              name,
              unit,
              span(dictionary.getLinkTable(sample.getLinkIndex())),
              frames(sample.getStackIndex(), dictionary),
              value * scale));
    }
  }

  private String span(Link link) {
    return spanNames.getOrDefault(link.getSpanId(), StackSample.NO_SPAN);
  }

  private static List<String> frames(int stack, ProfilesDictionary dictionary) {
    List<String> frames = new ArrayList<>();
    for (int location : dictionary.getStackTable(stack).getLocationIndicesList()) {
      dictionary
          .getLocationTable(location)
          .getLinesList()
          .forEach(
              line ->
                  frames.add(
                      dictionary.getStringTable(
                          dictionary.getFunctionTable(line.getFunctionIndex()).getNameStrindex())));
    }
    Collections.reverse(frames);
    return frames;
  }
}
