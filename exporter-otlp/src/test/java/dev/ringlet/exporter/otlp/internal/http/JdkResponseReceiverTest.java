// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp.internal.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringlet.exporter.otlp.internal.response.ServerResponse;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Flow;
import org.junit.jupiter.api.Test;

class JdkResponseReceiverTest {
  private final ServerResponse answer = new ServerResponse(10);
  private final JdkResponseReceiver receiver = new JdkResponseReceiver(answer);
  private final Upstream upstream = new Upstream();

  private static final class Upstream implements Flow.Subscription {
    long requested;
    boolean cancelled;

    @Override
    public void request(long count) {
      requested += count;
    }

    @Override
    public void cancel() {
      cancelled = true;
    }
  }

  private static final class Info implements HttpResponse.ResponseInfo {
    @Override
    public int statusCode() {
      return 207;
    }

    @Override
    public HttpHeaders headers() {
      return HttpHeaders.of(Map.of("Retry-After", List.of("1", "2")), (name, value) -> true);
    }

    @Override
    public HttpClient.Version version() {
      return HttpClient.Version.HTTP_1_1;
    }
  }

  private void next(int... sizes) {
    ByteBuffer[] buffers = new ByteBuffer[sizes.length];
    for (int i = 0; i < sizes.length; i++) {
      buffers[i] = ByteBuffer.allocate(sizes[i]);
    }
    receiver.onNext(List.of(buffers));
  }

  @Test
  void readsHeadAndBody() {
    receiver.apply(new Info()).onSubscribe(upstream);
    next(3, 4);
    next(3);
    receiver.onComplete();
    assertThat(answer.status()).isEqualTo(207);
    assertThat(answer.retryAfter()).containsExactly("1", "2");
    assertThat(answer.length()).isEqualTo(10);
    assertThat(answer.body()).isEqualTo(ServerResponse.Body.COMPLETE);
    assertThat(upstream.requested).isEqualTo(3);
    assertThat(upstream.cancelled).isFalse();
    assertThat(receiver.getBody().toCompletableFuture()).isDone();
  }

  @Test
  void stopsAtTheLimit() {
    receiver.apply(new Info()).onSubscribe(upstream);
    next(11);
    assertThat(answer.body()).isEqualTo(ServerResponse.Body.TOO_LARGE);
    assertThat(upstream.cancelled).isTrue();
    assertThat(receiver.getBody().toCompletableFuture()).isDone();
    next(1);
    assertThat(answer.length()).isZero();
  }

  @Test
  void doesNotChangeTheResponseOnceDetached() {
    receiver.detach();
    receiver.apply(new Info()).onSubscribe(upstream);
    next(5);
    receiver.onError(new IllegalStateException());
    assertThat(answer.status()).isZero();
    assertThat(answer.length()).isZero();
    assertThat(answer.body()).isEqualTo(ServerResponse.Body.COMPLETE);
    assertThat(upstream.cancelled).isTrue();
  }
}
