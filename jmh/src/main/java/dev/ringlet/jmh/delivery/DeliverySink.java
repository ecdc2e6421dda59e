// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.jmh.delivery;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/**
 * A receiver that reads each request and responds with success, over HTTP/1.1, or over HTTP/2 as a
 * gRPC server if the connection begins with the HTTP/2 preface. It does not parse bodies.
 */
public final class DeliverySink {
  private static final byte[] OK =
      "HTTP/1.1 200 OK\r\nContent-Type: application/x-protobuf\r\nContent-Length: 0\r\n\r\n"
          .getBytes(StandardCharsets.US_ASCII);

  private static final int DATA = 0;
  private static final int HEADERS = 1;
  private static final int SETTINGS = 4;
  private static final int PING = 6;
  private static final int WINDOW_UPDATE = 8;
  private static final int END_STREAM = 1;
  private static final int END_HEADERS = 4;
  private static final int ACK = 1;
  private static final int UPDATE_FROM_BYTES = 1 << 20;
  private static final byte[] NOTHING = {};

  private final DataInputStream in;
  private final OutputStream out;
  private byte[] buffer = new byte[1 << 16];

  private DeliverySink(Socket socket) throws IOException {
    in = new DataInputStream(new BufferedInputStream(socket.getInputStream(), 1 << 16));
    out = socket.getOutputStream();
  }

  /** Prints its port, and serves until the process is killed. */
  public static void main(String[] args) throws IOException {
    try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      System.out.println(server.getLocalPort());
      while (true) {
        Socket socket = server.accept();
        Thread thread = new Thread(() -> serve(socket));
        thread.setDaemon(true);
        thread.start();
      }
    }
  }

  private static void serve(Socket socket) {
    try (socket) {
      socket.setTcpNoDelay(true);
      new DeliverySink(socket).serve();
    } catch (EOFException end) {
      // the client has closed the connection
    } catch (IOException e) {
      System.err.println("sink: " + e);
    }
  }

  private void serve() throws IOException {
    StringBuilder line = new StringBuilder();
    readLine(line);
    if (line.toString().equals("PRI * HTTP/2.0")) {
      in.readFully(buffer, 0, "\r\nSM\r\n\r\n".length());
      serveGrpc();
    }
    while (true) {
      readRequest(line);
      out.write(OK);
      out.flush();
      readLine(line);
    }
  }

  private void readRequest(StringBuilder line) throws IOException {
    int length = 0;
    boolean chunked = false;
    for (readLine(line); line.length() > 0; readLine(line)) {
      String header = line.toString().toLowerCase(Locale.ROOT);
      if (header.startsWith("content-length:")) {
        length = Integer.parseInt(header.substring(15).trim());
      } else if (header.startsWith("transfer-encoding:")) {
        chunked = true;
      }
    }
    skip(length);
    while (chunked) {
      readLine(line);
      int size = Integer.parseInt(line.toString(), 16);
      skip(size);
      readLine(line);
      chunked = size > 0;
    }
  }

  private void skip(int length) throws IOException {
    if (buffer.length < length) {
      buffer = new byte[length];
    }
    in.readFully(buffer, 0, length);
  }

  private void readLine(StringBuilder line) throws IOException {
    line.setLength(0);
    for (int c = in.readUnsignedByte(); c != '\n'; c = in.readUnsignedByte()) {
      if (c != '\r') {
        line.append((char) c);
      }
    }
  }

  private void serveGrpc() throws IOException {
    send(SETTINGS, 0, 0, ByteBuffer.allocate(6).putShort((short) 4).putInt(1 << 30).array());
    int taken = UPDATE_FROM_BYTES;
    while (true) {
      if (taken >= UPDATE_FROM_BYTES) {
        send(WINDOW_UPDATE, 0, 0, ByteBuffer.allocate(4).putInt(taken).array());
        taken = 0;
      }
      int lengthAndType = in.readInt();
      int type = lengthAndType & 0xFF;
      int flags = in.readUnsignedByte();
      int stream = in.readInt();
      int length = lengthAndType >>> 8;
      skip(length);
      if (type == SETTINGS && (flags & ACK) == 0) {
        send(SETTINGS, ACK, 0, NOTHING);
      } else if (type == PING && (flags & ACK) == 0) {
        send(PING, ACK, 0, Arrays.copyOf(buffer, length));
      } else if (type == DATA) {
        taken += length;
        if ((flags & END_STREAM) != 0) {
          answer(stream);
        }
      }
    }
  }

  /** Sends headers, an empty message and trailers with status OK in one write. */
  private void answer(int stream) throws IOException {
    ByteBuffer answer = ByteBuffer.allocate(256);
    ByteBuffer head = ByteBuffer.allocate(100).put((byte) 0x88); // :status 200
    literal(head, "content-type", "application/grpc");
    frame(answer, HEADERS, END_HEADERS, stream, head);
    frame(answer, DATA, 0, stream, ByteBuffer.allocate(5).position(5));
    ByteBuffer end = ByteBuffer.allocate(100);
    literal(end, "grpc-status", "0");
    frame(answer, HEADERS, END_HEADERS | END_STREAM, stream, end);
    out.write(answer.array(), 0, answer.position());
    out.flush();
  }

  private static void literal(ByteBuffer block, String name, String value) {
    block.put((byte) 0);
    for (String text : new String[] {name, value}) {
      block.put((byte) text.length()).put(text.getBytes(StandardCharsets.US_ASCII));
    }
  }

  private static void frame(ByteBuffer to, int type, int flags, int stream, ByteBuffer payload) {
    payload.flip();
    to.putInt(payload.remaining() << 8 | type).put((byte) flags).putInt(stream).put(payload);
  }

  private void send(int type, int flags, int stream, byte[] payload) throws IOException {
    ByteBuffer frame = ByteBuffer.allocate(9 + payload.length);
    frame(frame, type, flags, stream, ByteBuffer.wrap(payload).position(payload.length));
    out.write(frame.array());
    out.flush();
  }
}
