// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.faults;

import static dev.ringlet.exporter.otlp.ScriptedServer.answer;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ringlet.SignalHealth;
import dev.ringlet.export.DropCause;
import dev.ringlet.export.Signal;
import dev.ringlet.exporter.otlp.ScriptedServer;
import dev.ringlet.testing.Await;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever happens to a spool on a real disk, every span is delivered, stored or counted as lost
 * under the right cause, and when the fault ends a fresh span gets through.
 */
@Timeout(600)
class SpoolRecoveryTest {
  private static final int SPANS = 10;

  @TempDir Path root;

  /** One outage of a receiver, in an application with a spool. */
  private static final class Outage implements AutoCloseable {
    final Path directory;
    final Map<String, String> properties = new HashMap<>();
    final ScriptedServer server = ScriptedServer.start();
    final List<byte[]> accepted = new CopyOnWriteArrayList<>();
    Application application;

    Outage(Path directory) {
      this.directory = directory;
      properties.put("otel.exporter.otlp.endpoint", server.url(""));
      properties.put("ringlet.spool.directory", directory.toString());
      server.onEveryRequest(answer(503));
    }

    Application start() {
      application = new Application(properties);
      return application;
    }

    void end() {
      server.onEveryRequest(
          connection -> {
            ScriptedServer.Received request =
                server.requests().stream()
                    .filter(one -> one.connection() == connection.number())
                    .reduce((earlier, later) -> later)
                    .orElseThrow();
            accepted.add(request.body());
            answer(200).run(connection);
          });
    }

    /** What arrived since the end. */
    List<String> acceptedNames() {
      return Application.names(accepted.stream());
    }

    void freshOneGetsThrough() throws InterruptedException {
      application.freshOneGetsThrough(name -> names().contains(name));
    }

    List<String> names() {
      return Application.names(server.requests().stream().map(ScriptedServer.Received::body));
    }

    SignalHealth health() {
      return application.sdk.health().signal(Signal.TRACES);
    }

    List<Path> segments() throws IOException {
      try (Stream<Path> files = Files.list(directory)) {
        return files.filter(file -> file.toString().endsWith(".seg")).sorted().toList();
      }
    }

    @Override
    public void close() {
      application.close();
      server.close();
    }
  }

  private interface Case {
    void run(Path directory) throws Exception;
  }

  @Test
  void everyFaultIsSurvived() throws Exception {
    Map<String, Case> cases = new HashMap<>();
    cases.put("an outage", SpoolRecoveryTest::anOutage);
    cases.put("refused in the end", SpoolRecoveryTest::refusedInTheEnd);
    cases.put("the oldest give way", directory -> full(directory, "drop-oldest"));
    cases.put("the newest give way", directory -> full(directory, "drop-newest"));
    cases.put("damage", SpoolRecoveryTest::damage);
    cases.put("it vanishes", SpoolRecoveryTest::vanishes);
    cases.put("two applications", SpoolRecoveryTest::twoApplications);
    cases.put("the next process", SpoolRecoveryTest::theNextProcess);
    cases.put("a file", directory -> unusable(Files.createFile(directory)));
    cases.put("below a file", directory -> unusable(Files.createFile(directory).resolve("spool")));
    cases.put(
        "a link",
        directory ->
            unusable(
                Files.createSymbolicLink(
                    directory, Files.createDirectory(root.resolve("target")))));
    cases.put(
        "writable by others",
        directory ->
            unusable(
                Files.setPosixFilePermissions(
                    Files.createDirectory(directory),
                    PosixFilePermissions.fromString("rwxrwxrwx"))));
    Application.tryAll(
        List.copyOf(cases.keySet()),
        name -> cases.get(name).run(root.resolve(name.replace(' ', '-'))));
  }

  private static void anOutage(Path directory) throws Exception {
    try (Outage outage = new Outage(directory)) {
      Application application = outage.start();
      for (int i = 0; i < 5; i++) {
        application.record("during", SPANS);
        assertThat(application.flush()).isTrue(); // it is safe
      }
      assertThat(application.balanced().spooled()).isEqualTo(5 * SPANS);
      outage.end();
      outage.freshOneGetsThrough();
      Await.until("the spool is empty", () -> outage.health().spooled() == 0);
      SignalHealth health = application.balanced();
      assertThat(health.totalDropped()).isZero();
      assertThat((long) outage.acceptedNames().size()).isGreaterThanOrEqualTo(health.exported());
    }
  }

  private static void refusedInTheEnd(Path directory) throws Exception {
    try (Outage outage = new Outage(directory)) {
      Application application = outage.start();
      application.record("poison", SPANS);
      assertThat(application.flush()).isTrue();
      outage.server.onEveryRequest(answer(400));
      application.record("more poison", 1);
      application.flush();
      Await.until("the spool is empty", () -> outage.health().spooled() == 0);
      SignalHealth health = application.balanced();
      assertThat(health.dropped(DropCause.REFUSED)).isGreaterThan(SPANS - 1);
      outage.end();
      outage.freshOneGetsThrough();
      application.balanced();
    }
  }

