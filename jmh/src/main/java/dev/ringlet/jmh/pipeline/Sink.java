// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.jmh.pipeline;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.atomic.LongAdder;
import java.util.zip.GZIPInputStream;

/**
 * A minimal receiver of OTLP over HTTP/1.1. It counts the spans or log records of each request by
 * their length prefixes and responds with 200; gzip is unpacked. The response to GET has the
 * numbers of items, requests and bytes so far. Metrics are read and not counted.
 */
public final class Sink {
  private static final byte[] OK =
      "HTTP/1.1 200 OK\r\nContent-Type: application/x-protobuf\r\nContent-Length: 0\r\n\r\n"
          .getBytes(StandardCharsets.US_ASCII);

  private static final byte[] GET =
      "GET / HTTP/1.1\r\nHost: sink\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

  private final LongAdder spans = new LongAdder();
  private final LongAdder requests = new LongAdder();
  private final LongAdder bytes = new LongAdder();

  private Sink() {}

  /** Prints its port, and serves until the process is killed. */
  public static void main(String[] args) throws IOException {
    Sink sink = new Sink();
    try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      System.out.println(server.getLocalPort());
      while (true) {
        Socket socket = server.accept();
        Thread thread = new Thread(() -> sink.serve(socket));
        thread.setDaemon(true);
        thread.start();
      }
    }
  }

  /**
   * Reads the counts of a sink: items, requests and bytes. It uses a plain socket, because the HTTP
   * client of the calling process may be measured.
   */
  public static long[] counts(int port) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.getOutputStream().write(GET);
      InputStream in = new BufferedInputStream(socket.getInputStream());
      StringBuilder line = new StringBuilder();
      int length = readHeaders(in, line);
      String body = new String(in.readNBytes(length), StandardCharsets.US_ASCII);
      return Arrays.stream(body.split(" ")).mapToLong(Long::parseLong).toArray();
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      socket.setTcpNoDelay(true);
      InputStream in = new BufferedInputStream(socket.getInputStream(), 1 << 16);
      OutputStream out = socket.getOutputStream();
      byte[] body = new byte[1 << 16];
      StringBuilder line = new StringBuilder();
      while (readLine(in, line)) {
        boolean isGet = line.toString().startsWith("GET ");
        boolean isMetrics = line.indexOf("/v1/metrics") >= 0;
        int length = readHeaders(in, line);
        if (isGet) {
          String text = spans.sum() + " " + requests.sum() + " " + bytes.sum();
          String head = "HTTP/1.1 200 OK\r\nContent-Length: " + text.length() + "\r\n\r\n";
          out.write((head + text).getBytes(StandardCharsets.US_ASCII));
        } else {
          if (body.length < length) {
            body = new byte[length];
          }
          if (in.readNBytes(body, 0, length) < length) {
            throw new EOFException("body");
          }
          spans.add(isMetrics ? 0 : countItems(body, length));
          requests.increment();
          bytes.add(length);
          out.write(OK);
        }
        out.flush();
      }
    } catch (IOException e) {
      System.err.println("sink: " + e);
    }
  }

  /** Reads the headers and returns the length of the body. */
  private static int readHeaders(InputStream in, StringBuilder line) throws IOException {
    int length = 0;
    while (readLine(in, line) && line.length() > 0) {
      String header = line.toString().toLowerCase(java.util.Locale.ROOT);
      if (header.startsWith("content-length:")) {
        length = Integer.parseInt(header.substring(15).trim());
      } else if (header.startsWith("transfer-encoding:")
          || (header.startsWith("content-encoding:") && !header.endsWith("gzip"))) {
        throw new IOException("not understood: " + header);
      }
    }
    return length;
  }

  private static boolean readLine(InputStream in, StringBuilder line) throws IOException {
    line.setLength(0);
    for (int c = in.read(); c >= 0; c = in.read()) {
      if (c == '\n') {
        return true;
      }
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return false;
  }

  /** Counts the items of a body that may be compressed by gzip. */
  private static long countItems(byte[] body, int length) throws IOException {
    // No message of OTLP begins with this byte, the first of gzip.
    if (length == 0 || body[0] != 0x1f) {
      return countSpans(body, length);
    }
    try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(body, 0, length), 1 << 16)) {
      byte[] content = in.readAllBytes();
      return countSpans(content, content.length);
    }
  }

  /**
   * Counts ResourceSpans (1), ScopeSpans (2), Span (2); the fields of logs have the same numbers.
   */
  static long countSpans(byte[] body, int length) {
    return new Walk(body).count(0, length, new int[] {1, 2, 2}, 0);
  }

  /** A position in a message. */
  private static final class Walk {
    private final byte[] data;
    private int at;

    Walk(byte[] data) {
      this.data = data;
    }

    long count(int from, int end, int[] path, int depth) {
      long found = 0;
      at = from;
      while (at < end) {
        int tag = (int) varint();
        if ((tag & 7) != 2) {
          skip(tag & 7);
          continue;
        }
        int length = (int) varint();
        int next = at + length;
        if (tag >>> 3 == path[depth]) {
          found += depth + 1 == path.length ? 1 : count(at, next, path, depth + 1);
        }
        at = next;
      }
      return found;
    }

    private void skip(int type) {
      if (type == 0) {
        varint();
      } else {
        at += type == 1 ? 8 : 4;
      }
    }

    private long varint() {
      long value = 0;
      int shift = 0;
      byte b;
      do {
        b = data[at++];
        value |= (long) (b & 0x7f) << shift;
        shift += 7;
      } while (b < 0);
      return value;
    }
  }
}
