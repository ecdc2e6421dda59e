// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import okhttp3.internal.http2.Header;
import okhttp3.internal.http2.Hpack;
import okio.Buffer;

/**
 * HTTP/2 over a {@link ScriptedServer}, frame by frame. Each request that was read whole is
 * answered by the next script; without one, with an empty gRPC message and the status OK.
 */
public final class ScriptedHttp2 implements AutoCloseable {
  public static final int CANCEL = 8;
  public static final int REFUSED_STREAM = 7;
  public static final int ENHANCE_YOUR_CALM = 11;

  private static final int PREFACE_BYTES = 24;
  private static final int DATA = 0;
  private static final int HEADERS = 1;
  private static final int RST_STREAM = 3;
  private static final int SETTINGS = 4;
  private static final int PING = 6;
  private static final int GOAWAY = 7;
  private static final int WINDOW_UPDATE = 8;
  private static final int END_STREAM = 1;
  private static final int END_HEADERS = 4;
  private static final int ACK = 1;
  private static final int PIECE_BYTES = 16_000;

  /** Answers that all went well. */
  public static final Script OK = grpc(frame(new byte[0]), "grpc-status", "0");

  /** What to do with a request that was read whole. */
  @FunctionalInterface
  public interface Script {
    void run(Stream stream) throws IOException;
  }

  /** A request as it came in, without gRPC's prefix if it had one. */
  public record Received(int connection, Map<String, String> headers, byte[] prefix, byte[] body) {}

  private final ScriptedServer server = ScriptedServer.start().onEveryConnection(this::serve);
  private final Queue<Script> scripts = new ConcurrentLinkedQueue<>();
  private final List<Received> requests = new CopyOnWriteArrayList<>();
  private volatile Script everyRequest = OK;
  private volatile int maxConcurrentStreams = 100;

  public String url(String path) {
    return server.url(path);
  }

  /** The server below, for what happens to connections. */
  public ScriptedServer connections() {
    return server;
  }

  public List<Received> requests() {
    return requests;
  }

  /** The next requests are answered by these. */
  public ScriptedHttp2 onRequest(Script... next) {
    scripts.addAll(List.of(next));
    return this;
  }

  /** Requests without a script of their own are answered by this one. */
  public void onEveryRequest(Script script) {
    everyRequest = script;
  }

  public void setMaxConcurrentStreams(int maxConcurrentStreams) {
    this.maxConcurrentStreams = maxConcurrentStreams;
  }

  @Override
  public void close() {
    server.close();
  }

  /** A gRPC frame around a message. */
  public static byte[] frame(byte[] message) {
    return ByteBuffer.allocate(5 + message.length)
        .put((byte) 0)
        .putInt(message.length)
        .put(message)
        .array();
  }

  /** A script that ends a call with a gRPC status in trailers, after these bytes. */
  public static Script grpc(byte[] data, String... trailers) {
    return stream -> {
      stream.headers(false, ":status", "200", "content-type", "application/grpc");
      stream.data(data);
      stream.headers(true, trailers);
    };
  }

  /** A script that ends a call with one block of headers. */
  public static Script head(String... headers) {
    return stream -> stream.headers(true, headers);
  }

