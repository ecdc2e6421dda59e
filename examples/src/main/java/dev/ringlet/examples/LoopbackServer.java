// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.examples;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A JDK {@link HttpServer} on the loopback interface whose threads are all daemons, so that it
 * never keeps a JVM alive.
 */
final class LoopbackServer implements AutoCloseable {
  private final HttpServer server;
  private final ExecutorService executor;

  private LoopbackServer(HttpServer server, ExecutorService executor) {
    this.server = server;
    this.executor = executor;
  }

  /**
   * Starts a server.
   *
   * @param name the prefix of its threads' names
   * @param port the port, 0 for any free one
   * @param handlers the handler of each path
   * @throws IOException if the port is taken
   */
  static LoopbackServer start(String name, int port, Map<String, HttpHandler> handlers)
      throws IOException {
    if (System.getProperty("sun.net.httpserver.nodelay") == null) {
      // The server writes head and body apart; with Nagle's algorithm each answer takes 40 ms.
      System.setProperty("sun.net.httpserver.nodelay", "true");
    }
    InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    HttpServer server = HttpServer.create(address, 0);
    handlers.forEach(server::createContext);
    ExecutorService executor = Executors.newCachedThreadPool(daemonThreads(name));
    server.setExecutor(executor);
    startFromDaemonThread(server, name);
    return new LoopbackServer(server, executor);
  }

  /** The server's dispatcher inherits the daemon flag of the thread that calls {@code start()}. */
  private static void startFromDaemonThread(HttpServer server, String name) throws IOException {
    Thread starter = new Thread(server::start, name + "-starter");
    starter.setDaemon(true);
    starter.start();
    try {
      starter.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      server.stop(0);
      throw new IOException("interrupted while starting " + name, e);
    }
  }

  private static ThreadFactory daemonThreads(String name) {
    AtomicInteger number = new AtomicInteger();
    return task -> {
      Thread thread = new Thread(task, name + "-" + number.incrementAndGet());
      thread.setDaemon(true);
      return thread;
    };
  }

  int port() {
    return server.getAddress().getPort();
  }

  /** The root of this server, for example {@code http://127.0.0.1:41234}. */
  String url() {
    return "http://127.0.0.1:" + port();
  }

  /** Stops at once; exchanges in progress are cut off. */
  @Override
  public void close() {
    server.stop(0);
    executor.shutdownNow();
  }
}
