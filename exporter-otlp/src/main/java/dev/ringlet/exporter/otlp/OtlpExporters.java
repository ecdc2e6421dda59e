// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp;

import dev.ringlet.config.Config;
import dev.ringlet.config.ConfigException;
import dev.ringlet.export.Exporter;
import dev.ringlet.export.Signal;
import dev.ringlet.exporter.otlp.internal.delivery.Destination;
import dev.ringlet.exporter.otlp.internal.delivery.Route;
import dev.ringlet.exporter.otlp.internal.spool.Spool;
import dev.ringlet.exporter.otlp.internal.spool.SpoolSettings;
import dev.ringlet.exporter.otlp.internal.target.Endpoint;
import dev.ringlet.exporter.otlp.settings.RetryPolicy;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Creates OTLP exporters from settings. Follows the OpenTelemetry specification, "OTLP Exporter":
 * for one signal {@code otel.exporter.otlp.<signal>.*} overrides {@code otel.exporter.otlp.*}.
 */
public final class OtlpExporters {
  private final Config config;
  private final SpoolSettings spoolSettings;
  private @Nullable Spool spool;
  private boolean toldOfReadable;

  private OtlpExporters(Config config) {
    this.config = config;
    spoolSettings = SpoolSettings.fromConfig(config);
  }

  /**
   * Prepares exporters that share resources: with {@code ringlet.spool.directory}, one spool on
   * disk, which is opened with the first exporter and closed with the last.
   *
   * @throws ConfigException naming the key whose value cannot be used
   */
  public static OtlpExporters of(Config config) {
    return new OtlpExporters(config);
  }

  /**
   * Creates the exporter of one signal that shares nothing with others.
   *
   * @throws ConfigException naming the key whose value cannot be used
   */
  public static Exporter fromConfig(Signal signal, Config config) {
    return of(config).exporter(signal);
  }

  /**
   * Creates the exporter of one signal. Besides the keys of the specification it reads {@code
   * ringlet.exporter.otlp.} with {@code connect.timeout}, {@code max.request.bytes}, {@code
   * max.response.bytes} and {@code max.concurrent.exports}; and {@code endpoints}, or {@code
   * <signal>.endpoints}, a list of addresses of which the first that works is used, in place of
   * {@code otel.exporter.otlp.endpoint} or {@code otel.exporter.otlp.<signal>.endpoint}. What is
   * set for the signal overrides what is set for all. The headers are sent to the first of them and
   * to others of the same origin; another has {@code ringlet.exporter.otlp.endpoints.2.headers} and
   * so on. The spool reads {@code ringlet.spool.} with {@code directory}, {@code max.bytes}, {@code
   * max.age}, {@code policy}, {@code sync.interval}, {@code strict}, {@code replay.any.endpoint}
   * and {@code drain.max.bytes.per.second}.
   *
   * @throws ConfigException naming the key whose value cannot be used
   */
  public Exporter exporter(Signal signal) {
    return exporter(signal, config);
  }

  /** Creates an exporter with its own settings, except for the spool, which is shared. */
  public synchronized Exporter exporter(Signal signal, Config own) {
    OtlpSettings settings = new OtlpSettings(signal, own);
    EndpointSettings endpoints = new EndpointSettings(settings);
    List<Destination> destinations = new ArrayList<>();
    List<OtlpExporterBuilder> builders = builders(settings, endpoints);
    for (OtlpExporterBuilder builder : builders) {
      if (spoolSettings != null) { // old requests must not wait for fresh ones, nor they for them
        int most = Math.min(builder.maxConcurrentExports + 1, OtlpExporterBuilder.MAX_CONCURRENT);
        builder.setMaxConcurrentExports(most);
      }
      destinations.add(settings.destination(builder, endpoints.key));
    }
    OtlpExporterBuilder primary = builders.get(0);
    return new Route(
        signal,
        destinations,
        primary.retryPolicy,
        primary.timeoutNanos,
        primary.maxRequestBytes,
        openSpool());
  }

  /**
   * Creates an exporter for each address of a signal, for tests of single addresses. Such an
   * exporter sends each request once and stores nothing.
   *
   * @throws ConfigException naming the key whose value cannot be used
   */
  public synchronized List<OtlpProbe> probes(Signal signal) {
    OtlpSettings settings = new OtlpSettings(signal, config);
    EndpointSettings endpoints = new EndpointSettings(settings);
    List<OtlpProbe> probes = new ArrayList<>();
    for (OtlpExporterBuilder builder : builders(settings, endpoints)) {
      Route route =
          new Route(
              signal,
              List.of(settings.destination(builder, endpoints.key)),
              RetryPolicy.none(),
              builder.timeoutNanos,
              builder.maxRequestBytes,
              null);
      probes.add(OtlpProbe.of(builder, endpoints.key, route));
    }
    return probes;
  }

  /** Returns a builder for each address of a signal, at least one. */
  private List<OtlpExporterBuilder> builders(OtlpSettings settings, EndpointSettings endpoints) {
    List<OtlpExporterBuilder> builders = new ArrayList<>();
    OtlpExporterBuilder primary = null;
    for (Endpoint endpoint : endpoints.endpoints()) {
      OtlpExporterBuilder builder = OtlpExporter.builder(settings.signal);
      primary = primary == null ? builder : primary;
      settings.readProtocol(builder, endpoint);
      endpoints.readEndpoint(builder, endpoint);
      settings.readTls(builder);
      settings.readProxy(builder);
      if (builder.endpoint().hasOriginOf(primary.endpoint())) {
        settings.readHeaders(builder);
      }
      if (endpoints.hasNumberedHeaders()) {
        settings.readHeaders(builder, builders.size() + 1);
      }
      tellOfReadable(builder);
      settings.readLimits(builder);
      builders.add(builder);
    }
    return builders;
  }

  /** Logs the warning once, because all signals usually have the same endpoint. */
  private void tellOfReadable(OtlpExporterBuilder builder) {
    String readable = toldOfReadable ? null : builder.readableCredential();
    if (readable != null) {
      toldOfReadable = true;
      SettingWarnings.warn(readable);
    }
  }

  private @Nullable Spool openSpool() {
    if (spoolSettings != null && (spool == null || spool.hasEnded())) {
      spool = new Spool(spoolSettings);
    }
    return spool;
  }
}
