// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSocket;

/**
 * A server on a raw socket that does, byte by byte, what a test says. Connections and requests each
 * take the next script from their queue; without one, a connection reads requests and each is
 * answered with an empty 200.
 */
public final class ScriptedServer implements AutoCloseable {
  /** What to do with a new connection before its first request, or with a request that was read. */
  @FunctionalInterface
  public interface Script {
    void run(Connection connection) throws IOException;
  }

  /** A request as it came in; {@code connection} counts from 1. */
  public record Received(int connection, String line, Map<String, String> headers, byte[] body) {}

  private final ServerSocket listener;
  private final CountDownLatch end = new CountDownLatch(1);
  private final Queue<Script> connectionScripts = new ConcurrentLinkedQueue<>();
  private final Queue<Script> requestScripts = new ConcurrentLinkedQueue<>();
  private final List<Received> requests = new CopyOnWriteArrayList<>();
  private final List<Connection> connections = new CopyOnWriteArrayList<>();

  private volatile Script everyConnection;
  private volatile Script everyRequest = answer(200);
  private final AtomicInteger connectionCount = new AtomicInteger();
  private volatile boolean stalling;
  private volatile boolean forgetting;
  private Thread acceptor;
  private Socket placeholder; // keeps the port

  private ScriptedServer(ServerSocket listener) {
    this.listener = listener;
  }

  /** Listens on a free port of the loopback address. */
  public static ScriptedServer start() {
    return start(0);
  }

  /** Listens on a given port of the loopback address. */
  public static ScriptedServer start(int port) {
    try {
      ServerSocket socket = new ServerSocket();
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port));
      return start(socket);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Takes over a listening socket, for example one that speaks TLS. */
  public static ScriptedServer start(ServerSocket socket) {
    ScriptedServer server = new ScriptedServer(socket);
    server.acceptor = daemon(server::acceptAll);
    return server;
  }

  public int port() {
    return listener.getLocalPort();
  }

  public String url(String path) {
    return "http://127.0.0.1:" + port() + path;
  }

  /** The next connections run these before they read a request. */
  public ScriptedServer onConnection(Script... scripts) {
    connectionScripts.addAll(List.of(scripts));
    return this;
  }

  /** Connections without a script of their own run this one. */
  public ScriptedServer onEveryConnection(Script script) {
    everyConnection = script;
    return this;
  }

  /** While this is set, new connections are accepted and then ignored. */
  public void setStalling(boolean stalling) {
    this.stalling = stalling;
  }

  /** Requests without a script of their own are answered by this one. */
  public ScriptedServer onEveryRequest(Script script) {
    everyRequest = script;
    return this;
  }

  /** The next requests are answered by these. */
  public ScriptedServer onRequest(Script... scripts) {
    requestScripts.addAll(List.of(scripts));
    return this;
  }

  /** All requests that were read whole, in order. */
  public List<Received> requests() {
    return requests;
  }

  /** Keeps neither requests nor closed connections, for runs of an hour. */
  public ScriptedServer forgetting() {
    forgetting = true;
    return this;
  }

  /** How many connections were accepted so far. */
  public int connectionCount() {
    return connectionCount.get();
  }

  /** Breaks all connections that are open now. */
  public void resetConnections() {
    connections.forEach(Connection::reset);
  }

