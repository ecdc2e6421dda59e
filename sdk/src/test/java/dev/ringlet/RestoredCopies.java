// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet;

import static dev.ringlet.testing.Await.LONG;

import dev.ringlet.export.Signal;
import dev.ringlet.testing.CapturingExporter;
import io.opentelemetry.api.trace.SpanContext;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * Makes ids in two copies of one process. A copy has the same memory, so this program puts the
 * generator of the JDK, the only state that ids depend on, back to where it was.
 */
final class RestoredCopies {
  private static final VarHandle SEED = seed();

  private RestoredCopies() {}

  private static VarHandle seed() {
    try {
      return MethodHandles.privateLookupIn(Thread.class, MethodHandles.lookup())
          .findVarHandle(Thread.class, "threadLocalRandomSeed", long.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  public static void main(String[] args) {
    try (RingletSdk sdk =
        RingletSdk.builder()
            .property("otel.traces.exporter", "none")
            .property("otel.metrics.exporter", "none")
            .property("otel.logs.exporter", "none")
            .addExporter(Signal.TRACES, new CapturingExporter())
            .build()) {
      id(sdk);
      long seed = (long) SEED.get(Thread.currentThread());
      String first = idWith(seed, sdk);
      System.out.print("without: " + compare(first, idWith(seed, sdk)));
      sdk.disconnect(LONG);
      first = idWith(seed, sdk);
      System.out.print(", disconnected: " + compare(first, idWith(seed, sdk)));
      sdk.reconnect();
      first = idWith(seed, sdk);
      sdk.disconnect(LONG); // one copy goes on from here, and so does the other
      sdk.reconnect();
      System.out.print(", reconnected: " + compare(first, idWith(seed, sdk)));
      sdk.disconnect(LONG);
      sdk.getTracer("test").spanBuilder("exported").startSpan().end();
      sdk.flush(LONG); // reconnects, maybe before the copies are made
      first = idWith(seed, sdk);
      sdk.reconnect();
      System.out.println(", exported: " + compare(first, idWith(seed, sdk)));
    }
  }

  private static String idWith(long seed, RingletSdk sdk) {
    SEED.set(Thread.currentThread(), seed);
    return id(sdk);
  }

  private static String id(RingletSdk sdk) {
    SpanContext context = sdk.getTracer("test").spanBuilder("span").startSpan().getSpanContext();
    return context.getTraceId() + context.getSpanId();
  }

  private static String compare(String one, String other) {
    return one.equals(other) ? "same" : "different";
  }
}
