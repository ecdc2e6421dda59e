// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.proofs.crowd;

import dev.ringlet.RingletSdk;
import dev.ringlet.SignalHealth;
import dev.ringlet.export.Signal;
import io.opentelemetry.api.trace.Tracer;
import java.io.IOException;
import java.util.concurrent.locks.LockSupport;

/** A small process that records a numbered span every so often until its standard input ends. */
public final class CrowdDevice {
  private CrowdDevice() {}

  /** Arguments: number of the device, endpoint, directory of its spool, ms between two spans. */
  public static void main(String[] args) throws IOException, InterruptedException {
    RingletSdk sdk =
        RingletSdk.builder()
            .property("otel.metrics.exporter", "none")
            .property("otel.logs.exporter", "none")
            .property("otel.resource.attributes", "device=" + args[0])
            .property("otel.exporter.otlp.endpoint", args[1])
            .property("otel.bsp.schedule.delay", "1000")
            .property("ringlet.spool.directory", args[2])
            .property("ringlet.shutdown.hook", "false")
            .build();
    Tracer tracer = sdk.getTracer("crowd");
    long nanos = Long.parseLong(args[3]) * 1_000_000;
    boolean[] told = new boolean[1];
    long[] recorded = new long[1];
    Thread worker =
        new Thread(
            () -> {
              while (!isTold(told)) {
                tracer.spanBuilder("work").startSpan().setAttribute("id", recorded[0]++).end();
                LockSupport.parkNanos(nanos);
              }
            });
    worker.start();
    System.out.println("ready");
    while (System.in.read() >= 0) {
      // until it is told
    }
    synchronized (told) {
      told[0] = true;
    }
    worker.join();
    sdk.flush(java.time.Duration.ofSeconds(30));
    sdk.close();
    SignalHealth health = sdk.health().signal(Signal.TRACES);
    System.out.println(
        recorded[0]
            + " "
            + health.produced()
            + " "
            + health.exported()
            + " "
            + health.totalDropped()
            + " "
            + health.spooled()
            + " "
            + health.pending());
  }

  private static boolean isTold(boolean[] told) {
    synchronized (told) {
      return told[0];
    }
  }
}