  private void acceptAll() {
    try {
      while (true) {
        Socket socket = listener.accept();
        socket.setTcpNoDelay(true);
        Connection connection = new Connection(socket, connectionCount.get() + 1);
        connections.add(connection);
        connectionCount.incrementAndGet();
        Script script = stalling ? Connection::stall : connectionScripts.poll();
        Script first = script == null ? everyConnection : script; // in the order of connections
        daemon(() -> connection.serve(first));
      }
    } catch (IOException closed) {
      // the end
    }
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "scripted-server");
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  /** Ends like {@link #close}, and no other socket gets the port until that is called as well. */
  public void refuse() {
    int port = port();
    close();
    try {
      placeholder = new Socket();
      placeholder.setReuseAddress(true); // connections of before may linger
      placeholder.bind(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    if (placeholder != null) {
      closeQuietly(placeholder);
    }
    end.countDown();
    closeQuietly(listener);
    try {
      acceptor.join(); // or it may accept one more
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    closeAll(connections);
  }

  private static void closeAll(Collection<Connection> connections) {
    connections.forEach(connection -> closeQuietly(connection.socket));
  }

  private static void closeQuietly(AutoCloseable closeable) {
    try {
      closeable.close();
    } catch (Exception ignored) {
      // closing for good
    }
  }

  /** A script that sends a whole answer with a content length. */
  public static Script answer(int status, String headers, byte[] body) {
    return connection -> {
      connection.send(
          "HTTP/1.1 "
              + status
              + " Text\r\n"
              + headers
              + "Content-Length: "
              + body.length
              + "\r\n\r\n");
      connection.send(body);
    };
  }

  /** A script that sends an answer without a body. */
  public static Script answer(int status) {
    return answer(status, "", new byte[0]);
  }

  /** A script that sends a protobuf answer. */
  public static Script protobuf(int status, byte[] body) {
    return answer(status, "Content-Type: application/x-protobuf\r\n", body);
  }

  /** A script that keeps silent until the client goes or the server is closed. */
  public static Script silence() {
    return Connection::awaitEnd;
  }

  /** One accepted connection. */
  public final class Connection {
    private final Socket socket;
    private final int number;
    private volatile Received last;

    Connection(Socket socket, int number) {
      this.socket = socket;
      this.number = number;
    }

    private void serve(Script first) {
      try {
        if (first != null) {
          first.run(this);
        }
        Received request;
        while (!socket.isClosed() && (request = read()) != null) {
          last = request;
          if (!forgetting) {
            requests.add(request);
          }
          Script next = requestScripts.poll();
          (next == null ? everyRequest : next).run(this);
        }
      } catch (IOException gone) {
        // the client or a script ended it
      } finally {
        closeQuietly(socket);
        if (forgetting) {
          connections.remove(this);
        }
      }
    }

    private Received read() throws IOException {
      String line = readLine();
      if (line == null) {
        return null;
      }
      Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
      for (String header; !(header = readLine()).isEmpty(); ) {
        int colon = header.indexOf(':');
        headers.put(
            header.substring(0, colon).toLowerCase(Locale.ROOT),
            header.substring(colon + 1).trim());
      }
      int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
      return new Received(number, line, headers, readBytes(length));
    }

    private String readLine() throws IOException {
      ByteArrayOutputStream line = new ByteArrayOutputStream();
      InputStream in = socket.getInputStream();
      for (int b; (b = in.read()) != '\n'; ) {
        if (b < 0) {
          if (line.size() == 0) {
            return null;
          }
          throw new EOFException();
        }
        if (b != '\r') {
          line.write(b);
        }
      }
      return line.toString(StandardCharsets.ISO_8859_1);
    }

    /** The name in the certificate of the client, whose connection speaks TLS; or "nobody". */
    public String peer() throws IOException {
      SSLSocket tls = (SSLSocket) socket;
      tls.startHandshake();
      try {
        return ((X509Certificate) tls.getSession().getPeerCertificates()[0])
            .getSubjectX500Principal()
            .getName();
      } catch (SSLPeerUnverifiedException none) {
        return "nobody";
      }
    }

    /** The last request that was read. */
    public Received request() {
      return last;
    }

    /** Counts from 1. */
    public int number() {
      return number;
    }

    /** Reads exactly so many bytes. */
    public byte[] readBytes(int count) throws IOException {
      byte[] bytes = socket.getInputStream().readNBytes(count);
      if (bytes.length < count) {
        throw new EOFException();
      }
      return bytes;
    }

    public void send(byte[] bytes) throws IOException {
      socket.getOutputStream().write(bytes);
      socket.getOutputStream().flush();
    }

    public void send(String latin1) throws IOException {
      send(latin1.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Ends the connection in order (FIN). */
    public void close() {
      closeQuietly(socket);
    }

    /** Breaks the connection (RST). */
    public void reset() {
      try {
        socket.setSoLinger(true, 0);
      } catch (IOException alreadyClosed) {
        // nothing to break
      }
      closeQuietly(socket);
    }

    /** Reads nothing and says nothing until the server is closed. */
    public void stall() {
      try {
        end.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    private void awaitEnd() throws IOException {
      while (socket.getInputStream().read() >= 0) {
        // the client has nothing to say
      }
    }
  }
}
