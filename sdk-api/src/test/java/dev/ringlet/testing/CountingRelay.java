// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Passes connections on to a server, and counts those that its clients hold open.
 *
 * <p>All methods may be called from any thread.
 */
public final class CountingRelay implements AutoCloseable {
  private final ServerSocket server;
  private final URI target;
  private final AtomicInteger open = new AtomicInteger();
  private final AtomicInteger accepted = new AtomicInteger();

  private CountingRelay(URI target) throws IOException {
    this.target = target;
    server = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
    start(this::accept);
  }

  /** Starts a relay to the server at {@code endpoint}. */
  public static CountingRelay to(String endpoint) {
    try {
      return new CountingRelay(URI.create(endpoint));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the endpoint that takes the place of the server's. */
  public String endpoint() {
    return "http://127.0.0.1:" + server.getLocalPort();
  }

  /** How many connections clients hold open. */
  public int open() {
    return open.get();
  }

  /** How many connections clients have opened since the start. */
  public int accepted() {
    return accepted.get();
  }

  @Override
  public void close() {
    closeQuietly(server);
  }

  private void accept() {
    while (true) {
      try {
        Socket client = server.accept();
        accepted.incrementAndGet();
        open.incrementAndGet();
        Socket peer = new Socket(target.getHost(), target.getPort());
        start(() -> fromClient(client, peer));
        start(() -> pass(peer, client));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void fromClient(Socket client, Socket peer) {
    pass(client, peer);
    open.decrementAndGet();
  }

  private static void pass(Socket from, Socket to) {
    try {
      from.getInputStream().transferTo(to.getOutputStream());
    } catch (IOException closed) {
      // by one of the two
    } finally {
      closeQuietly(from);
      closeQuietly(to);
    }
  }

  private static void closeQuietly(AutoCloseable socket) {
    try {
      socket.close();
    } catch (Exception e) {
      // closed it is
    }
  }

  private static void start(Runnable task) {
    Thread thread = new Thread(task, "counting-relay");
    thread.setDaemon(true);
    thread.start();
  }
}
