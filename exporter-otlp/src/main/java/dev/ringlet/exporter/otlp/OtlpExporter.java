// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp;

import static io.opentelemetry.api.common.AttributeKey.stringKey;

import dev.ringlet.common.Resource;
import dev.ringlet.export.ExportResult;
import dev.ringlet.export.Exporter;
import dev.ringlet.export.FailureCause;
import dev.ringlet.export.Payload;
import dev.ringlet.export.Signal;
import dev.ringlet.exporter.otlp.internal.delivery.DeliveryChain;
import dev.ringlet.exporter.otlp.internal.delivery.Route;
import dev.ringlet.exporter.otlp.internal.http.HttpSender;
import dev.ringlet.exporter.otlp.internal.http.TransportSettings;
import dev.ringlet.exporter.otlp.internal.target.Endpoint;
import dev.ringlet.exporter.otlp.internal.target.SignalPaths;
import dev.ringlet.exporter.otlp.internal.tls.ClientTls;
import dev.ringlet.exporter.otlp.settings.Protocol;
import dev.ringlet.exporter.otlp.settings.RetryPolicy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Sends telemetry of one signal to one OTLP receiver, over HTTP or gRPC. Requests that fail for the
 * moment are sent again as the {@link RetryPolicy} says, within the timeout.
 *
 * <p>Each request runs on the thread that calls {@link #export}, which blocks until there is an
 * outcome. Uses OkHttp, or for HTTP the JDK's client where OkHttp is absent. Redirects are not
 * followed.
 *
 * <p>Thread-safe. When closed, requests under way are cut short, and they and all later ones return
 * {@link FailureCause#CLOSED}. Follows the OTLP specification, sections "OTLP/HTTP" and
 * "OTLP/gRPC".
 */
public final class OtlpExporter implements Exporter {
  private final Signal signal;
  private final Endpoint endpoint;
  private final Protocol protocol;
  private final String headerNames;
  private final DeliveryChain chain;

  OtlpExporter(OtlpExporterBuilder builder) {
    signal = builder.signal;
    protocol = builder.protocol;
    headerNames = builder.headers.keySet().toString();
    Route route = route(builder);
    endpoint = route.endpoint();
    chain =
        new DeliveryChain(
            signal,
            List.of(route),
            builder.retryPolicy,
            builder.timeoutNanos,
            builder.maxRequestBytes,
            null);
  }

  /** The bare way to one endpoint. */
  static Route route(OtlpExporterBuilder builder) {
    Endpoint endpoint = builder.endpoint();
    TransportSettings settings =
        new TransportSettings(
            builder.protocol,
            builder.protocol == Protocol.GRPC
                ? endpoint.withPath(SignalPaths.grpcMethodOf(builder.signal))
                : endpoint,
            withUserAgent(builder.headers),
            builder.connectTimeoutNanos,
            builder.maxConcurrentExports,
            builder.maxResponseBytes,
            endpoint.isSecure() && !builder.tlsFiles.isEmpty()
                ? new ClientTls(builder.tlsFiles)
                : null,
            builder.proxy);
    return new Route(endpoint, builder.protocol, transport(builder, settings));
  }

  private static Exporter transport(OtlpExporterBuilder builder, TransportSettings settings) {
    return new HttpSender(
        settings, builder.headerSupplier, builder.compression, builder.maxRequestBytes);
  }

  /** A builder for an exporter of {@code signal} to a receiver on this machine. */
  public static OtlpExporterBuilder builder(Signal signal) {
    return new OtlpExporterBuilder(signal);
  }

  private static Map<String, String> withUserAgent(Map<String, String> headers) {
    String version = Resource.getDefault().getAttribute(stringKey("telemetry.sdk.version"));
    Map<String, String> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    all.put("User-Agent", "Ringlet/" + version + " OTel-OTLP-Exporter-Java/" + version);
    all.putAll(headers);
    return all;
  }

  @Override
  public ExportResult export(Payload payload) {
    return chain.export(payload);
  }

  /** How many times a request was sent again so far, for whatever reason. */
  public long retries() {
    return chain.retries();
  }

  @Override
  public boolean flush(Duration timeout) {
    return chain.flush(timeout);
  }

  @Override
  public int maxConcurrentExports() {
    return chain.maxConcurrentExports();
  }

  @Override
  public void close() {
    chain.close();
  }

  /** Names signal, address and header keys; no values. */
  @Override
  public String toString() {
    return "OtlpExporter{"
        + signal.key()
        + " -> "
        + protocol.key()
        + " "
        + endpoint
        + ", headers="
        + headerNames
        + "}";
  }
}
