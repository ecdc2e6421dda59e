// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp.internal.http;

import dev.ringlet.exporter.otlp.internal.target.ProxyAddress;
import dev.ringlet.exporter.otlp.internal.tls.CertificateRequests;
import dev.ringlet.exporter.otlp.internal.tls.ClientTls;
import dev.ringlet.exporter.otlp.internal.tls.TlsFiles;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.SocketFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.X509ExtendedTrustManager;
import okhttp3.ConnectionPool;
import okhttp3.ConnectionSpec;
import okhttp3.Headers;
import okhttp3.HttpUrl;
import okhttp3.Interceptor;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Response;

/**
 * Sends with OkHttp, synchronously: the exporting thread writes the body and reads the response.
 *
 * <p>OkHttp repeats requests by itself in several cases. Everything that may repeat a sent request
 * is off: bodies are one-shot, and each exchange replaces every status by 200, so that OkHttp does
 * not follow a redirect, repeat a request, answer a challenge or fail on a header. Its recovery
 * from failed connections stays on; with one-shot bodies it only tries further addresses of the
 * host.
 */
final class OkHttpTransport implements HttpTransport, Interceptor {
  /**
   * Longer than the export interval of metrics, shorter than the idle timeout of most NAT tables.
   */
  private static final long KEEP_ALIVE_SECONDS = 90;

  private static final String PROXY_AUTHORIZATION = "Proxy-Authorization";

  final HttpUrl url;
  final Headers headers;
  final OkHttpClient client;
  final MediaType contentType;
  final boolean grpc;
  final NameLookups lookups;
  private final CertificateRequests certificateRequests;
  private final int maxResponseBytes;

  /** Whether the server of the newest connection did not begin with an HTTP/2 SETTINGS frame. */
  volatile boolean otherProtocol;

  private volatile boolean closed;

  /** Whether the newest connection is direct; on others the first bytes come from the proxy. */
  private volatile boolean direct = true;

  OkHttpTransport(TransportSettings settings) {
    this(settings, null, InetAddress::getAllByName);
  }

  /** Uses the given sockets, or the default ones if null, and the given resolver. */
  OkHttpTransport(
      TransportSettings settings, SocketFactory sockets, NameLookups.Resolver resolver) {
    lookups = new NameLookups(resolver);
    url = HttpUrl.get(settings.endpoint().url());
    headers = headers(settings);
    contentType = MediaType.get(settings.contentType());
    grpc = settings.isGrpc();
    maxResponseBytes = settings.maxResponseBytes();
    boolean secure = settings.endpoint().isSecure();
    OkHttpClient.Builder builder =
        new OkHttpClient.Builder()
            .connectTimeout(connectTimeout(settings.connectTimeoutNanos()))
            .readTimeout(Duration.ZERO) // each call has one timeout for all of it
            .writeTimeout(Duration.ZERO)
            .followRedirects(false)
            .followSslRedirects(false)
            .retryOnConnectionFailure(true)
            .addInterceptor(this)
            .socketFactory(sockets == null ? sockets(grpc && !secure) : sockets)
            .connectionSpecs(List.of(secure ? ConnectionSpec.MODERN_TLS : ConnectionSpec.CLEARTEXT))
            .connectionPool(
                new ConnectionPool(
                    settings.maxConnections(), KEEP_ALIVE_SECONDS, TimeUnit.SECONDS));
    if (grpc && !secure) {
      builder.protocols(List.of(Protocol.H2_PRIOR_KNOWLEDGE));
    }
    ClientTls tls = settings.tls() == null ? new ClientTls(TlsFiles.NONE) : settings.tls();
    certificateRequests = tls.newRequests();
    if (secure) {
      X509ExtendedTrustManager trust = tls.trustManager();
      SSLContext context = ClientTls.newContext(trust, certificateRequests);
      boolean files = settings.tls() != null;
      builder.sslSocketFactory(
          files ? ClientTls.socketsOf(context) : context.getSocketFactory(), trust);
    }
    if (settings.proxy() != null) {
      useProxy(builder, settings.proxy());
    }
    client = builder.build();
  }

  /** OkHttp counts whole milliseconds in an int, and takes zero for no limit. */
  private static Duration connectTimeout(long nanos) {
    long millis = nanos / 1_000_000 + (nanos % 1_000_000 == 0 ? 0 : 1);
    return Duration.ofMillis(Math.min(millis, Integer.MAX_VALUE));
  }

  private static Headers headers(TransportSettings settings) {
    Headers headers = Headers.of(settings.headers());
    String authorization = settings.proxyAuthorization();
    return authorization == null
        ? headers
        : headers.newBuilder().set(PROXY_AUTHORIZATION, authorization).build();
  }

  private static void useProxy(OkHttpClient.Builder builder, ProxyAddress proxy) {
    if (proxy.isDirect()) {
      builder.proxy(Proxy.NO_PROXY);
      return;
    }
    InetSocketAddress address = InetSocketAddress.createUnresolved(proxy.host(), proxy.port());
    builder.proxy(new Proxy(Proxy.Type.HTTP, address));
    if (proxy.authorization() != null) {
      // Called when a tunnel is opened, and again if the proxy refuses the credentials.
      builder.proxyAuthenticator(
          (route, response) ->
              response.request().header(PROXY_AUTHORIZATION) != null
                  ? null
                  : response
                      .request()
                      .newBuilder()
                      .header(PROXY_AUTHORIZATION, proxy.authorization())
                      .build());
    }
  }

  private SocketFactory sockets(boolean greeted) {
    if (!greeted) {
      return new NoDelaySocketFactory();
    }
    return new NoDelaySocketFactory(
        () -> direct ? new GreetedSocket(() -> otherProtocol = true) : new Socket());
  }

  @Override
  public HttpExchange newExchange() {
    return grpc
        ? new OkHttpGrpcExchange(this, maxResponseBytes)
        : new OkHttpExchange(this, maxResponseBytes);
  }

  @Override
  public CertificateRequests certificateRequests() {
    return certificateRequests;
  }

  @Override
  public void evictIdle() {
    client.connectionPool().evictAll();
  }

  /** Begins a request, which the client has registered: {@link #close} cancels it from here on. */
  @Override
  public Response intercept(Chain chain) throws IOException {
    if (closed) {
      throw new IOException("closed");
    }
    return chain.proceed(chain.request());
  }

  @Override
  public void close() {
    closed = true; // before the requests that have begun are cancelled
    lookups.close();
    client.dispatcher().cancelAll();
    client.connectionPool().evictAll();
  }

  /** An exchange opens a connection. Any thread of OkHttp. */
  void connecting(Proxy proxy) {
    otherProtocol = false;
    direct = proxy.type() == Proxy.Type.DIRECT;
  }
}
