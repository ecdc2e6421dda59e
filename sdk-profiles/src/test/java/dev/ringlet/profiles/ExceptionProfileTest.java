// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.profiles;

import static dev.ringlet.testing.Await.LONG_NANOS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ringlet.common.Resource;
import dev.ringlet.internal.threads.Workers;
import dev.ringlet.profiles.Profiles.Entry;
import dev.ringlet.profiles.encode.ProfileBatch;
import dev.ringlet.profiles.internal.Profiler;
import dev.ringlet.profiles.link.SpanLinks;
import dev.ringlet.testing.Await;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Scope;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which exceptions the profile shows, and which of them have a link. */
class ExceptionProfileTest {
  private static final String TRACE = "000000000000000000000000000000ee";

  static {
    SpanLinks.install(); // before a context is used here; later no test of this process could
  }

  private static volatile Object sink;

  private static void failInTheSdk() {
    sink = new IllegalStateException("on a thread of the SDK");
  }

  private static void failInACallback() {
    sink = new IllegalStateException("in a metric callback");
  }

  private static void failInASpan() {
    SpanContext context =
        SpanContext.create(
            TRACE, "00000000000000aa", TraceFlags.getSampled(), TraceState.getDefault());
    Scope scope = Span.wrap(context).makeCurrent();
    try (scope) {
      sink = new IllegalStateException("in a span");
    }
  }

  private static void run(Runnable action, String thread) throws InterruptedException {
    Thread worker =
        Workers.newThread(
            () -> {
              for (int i = 0; i < 50; i++) {
                action.run();
              }
            },
            thread);
    worker.start();
    worker.join();
  }

  private static List<Entry> thrown(ValidatingExporter exporter, String method) {
    return Profiles.entries(exporter.requests()).stream()
        .filter(e -> e.type().equals("exceptions:count"))
        .filter(e -> e.has(ExceptionProfileTest.class.getName() + "." + method))
        .toList();
  }

  @Test
  void showsThoseOfTheApplicationAndLinksThemWhereTheyHaveATime() throws Exception {
    Profiles.awaitNoRecording();
    ValidatingExporter exporter = new ValidatingExporter();
    Profiler profiler =
        Profiler.start(
            Profiles.config("exceptions", "true", "exceptions.rate", "100000"),
            Resource.getDefault(),
            List.of(exporter));
    assertThat(profiler.flush(LONG_NANOS)).isTrue(); // the recorder is running now
    long end = Await.deadline();
    do { // the recorder may leave out any single one
      run(ExceptionProfileTest::failInTheSdk, "ringlet-traces-batch");
      run(ExceptionProfileTest::failInASpan, "application");
      run(ExceptionProfileTest::failInACallback, Workers.CALLBACKS);
      assertThat(profiler.flush(LONG_NANOS)).isTrue();
    } while ((thrown(exporter, "failInASpan").isEmpty()
            || thrown(exporter, "failInACallback").isEmpty())
        && System.nanoTime() - end < 0);
    profiler.close(0);
    assertThat(thrown(exporter, "failInTheSdk")).isEmpty();
    assertThat(thrown(exporter, "failInACallback")).isNotEmpty();
    boolean haveATime = Runtime.version().feature() != 25;
    assertThat(thrown(exporter, "failInASpan"))
        .isNotEmpty()
        .allSatisfy(e -> assertThat(e.traceId()).isEqualTo(haveATime ? TRACE : ""));
    assertThat(
            Profiles.quality(exporter.requests(), "exceptions:count")
                .containsKey(ProfileBatch.UNLINKED))
        .isEqualTo(!haveATime);
  }
}
