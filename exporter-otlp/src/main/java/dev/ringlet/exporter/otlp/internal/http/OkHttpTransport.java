// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp.internal.http;

import dev.ringlet.exporter.otlp.internal.tls.ClientTls;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.SocketFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.X509ExtendedTrustManager;
import okhttp3.Call;
import okhttp3.ConnectionPool;
import okhttp3.ConnectionSpec;
import okhttp3.EventListener;
import okhttp3.Headers;
import okhttp3.HttpUrl;
import okhttp3.Interceptor;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Response;

/**
 * OkHttp, called synchronously: the worker that exports writes the body and reads the answer
 * itself.
 *
 * <p>OkHttp repeats requests of its own accord in several cases. What may repeat a request that was
 * sent is off: bodies are one-shot, and OkHttp is made to believe that every status is 200, so that
 * none makes it follow, repeat, ask for credentials or fail on a header. Its recovery from failed
 * connections stays on, because with one-shot bodies it only tries further addresses of the host.
 */
final class OkHttpTransport implements HttpTransport {
  /** Longer than the interval of metrics, shorter than most NAT tables remember. */
  private static final long KEEP_ALIVE_SECONDS = 90;

  final HttpUrl url;
  final Headers headers;
  final OkHttpClient client;
  final MediaType contentType;
  final boolean grpc;
  final NameLookups lookups = new NameLookups(InetAddress::getAllByName);
  private final int maxResponseBytes;

  /** Whether the server of the newest connection did not begin as HTTP/2 does. */
  volatile boolean otherProtocol;

  OkHttpTransport(TransportSettings settings) {
    this(settings, null);
  }

  /** With other sockets, for comparison; null for the usual ones. */
  OkHttpTransport(TransportSettings settings, SocketFactory sockets) {
    url = HttpUrl.get(settings.endpoint().url());
    headers = Headers.of(settings.headers());
    contentType = MediaType.get(settings.contentType());
    grpc = settings.isGrpc();
    maxResponseBytes = settings.maxResponseBytes();
    boolean secure = settings.endpoint().isSecure();
    OkHttpClient.Builder builder =
        new OkHttpClient.Builder()
            .connectTimeout(Duration.ofNanos(settings.connectTimeoutNanos()))
            .readTimeout(Duration.ZERO) // each call has a timeout for everything together
            .writeTimeout(Duration.ZERO)
            .followRedirects(false)
            .followSslRedirects(false)
            .retryOnConnectionFailure(true)
            .socketFactory(sockets == null ? sockets(grpc && !secure) : sockets)
            .connectionSpecs(List.of(secure ? ConnectionSpec.MODERN_TLS : ConnectionSpec.CLEARTEXT))
            .connectionPool(
                new ConnectionPool(settings.maxConnections(), KEEP_ALIVE_SECONDS, TimeUnit.SECONDS))
            .eventListener(new ConnectListener())
            .addNetworkInterceptor(OkHttpTransport::takeStatus);
    if (grpc && !secure) {
      builder.protocols(List.of(Protocol.H2_PRIOR_KNOWLEDGE));
    }
    if (secure && settings.tls() != null) {
      X509ExtendedTrustManager trust = settings.tls().trustManager();
      SSLContext context = settings.tls().newContext(trust);
      builder.sslSocketFactory(ClientTls.socketsOf(context), trust);
    }
    client = builder.build();
  }

  private SocketFactory sockets(boolean greeted) {
    return greeted
        ? new NoDelaySocketFactory(() -> new GreetedSocket(() -> otherProtocol = true))
        : new NoDelaySocketFactory();
  }

  private static Response takeStatus(Interceptor.Chain chain) throws IOException {
    Response response = chain.proceed(chain.request());
    OkHttpExchange exchange = chain.request().tag(OkHttpExchange.class);
    exchange.status = response.code();
    return response.code() == 200 ? response : response.newBuilder().code(200).build();
  }

  @Override
  public HttpExchange newExchange() {
    return grpc
        ? new OkHttpGrpcExchange(this, maxResponseBytes)
        : new OkHttpExchange(this, maxResponseBytes);
  }

  @Override
  public void evictIdle() {
    client.connectionPool().evictAll();
  }

  @Override
  public void close() {
    lookups.close();
    client.dispatcher().cancelAll();
    client.connectionPool().evictAll();
  }

  /** Tells an exchange that its request did not find a connection in the pool. */
  private final class ConnectListener extends EventListener {
    @Override
    public void connectStart(Call call, InetSocketAddress address, Proxy proxy) {
      otherProtocol = false;
      call.request().tag(OkHttpExchange.class).connecting = true;
    }
  }
}
