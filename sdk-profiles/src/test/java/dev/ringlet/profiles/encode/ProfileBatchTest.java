// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.profiles.encode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringlet.common.InstrumentationScope;
import dev.ringlet.common.Resource;
import dev.ringlet.internal.bytes.ProtoWriter;
import dev.ringlet.internal.record.RecordPool;
import dev.ringlet.internal.request.Envelopes;
import dev.ringlet.profiles.Profiles;
import dev.ringlet.profiles.encode.ProfileBatch.Quality;
import dev.ringlet.testing.ProfilesValidator;
import io.opentelemetry.proto.collector.profiles.v1development.ExportProfilesServiceRequest;
import io.opentelemetry.proto.profiles.v1development.Link;
import io.opentelemetry.proto.profiles.v1development.Profile;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a batch says in its request. */
class ProfileBatchTest {
  private static final long MILLI = 1_000_000;

  private final ProfileBatch batch = new ProfileBatch(false, 1 << 20);

  private void add(ProfileKind kind, String method, long value) {
    int location = batch.dictionary.location(batch.dictionary.function("a.B." + method, ""), 7);
    int stack = batch.dictionary.stack(new int[] {location}, 1);
    batch.add(kind, stack, 0, 0, value, 1_000);
  }

  private static byte[] written(ProfileBatch batch) {
    RecordPool pool = new RecordPool(1, 1);
    ProtoWriter out = new ProtoWriter(1 << 10);
    batch.writeTo(
        out,
        Envelopes.resource(pool, Resource.getDefault()),
        new byte[0],
        Envelopes.scope(pool, InstrumentationScope.create("test")),
        900,
        2_000);
    batch.clear();
    return Arrays.copyOf(out.data(), out.position());
  }

  private ExportProfilesServiceRequest write() {
    return ProfilesValidator.check(written(batch));
  }

  private static List<Long> values(Profile profile) {
    return profile.getSamplesList().stream().map(sample -> sample.getValues(0)).toList();
  }

  private static Profile only(ExportProfilesServiceRequest request) {
    List<Profile> profiles = Profiles.profiles(request).toList();
    assertThat(profiles).hasSize(1);
    return profiles.get(0);
  }

  @Test
  void theCpuPeriodIsThatOfTheRecorder() {
    add(ProfileKind.CPU, "x", 20 * MILLI);
    add(ProfileKind.CPU, "x", 20 * MILLI);
    add(ProfileKind.CPU, "y", 40 * MILLI);
    Profile profile = only(write());
    assertThat(profile.getPeriod()).isEqualTo(20 * MILLI);
    assertThat(values(profile)).containsExactly(2L, 2L);
  }

  @Test
  void cpuTimeIsExactWhenThePeriodChanges() {
    add(ProfileKind.CPU, "x", 20 * MILLI);
    add(ProfileKind.CPU, "y", 12 * MILLI);
    Profile profile = only(write());
    assertThat(profile.getPeriod()).isEqualTo(4 * MILLI);
    assertThat(values(profile)).containsExactly(5L, 3L);
  }

  @Test
  void cpuTimeIsExactInSumWhenPeriodsHaveNothingInCommon() {
    add(ProfileKind.CPU, "x", 2 * MILLI);
    add(ProfileKind.CPU, "y", 3 * MILLI + 1);
    add(ProfileKind.CPU, "z", 2 * MILLI + MILLI - 1);
    Profile profile = only(write());
    assertThat(profile.getPeriod()).isEqualTo(2 * MILLI);
    assertThat(values(profile)).containsExactly(1L, 1L, 2L); // 8 ms
  }

  @Test
  void exceptionsLeftOutAreAddedToThoseRecorded() {
    add(ProfileKind.EXCEPTIONS, "x", 1);
    add(ProfileKind.EXCEPTIONS, "y", 1);
    batch.exceptionFactor(2.5);
    assertThat(values(only(write()))).containsExactly(2L, 3L);
  }

  /** Some receivers ignore the period type, and with it the profile's name, if the period is 0. */
  @ParameterizedTest
  @EnumSource(ProfileKind.class)
  void everyProfileHasAPeriodAndAPeriodType(ProfileKind kind) {
    add(kind, "x", 20 * MILLI);
    ExportProfilesServiceRequest request = write();
    Profile profile = only(request);
    var strings = request.getDictionary().getStringTableList();
    assertThat(strings.get(profile.getPeriodType().getTypeStrindex())).isNotEmpty();
    assertThat(strings.get(profile.getPeriodType().getUnitStrindex())).isNotEmpty();
    assertThat(profile.getPeriod()).isEqualTo(kind == ProfileKind.CPU ? 20 * MILLI : 1);
    assertThat(values(profile).get(0) * profile.getPeriod()).isEqualTo(20 * MILLI);
  }

  @Test
  void thereIsNoProfileOfAKindWithoutSamples() {
    add(ProfileKind.OFF_CPU, "x", 5);
    ExportProfilesServiceRequest request = write();
    assertThat(Profiles.type(only(request), request.getDictionary()))
        .isEqualTo("off_cpu:nanoseconds");
    assertThat(batch.samples()).isZero();
  }

