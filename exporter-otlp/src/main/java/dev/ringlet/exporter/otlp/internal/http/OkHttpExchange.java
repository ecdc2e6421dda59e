// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp.internal.http;

import dev.ringlet.exporter.otlp.internal.response.ServerResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.Dns;
import okhttp3.EventListener;
import okhttp3.Interceptor;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.BufferedSink;
import okio.BufferedSource;

/**
 * An exchange of {@link OkHttpTransport} for HTTP. Its client differs from that of the transport in
 * its listener of connections and its interceptor of statuses: a tag of the request would load some
 * forty classes of Kotlin's reflection.
 */
class OkHttpExchange extends HttpExchange implements Interceptor {
  /** OkHttp keeps 64 KiB of buffers for reuse; larger pieces would be allocated each time. */
  private static final int PIECE_BYTES = 32 * 1024;

  final OkHttpTransport transport;
  private final OkHttpClient client;
  private long deadlineNanos;
  private final RequestBody requestBody = new LentBody();

  /** The last request, or null if it had extra headers; reused while headers stay the same. */
  private Request lastRequest;

  private String lastEncoding;

  /** Whether a connection was opened for this request; set on any thread of OkHttp. */
  volatile boolean connecting;

  /** The true status; OkHttp itself always sees 200. */
  int status;

  OkHttpExchange(OkHttpTransport transport, int maxResponseBytes) {
    super(maxResponseBytes);
    this.transport = transport;
    client =
        transport
            .client
            .newBuilder()
            .dns(new ExchangeDns())
            .eventListener(new ConnectListener())
            .addNetworkInterceptor(this)
            .build();
  }

  @Override
  public Response intercept(Chain chain) throws IOException {
    Response answer = chain.proceed(chain.request());
    status = answer.code();
    return status == 200 ? answer : answer.newBuilder().code(200).build();
  }

  private Request request() {
    if (extraHeaders.length == 0 && lastRequest != null && isLikeLast()) {
      return lastRequest;
    }
    Request.Builder builder =
        new Request.Builder()
            .url(transport.url)
            .headers(transport.headers)
            .header("Accept-Encoding", "identity")
            .post(requestBody);
    for (int i = 0; i < extraHeaders.length; i += 2) {
      builder.header(extraHeaders[i], extraHeaders[i + 1]);
    }
    addHeaders(builder);
    Request request = builder.build();
    lastRequest = extraHeaders.length == 0 ? request : null;
    lastEncoding = encoding;
    return request;
  }

  /** Whether {@link #addHeaders} would add the same headers as last time. */
  boolean isLikeLast() {
    return Objects.equals(lastEncoding, encoding);
  }

  /** Adds the headers that describe the body of this request. */
  void addHeaders(Request.Builder builder) {
    if (encoding != null) {
      builder.header("Content-Encoding", encoding);
    }
  }

  /** How many bytes go before the body. */
  int prefixBytes() {
    return 0;
  }

  /** Writes the bytes before the body. */
  void writePrefix(BufferedSink sink) throws IOException {}

  @Override
  void execute() throws IOException {
    response.clear();
    connecting = false;
    deadlineNanos = System.nanoTime() + timeoutNanos;
    Call call = client.newCall(request());
    call.timeout().timeout(timeoutNanos, TimeUnit.NANOSECONDS);
    try (Response head = call.execute()) {
      readAnswer(call, head);
    } finally {
      reusedConnection = !connecting;
    }
  }

  /** Reads the rest of a response whose head has arrived. */
  void readAnswer(Call call, Response head) throws IOException {
    readHead(head, "Content-Encoding");
    try {
      readBody(call, head.body());
    } catch (IOException cut) {
      response.body(ServerResponse.Body.BROKEN);
    }
  }

  final void readHead(Response head, String encodingHeader) {
    response.head(
        status, head.header("Content-Type"), head.header(encodingHeader), head.header("Date"));
    response.retryAfter(head.headers("Retry-After"));
  }

  /** Reads the body up to the limit; cancels the call and marks the body if it is larger. */
  final void readBody(Call call, ResponseBody responseBody) throws IOException {
    if (responseBody.contentLength() > response.maxBytes()) {
      response.body(ServerResponse.Body.TOO_LARGE);
      call.cancel();
      return;
    }
    BufferedSource source = responseBody.source();
    while (true) {
      int room = response.room();
      int count = source.read(response.bytes(), response.length(), room);
      if (count < 0) {
        return;
      }
      if (!response.advance(count)) {
        call.cancel(); // without this, closing would read on for a while
        return;
      }
    }
  }

  /** Marks the exchange if its request found no connection in the pool. */
  private final class ConnectListener extends EventListener {
    @Override
    public void connectStart(Call call, InetSocketAddress address, Proxy proxy) {
      transport.connecting(proxy);
      connecting = true;
    }
  }

  /**
   * Looks names up within the timeout of this exchange. Instances of one transport are equal,
   * because OkHttp shares connections only between equal ones.
   */
  private final class ExchangeDns implements Dns {
    @Override
    public List<InetAddress> lookup(String host) throws UnknownHostException {
      return transport.lookups.lookup(host, deadlineNanos - System.nanoTime());
    }

    private OkHttpTransport transport() {
      return transport;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof ExchangeDns dns && dns.transport() == transport;
    }

    @Override
    public int hashCode() {
      return System.identityHashCode(transport);
    }
  }

  /** Writes the lent byte range; {@link #execute} does not return before. */
  private final class LentBody extends RequestBody {
    @Override
    public MediaType contentType() {
      return transport.contentType;
    }

    @Override
    public long contentLength() {
      return (long) prefixBytes() + bodyLength;
    }

    @Override
    public boolean isOneShot() {
      return true;
    }

    @Override
    public void writeTo(BufferedSink sink) throws IOException {
      writePrefix(sink);
      int end = bodyOffset + bodyLength;
      for (int at = bodyOffset; at < end; at += PIECE_BYTES) {
        sink.write(body, at, Math.min(PIECE_BYTES, end - at));
      }
    }
  }
}
