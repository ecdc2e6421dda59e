// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.faults;

import static dev.ringlet.testing.Await.LONG;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ringlet.RingletSdk;
import dev.ringlet.export.Signal;
import dev.ringlet.logs.RingletLoggerProvider;
import dev.ringlet.testing.CapturingExporter;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Flushes of an application whose stack is full break nothing that later calls need. */
@Timeout(300)
class FullStackTest {
  private static final int ROUNDS = 10;
  private static final int DEPTHS = 100;

  private int tried;

  /** Runs the task at the end of the stack, and again a frame above, and so on. */
  private void atTheEndOfTheStack(Runnable task) {
    try {
      atTheEndOfTheStack(task);
    } catch (StackOverflowError end) {
      // here it begins
    }
    if (tried < DEPTHS) {
      tried++;
      try {
        task.run();
      } catch (StackOverflowError end) {
        // the application's own
      }
    }
  }

  @Test
  void afterAFlushThereEverythingStillArrives() throws Exception {
    CapturingExporter exporter = new CapturingExporter();
    RingletSdk sdk =
        RingletSdk.builder()
            .property("otel.traces.exporter", "none")
            .property("otel.logs.exporter", "none")
            .property("otel.metrics.exporter", "none")
            .property("otel.bsp.schedule.delay", "1h")
            .property("ringlet.shutdown.hook", "false")
            .addExporter(Signal.LOGS, exporter)
            .build();
    assertThat(sdk.flush(LONG)).isTrue(); // loads the classes
    RingletLoggerProvider logs = (RingletLoggerProvider) sdk.getLogsBridge();
    for (int round = 0; round < ROUNDS; round++) {
      tried = 0;
      Thread thread =
          new Thread(
              null,
              () -> atTheEndOfTheStack(() -> logs.flush(Duration.ofMillis(1))),
              "full",
              (256 << 10) + (round << 12));
      thread.start();
      thread.join();
      assertThat(tried).isEqualTo(DEPTHS);
    }

    for (int i = 0; i < 400; i++) {
      sdk.getLogsBridge().get("test").logRecordBuilder().setBody("line").emit();
    }
    assertThat(sdk.flush(LONG)).isTrue();
    assertThat(exporter.items()).isEqualTo(400);
    sdk.close();
    assertThat(sdk.health().signal(Signal.LOGS).totalDropped()).isZero();
  }
}
