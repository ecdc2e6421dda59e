// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.prometheus.internal.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ringlet.internal.log.ThrottledLogger;
import dev.ringlet.testing.Await;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.IOException;
import java.io.InputStream;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ScrapeServerTest {
  private static final long A_TENTH = 100_000_000L;
  private static final long A_MINUTE = 60_000_000_000L;
  private static final String REQUEST = "GET /metrics HTTP/1.1\r\nHost: localhost\r\n\r\n";
  private static final ThrottledLogger LOGGER = new ThrottledLogger(ScrapeServerTest.class);

  private final List<Socket> sockets = new ArrayList<>();
  private ScrapeServer server;

  @AfterEach
  void close() throws IOException {
    for (Socket socket : sockets) {
      socket.close();
    }
    if (server != null) {
      server.close(0);
    }
  }

  @Test
  void clientsThatNeverFinishTheirRequestAreCutOff() throws Exception {
    start(A_TENTH, () -> gauges(1));
    List<Socket> slow = new ArrayList<>();
    for (int i = 0; i < 20; i++) { // more than there are threads
      slow.add(send("GET /metrics HT"));
    }

    for (Socket socket : slow) {
      assertThat(isCutOff(socket)).isTrue();
    }
    Await.until("another is served", this::isServed);
  }

  @Test
  void clientsThatNeverReadTheirAnswerAreCutOff() throws Exception {
    CountDownLatch collected = new CountDownLatch(1);
    start(
        A_TENTH,
        () -> {
          collected.countDown();
          return gauges(300_000); // more than fits into the buffers of sockets
        });
    Socket slow =
        sendUntil(
            collected,
            () -> {
              Socket narrow = new Socket();
              narrow.setReceiveBufferSize(1024);
              return send(narrow, REQUEST);
            });

    Await.until("the exchange is over", () -> server.openExchanges() == 0);
    slow.setSoTimeout(60_000);
    long read = 0;
    try (InputStream in = slow.getInputStream()) {
      for (int n = 0; n >= 0; n = in.read(new byte[65536])) {
        read += n;
      }
    } catch (IOException reset) {
      // which is an end, too
    }
    assertThat(read).isLessThan(300_000 * "# TYPE x_ gauge\nx_ 1.0\n".length());
  }

  @Test
  void aCollectionThatTakesLongIsNotInterrupted() throws Exception {
    CountDownLatch inside = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    boolean[] interrupted = {false};
    start(
        A_TENTH,
        () -> {
          inside.countDown();
          try {
            go.await();
          } catch (InterruptedException e) {
            interrupted[0] = true;
          }
          return gauges(1);
        });
    Socket socket = sendUntil(inside, () -> send(REQUEST));
    Socket behind = send("GET /met"); // is cut off after the limit of the first is over
    assertThat(isCutOff(behind)).isTrue();
    go.countDown();

    assertThat(isCutOff(socket)).isTrue();
    assertThat(interrupted[0]).isFalse();
  }

  @Test
  void manyClientsAreServedAtTheSameTime() throws Exception {
    start(A_MINUTE, () -> gauges(1000));
    List<Socket> clients = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      clients.add(send(REQUEST.replace("\r\n\r\n", "\r\nConnection: close\r\n\r\n")));
    }

    for (Socket client : clients) {
      assertThat(new String(client.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
          .contains("200 OK")
          .endsWith("\nx_999 1.0\n");
    }
  }

  @Test
  void aFailureOfTheCollectionIsAnAnswer() throws Exception {
    start(
        A_MINUTE,
        () -> {
          throw new IllegalStateException("secret");
        });

    assertThat(answer(send(REQUEST)))
        .contains("500 ")
        .contains("java.lang.IllegalStateException")
        .doesNotContain("secret");
  }

  @Test
  void nothingIsLeftOfAServerThatWasClosed() throws Exception {
    start(A_MINUTE, () -> gauges(1));
    answer(send(REQUEST));
    InetSocketAddress address = server.address();
    server.close(A_MINUTE);

    new ScrapeServer(address).close(0); // the address is free
    Await.until(
        "no threads are left",
        () -> threads("ringlet-prometheus").isEmpty() && threads("HTTP-Dispatcher").isEmpty());
  }

  @Test
  void allThreadsAreDaemons() throws Exception {
    start(A_MINUTE, () -> gauges(1));
    answer(send(REQUEST));

    assertThat(threads("HTTP-Dispatcher")).isNotEmpty().allMatch(Thread::isDaemon);
    assertThat(threads("ringlet-prometheus")).isNotEmpty().allMatch(Thread::isDaemon);
  }

  @Test
  void aPortThatIsTakenIsAnError() throws Exception {
    start(A_MINUTE, () -> gauges(1));

    assertThatThrownBy(() -> new ScrapeServer(server.address())).isInstanceOf(BindException.class);
  }

  private void start(long limitNanos, Supplier<MetricSnapshots> metrics) throws IOException {
    server =
        new ScrapeServer(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), limitNanos);
    server.start(metrics, LOGGER);
  }

  private static MetricSnapshots gauges(int count) {
    MetricSnapshots.Builder all = MetricSnapshots.builder();
    for (int i = 0; i < count; i++) {
      all.metricSnapshot(
          new GaugeSnapshot(
              new MetricMetadata(count == 1 ? "x" : "x_" + i),
              List.of(new GaugeDataPointSnapshot(1, Labels.EMPTY, null))));
    }
    return all.build();
  }

  private Socket send(String text) throws IOException {
    return send(new Socket(), text);
  }

  private Socket send(Socket socket, String text) throws IOException {
    socket.connect(server.address());
    socket.setSoTimeout(60_000);
    sockets.add(socket);
    socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    return socket;
  }

  /** Asks until a collection begins: where threads are slow, a request is cut off before. */
  private static Socket sendUntil(CountDownLatch begun, Callable<Socket> request) throws Exception {
    AtomicReference<Socket> last = new AtomicReference<>(request.call());
    Await.until(
        "a collection begins",
        () -> {
          if (begun.getCount() > 0 && hasEnded(last.get())) {
            last.set(request.call());
          }
          return begun.getCount() == 0;
        });
    return last.get();
  }

  private static boolean hasEnded(Socket socket) throws IOException {
    int timeout = socket.getSoTimeout();
    socket.setSoTimeout(1);
    try {
      return isCutOff(socket);
    } catch (SocketTimeoutException open) {
      return false;
    } finally {
      socket.setSoTimeout(timeout);
    }
  }

  /** Not if threads are so slow that this is cut off, too. */
  private boolean isServed() {
    try {
      return answer(send(REQUEST)).contains("\nx 1.0\n");
    } catch (IOException cutOff) {
      return false;
    }
  }

  private static boolean isCutOff(Socket socket) throws IOException {
    try {
      return socket.getInputStream().read() < 0;
    } catch (SocketException reset) {
      return true;
    }
  }

  private static String answer(Socket socket) throws IOException {
    byte[] start = new byte[4096];
    StringBuilder text = new StringBuilder();
    while (!text.toString().contains("\r\n\r\n") || text.toString().endsWith("\r\n\r\n")) {
      int read = socket.getInputStream().read(start);
      if (read < 0) {
        break;
      }
      text.append(new String(start, 0, read, StandardCharsets.US_ASCII));
    }
    return text.toString();
  }

  private static List<Thread> threads(String name) {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith(name))
        .toList();
  }
}
