// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp.internal.http;

import dev.ringlet.exporter.otlp.ScriptedServer;
import java.util.List;

/** A sender, and the scripted server to which it sends by one protocol. */
interface Wire extends AutoCloseable {
  HttpSender sender();

  /** The connections below the protocol. */
  ScriptedServer connections();

  /** The bodies of all requests that the server received. */
  List<byte[]> received();

  /** The next requests are answered by the end of their connections. */
  void endConnections(int requests, boolean reset);

  /** The next request gets no answer. */
  void neverAnswer();

  @Override
  void close();

  /** Ends a connection by a reset or in order. */
  static void end(ScriptedServer.Connection connection, boolean reset) {
    if (reset) {
      connection.reset();
    } else {
      connection.close();
    }
  }
}
