// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;

/**
 * A port of the loopback interface that refuses connections; no other socket gets it until close.
 */
public final class ClosedPort implements AutoCloseable {
  private static final String HOST = "127.0.0.1";

  private final Socket holder = new Socket();

  private ClosedPort() throws IOException {
    holder.bind(new InetSocketAddress(HOST, 0)); // bound, and nothing listens
  }

  /** Takes a port that is free. */
  public static ClosedPort hold() {
    try {
      return new ClosedPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The number of the port. */
  public int port() {
    return holder.getLocalPort();
  }

  /** The address, with {@code http}. */
  public String url() {
    return "http://" + HOST + ":" + port();
  }

  @Override
  public void close() {
    try {
      holder.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
