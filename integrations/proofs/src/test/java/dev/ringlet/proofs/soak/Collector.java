// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.proofs.soak;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.ringlet.exporter.otlp.ScriptedServer;
import dev.ringlet.exporter.otlp.ScriptedServer.Connection;
import dev.ringlet.exporter.otlp.ScriptedServer.Received;
import io.opentelemetry.proto.collector.trace.v1.ExportTracePartialSuccess;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;

/** The receiver: answers as the weather is, and notes in a ledger what it took and what not. */
final class Collector implements AutoCloseable {
  private static final long MILLI = 1_000_000L;
  private static final byte[] GARBAGE = "\u00ff\u00fe\u00fd not OTLP".getBytes(ISO_8859_1);
  private static final String PROTOBUF = "Content-Type: application/x-protobuf\r\n";
  private static final String[] RETRY_AFTER = {"0", "1", "2", "abc", "-1", "0.5"};

  private final Ledger ledger;
  private final String plant;
  private final long timeoutNanos;
  private final Random random; // used by many threads, in no order
  private final Map<Weather.Fault, LongAdder> faults = new TreeMap<>();
  private final AtomicInteger accepted = new AtomicInteger();
  private final List<Throwable> unreadable = new CopyOnWriteArrayList<>();
  private volatile Weather weather = Weather.FAIR;
  private volatile ScriptedServer server = start(0);

  /** Creates a receiver; {@code plant} makes it lose or double what it says it took. */
  Collector(Ledger ledger, long timeoutNanos, long seed, String plant) {
    this.ledger = ledger;
    this.timeoutNanos = timeoutNanos;
    this.plant = plant;
    random = new Random(seed);
    for (Weather.Fault fault : Weather.Fault.values()) {
      faults.put(fault, new LongAdder());
    }
  }

  private ScriptedServer start(int port) {
    return ScriptedServer.start(port)
        .forgetting()
        .onEveryConnection(this::greet)
        .onEveryRequest(this::answer);
  }

  /** A half-open connection reads nothing as long as that lasts. */
  private void greet(Connection connection) {
    boolean ignored = isHalfOpen();
    while (isHalfOpen()) {
      LockSupport.parkNanos(20 * MILLI);
    }
    if (ignored) {
      connection.reset();
    }
  }

  private boolean isHalfOpen() {
    return weather.name().equals("half-open");
  }

  int port() {
    return server.port();
  }

  /** Requests by what happened to them. */
  Map<Weather.Fault, LongAdder> faults() {
    return faults;
  }

  /** Why requests could not be read; there must be none. */
  List<Throwable> unreadable() {
    return unreadable;
  }

  /** Changes the weather. */
  void set(Weather next) {
    boolean wasDown = weather.name().equals("down");
    weather = next;
    boolean down = next.name().equals("down");
    if (down && !wasDown) {
      ledger.forgetRecent(); // answers that are on their way may be lost
      server.refuse();
    } else if (wasDown && !down) {
      int port = server.port();
      server.close();
      server = start(port);
    }
  }

  private void answer(Connection connection) throws IOException {
    long begin = System.nanoTime();
    Received request = connection.request();
    Ledger.Batch batch;
    try {
      batch = Numbers.read(request, ledger);
    } catch (IOException | RuntimeException e) {
      unreadable.add(e);
      ScriptedServer.answer(400).run(connection);
      return;
    }
    Weather.Fault fault = weather.fault(random);
    if (fault == Weather.Fault.PARTIAL && !request.line().contains("traces")) {
      fault = Weather.Fault.NONE;
    }
    faults.get(fault).increment();
    try {
      run(fault, connection, batch);
    } finally {
      boolean late = System.nanoTime() - begin > timeoutNanos / 2;
      if (late && isAccepting(fault)) {
        ledger.loseAnswer(batch); // the client may have given up
      }
    }
  }

  private static boolean isAccepting(Weather.Fault fault) {
    return switch (fault) {
      case NONE, SLOW, GARBAGE, WRONG_GZIP -> true;
      default -> false;
    };
  }

