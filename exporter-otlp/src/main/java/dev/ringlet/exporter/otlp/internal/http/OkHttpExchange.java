// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp.internal.http;

import dev.ringlet.exporter.otlp.internal.HttpAnswer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.Dns;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.BufferedSink;
import okio.BufferedSource;

/** A request slot of {@link OkHttpTransport}. */
final class OkHttpExchange extends HttpExchange {
  private static final MediaType MEDIA_TYPE = MediaType.get(HttpTransport.CONTENT_TYPE);

  /** OkHttp keeps 64 KiB of buffers for reuse; larger pieces would make garbage. */
  private static final int PIECE_BYTES = 32 * 1024;

  private final OkHttpTransport transport;
  private final OkHttpClient client;
  private long deadlineNanos;
  private final RequestBody requestBody = new LentBody();
  private final Request plainRequest;
  private final Request gzipRequest;

  /** Set by whichever thread of OkHttp opens a connection for this request. */
  volatile boolean connecting;

  /** The true status, which OkHttp itself does not get to see. */
  int status;

  OkHttpExchange(OkHttpTransport transport, int maxResponseBytes) {
    super(maxResponseBytes);
    this.transport = transport;
    client = transport.client.newBuilder().dns(new ExchangeDns()).build();
    plainRequest = newRequest(false).build();
    gzipRequest = newRequest(true).build();
  }

  private Request.Builder newRequest(boolean gzip) {
    Request.Builder builder =
        new Request.Builder()
            .url(transport.url)
            .headers(transport.headers)
            .header("Accept-Encoding", "identity")
            .tag(OkHttpExchange.class, this)
            .post(requestBody);
    return gzip ? builder.header("Content-Encoding", "gzip") : builder;
  }

  private Request request() {
    if (extraHeaders.length == 0) {
      return gzip ? gzipRequest : plainRequest;
    }
    Request.Builder builder = newRequest(gzip);
    for (int i = 0; i < extraHeaders.length; i += 2) {
      builder.header(extraHeaders[i], extraHeaders[i + 1]);
    }
    return builder.build();
  }

  @Override
  void execute() throws IOException {
    answer.clear();
    connecting = false;
    deadlineNanos = System.nanoTime() + timeoutNanos;
    Call call = client.newCall(request());
    call.timeout().timeout(timeoutNanos, TimeUnit.NANOSECONDS);
    try (Response response = call.execute()) {
      answer.head(
          status,
          response.header("Content-Type"),
          response.header("Content-Encoding"),
          response.header("Date"));
      answer.retryAfter(response.headers("Retry-After"));
      readBody(call, response.body());
    } finally {
      reusedConnection = !connecting;
    }
  }

  private void readBody(Call call, ResponseBody responseBody) {
    if (responseBody.contentLength() > answer.maxBytes()) {
      answer.body(HttpAnswer.Body.TOO_LARGE);
      call.cancel();
      return;
    }
    BufferedSource source = responseBody.source();
    try {
      while (true) {
        int room = answer.room();
        int count = source.read(answer.bytes(), answer.length(), room);
        if (count < 0) {
          return;
        }
        if (!answer.advance(count)) {
          call.cancel(); // or closing would read on for a while
          return;
        }
      }
    } catch (IOException cut) {
      answer.body(HttpAnswer.Body.BROKEN);
    }
  }

  /**
   * Looks names up within the time of this exchange. All exchanges of a transport count as one and
   * the same, or OkHttp would not let them share connections.
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
      return other instanceof ExchangeDns && ((ExchangeDns) other).transport() == transport;
    }

    @Override
    public int hashCode() {
      return System.identityHashCode(transport);
    }
  }

  /** The lent byte range, written by the calling thread before {@link #execute} returns. */
  private final class LentBody extends RequestBody {
    @Override
    public MediaType contentType() {
      return MEDIA_TYPE;
    }

    @Override
    public long contentLength() {
      return bodyLength;
    }

    @Override
    public boolean isOneShot() {
      return true;
    }

    @Override
    public void writeTo(BufferedSink sink) throws IOException {
      int end = bodyOffset + bodyLength;
      for (int at = bodyOffset; at < end; at += PIECE_BYTES) {
        sink.write(body, at, Math.min(PIECE_BYTES, end - at));
      }
    }
  }
}
