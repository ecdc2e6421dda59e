// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp.internal.http;

import static dev.ringlet.testing.Await.LONG_NANOS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ringlet.internal.threads.Workers;
import dev.ringlet.testing.Await;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(180)
class NameLookupsTest {

  private final AtomicInteger asked = new AtomicInteger();
  private final CountDownLatch slow = new CountDownLatch(1);
  private final NameLookups lookups = new NameLookups(this::resolve);

  private InetAddress[] resolve(String host) throws UnknownHostException {
    asked.incrementAndGet();
    if (host.equals("nowhere")) {
      throw new UnknownHostException(host);
    }
    if (host.equals("slow")) {
      try {
        slow.await();
      } catch (InterruptedException e) {
        throw new UnknownHostException("interrupted");
      }
    }
    return new InetAddress[] {InetAddress.getLoopbackAddress()};
  }

  @Test
  void repeatsTheLookupForEachCall() throws Exception {
    assertThat(lookups.lookup("a", LONG_NANOS)).containsExactly(InetAddress.getLoopbackAddress());
    assertThat(lookups.lookup("a", LONG_NANOS)).hasSize(1);
    assertThat(asked).hasValue(2);
  }

  @Test
  void throwsForAnUnknownName() throws Exception {
    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(() -> lookups.lookup("nowhere", LONG_NANOS))
          .isInstanceOf(UnknownHostException.class);
    }
    assertThat(lookups.lookup("a", LONG_NANOS)).hasSize(1);
  }

  @Test
  void timedOutLookupIsNotRepeatedWhileItRuns() throws Exception {
    for (int i = 0; i < 3; i++) {
      assertThatThrownBy(() -> lookups.lookup("slow", 1_000_000))
          .isInstanceOf(UnknownHostException.class)
          .hasMessageContaining("too long");
      Await.until("the lookup has begun", () -> asked.get() > 0);
    }
    assertThat(asked).hasValue(1);
    assertThat(lookups.lookup("a", LONG_NANOS)).hasSize(1);
    slow.countDown();
    assertThat(lookups.lookup("slow", LONG_NANOS)).hasSize(1);
  }

  @Test
  void withoutAThreadTheNameIsUnknownUntilTheNextCall() throws Exception {
    AtomicInteger started = new AtomicInteger();
    NameLookups poor =
        new NameLookups(
            this::resolve,
            (task, name) -> started.incrementAndGet() > 1 && Workers.start(task, name));
    assertThatThrownBy(() -> poor.lookup("a", LONG_NANOS))
        .isInstanceOf(UnknownHostException.class)
        .hasMessage("no thread for the lookup");
    assertThat(poor.lookup("a", LONG_NANOS)).containsExactly(InetAddress.getLoopbackAddress());
    assertThat(asked).hasValue(1);
  }

  @Test
  void closeEndsWaits() throws Exception {
    CompletableFuture<Throwable> waiter =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                lookups.lookup("slow", LONG_NANOS);
                return null;
              } catch (UnknownHostException e) {
                return e;
              }
            });
    Await.until("the lookup has begun", () -> asked.get() > 0);
    lookups.close();
    assertThat(waiter.get()).hasMessage("closed");
    assertThatThrownBy(() -> lookups.lookup("slow", LONG_NANOS)).hasMessage("closed");
  }
}