  private void run(Weather.Fault fault, Connection connection, Ledger.Batch batch)
      throws IOException {
    switch (fault) {
      case NONE -> accept(connection, batch, ScriptedServer.protobuf(200, new byte[0]));
      case SLOW -> {
        LockSupport.parkNanos(random.nextInt(500) * MILLI);
        accept(connection, batch, ScriptedServer.protobuf(200, new byte[0]));
      }
      case GARBAGE -> accept(connection, batch, ScriptedServer.protobuf(200, GARBAGE));
      case WRONG_GZIP -> {
        String headers = PROTOBUF + "Content-Encoding: gzip\r\n";
        accept(connection, batch, ScriptedServer.answer(200, headers, GARBAGE));
      }
      case PARTIAL -> acceptSome(connection, batch);
      case LOST_ANSWER, HALF_ANSWER, TOO_SLOW, DRIP -> acceptAndLose(fault, connection, batch);
      case BAD_REQUEST, SERVER_ERROR -> {
        ledger.refuse(batch);
        ScriptedServer.answer(fault == Weather.Fault.BAD_REQUEST ? 400 : 500).run(connection);
      }
      case RESET -> connection.reset();
      case SILENCE -> ScriptedServer.silence().run(connection);
      case LOGIN_PAGE ->
          ScriptedServer.answer(200, "Content-Type: text/html\r\n", "<html>".getBytes(ISO_8859_1))
              .run(connection);
      case GATEWAY -> ScriptedServer.answer(random.nextBoolean() ? 502 : 504).run(connection);
      case THROTTLED -> throttle(429, connection);
      case UNAVAILABLE -> throttle(503, connection);
      default -> throw new IllegalStateException(fault.name());
    }
  }

  private void throttle(int status, Connection connection) throws IOException {
    String value = RETRY_AFTER[random.nextInt(RETRY_AFTER.length)];
    String header = random.nextInt(3) == 0 ? "" : "Retry-After: " + value + "\r\n";
    ScriptedServer.answer(status, header, new byte[0]).run(connection);
  }

  private void accept(Connection connection, Ledger.Batch batch, ScriptedServer.Script answer)
      throws IOException {
    int number = accepted.incrementAndGet();
    if (number % 4 != 0 || !plant.contains("loss")) {
      ledger.take(batch, false);
    }
    if (number % 4 == 2 && plant.contains("double")) {
      ledger.take(batch, false);
    }
    send(connection, batch, answer);
  }

  private void send(Connection connection, Ledger.Batch batch, ScriptedServer.Script answer)
      throws IOException {
    try {
      answer.run(connection);
    } catch (IOException e) {
      ledger.loseAnswer(batch);
      throw e;
    }
  }

  private void acceptSome(Connection connection, Ledger.Batch batch) throws IOException {
    int rejected = 1 + random.nextInt(3);
    Ledger.Batch refused = batch.to(rejected);
    ledger.refuse(refused);
    ledger.take(batch.from(rejected), false);
    byte[] body =
        ExportTraceServiceResponse.newBuilder()
            .setPartialSuccess(
                ExportTracePartialSuccess.newBuilder()
                    .setRejectedSpans(refused.ids().length)
                    .setErrorMessage("too old"))
            .build()
            .toByteArray();
    send(connection, batch.from(rejected), ScriptedServer.protobuf(200, body));
  }

  private void acceptAndLose(Weather.Fault fault, Connection connection, Ledger.Batch batch)
      throws IOException {
    ledger.take(batch, true);
    switch (fault) {
      case HALF_ANSWER -> {
        connection.send("HTTP/1.1 20");
        connection.reset();
      }
      case LOST_ANSWER -> connection.reset();
      case TOO_SLOW -> {
        LockSupport.parkNanos(timeoutNanos + 500 * MILLI);
        ScriptedServer.answer(200).run(connection);
      }
      default -> drip(connection);
    }
  }

  /** Ends when the client has gone. */
  private static void drip(Connection connection) throws IOException {
    connection.send("HTTP/1.1 200 OK\r\n" + PROTOBUF + "Content-Length: 1000\r\n\r\n");
    for (int i = 0; i < 1000; i++) {
      LockSupport.parkNanos(200 * MILLI);
      connection.send("x");
    }
  }

  @Override
  public void close() {
    server.close();
  }
}
