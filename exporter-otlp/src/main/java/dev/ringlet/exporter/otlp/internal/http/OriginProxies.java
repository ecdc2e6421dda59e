// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp.internal.http;

import java.io.IOException;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.List;

/**
 * Calls the JVM's default proxy selector with scheme, host and port only: path and query may hold a
 * token, and selectors may log their argument. OkHttp does this by itself.
 */
final class OriginProxies extends ProxySelector {
  @Override
  public List<Proxy> select(URI uri) {
    ProxySelector chosen = ProxySelector.getDefault();
    return chosen == null ? List.of(Proxy.NO_PROXY) : chosen.select(origin(uri));
  }

  @Override
  public void connectFailed(URI uri, SocketAddress address, IOException failure) {
    ProxySelector chosen = ProxySelector.getDefault();
    if (chosen != null) {
      chosen.connectFailed(origin(uri), address, failure);
    }
  }

  private static URI origin(URI uri) {
    return URI.create(uri.getScheme() + "://" + uri.getRawAuthority() + "/");
  }
}
