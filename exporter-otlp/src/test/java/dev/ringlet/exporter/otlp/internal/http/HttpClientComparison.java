// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp.internal.http;

import static dev.ringlet.testing.Await.LONG_NANOS;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import dev.ringlet.export.ExportResult;
import dev.ringlet.export.Payload;
import dev.ringlet.export.Signal;
import dev.ringlet.exporter.otlp.internal.target.Endpoint;
import dev.ringlet.exporter.otlp.settings.Compression;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import javax.net.SocketFactory;

/**
 * Measures the HTTP clients with a body of 120 KB over loopback: wall time, CPU time of this
 * process and bytes allocated by all its threads, each per request. The server runs in another
 * process. RATIONALE.md has the results; {@code main} repeats the measurement.
 */
public final class HttpClientComparison {
  private static final int BODY_BYTES = 120_000;
  private static final int REQUESTS = 4_000;
  private static final int SLOW_REQUESTS = 500;

  private HttpClientComparison() {}

  /** Without arguments measures; with {@code serve} runs the server. */
  public static void main(String[] args) throws Exception {
    if (args.length == 1 && args[0].equals("serve")) {
      serve();
      return;
    }
    Process server =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                HttpClientComparison.class.getName(),
                "serve")
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader out =
        new BufferedReader(
            new InputStreamReader(server.getInputStream(), StandardCharsets.UTF_8))) {
      String url = "http://127.0.0.1:" + out.readLine() + "/v1/traces";
      System.out.printf(
          "%-28s %10s %10s %10s %12s%n", "", "wall p50", "wall p99", "CPU", "allocated");
      for (int round = 1; round <= 2; round++) {
        measure("OkHttp, TCP_NODELAY", url, REQUESTS, false, OkHttpTransport::new);
        measure(
            "OkHttp, Nagle",
            url,
            SLOW_REQUESTS,
            false,
            settings ->
                new OkHttpTransport(
                    settings, SocketFactory.getDefault(), InetAddress::getAllByName));
        measure("JDK", url, REQUESTS, false, JdkHttpTransport::new);
        measure("OkHttp, TCP_NODELAY, gzip", url, REQUESTS, true, OkHttpTransport::new);
      }
    } finally {
      server.destroy();
    }
  }

  private static void measure(
      String name,
      String url,
      int requests,
      boolean gzip,
      Function<TransportSettings, HttpTransport> transport) {
    TransportSettings settings =
        new TransportSettings(Endpoint.parse(url), Map.of(), 0, 1, 1 << 20);
    HttpSender sender =
        new HttpSender(
            settings,
            () -> transport.apply(settings),
            null,
            gzip ? Compression.GZIP : Compression.NONE,
            1 << 30);
    byte[] body = body();
    OperatingSystemMXBean process =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    long[] nanos = new long[requests];
    long cpu = 0;
    long allocated = 0;
    for (int i = -requests; i < requests; i++) {
      if (i == 0) {
        cpu = process.getProcessCpuTime();
        allocated = allocatedBytes();
      }
      long start = System.nanoTime();
      Payload payload = new Payload(Signal.TRACES, body, 0, body.length, 500, start + LONG_NANOS);
      if (sender.export(payload) != ExportResult.delivered()) {
        throw new IllegalStateException(name);
      }
      if (i >= 0) {
        nanos[i] = System.nanoTime() - start;
      }
    }
    allocated = allocatedBytes() - allocated;
    cpu = process.getProcessCpuTime() - cpu;
    sender.close();
    Arrays.sort(nanos);
    System.out.printf(
        "%-28s %7d us %7d us %7d us %10d B%n",
        name,
        nanos[requests / 2] / 1000,
        nanos[requests * 99 / 100] / 1000,
        cpu / requests / 1000,
        allocated / requests);
  }

  private static long allocatedBytes() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long sum = 0;
    for (long bytes : threads.getThreadAllocatedBytes(threads.getAllThreadIds())) {
      sum += Math.max(0, bytes);
    }
    return sum;
  }

  /** A body about as compressible as spans. */
  private static byte[] body() {
    byte[] body = new byte[BODY_BYTES];
    Random random = new Random(1);
    byte[] fixed = new byte[170];
    random.nextBytes(fixed);
    for (int i = 0; i < body.length; i++) {
      int at = i % 230;
      body[i] = at < fixed.length ? fixed[at] : (byte) random.nextInt();
    }
    return body;
  }

  private static void serve() throws IOException {
    try (ServerSocket listener = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"))) {
      System.out.println(listener.getLocalPort());
      while (true) {
        Socket socket = listener.accept();
        socket.setTcpNoDelay(true);
        Thread thread = new Thread(() -> serve(socket));
        thread.setDaemon(true);
        thread.start();
      }
    }
  }

  private static void serve(Socket socket) {
    byte[] answer =
        "HTTP/1.1 200 OK\r\nContent-Type: application/x-protobuf\r\nContent-Length: 0\r\n\r\n"
            .getBytes(StandardCharsets.ISO_8859_1);
    byte[] buffer = new byte[64 * 1024];
    try (socket) {
      InputStream in = new BufferedInputStream(socket.getInputStream(), 64 * 1024);
      while (true) {
        int left = 0;
        for (String line; !(line = readLine(in)).isEmpty(); ) {
          if (line.regionMatches(true, 0, "content-length:", 0, 15)) {
            left = Integer.parseInt(line.substring(15).trim());
          }
        }
        while (left > 0) {
          int count = in.read(buffer, 0, Math.min(left, buffer.length));
          if (count < 0) {
            return;
          }
          left -= count;
        }
        socket.getOutputStream().write(answer);
      }
    } catch (IOException gone) {
      // the client closed the connection
    }
  }

  private static String readLine(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int b; (b = in.read()) != '\n'; ) {
      if (b < 0) {
        throw new IOException("end");
      }
      if (b != '\r') {
        line.write(b);
      }
    }
    return line.toString(StandardCharsets.ISO_8859_1);
  }
}
