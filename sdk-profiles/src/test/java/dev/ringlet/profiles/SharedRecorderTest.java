// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.profiles;

import static dev.ringlet.profiles.IndependentReader.with;
import static dev.ringlet.profiles.jfr.EventIntake.TRUNCATED;
import static dev.ringlet.testing.Await.LONG;
import static dev.ringlet.testing.Await.LONG_NANOS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ringlet.common.Resource;
import dev.ringlet.profiles.Profiles.Entry;
import dev.ringlet.profiles.encode.ProfileBatch;
import dev.ringlet.profiles.internal.Profiler;
import dev.ringlet.testing.Await;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import jdk.jfr.Event;
import jdk.jfr.Recording;
import jdk.jfr.RecordingState;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** There is one recorder for all in the process: others change its settings and fill its files. */
class SharedRecorderTest {
  private static final Duration OTHER_PERIOD = Duration.ofMillis(5);
  private static final int BRANCHES = 10; // 1,024 stacks
  private static volatile Object sink;

  /** An event of the application, which by default is on whenever anybody records anything. */
  static final class EventOfTheApplication extends Event {
    int number;
  }

  /** Another of which the profiler learns when it runs already. */
  static final class LaterEvent extends Event {
    int number;
  }

  private static void left(int path, int depth) {
    grow(path, depth);
  }

  private static void right(int path, int depth) {
    grow(path, depth);
  }

  /** Each path makes another stack. */
  private static void grow(int path, int depth) {
    if (depth == BRANCHES) {
      LockSupport.parkNanos(1_000); // the event of this stack
    } else if ((path >> depth & 1) == 0) {
      left(path, depth + 1);
    } else {
      right(path, depth + 1);
    }
  }

  private static void work() {
    RingletProfilerTest.burn(200);
  }

  private static void sleep() throws InterruptedException {
    Thread.sleep(2); // the event that is too short to be shown
  }

  private static void recurse(int depth) {
    if (depth == 0) {
      for (int i = 0; i < 1_000; i++) {
        sink = new byte[100_000];
      }
    } else {
      recurse(depth - 1);
    }
  }

  private static Recording other() {
    Recording recording = new Recording();
    recording.enable("jdk.ExecutionSample").withPeriod(OTHER_PERIOD);
    recording.enable("jdk.NativeMethodSample").withPeriod(OTHER_PERIOD);
    recording.enable("jdk.CPUTimeSample").with("throttle", "5ms");
    recording.enable("jdk.ThreadSleep").withThreshold(Duration.ofMillis(1));
    recording.start();
    return recording;
  }

  private static String own(String method) {
    return SharedRecorderTest.class.getName() + "." + method;
  }

  /** The profiler that was closed last may not have ended yet. */
  @BeforeEach
  void awaitNoRecording() throws InterruptedException {
    Profiles.awaitNoRecording();
  }

  @Test
  void samplesAreWorthWhatAllRecordingsTogetherMakeThem() throws Exception {
    ValidatingExporter exporter = new ValidatingExporter();
    try (Recording other = other()) {
      Profiler profiler =
          Profiler.start(
              Profiles.config("lock.threshold", "30m"), // no sleep here is as long
              Resource.getDefault(),
              List.of(exporter));
      assertThat(profiler.flush(LONG_NANOS)).isTrue();
      try (IndependentReader reader =
          new IndependentReader(SharedRecorderTest.class, Duration.ofMinutes(30))) {
        workUntilShown(profiler, exporter, reader);
        var sent = reader.totals(Profiles.entries(exporter.requests()));
        var recorded = reader.read(OTHER_PERIOD.toNanos());
        long end = Await.deadline();
        while (!worked(sent).equals(worked(recorded)) && System.nanoTime() - end < 0) {
          assertThat(profiler.flush(LONG_NANOS)).isTrue(); // the recorder may have been behind
          sent = reader.totals(Profiles.entries(exporter.requests()));
          recorded = reader.read(OTHER_PERIOD.toNanos());
        }
        profiler.close(0);
        assertThat(worked(sent)).isNotEmpty().isEqualTo(worked(recorded));
        assertThat(reader.shortSleeps()).isPositive();
        assertThat(with(sent, "off_cpu:nanoseconds", own("sleep"))).isEmpty();
        assertThat(Profiles.quality(exporter.requests(), "alloc_space:bytes"))
            .containsKey(ProfileBatch.TRUNCATED);
      }
      assertThat(other.getState()).isEqualTo(RecordingState.RUNNING);
    }
  }

