// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.prometheus.internal.http;

import com.sun.net.httpserver.HttpServer;
import dev.ringlet.internal.log.ThrottledLogger;
import dev.ringlet.internal.threads.Workers;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;

/** An HTTP server that takes its address when it is made and answers from {@link #start} on. */
public final class ScrapeServer {
  private static final int BACKLOG = 16;
  private static final long EXCHANGE_LIMIT_NANOS = 10_000_000_000L;
  private static final long LAST_ANSWERS_NANOS = 2_000_000_000L;

  private final HttpServer server;
  private final ScrapeThreads threads;

  /**
   * Takes the address.
   *
   * @throws IOException if it is taken or is none of this host
   */
  public ScrapeServer(InetSocketAddress address) throws IOException {
    this(address, EXCHANGE_LIMIT_NANOS);
  }

  ScrapeServer(InetSocketAddress address, long exchangeLimitNanos) throws IOException {
    server = HttpServer.create(address, BACKLOG);
    threads = new ScrapeThreads(exchangeLimitNanos);
  }

  /** The address with the port that was taken. */
  public InetSocketAddress address() {
    return server.getAddress();
  }

  /** Answers from now on, each time with the metrics of that time. */
  public void start(Supplier<MetricSnapshots> metrics, ThrottledLogger logger) {
    server.createContext("/", new ScrapeHandler(metrics, threads, logger));
    server.setExecutor(threads);
    CountDownLatch started = new CountDownLatch(1);
    // the server's own thread is a daemon only if the thread that starts it is one
    Workers.newThread(
            () -> {
              server.start();
              started.countDown();
            },
            "ringlet-prometheus-start")
        .start();
    Workers.await(started, () -> EXCHANGE_LIMIT_NANOS);
  }

  int openExchanges() {
    return threads.openExchanges();
  }

  /** Finishes answers in progress within the time, and gives the address back. */
  public void close(long timeoutNanos) {
    threads.close(Math.min(timeoutNanos, LAST_ANSWERS_NANOS));
    server.stop(0);
  }
}
