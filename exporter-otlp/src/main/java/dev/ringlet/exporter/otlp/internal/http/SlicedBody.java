// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp.internal.http;

import java.net.http.HttpRequest;
import java.nio.ByteBuffer;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/** A request body that publishes slices of an array; the JDK's own publisher would copy them. */
final class SlicedBody implements HttpRequest.BodyPublisher {
  /** Each thread of the client keeps a direct buffer of the size of the largest slice. */
  private static final int PIECE_BYTES = 32 * 1024;

  private final byte[] bytes;
  private final int length;

  SlicedBody(byte[] bytes, int length) {
    this.bytes = bytes;
    this.length = length;
  }

  @Override
  public long contentLength() {
    return length;
  }

  @Override
  public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
    subscriber.onSubscribe(new Slices(subscriber));
  }

  /*
   * Parties: any thread may call request, one at a time emits. The caller that raises `wanted` from
   * zero emits until it is back at zero; the others only add to it, so calls from inside onNext do
   * not nest.
   */
  private final class Slices implements Flow.Subscription {
    private final Flow.Subscriber<? super ByteBuffer> subscriber;
    private final AtomicLong wanted = new AtomicLong();
    private final AtomicBoolean ended = new AtomicBoolean();
    private int position;

    Slices(Flow.Subscriber<? super ByteBuffer> subscriber) {
      this.subscriber = subscriber;
    }

    @Override
    public void request(long count) {
      if (count <= 0) {
        if (ended.compareAndSet(false, true)) {
          subscriber.onError(new IllegalArgumentException("request of " + count));
        }
        return;
      }
      long before = wanted.getAndUpdate(w -> w + count < 0 ? Long.MAX_VALUE : w + count);
      if (before != 0) {
        return;
      }
      do {
        emit();
      } while (wanted.updateAndGet(w -> ended.get() ? 0 : w - 1) > 0);
    }

    private void emit() {
      if (ended.get()) {
        return;
      }
      if (position < length) {
        int count = Math.min(PIECE_BYTES, length - position);
        ByteBuffer piece = ByteBuffer.wrap(bytes, position, count);
        position += count;
        subscriber.onNext(piece);
      }
      if (position == length && ended.compareAndSet(false, true)) {
        subscriber.onComplete();
      }
    }

    @Override
    public void cancel() {
      ended.set(true);
    }
  }
}
