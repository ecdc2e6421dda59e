// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.viewer.internal.server;

import static dev.ringlet.viewer.Telemetry.request;
import static dev.ringlet.viewer.Telemetry.span;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ringlet.testing.Await;
import dev.ringlet.viewer.internal.check.Checks;
import dev.ringlet.viewer.internal.query.Api;
import dev.ringlet.viewer.internal.store.Limits;
import dev.ringlet.viewer.internal.store.TelemetryStore;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EventStreamTest {
  private static final String ONE_TRACE = "\"traceCount\":1";

  private final TelemetryStore store = new TelemetryStore(new Limits(1 << 20, 100));
  private final Checks checks = new Checks(store, System::currentTimeMillis);
  private final EventStream events = new EventStream(new Api(store, checks));

  @AfterEach
  void close() {
    events.close();
  }

  /** What a page does with each event. */
  private interface Page {
    void read(String event, Callback callback);

    default Response response() {
      return (Response)
          Proxy.newProxyInstance(
              Page.class.getClassLoader(),
              new Class<?>[] {Response.class},
              (proxy, method, arguments) -> {
                assertThat(method.getName()).isEqualTo("write");
                ByteBuffer bytes = (ByteBuffer) arguments[1];
                read(StandardCharsets.UTF_8.decode(bytes).toString(), (Callback) arguments[2]);
                return null;
              });
    }
  }

  private List<String> open() {
    List<String> read = new CopyOnWriteArrayList<>();
    Page page =
        (event, callback) -> {
          read.add(event);
          callback.succeeded();
        };
    events.add(page.response(), Callback.NOOP);
    return read;
  }

  private static boolean has(List<String> read, String part) {
    return read.stream().anyMatch(event -> event.contains(part));
  }

  @Test
  void aPageThatReadsSlowlyGetsTheStateThatIsCurrentThen() {
    List<String> slow = new CopyOnWriteArrayList<>();
    List<Callback> unread = new CopyOnWriteArrayList<>();
    Page page =
        (event, callback) -> {
          slow.add(event);
          unread.add(callback);
        };
    events.add(page.response(), Callback.NOOP);
    List<String> fast = open();
    Await.until("both have a state", () -> slow.size() == 1 && has(fast, "event: state"));

    store.add(request("shop", span(1, 0, 0, 1)));
    Await.until("the other page has the new state", () -> has(fast, ONE_TRACE));
    List<String> after = open();
    Await.until("the round in which the state was new is over", () -> has(after, ONE_TRACE));
    assertThat(slow).hasSize(1);

    unread.get(0).succeeded();
    Await.until("the slow page has the new state", () -> has(slow, ONE_TRACE));
  }

  @Test
  void aPageThatThrowsStopsNoOther() {
    List<String> ended = new CopyOnWriteArrayList<>();
    Page page =
        (event, callback) -> {
          if (event.contains(ONE_TRACE)) {
            throw new IllegalStateException("gone");
          }
          callback.succeeded();
        };
    events.add(page.response(), Callback.from(() -> {}, failure -> ended.add("failed")));
    List<String> other = open();
    Await.until("the other has a state", () -> has(other, "event: state"));

    store.add(request("shop", span(1, 0, 0, 1)));

    Await.until("the other page has the new state", () -> has(other, ONE_TRACE));
    assertThat(ended).containsExactly("failed");
    store.clear();
    store.add(request("shop", span(1, 0, 0, 1), span(2, 1, 0, 1)));
    Await.until("the schedule goes on", () -> has(other, "\"spans\":2"));
  }
}