  @Test
  void whatIsMissingIsInTheProfile() {
    for (Quality number : Quality.values()) {
      batch.count(ProfileKind.CPU, number, 3 + number.ordinal());
    }
    add(ProfileKind.ALLOCATION, "x", 1);
    assertThat(only(write()).getAttributeIndicesList()).isEmpty();
    batch.count(ProfileKind.CPU, Quality.LOST, 2);
    add(ProfileKind.CPU, "x", 10 * MILLI);
    ExportProfilesServiceRequest request = write();
    assertThat(
            only(request).getAttributeIndicesList().stream()
                .map(i -> Profiles.attribute(request.getDictionary(), i)))
        .containsExactly(
            "ringlet.profile.samples.lost=5",
            "ringlet.profile.samples.failed=4",
            "ringlet.profile.samples.truncated=5",
            "ringlet.profile.samples.unlinked=6",
            "ringlet.profile.recorder.lost_bytes=7");
    add(ProfileKind.CPU, "x", 10 * MILLI);
    assertThat(only(write()).getAttributeIndicesList()).as("once").isEmpty();
  }

  @Test
  void timesCoverTheOldestSample() {
    add(ProfileKind.CPU, "x", MILLI);
    batch.add(ProfileKind.CPU, 1, 0, 0, MILLI, 100);
    batch.add(ProfileKind.CPU, 1, 0, 0, MILLI, 2_000);
    Profile profile = only(write());
    assertThat(profile.getTimeUnixNano()).isEqualTo(100);
    assertThat(profile.getDurationNano()).isEqualTo(1_901); // the end is outside
  }

  @Test
  void timesOfSamplesFromBeforeTheClockWasSetBackAreIgnored() {
    add(ProfileKind.CPU, "x", MILLI);
    batch.add(ProfileKind.CPU, 1, 0, 0, MILLI, 3_600_000 * MILLI);
    Profile profile = only(write());
    assertThat(profile.getTimeUnixNano()).isEqualTo(900);
    assertThat(profile.getDurationNano()).isEqualTo(1_100);
  }

  @Test
  void theEstimateOfItsSizeIsNeverTooSmall() {
    int[] attributes = new int[5];
    for (int i = 0; i < 3_000; i++) {
      for (int a = 0; a < attributes.length; a++) {
        attributes[a] = batch.dictionary.attribute("key" + a, "value" + i % 500);
      }
      int set = batch.attributeSet(attributes, attributes.length);
      int link = batch.dictionary.link(1, 2, i + 1);
      int function = batch.dictionary.function("a.B.method" + i, "a/B.method" + i + "()V");
      int stack = batch.dictionary.stack(new int[] {batch.dictionary.location(function, i)}, 1);
      batch.add(ProfileKind.ALLOCATION, stack, set, link, Long.MAX_VALUE - i, 1_000);
    }
    long estimate = batch.wireBytes();
    assertThat(batch.isFull()).isFalse();
    assertThat((long) written(batch).length).isBetween(estimate / 2, estimate);
    assertThat(batch.wireBytes()).isLessThan(estimate / 100);
  }

  private static void addDeepStack(ProfileBatch batch, int event, int frames) {
    int[] locations = new int[frames];
    for (int i = 0; i < locations.length; i++) {
      String name = "com.example.shop.orders.Handler" + event + ".step" + i;
      locations[i] = batch.dictionary.location(batch.dictionary.function(name, "Handler"), i);
    }
    int stack = batch.dictionary.stack(locations, locations.length);
    batch.add(ProfileKind.CPU, stack, 0, 0, MILLI, 1_000);
  }

  @Test
  void aDeepStackOfNewNamesStaysBelowTheLimit() {
    int limit = 64 << 10;
    ProfileBatch small = new ProfileBatch(false, limit);
    int events = 0;
    for (; !small.isFull(); events++) {
      addDeepStack(small, events, 64);
    }
    assertThat(events).isBetween(5, 20);
    assertThat(written(small).length).isLessThanOrEqualTo(limit);
  }

  @Test
  void aStackLargerThanTheLimitLeavesRoomForOthers() {
    int limit = 64 << 10;
    ProfileBatch small = new ProfileBatch(false, limit);
    assertThat(small.isFull()).isFalse();
    addDeepStack(small, 0, 2_048);
    assertThat(small.isFull()).isTrue();
    assertThat(written(small).length).isGreaterThan(limit);
    int events = 0;
    for (; !small.isFull(); events++) {
      addDeepStack(small, events, 64);
    }
    assertThat(events).isBetween(3, 20);
    assertThat(written(small).length).isLessThanOrEqualTo(limit);
  }

  @Test
  void noLinkCanBeWrittenInBothWays() throws Exception {
    ProfileBatch zeros = new ProfileBatch(true, 1 << 20);
    int location = zeros.dictionary.location(zeros.dictionary.function("a.B.c", ""), 1);
    int stack = zeros.dictionary.stack(new int[] {location}, 1);
    zeros.add(ProfileKind.CPU, stack, 0, 0, 1, 1_000);
    ExportProfilesServiceRequest request = ExportProfilesServiceRequest.parseFrom(written(zeros));
    Link link = request.getDictionary().getLinkTable(0);
    assertThat(link.getTraceId().toByteArray()).isEqualTo(new byte[16]);
    assertThat(link.getSpanId().toByteArray()).isEqualTo(new byte[8]);
  }
}
