// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.profiles.internal;

import static dev.ringlet.testing.Await.LONG_NANOS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ringlet.common.Clock;
import dev.ringlet.common.Resource;
import dev.ringlet.profiles.Profiles;
import dev.ringlet.profiles.ValidatingExporter;
import dev.ringlet.testing.Await;
import dev.ringlet.testing.ManualClock;
import io.opentelemetry.proto.profiles.v1development.Profile;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A period is a period, and a profile claims no more, whatever happens to the wall clock. */
class ProfilerClockTest {
  private static final long PERIOD = TimeUnit.MINUTES.toNanos(1);

  /** More periods than the test waits for. */
  private static final long STEP = TimeUnit.DAYS.toNanos(3_650);

  private final ManualClock clock = new ManualClock(Clock.system().epochNanos());
  private final ValidatingExporter exporter = new ValidatingExporter();
  private volatile Object sink;

  @Test
  void aWallClockThatIsSetBackEndsNoProfiles() throws InterruptedException {
    Profiles.awaitNoRecording();
    Profiler profiler =
        Profiler.start(
            Profiles.config("period", "60s", "links", "false"),
            Resource.empty(),
            List.of(exporter),
            clock);
    try {
      clock.advance(1);
      assertThat(profiler.flush(LONG_NANOS)).isTrue(); // the recorder is running now
      int before = exporter.requests().size();
      clock.jump(-STEP);
      int[] periods = new int[1];
      Await.until(
          "a profile is due",
          () -> {
            work();
            clock.advance(PERIOD);
            periods[0]++;
            return exporter.requests().size() > before;
          });
      List<Profile> profiles =
          exporter.requests().subList(before, before + 1).stream()
              .flatMap(Profiles::profiles)
              .toList();
      assertThat(profiles).isNotEmpty();
      for (Profile profile : profiles) {
        long end = profile.getTimeUnixNano() + profile.getDurationNano();
        assertThat(end).isLessThanOrEqualTo(clock.epochNanos());
        assertThat(profile.getDurationNano()).isBetween(PERIOD, periods[0] * PERIOD);
      }
    } finally {
      profiler.close(LONG_NANOS);
    }
  }

  private void work() {
    for (int i = 0; i < 1_000; i++) {
      sink = new long[4_096];
    }
  }
}