  /** Only the work itself: what is loaded for it has classes with names that are never the same. */
  private static Map<List<String>, Long> worked(Map<String, Map<List<String>, Long>> totals) {
    return with(totals, "samples:count", RingletProfilerTest.class.getName() + ".spin");
  }

  /** The recorder may leave out any single sample; what is done often enough shows. */
  private static void workUntilShown(
      Profiler profiler, ValidatingExporter exporter, IndependentReader reader)
      throws InterruptedException {
    long end = Await.deadline();
    boolean shown = false;
    while (!shown && System.nanoTime() - end < 0) {
      work();
      recurse(3_000);
      sleep();
      assertThat(profiler.flush(LONG_NANOS)).isTrue();
      List<Entry> entries = Profiles.entries(exporter.requests());
      shown =
          !worked(reader.totals(entries)).isEmpty()
              && entries.stream()
                  .anyMatch(e -> e.has(own("recurse")) && e.attributes().containsKey(TRUNCATED));
    }
    assertThat(shown).isTrue();
  }

  @Test
  void largeRequestsAreSentInPieces() throws Exception {
    ValidatingExporter exporter = new ValidatingExporter();
    Profiler profiler =
        Profiler.start(
            Profiles.config("max.request.bytes", "64k", "lock.threshold", "0", "cpu", "false"),
            Resource.getDefault(),
            List.of(exporter));
    assertThat(profiler.flush(LONG_NANOS)).isTrue();
    long end = Await.deadline();
    do {
      for (int i = 0; i < 1 << BRANCHES; i++) {
        grow(i, 0);
      }
      assertThat(profiler.flush(LONG_NANOS))
          .isTrue(); // while the receiver was slow, some were lost
    } while (exporter.payloads().size() <= 2 && System.nanoTime() - end < 0);
    profiler.close(0);
    List<Entry> parked =
        Profiles.entries(exporter.requests()).stream()
            .filter(e -> e.type().equals("off_cpu:nanoseconds") && e.has(own("grow")))
            .toList();
    // A slow receiver makes room too late, but then it is counted.
    assertThat(parked.stream().map(Entry::frames).distinct().count())
        .isBetween(
            (1L << BRANCHES) - profiler.deliveries().get(0).counters().dropped(), 1L << BRANCHES);
    assertThat(exporter.payloads())
        .hasSizeGreaterThan(2)
        .allMatch(payload -> payload.length() <= 64 << 10);
  }

  @Test
  void nothingIsRecordedThatNoProfileIsMadeOf() throws Exception {
    assertThat(new EventOfTheApplication().isEnabled()).isFalse(); // and known to the recorder
    ValidatingExporter exporter = new ValidatingExporter();
    RingletProfiler profiler =
        RingletProfiler.start(
            Profiles.config(
                "cpu", "false", "alloc", "false", "lock", "false", "exceptions", "false"),
            Resource.getDefault(),
            exporter);
    assertThat(profiler.flush(LONG)).isTrue();
    assertThat(new EventOfTheApplication().isEnabled()).isFalse();
    Await.until("the recorder has disabled the event", () -> !new LaterEvent().isEnabled());
    profiler.close();
    profiler.close();
    assertThat(exporter.requests()).isEmpty();
    assertThat(exporter.isClosed()).isTrue();
  }

  /** Another recording of the process may have the environment and the system properties. */
  @Test
  void settingsOfTheProcessAreNotSent() throws Exception {
    String secret = "s3cretOfTheProcess";
    System.setProperty("app.password", secret);
    ValidatingExporter exporter = new ValidatingExporter();
    try (Recording other = new Recording()) {
      other.enable("jdk.InitialSystemProperty").withPeriod(Duration.ofMillis(20));
      other.enable("jdk.InitialEnvironmentVariable").withPeriod(Duration.ofMillis(20));
      other.enable("jdk.JVMInformation").withPeriod(Duration.ofMillis(20));
      other.enable("jdk.SystemProcess").withPeriod(Duration.ofMillis(20));
      other.start();
      Profiler profiler =
          Profiler.start(Profiles.config(), Resource.getDefault(), List.of(exporter));
      long end = Await.deadline();
      while (exporter.requests().isEmpty() && System.nanoTime() - end < 0) {
        work();
        assertThat(profiler.flush(LONG_NANOS)).isTrue();
      }
      profiler.close(0);
    } finally {
      System.clearProperty("app.password");
    }
    String path = System.getProperty("java.class.path");
    assertThat(exporter.requests())
        .isNotEmpty()
        .allSatisfy(
            request -> assertThat(request.toString()).doesNotContain(secret, "app.password", path));
  }
}