  private void serve(ScriptedServer.Connection connection) throws IOException {
    connection.readBytes(PREFACE_BYTES);
    byte[] settings =
        ByteBuffer.allocate(12)
            .putShort((short) 3)
            .putInt(maxConcurrentStreams)
            .putShort((short) 4) // initial window
            .putInt(1 << 30)
            .array();
    send(connection, SETTINGS, 0, 0, settings);
    send(connection, WINDOW_UPDATE, 0, 0, ByteBuffer.allocate(4).putInt(1 << 30).array());
    Buffer headerBlocks = new Buffer();
    Hpack.Reader hpack = new Hpack.Reader(headerBlocks, 4096);
    Map<Integer, Stream> streams = new HashMap<>();
    while (true) {
      ByteBuffer head = ByteBuffer.wrap(connection.readBytes(9));
      int typeAndLength = head.getInt();
      int type = typeAndLength & 0xFF;
      int flags = head.get();
      int id = head.getInt();
      byte[] payload = connection.readBytes(typeAndLength >>> 8);
      Stream stream = streams.computeIfAbsent(id, i -> new Stream(connection, i));
      if (type == SETTINGS && (flags & ACK) == 0) {
        send(connection, SETTINGS, ACK, 0, new byte[0]);
      } else if (type == PING && (flags & ACK) == 0) {
        send(connection, PING, ACK, 0, payload);
      } else if (type == HEADERS) {
        headerBlocks.write(payload);
        hpack.readHeaders();
        for (Header header : hpack.getAndResetHeaderList()) {
          stream.headers.put(header.name.utf8(), header.value.utf8());
        }
      } else if (type == DATA) {
        stream.body.write(payload);
        if ((flags & END_STREAM) != 0) {
          answer(stream);
        }
      }
    }
  }

  private void answer(Stream stream) throws IOException {
    byte[] all = stream.body.toByteArray();
    int prefix = Math.min(5, all.length);
    requests.add(
        new Received(
            stream.connection.number(),
            stream.headers,
            Arrays.copyOf(all, prefix),
            Arrays.copyOfRange(all, prefix, all.length)));
    Script next = scripts.poll();
    (next == null ? everyRequest : next).run(stream);
  }

  private static void send(
      ScriptedServer.Connection connection, int type, int flags, int stream, byte[] payload)
      throws IOException {
    connection.send(
        ByteBuffer.allocate(9 + payload.length)
            .putInt(payload.length << 8 | type)
            .put((byte) flags)
            .putInt(stream)
            .put(payload)
            .array());
  }

  /** One request and its answer. */
  public static final class Stream {
    private final ScriptedServer.Connection connection;
    private final int id;
    private final Map<String, String> headers = new TreeMap<>();
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();

    Stream(ScriptedServer.Connection connection, int id) {
      this.connection = connection;
      this.id = id;
    }

    /** The connection below, to break it. */
    public ScriptedServer.Connection connection() {
      return connection;
    }

    /** Sends a block of headers: name after name and value. */
    public void headers(boolean end, String... pairs) throws IOException {
      ByteArrayOutputStream block = new ByteArrayOutputStream();
      for (int i = 0; i < pairs.length; i += 2) {
        block.write(0); // a literal that enters no table
        writeString(block, pairs[i]);
        writeString(block, pairs[i + 1]);
      }
      send(connection, HEADERS, END_HEADERS | (end ? END_STREAM : 0), id, block.toByteArray());
    }

    private static void writeString(ByteArrayOutputStream block, String text) throws IOException {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      if (bytes.length < 127) {
        block.write(bytes.length);
      } else {
        block.write(127);
        int rest = bytes.length - 127;
        for (; rest >= 128; rest >>>= 7) {
          block.write(rest & 127 | 128);
        }
        block.write(rest);
      }
      block.write(bytes);
    }

    /** Sends data, in as many frames as it needs. */
    public void data(byte[] bytes) throws IOException {
      for (int at = 0; at < bytes.length; at += PIECE_BYTES) {
        int end = Math.min(bytes.length, at + PIECE_BYTES);
        send(connection, DATA, 0, id, Arrays.copyOfRange(bytes, at, end));
      }
    }

    public void reset(int code) throws IOException {
      send(connection, RST_STREAM, 0, id, ByteBuffer.allocate(4).putInt(code).array());
    }

    /** Tells the client to go; {@code taken} says whether this request was still looked at. */
    public void goAway(boolean taken, int code) throws IOException {
      byte[] payload = ByteBuffer.allocate(8).putInt(taken ? id : 0).putInt(code).array();
      send(connection, GOAWAY, 0, 0, payload);
    }
  }
}
