// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp.internal.http;

import dev.ringlet.exporter.otlp.internal.target.ProxyAddress;
import dev.ringlet.exporter.otlp.internal.tls.AlternativeNames;
import dev.ringlet.exporter.otlp.internal.tls.CertificateRequests;
import dev.ringlet.exporter.otlp.internal.tls.ClientTls;
import dev.ringlet.exporter.otlp.internal.tls.NoTls;
import dev.ringlet.exporter.otlp.internal.tls.TlsFiles;
import dev.ringlet.internal.context.Suppression;
import dev.ringlet.internal.threads.Workers;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;

/** Sends with the JDK's HTTP client, for applications without OkHttp. */
final class JdkHttpTransport implements HttpTransport {
  private static final int THREADS = 2;
  private static final int THREAD_IDLE_SECONDS = 10;

  final URI uri;
  final Map<String, String> headers;
  final String contentType;

  /** The TLS context with the user's files, or null without files. */
  final SSLContext tls;

  final Set<Future<?>> running;
  private final ThreadPoolExecutor executor;
  private final CertificateRequests certificateRequests;
  private final int maxResponseBytes;

  /**
   * Whether the last request got a 2xx response; the next one then probably reuses a connection.
   */
  volatile boolean connected;

  private final HttpClient.Builder builder;
  private volatile @Nullable HttpClient client;
  private volatile boolean closed;

  JdkHttpTransport(TransportSettings settings) {
    this(settings, ConcurrentHashMap.newKeySet());
  }

  /** Keeps the requests that have begun in the given set. */
  JdkHttpTransport(TransportSettings settings, Set<Future<?>> running) {
    this.running = running;
    uri = URI.create(settings.endpoint().url());
    headers = headers(settings);
    contentType = settings.contentType();
    maxResponseBytes = settings.maxResponseBytes();
    executor =
        new ThreadPoolExecutor(
            THREADS,
            THREADS,
            THREAD_IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            task -> Workers.newThread(Suppression.during(task), "ringlet-otlp-http"));
    executor.allowCoreThreadTimeOut(true);
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .executor(executor)
            .followRedirects(HttpClient.Redirect.NEVER)
            // With HTTP/2 the client would begin a plain connection with an upgrade request.
            .version(
                settings.endpoint().isSecure()
                    ? HttpClient.Version.HTTP_2
                    : HttpClient.Version.HTTP_1_1);
    if (settings.connectTimeoutNanos() > 0) {
      builder.connectTimeout(Duration.ofNanos(settings.connectTimeoutNanos()));
    }
    ClientTls files = settings.tls() == null ? new ClientTls(TlsFiles.NONE) : settings.tls();
    certificateRequests = files.newRequests();
    SSLContext own = null;
    if (settings.endpoint().isSecure()) {
      builder.sslParameters(new SSLParameters(null, ClientTls.VERSIONS));
      own = ClientTls.newContext(new AlternativeNames(files.trustManager()), certificateRequests);
      builder.sslContext(own);
    } else {
      // Otherwise the client reads all certificates that the JVM trusts, a megabyte.
      builder.sslParameters(NoTls.parameters()).sslContext(new NoTls());
    }
    tls = settings.tls() == null ? null : own;
    builder.proxy(settings.proxy() == null ? new OriginProxies() : proxies(settings.proxy()));
    this.builder = builder;
    client = builder.build();
  }

  /** The client of the next request. */
  HttpClient client() {
    HttpClient open = client;
    if (open == null) {
      synchronized (builder) {
        open = client;
        if (open == null) {
          open = builder.build();
          client = open;
        }
      }
    }
    return open;
  }

  /**
   * Drops the client, which has no method to close single connections. Up to JDK 20 its connections
   * end when the garbage collector finds it.
   */
  @Override
  public void disconnect() {
    HttpClient dropped;
    synchronized (builder) {
      dropped = client;
      client = null;
    }
    connected = false;
    shutDown(dropped);
  }

  /** Ends a client when its requests have ended, where the JDK has a method for that (from 21). */
  private static void shutDown(@Nullable HttpClient client) {
    try {
      if (client != null) {
        HttpClient.class.getMethod("shutdown").invoke(client);
      }
    } catch (ReflectiveOperationException olderJdk) {
      // the garbage collector does it
    }
  }

  private static Map<String, String> headers(TransportSettings settings) {
    String authorization = settings.proxyAuthorization();
    if (authorization == null) {
      return settings.headers();
    }
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    headers.putAll(settings.headers());
    headers.put("Proxy-Authorization", authorization);
    return headers;
  }

  private static ProxySelector proxies(ProxyAddress proxy) {
    return proxy.isDirect()
        ? HttpClient.Builder.NO_PROXY
        : ProxySelector.of(InetSocketAddress.createUnresolved(proxy.host(), proxy.port()));
  }

  @Override
  public HttpExchange newExchange() {
    return new JdkHttpExchange(this, maxResponseBytes);
  }

  @Override
  public CertificateRequests certificateRequests() {
    return certificateRequests;
  }

  /** Does nothing: the client drops connections as soon as their peer closes them. */
  @Override
  public void evictIdle() {}

  /** Registers a request for {@link #close}; if closed already, cancels it. */
  void started(Future<?> request) {
    running.add(request);
    if (closed) {
      request.cancel(true);
    }
  }

  @Override
  public void close() {
    closed = true;
    running.forEach(request -> request.cancel(true));
    shutDown(client);
    executor.setKeepAliveTime(1, TimeUnit.MILLISECONDS); // the client may need threads briefly
  }
}
