// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.viewer.internal.store;

import io.opentelemetry.proto.collector.profiles.v1development.ExportProfilesServiceRequest;
import io.opentelemetry.proto.profiles.v1development.Function;
import io.opentelemetry.proto.profiles.v1development.Link;
import io.opentelemetry.proto.profiles.v1development.Location;
import io.opentelemetry.proto.profiles.v1development.Profile;
import io.opentelemetry.proto.profiles.v1development.ProfilesDictionary;
import io.opentelemetry.proto.profiles.v1development.ResourceProfiles;
import io.opentelemetry.proto.profiles.v1development.Sample;
import io.opentelemetry.proto.profiles.v1development.ScopeProfiles;
import io.opentelemetry.proto.profiles.v1development.ValueType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Turns a request's indices into names; an index that leads nowhere is an empty name. */
final class ProfileReader {
  private static final int SAMPLE_BYTES = 80;
  private static final int MAX_FRAMES = 512;

  private final ProfilesDictionary dictionary;
  private final Interning interning;
  private final Map<Integer, String[]> stacks = new HashMap<>();
  private final List<ProfileBatch.Sample> samples = new ArrayList<>();
  private long bytes = 100;

  private ProfileReader(ProfilesDictionary dictionary, Interning interning) {
    this.dictionary = dictionary;
    this.interning = interning;
  }

  static ProfileBatch read(
      ExportProfilesServiceRequest request, Interning interning, long number, long nowMillis) {
    ProfileReader reader = new ProfileReader(request.getDictionary(), interning);
    for (ResourceProfiles resource : request.getResourceProfilesList()) {
      for (ScopeProfiles scope : resource.getScopeProfilesList()) {
        Origin origin = interning.origin(resource.getResource(), scope.getScope());
        scope.getProfilesList().forEach(profile -> reader.read(profile, origin));
      }
    }
    int size = (int) Math.min(Integer.MAX_VALUE, reader.bytes);
    return new ProfileBatch(number, nowMillis, reader.samples, size);
  }

  private void read(Profile profile, Origin origin) {
    // Samples that stand for a period each are worth more to a reader as time.
    boolean timed = profile.hasPeriodType() && profile.getPeriod() > 0;
    ValueType type = timed ? profile.getPeriodType() : profile.getSampleType();
    long scale = timed ? profile.getPeriod() : 1;
    String name = string(type.getTypeStrindex());
    String unit = string(type.getUnitStrindex());
    for (Sample sample : profile.getSamplesList()) {
      long value = sample.getValuesList().stream().mapToLong(Long::longValue).sum();
      if (sample.getValuesCount() == 0) {
        value = sample.getTimestampsUnixNanoCount();
      }
      int link = sample.getLinkIndex();
      Link to =
          link > 0 && link < dictionary.getLinkTableCount()
              ? dictionary.getLinkTable(link)
              : Link.getDefaultInstance();
      samples.add(
          new ProfileBatch.Sample(
              origin,
              name,
              unit,
              TraceId.of(to.getTraceId()),
              TraceId.spanId(to.getSpanId()),
              stacks.computeIfAbsent(sample.getStackIndex(), this::frames),
              value * scale,
              sample.getTimestampsUnixNanoCount() > 0
                  ? sample.getTimestampsUnixNano(0)
                  : profile.getTimeUnixNano()));
      bytes += SAMPLE_BYTES;
    }
  }

  private String[] frames(int stack) {
    List<String> frames = new ArrayList<>();
    if (stack > 0 && stack < dictionary.getStackTableCount()) {
      for (int location : dictionary.getStackTable(stack).getLocationIndicesList()) {
        if (location >= 0 && location < dictionary.getLocationTableCount()) {
          addFrames(dictionary.getLocationTable(location), frames);
        }
        if (frames.size() >= MAX_FRAMES) {
          break;
        }
      }
    }
    Collections.reverse(frames);
    bytes += 24 + 4L * frames.size();
    return frames.toArray(String[]::new);
  }

  private void addFrames(Location location, List<String> frames) {
    if (location.getLinesCount() == 0) {
      frames.add(interning.name("0x" + Long.toHexString(location.getAddress())));
    }
    location
        .getLinesList()
        .forEach(
            line -> {
              int index = line.getFunctionIndex();
              Function function =
                  index >= 0 && index < dictionary.getFunctionTableCount()
                      ? dictionary.getFunctionTable(index)
                      : Function.getDefaultInstance();
              frames.add(string(function.getNameStrindex()));
            });
  }

  private String string(int index) {
    return index >= 0 && index < dictionary.getStringTableCount()
        ? interning.name(dictionary.getStringTable(index))
        : "";
  }
}
