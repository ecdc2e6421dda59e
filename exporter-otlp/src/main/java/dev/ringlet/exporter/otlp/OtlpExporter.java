// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp;

import static io.opentelemetry.api.common.AttributeKey.stringKey;

import dev.ringlet.common.Resource;
import dev.ringlet.export.Exporter;
import dev.ringlet.export.FailureCause;
import dev.ringlet.export.Signal;
import dev.ringlet.exporter.otlp.internal.delivery.Destination;
import dev.ringlet.exporter.otlp.internal.delivery.Route;
import dev.ringlet.exporter.otlp.internal.http.HttpSender;
import dev.ringlet.exporter.otlp.internal.http.TransportSettings;
import dev.ringlet.exporter.otlp.internal.target.Endpoint;
import dev.ringlet.exporter.otlp.internal.target.SignalPaths;
import dev.ringlet.exporter.otlp.internal.tls.ClientTls;
import dev.ringlet.exporter.otlp.settings.Protocol;
import dev.ringlet.exporter.otlp.settings.RetryPolicy;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Sends telemetry of one signal to one OTLP receiver, over HTTP or gRPC. Requests that fail
 * temporarily are retried by the {@link RetryPolicy}, within the timeout.
 *
 * <p>Each request runs on the thread that calls {@link Exporter#export}, which blocks until there
 * is an outcome. Uses OkHttp, or for HTTP the JDK's client where OkHttp is absent. Redirects are
 * not followed.
 *
 * <p>Thread-safe. When closed, requests in progress are cancelled; they and all later ones return
 * {@link FailureCause#CLOSED}. Follows the OTLP specification, sections "OTLP/HTTP" and
 * "OTLP/gRPC".
 */
public final class OtlpExporter {
  private OtlpExporter() {}

  static Exporter create(OtlpExporterBuilder builder) {
    return new Route(
        builder.signal,
        List.of(destination(builder)),
        builder.retryPolicy,
        builder.timeoutNanos,
        builder.maxRequestBytes,
        null);
  }

  /** One receiver and the transport that sends a request there once. */
  static Destination destination(OtlpExporterBuilder builder) {
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
    return new Destination(
        builder.signal, endpoint, builder.protocol, transport(builder, settings));
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
}
