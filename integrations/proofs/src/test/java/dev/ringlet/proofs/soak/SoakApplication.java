// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.proofs.soak;

import dev.ringlet.Health;
import dev.ringlet.RingletSdk;
import dev.ringlet.SignalHealth;
import dev.ringlet.export.DropCause;
import dev.ringlet.export.Signal;
import dev.ringlet.exporter.otlp.SpooledExporters;
import dev.ringlet.exporter.otlp.internal.spool.FaultyDisk;
import dev.ringlet.exporter.otlp.internal.spool.Spool;
import dev.ringlet.exporter.otlp.internal.spool.SpoolSettings;
import dev.ringlet.internal.delivery.DeliveryCounters;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * The process under test: an application that records spans, metrics, logs and profiles without
 * pause, under numbers that the judge can check, and prints its books. It is told on its standard
 * input what its disk does, when to drain and when to close.
 */
public final class SoakApplication {
  static final int COUNT_OF_TRACES = 0;
  static final int COUNT_OF_COLLECTIONS = 1;
  static final int COUNT_OF_LOGS = 2;
  private static final long SECOND = 1_000_000_000L;
  private static final long MILLI = 1_000_000L;

  private final FaultyDisk disk;
  private final Spool spool;
  private final RingletSdk sdk;
  private final RecordedCounts counts;
  private final SoakLoad load;
  private final ProcessSample sampler;
  private final long markNanos;

  private SoakApplication(String[] args) {
    int port = Integer.parseInt(args[0]);
    Path directory = Path.of(args[1]);
    int run = Integer.parseInt(args[2]);
    long seed = Long.parseLong(args[3]) + run;
    Duration timeout = Duration.ofMillis(Long.parseLong(args[4]));
    markNanos = Long.parseLong(args[5]) * MILLI;
    String plant = args[6];
    disk = new FaultyDisk(seed);
    counts = RecordedCounts.open(directory.resolve("counts-" + run));
    sampler = new ProcessSample(plant);
    spool =
        disk.open(
            new SpoolSettings(
                directory.resolve("spool"), 64 << 20, 0, true, 500 * MILLI, false, false, 4 << 20));
    RingletSdk.Builder builder =
        RingletSdk.builder()
            .property("otel.traces.exporter", "none")
            .property("otel.metrics.exporter", "none")
            .property("otel.logs.exporter", "none")
            .property("otel.profiles.exporter", "none")
            .property("otel.resource.attributes", "soak.run=" + run)
            .property("otel.bsp.schedule.delay", "300")
            .property("otel.blrp.schedule.delay", "300")
            .property("otel.metric.export.interval", "1000")
            .property("ringlet.self.telemetry.enabled", "false")
            .property("ringlet.shutdown.hook", "false")
            .property("ringlet.close.timeout", "8s")
            .property("ringlet.profiles.enabled", "true")
            .property("ringlet.profiles.period", "2s");
    for (Signal signal : Signal.values()) {
      builder.addExporter(
          signal,
          SpooledExporters.of(signal, "http://127.0.0.1:" + port, timeout, seed % 2 != 0, spool));
    }
    sdk = builder.build();
    load = new SoakLoad(sdk, counts, seed, Integer.getInteger("soak.rate", 400));
  }

  /** Arguments: port, directory, run, seed, timeout and interval of marks in ms, plant. */
  public static void main(String[] args) throws IOException {
    Thread.setDefaultUncaughtExceptionHandler(SoakApplication::printThrown);
    SoakApplication application = new SoakApplication(args);
    Thread marker = new Thread(application::markAll, "soak-marks");
    marker.setDaemon(true);
    marker.start();
    application.obey();
    System.exit(0);
  }

  private void obey() throws IOException {
    try (BufferedReader orders =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      for (String line; (line = orders.readLine()) != null; ) {
        String[] words = line.split(" ");
        switch (words[0]) {
          case "disk" -> disk.set(FaultyDisk.Fault.valueOf(words[1]));
          case "drain" -> drain();
          default -> {
            close();
            return;
          }
        }
      }
    }
  }

  /** Stops the load for a moment, again and again, so that the books have to balance. */
  private void markAll() {
    while (true) {
      LockSupport.parkNanos(markNanos);
      load.pause();
      try {
        sdk.flush(Duration.ofSeconds(15));
        printBooks("MARK");
        print(sampler.line());
      } finally {
        load.resume();
      }
    }
  }

  /** Waits until the spool is empty; the load goes on, for a delivery makes the spool send. */
  private void drain() {
    long deadline = System.nanoTime() + 240 * SECOND;
    while (isStored() && deadline - System.nanoTime() > 0) {
      LockSupport.parkNanos(200 * MILLI);
    }
    print("DRAINED");
  }

  private boolean isStored() {
    boolean stored = false;
    Health health = sdk.health();
    for (Signal signal : Signal.values()) {
      stored |= health.signal(signal).spooled() > 0;
      stored |= spool.inherited(signal).spooled() > 0;
    }
    return stored || spool.bytes() > (64 << 10); // the reserve and nothing else
  }

  private void close() {
    load.stop();
    sdk.close();
    printBooks("CLOSED");
  }

  private synchronized void printBooks(String end) {
    Health health = sdk.health();
    for (Signal signal : Signal.values()) {
      SignalHealth one = health.signal(signal);
      DeliveryCounters inherited = spool.inherited(signal);
      long refused = one.dropped(DropCause.REFUSED) + one.dropped(DropCause.REJECTED);
      long inheritedRefused =
          inherited.dropped(DropCause.REFUSED) + inherited.dropped(DropCause.REJECTED);
      print(
          String.join(
              " ",
              "BOOKS",
              signal.name(),
              Long.toString(recorded(signal)),
              Long.toString(one.produced()),
              Long.toString(one.exported()),
              Long.toString(refused),
              Long.toString(one.totalDropped() - refused),
              Long.toString(one.spooled()),
              Long.toString(one.pending()),
              Long.toString(inherited.dropped() - inheritedRefused),
              Long.toString(inherited.spooled()),
              one.dropped().toString().replace(" ", "")));
    }
    print(end);
  }

  /** Of profiles only the SDK knows the number. */
  private long recorded(Signal signal) {
    return switch (signal) {
      case TRACES -> counts.get(COUNT_OF_TRACES);
      case METRICS -> counts.get(COUNT_OF_COLLECTIONS) * SoakLoad.POINTS;
      case LOGS -> counts.get(COUNT_OF_LOGS);
      default -> -1;
    };
  }

  /** Nothing of the SDK may end a thread, of the application or of its own. */
  private static void printThrown(Thread thread, Throwable thrown) {
    thrown.printStackTrace();
    print(("THROWN on " + thread.getName() + ": " + thrown).replaceAll("\\R", " "));
  }

  private static void print(String line) {
    System.out.println(line);
    System.out.flush();
  }
}
