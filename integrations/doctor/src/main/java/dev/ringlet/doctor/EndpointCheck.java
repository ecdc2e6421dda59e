// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.doctor;

import dev.ringlet.export.ExportResult;
import dev.ringlet.export.Exporter;
import dev.ringlet.export.FailureCause;
import dev.ringlet.export.Payload;
import dev.ringlet.exporter.otlp.OtlpProbe;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Tests one address: the name, a connection, and an empty request through the exporter of the SDK,
 * which also does TLS and sends the credentials. The result is that of the first step that fails.
 */
final class EndpointCheck {
  private static final long NANOS_PER_MILLI = 1_000_000;

  private EndpointCheck() {}

  static void run(OtlpProbe probe, Duration timeout, Report report) {
    String what = probe.signal().key() + " to " + probe.address();
    try (Exporter exporter = probe.exporter()) {
      String unreachable = reach(probe, timeout);
      if (unreachable != null) {
        report.problem(what + ": " + unreachable);
        return;
      }
      long start = System.nanoTime();
      Payload empty = new Payload(probe.signal(), new byte[0], 0, 0, 0, start + timeout.toNanos());
      ExportResult result = exporter.export(empty);
      if (result.isSuccess()) {
        long millis = (System.nanoTime() - start) / NANOS_PER_MILLI;
        report.good(what + ": an empty request was accepted in " + millis + " ms");
      } else if (result.cause() == FailureCause.BAD_DATA) {
        report.note(what + ": answers, but takes no empty request (" + result.message() + ")");
      } else {
        report.problem(what + ": " + Advice.on(result, probe, timeout));
      }
    }
  }

  /** Null if the server, or the proxy before it, takes connections. */
  private static @Nullable String reach(OtlpProbe probe, Duration timeout) {
    String host = probe.host();
    int port = probe.port();
    String proxy = probe.proxy();
    if (proxy != null) {
      int colon = proxy.lastIndexOf(':');
      host = proxy.substring(0, colon);
      port = Integer.parseInt(proxy.substring(colon + 1));
    } else if (System.getProperty("http.proxyHost") != null
        || System.getProperty("https.proxyHost") != null) {
      return null; // the JVM's own proxies; only the request shows whether they work
    }
    String server = proxy == null ? host : "the proxy " + host;
    InetAddress[] addresses;
    try {
      addresses = InetAddress.getAllByName(host);
    } catch (UnknownHostException unknown) {
      return "the name "
          + host
          + " does not resolve. Correct it in "
          + (proxy == null ? probe.key() : "ringlet.exporter.otlp.proxy")
          + ", or ask for the DNS of this machine.";
    }
    String refusal = connect(addresses, port, timeout);
    return refusal == null
        ? null
        : server
            + " takes no connection on port "
            + port
            + " ("
            + refusal
            + "). Start the receiver, open the firewall, or correct "
            + (proxy == null ? probe.key() : "ringlet.exporter.otlp.proxy")
            + ".";
  }

  /** Null if one of the addresses takes a connection, else what the last one answers. */
  private static @Nullable String connect(InetAddress[] addresses, int port, Duration timeout) {
    String refusal = "no address";
    for (InetAddress address : addresses) {
      try (Socket socket = new Socket()) {
        socket.connect(new InetSocketAddress(address, port), (int) timeout.toMillis());
        return null;
      } catch (IOException refused) {
        refusal = String.valueOf(refused.getMessage());
      }
    }
    return refusal;
  }
}
