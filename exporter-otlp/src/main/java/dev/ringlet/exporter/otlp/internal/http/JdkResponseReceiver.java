// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp.internal.http;

import dev.ringlet.exporter.otlp.internal.response.ServerResponse;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;

/**
 * Fills a response on the threads of the JDK's client until it is detached; later events have no
 * effect. The monitor of this object guards all state and is never held for long.
 */
final class JdkResponseReceiver
    implements HttpResponse.BodyHandler<Void>, HttpResponse.BodySubscriber<Void> {
  private final CompletableFuture<Void> done = new CompletableFuture<>();
  private final ServerResponse response;
  private Flow.Subscription subscription;
  private boolean detached;

  JdkResponseReceiver(ServerResponse response) {
    this.response = response;
  }

  @Override
  public synchronized HttpResponse.BodySubscriber<Void> apply(HttpResponse.ResponseInfo info) {
    if (!detached) {
      HttpHeaders headers = info.headers();
      response.head(
          info.statusCode(),
          headers.firstValue("Content-Type").orElse(null),
          headers.firstValue("Content-Encoding").orElse(null),
          headers.firstValue("Date").orElse(null));
      response.retryAfter(headers.allValues("Retry-After"));
      if (headers.firstValueAsLong("Content-Length").orElse(0) > response.maxBytes()) {
        response.body(ServerResponse.Body.TOO_LARGE);
        detached = true;
        done.complete(null);
      }
    }
    return this;
  }

  @Override
  public CompletionStage<Void> getBody() {
    return done;
  }

  @Override
  public synchronized void onSubscribe(Flow.Subscription subscription) {
    this.subscription = subscription;
    if (detached) {
      subscription.cancel();
    } else {
      subscription.request(1);
    }
  }

  @Override
  public synchronized void onNext(List<ByteBuffer> buffers) {
    if (detached) {
      return;
    }
    for (ByteBuffer buffer : buffers) {
      while (buffer.hasRemaining()) {
        int count = Math.min(response.room(), buffer.remaining());
        buffer.get(response.bytes(), response.length(), count);
        if (!response.advance(count)) {
          detach();
          done.complete(null);
          return;
        }
      }
    }
    subscription.request(1);
  }

  @Override
  public synchronized void onError(Throwable thrown) {
    if (!detached) {
      response.body(ServerResponse.Body.BROKEN);
    }
    done.complete(null);
  }

  @Override
  public void onComplete() {
    done.complete(null);
  }

  /** Releases the response and cancels the subscription. */
  synchronized void detach() {
    detached = true;
    if (subscription != null) {
      subscription.cancel();
    }
  }
}
