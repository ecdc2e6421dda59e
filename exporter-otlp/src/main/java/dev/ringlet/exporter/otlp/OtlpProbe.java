// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp;

import dev.ringlet.export.Exporter;
import dev.ringlet.export.Signal;
import dev.ringlet.exporter.otlp.internal.target.Endpoint;
import dev.ringlet.exporter.otlp.internal.target.ProxyAddress;
import dev.ringlet.exporter.otlp.settings.Protocol;
import org.jspecify.annotations.Nullable;

/**
 * One address from the settings, with an exporter that tests it.
 *
 * @param signal the signal that is sent to the address
 * @param key the setting that names the address; if it is unset, the address is the default
 * @param address the URL without its query, which may hold a secret
 * @param protocol the protocol
 * @param host name or address of the server
 * @param port its port
 * @param isSecure whether TLS is used
 * @param proxy {@code host:port} of the proxy that a setting names; null for none or the JVM's
 * @param exporter sends each request once; to be closed by the caller
 */
public record OtlpProbe(
    Signal signal,
    String key,
    String address,
    Protocol protocol,
    String host,
    int port,
    boolean isSecure,
    @Nullable String proxy,
    Exporter exporter) {
  static OtlpProbe of(OtlpExporterBuilder builder, String key, Exporter exporter) {
    Endpoint endpoint = builder.endpoint();
    ProxyAddress proxy = builder.proxy;
    return new OtlpProbe(
        builder.signal,
        key,
        endpoint.toString(),
        builder.protocol,
        endpoint.host(),
        endpoint.port(),
        endpoint.isSecure(),
        proxy == null || proxy.isDirect() ? null : proxy.host() + ":" + proxy.port(),
        exporter);
  }
}
