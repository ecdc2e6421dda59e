// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp.internal.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringlet.export.Payload;
import dev.ringlet.export.Signal;
import dev.ringlet.exporter.otlp.internal.tls.CertificateRequests;
import org.junit.jupiter.api.Test;

class RequestSlotsTest {
  private final RequestSlots slots = new RequestSlots(1);
  private final HttpTransport transport = new IdleTransport();

  private HttpExchange useOnce() throws InterruptedException {
    RequestSlot slot = slots.take(0);
    HttpExchange exchange = slot.exchange(transport);
    byte[] bytes = new byte[4096];
    slot.prepareBody(new Payload(Signal.TRACES, bytes, 0, bytes.length, 1, 0), false);
    assertThat(exchange.body).isSameAs(bytes);
    slots.release(slot);
    return exchange;
  }

  @Test
  void anIdleSlotDoesNotReferToTheLastBody() throws InterruptedException {
    assertThat(useOnce().body).isEmpty();
  }

  @Test
  void trimFreesTheExchangeOfASlotThatWasNotUsedSinceTheLastTrim() throws InterruptedException {
    HttpExchange first = useOnce();
    slots.trim();
    assertThat(useOnce()).isSameAs(first);
    slots.trim();
    slots.trim();
    assertThat(useOnce()).isNotSameAs(first);
  }

  private static final class IdleTransport implements HttpTransport {
    @Override
    public HttpExchange newExchange() {
      return new HttpExchange(0) {
        @Override
        void execute() {
          throw new UnsupportedOperationException("execute");
        }
      };
    }

    @Override
    public void evictIdle() {}

    @Override
    public CertificateRequests certificateRequests() {
      throw new UnsupportedOperationException("certificateRequests");
    }

    @Override
    public void close() {}
  }
}
