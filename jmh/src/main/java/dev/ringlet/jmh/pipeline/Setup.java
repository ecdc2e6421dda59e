// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.jmh.pipeline;

import dev.ringlet.RingletSdk;
import dev.ringlet.export.Signal;
import io.opentelemetry.api.OpenTelemetry;
import java.time.Duration;

/** An SDK that sends OTLP/HTTP protobuf to an endpoint. */
public abstract class Setup implements AutoCloseable {
  static final String SERVICE = "bench";

  /** Returns the API of the SDK. */
  public abstract OpenTelemetry openTelemetry();

  /**
   * Flushes, and returns the number of spans or log records that were delivered since the start.
   */
  public abstract long flushAndCountExported(Signal signal);

  /**
   * Returns the number of items that the SDK reports as lost since the start; negative if it does
   * not count them.
   */
  long countDropped(Signal signal) {
    return -1;
  }

  @Override
  public abstract void close();

  /** Starts an SDK without compression; see {@link #of(String, String, boolean, String)}. */
  public static Setup of(String name, String base, boolean metrics) {
    return of(name, base, metrics, "none");
  }

  /**
   * Starts an SDK.
   *
   * @param name ringlet; official, with its defaults; official-large, with a queue of 65,536 items
   *     and batches of 8,192; none, the API alone
   * @param base address of the receiver without a path
   * @param metrics whether metrics are exported as well
   * @param compression none or gzip
   */
  static Setup of(String name, String base, boolean metrics, String compression) {
    switch (name) {
      case "ringlet":
        return new Ringlet(base, metrics, compression);
      case "official":
        return new OfficialSetup(base, 2048, 512, metrics, compression);
      case "official-large":
        return new OfficialSetup(base, 65_536, 8_192, metrics, compression);
      case "none":
        return new None();
      default:
        throw new IllegalArgumentException("no SDK is called " + name);
    }
  }

  private static final class Ringlet extends Setup {
    private final RingletSdk sdk;

    Ringlet(String base, boolean metrics, String compression) {
      sdk =
          RingletSdk.builder()
              .property("otel.exporter.otlp.endpoint", base)
              .property("otel.exporter.otlp.protocol", "http/protobuf")
              .property("otel.exporter.otlp.compression", compression)
              .property("otel.service.name", SERVICE)
              .property("otel.metrics.exporter", metrics ? "otlp" : "none")
              .build();
    }

    @Override
    public OpenTelemetry openTelemetry() {
      return sdk;
    }

    @Override
    public long flushAndCountExported(Signal signal) {
      sdk.flush(Duration.ofSeconds(20));
      return sdk.health().signals().get(signal).exported();
    }

    @Override
    long countDropped(Signal signal) {
      return sdk.health().signals().get(signal).totalDropped();
    }

    @Override
    public void close() {
      sdk.close();
    }
  }

  private static final class None extends Setup {
    @Override
    public OpenTelemetry openTelemetry() {
      return OpenTelemetry.noop();
    }

    @Override
    public long flushAndCountExported(Signal signal) {
      return 0;
    }

    @Override
    public void close() {}
  }
}
