// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.console.internal;

import static dev.ringlet.exporter.console.internal.Drawn.T0;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ringlet.export.Signal;
import io.opentelemetry.proto.collector.profiles.v1development.ExportProfilesServiceRequest;
import io.opentelemetry.proto.profiles.v1development.Profile;
import io.opentelemetry.proto.profiles.v1development.ProfilesDictionary;
import io.opentelemetry.proto.profiles.v1development.ResourceProfiles;
import io.opentelemetry.proto.profiles.v1development.Sample;
import io.opentelemetry.proto.profiles.v1development.ScopeProfiles;
import io.opentelemetry.proto.profiles.v1development.ValueType;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProfilePagesTest {
  private static Profile.Builder profile(int type, int unit, Sample.Builder... samples) {
    Profile.Builder profile =
        Profile.newBuilder()
            .setSampleType(ValueType.newBuilder().setTypeStrindex(type).setUnitStrindex(unit))
            .setTimeUnixNano(T0)
            .setDurationNano(60_000_000_000L);
    for (Sample.Builder sample : samples) {
      profile.addSamples(sample);
    }
    return profile;
  }

  @Test
  void writesOneLineOfTotals() {
    ScopeProfiles.Builder scope =
        ScopeProfiles.newBuilder()
            .addProfiles(
                profile(
                    1,
                    2,
                    Sample.newBuilder().addValues(20_000_000).addTimestampsUnixNano(T0),
                    Sample.newBuilder().addAllValues(List.of(1_000_000L, 2_000_000L))))
            .addProfiles(profile(3, 4, Sample.newBuilder().addValues(4096)))
            .addProfiles(
                profile(5, 6, Sample.newBuilder().addAllTimestampsUnixNano(List.of(T0, T0))))
            .addProfiles(
                profile(7, 6, Sample.newBuilder().addAllValues(List.of(2L, 1L)))
                    .setPeriodType(ValueType.newBuilder().setTypeStrindex(8).setUnitStrindex(2))
                    .setPeriod(20_000_000))
            .addProfiles(profile(77, 77));
    ExportProfilesServiceRequest request =
        ExportProfilesServiceRequest.newBuilder()
            .addResourceProfiles(
                ResourceProfiles.newBuilder().setResource(Drawn.SHOP).addScopeProfiles(scope))
            .setDictionary(
                ProfilesDictionary.newBuilder()
                    .addAllStringTable(
                        List.of(
                            "",
                            "wait",
                            "nanoseconds",
                            "alloc",
                            "bytes",
                            "ex\n",
                            "count",
                            "samples",
                            "cpu")))
            .build();
    assertThat(Drawn.body(Signal.PROFILES, request))
        .isEqualTo(
            "profiles · shop · 2026-03-01T10:00:00.000Z · 60.00 s · wait 3 samples, 23.00 ms"
                + " · alloc 1 sample, 4096 bytes · ex\\n 2 samples · cpu 2 samples, 60.00 ms · (no type) 0 samples\n\n");
  }
}
