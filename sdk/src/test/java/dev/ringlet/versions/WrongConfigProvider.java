// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.versions;

import dev.ringlet.RingletSdk;
import dev.ringlet.config.ConfigException;
import dev.ringlet.export.Signal;
import dev.ringlet.testing.Await;
import dev.ringlet.testing.CapturingExporter;
import dev.ringlet.trace.IdGenerator;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;

/** Sets an object of a wrong type, and says what the start that failed left behind. */
final class WrongConfigProvider {
  private WrongConfigProvider() {}

  static List<String> run(String... arguments) {
    List<String> lines = new ArrayList<>();
    WeakReference<IdGenerator> part = failedStart(lines);
    // The hook of an SDK reaches all its parts, and the process reaches the hook.
    Await.until(
        "the parts of the SDK are collected",
        () -> {
          System.gc();
          return part.get() == null;
        });
    lines.add("hook is gone true");
    return lines;
  }

  private static WeakReference<IdGenerator> failedStart(List<String> lines) {
    CapturingExporter exporter = new CapturingExporter();
    IdGenerator part = new OwnIds();
    RingletSdk.Builder builder =
        RingletSdk.builder()
            .property("otel.traces.exporter", "none")
            .property("otel.metrics.exporter", "none")
            .property("otel.logs.exporter", "none")
            .addExporter(Signal.TRACES, exporter)
            .setIdGenerator(part)
            .setConfigProvider(new Object());
    try {
      builder.build();
      lines.add("started");
    } catch (ConfigException e) {
      lines.add(e.getClass().getSimpleName() + ": " + e.getMessage());
    }
    Await.until("the exporter is closed", exporter::isClosed);
    lines.add("exporter closed true");
    return new WeakReference<>(part);
  }

  private static final class OwnIds implements IdGenerator {
    @Override
    public long nextSpanId() {
      return 1;
    }

    @Override
    public long nextTraceIdHigh() {
      return 1;
    }

    @Override
    public long nextTraceIdLow() {
      return 1;
    }
  }
}