  private static void full(Path directory, String policy) throws Exception {
    try (Outage outage = new Outage(directory)) {
      outage.properties.put("ringlet.spool.max.bytes", "256k");
      outage.properties.put("ringlet.spool.policy", policy);
      Application application = outage.start();
      for (int i = 0; i < 20; i++) {
        application.record("x".repeat(400) + i, 100);
        application.flush();
      }
      SignalHealth health = application.balanced();
      assertThat(health.dropped()).containsOnlyKeys(DropCause.SPOOL_FULL);
      assertThat(health.spooled()).isPositive();
      assertThat(health.dropped(DropCause.SPOOL_FULL)).isPositive();
      outage.end();
      outage.freshOneGetsThrough();
      Await.until("the spool is empty", () -> outage.health().spooled() == 0);
      String kept = "x".repeat(400) + (policy.equals("drop-oldest") ? 19 : 0);
      assertThat(outage.names()).contains(kept);
      assertThat(application.balanced().dropped()).containsOnlyKeys(DropCause.SPOOL_FULL);
    }
  }

  private static void damage(Path directory) throws Exception {
    try (Outage outage = new Outage(directory)) {
      Application application = outage.start();
      for (int i = 0; i < 3; i++) {
        application.record("during", SPANS);
        assertThat(application.flush()).isTrue();
      }
      Path segment = outage.segments().get(0);
      try (FileChannel file = FileChannel.open(segment, READ, WRITE)) {
        long middle = file.size() / 2; // in the second of three
        ByteBuffer one = ByteBuffer.allocate(1);
        file.read(one, middle);
        file.write(one.put(0, (byte) (one.get(0) ^ 4)).flip(), middle);
      }
      outage.end();
      outage.freshOneGetsThrough();
      Await.until("the spool is empty", () -> outage.health().spooled() == 0);
      SignalHealth health = application.balanced();
      assertThat(health.dropped()).isEqualTo(Map.of(DropCause.SPOOL_CORRUPT, (long) SPANS));
    }
  }

  private static void vanishes(Path directory) throws Exception {
    try (Outage outage = new Outage(directory)) {
      Application application = outage.start();
      application.record("lost", SPANS);
      assertThat(application.flush()).isTrue();
      delete(Files.move(directory, directory.resolveSibling("gone"))); // all of it at once
      Await.until(
          "the loss is counted", () -> outage.health().dropped(DropCause.SPOOL_CORRUPT) == SPANS);
      assertThat(application.balanced().spooled()).isZero();
      Await.until(
          "a request is stored again",
          () -> {
            application.record("kept", 1);
            application.flush();
            return outage.health().spooled() > 0;
          });
      outage.end();
      outage.freshOneGetsThrough();
      Await.until("the spool is empty", () -> outage.health().spooled() == 0);
      application.balanced();
    }
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      files
          .sorted(Comparator.reverseOrder())
          .forEach(
              file -> {
                try {
                  Files.delete(file);
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
    }
  }

  private static void twoApplications(Path directory) throws Exception {
    try (Outage one = new Outage(directory);
        Outage two = new Outage(directory)) {
      for (Outage outage : List.of(one, two)) {
        outage.start().record("during", SPANS);
        assertThat(outage.application.flush()).isTrue();
        assertThat(outage.application.balanced().spooled()).isEqualTo(SPANS);
      }
      for (Outage outage : List.of(one, two)) {
        outage.end();
        outage.freshOneGetsThrough();
        Await.until("the spool is empty", () -> outage.health().spooled() == 0);
        assertThat(outage.application.balanced().totalDropped()).isZero();
      }
    }
  }

  private static void theNextProcess(Path directory) throws Exception {
    try (Outage outage = new Outage(directory)) {
      Application first = outage.start();
      first.record("inherited", SPANS);
      assertThat(first.flush()).isTrue();
      first.close();
      assertThat(first.balanced().spooled()).isEqualTo(SPANS);
      outage.end();
      outage.start();
      outage.freshOneGetsThrough();
      Await.until(
          "what was inherited arrives",
          () -> outage.acceptedNames().stream().filter("inherited"::equals).count() >= SPANS);
      assertThat(outage.application.balanced().totalDropped()).isZero();
    }
  }

  /** Without a directory everything is as without a spool. */
  private static void unusable(Path directory) throws Exception {
    try (Outage outage = new Outage(directory)) {
      Application application = outage.start();
      application.record("during", SPANS);
      assertThat(application.flush()).isFalse();
      assertThat(application.balanced().dropped())
          .isEqualTo(Map.of(DropCause.RETRIES_EXHAUSTED, (long) SPANS));
      outage.end();
      outage.freshOneGetsThrough();
      application.balanced();
    }
  }
}
