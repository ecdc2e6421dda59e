// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp.internal.http;

import dev.ringlet.exporter.otlp.internal.response.ServerResponse;
import dev.ringlet.exporter.otlp.internal.tls.ClientTls;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * An exchange of {@link JdkHttpTransport}. The client reads the body on its own threads, possibly
 * for a moment after the request was cancelled. So it gets a copy of the lent bytes, and the copy
 * is reused only after a response with a 2xx status.
 */
final class JdkHttpExchange extends HttpExchange {
  private final JdkHttpTransport transport;
  private byte[] copy = new byte[0];

  JdkHttpExchange(JdkHttpTransport transport, int maxResponseBytes) {
    super(maxResponseBytes);
    this.transport = transport;
  }

  private HttpRequest request() {
    HttpRequest.Builder builder =
        HttpRequest.newBuilder(transport.uri).POST(new SlicedBody(copy, bodyLength));
    TreeMap<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    headers.putAll(transport.headers);
    for (int i = 0; i < extraHeaders.length; i += 2) {
      headers.put(extraHeaders[i], extraHeaders[i + 1]);
    }
    headers.forEach(builder::setHeader);
    builder.setHeader("Content-Type", transport.contentType);
    if (encoding != null) {
      builder.setHeader("Content-Encoding", encoding);
    }
    return builder.build();
  }

  @Override
  void execute() throws IOException {
    response.clear();
    reusedConnection = transport.connected;
    if (copy.length < bodyLength) {
      copy = new byte[bodyLength];
    }
    System.arraycopy(body, bodyOffset, copy, 0, bodyLength);
    if (transport.tls != null) {
      ClientTls.forgetSessions(transport.tls);
    }
    HttpRequest request = request();
    JdkResponseReceiver receiver = new JdkResponseReceiver(response);
    CompletableFuture<HttpResponse<Void>> future = null;
    boolean ended = false;
    boolean taken = false;
    try {
      future = transport.client().sendAsync(request, receiver);
      transport.started(future);
      await(future);
      ended = true;
      taken = response.status() >= 200 && response.status() < 300;
    } catch (IOException failure) {
      receiver.detach();
      if (response.status() == 0) {
        throw failure;
      }
      response.body(ServerResponse.Body.BROKEN);
    } finally {
      if (!ended) {
        receiver.detach(); // also after an Error: from now on the response is the next request's
      }
      if (future != null) {
        if (!ended) {
          future.cancel(true);
        }
        transport.running.remove(future);
      }
      transport.connected = taken;
      if (!taken) {
        copy = new byte[0];
      }
    }
  }

  private void await(CompletableFuture<HttpResponse<Void>> future) throws IOException {
    boolean interrupted = false;
    long end = System.nanoTime() + timeoutNanos;
    try {
      while (true) {
        try {
          future.get(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
          return;
        } catch (InterruptedException remembered) {
          interrupted = true;
        }
      }
    } catch (TimeoutException late) {
      throw new SocketTimeoutException("timeout");
    } catch (CancellationException closed) {
      throw new IOException("closed");
    } catch (ExecutionException failed) {
      throw asIoException(failed.getCause());
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static IOException asIoException(Throwable cause) {
    if (cause instanceof HttpTimeoutException) {
      return new SocketTimeoutException(cause.getMessage());
    }
    return cause instanceof IOException thrown ? thrown : new IOException(cause);
  }
}
