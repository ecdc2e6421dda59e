// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp.internal.spool;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.ringlet.config.Config;
import dev.ringlet.export.ExportResult;
import dev.ringlet.export.Exporter;
import dev.ringlet.export.Payload;
import dev.ringlet.export.Signal;
import dev.ringlet.exporter.otlp.OtlpExporters;
import dev.ringlet.testing.Await;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process that stores and delivers is killed at random moments, again and again, also while it
 * starts, and the receiver comes and goes. Everything that it said was stored arrives as it was,
 * and nothing arrives that was not sent. {@code -Ddev.ringlet.spool.kills=200} is the long form.
 */
class SpoolKillTest {
  private static final int KILLS = Integer.getInteger("dev.ringlet.spool.kills", 6);

  @TempDir Path directory;

  private final long seed = System.nanoTime();
  private final Random random = new Random(seed);
  private final Map<Integer, AtomicInteger> arrived = new ConcurrentHashMap<>();
  private final AtomicInteger corrupt = new AtomicInteger();
  private final Set<Integer> stored = new TreeSet<>();
  private volatile boolean failing;

  /** Exports requests with growing numbers for ever, and says what became of each. */
  static final class Victim {
    public static void main(String[] args) {
      Exporter exporter =
          OtlpExporters.of(config(Integer.parseInt(args[0]), args[1])).exporter(Signal.TRACES);
      Random sizes = new Random();
      for (int id = Integer.parseInt(args[2]); ; id++) {
        byte[] payload = SpoolProcess.payload(id, 50 + sizes.nextInt(3000));
        long deadline = Await.deadline();
        ExportResult result =
            exporter.export(new Payload(Signal.TRACES, payload, 0, payload.length, 1, deadline));
        System.out.println(result.kind() + " " + id + " .");
        LockSupport.parkNanos(1_000_000); // paces the load
      }
    }
  }

  static Config config(int port, String directory) {
    Map<String, String> settings = new HashMap<>();
    settings.put("otel.exporter.otlp.endpoint", "http://127.0.0.1:" + port);
    settings.put("otel.java.exporter.otlp.retry.disabled", "true");
    settings.put("ringlet.spool.directory", directory);
    settings.put("ringlet.spool.max.bytes", "1g");
    settings.put("ringlet.spool.drain.max.bytes.per.second", "1g");
    return Config.of(settings, Map.of(), Map.of());
  }

  private void answer(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    boolean fail = failing;
    if (!fail) {
      int id = SpoolProcess.id(new Payload(Signal.TRACES, body, 0, body.length, 1, 0));
      if (id < 0) {
        corrupt.incrementAndGet();
      } else {
        arrived.computeIfAbsent(id, key -> new AtomicInteger()).incrementAndGet();
      }
    }
    exchange.sendResponseHeaders(fail ? 503 : 200, -1);
    exchange.close();
  }

  @Test
  void whatWasStoredArrivesHoweverOftenTheProcessIsKilled() throws Exception {
    long start = System.nanoTime();
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
    server.createContext("/", this::answer);
    server.setExecutor(Executors.newCachedThreadPool());
    server.start();
    int nextId = 1;
    try {
      int port = server.getAddress().getPort();
      for (int kill = 0; kill < KILLS || (stored.isEmpty() && kill < 20 * KILLS); kill++) {
        nextId = runVictim(port, nextId);
      }
      failing = false;
      drain(port);
    } finally {
      server.stop(0);
    }
    int last = nextId - 1;
    assertThat(corrupt).as("seed %d", seed).hasValue(0);
    assertThat(stored).as("seed %d", seed).isNotEmpty();
    assertThat(arrived.keySet()).as("seed %d", seed).containsAll(stored);
    assertThat(arrived.keySet()).as("seed %d", seed).allMatch(id -> id >= 1 && id <= last);
    long duplicates = arrived.values().stream().filter(count -> count.get() > 1).count();
    System.out.printf(
        "%d kills in %d s: %d stored, %d arrived, %d of them more than once%n",
        KILLS,
        (System.nanoTime() - start) / 1_000_000_000L,
        stored.size(),
        arrived.size(),
        duplicates);
  }

  /** Runs a process until it is killed, and returns the first number that was not used. */
  private int runVictim(int port, int firstId) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx64m", "-cp"));
    command.add(System.getProperty("java.class.path"));
    command.add(Victim.class.getName());
    command.addAll(List.of(Integer.toString(port), directory.resolve("spool").toString()));
    command.add(Integer.toString(firstId));
    failing = random.nextInt(4) != 0;
    boolean whileItStarts = random.nextInt(5) == 0;
    boolean comesAndGoes = random.nextInt(3) != 0;
    int millis = random.nextInt(whileItStarts ? 1000 : 400);
    Process victim =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    Thread killer = new Thread(() -> killLater(victim, millis, comesAndGoes));
    if (whileItStarts) {
      killer.start();
    }
    int lastId = firstId;
    try (BufferedReader output =
        new BufferedReader(
            new InputStreamReader(victim.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line; (line = output.readLine()) != null; ) {
        String[] words = line.split(" ");
        if (words.length == 3) {
          lastId = Math.max(lastId, Integer.parseInt(words[1]));
          if (words[0].equals("STORED")) {
            stored.add(Integer.parseInt(words[1]));
          }
        }
        if (killer.getState() == Thread.State.NEW) {
          killer.start();
        }
      }
    } catch (IOException killed) {
      // its last words are lost
    }
    killer.join();
    victim.waitFor();
    return lastId + 10; // the last line may be cut off, and one more may be under way
  }

  private void killLater(Process victim, int millis, boolean comesAndGoes) {
    try {
      for (int slept = 0; slept < millis; slept += 10) {
        Thread.sleep(10); // the moment of the kill is left to chance
        if (comesAndGoes && slept % 50 == 0) {
          failing = !failing;
        }
      }
      victim.toHandle().destroyForcibly(); // and leaves what it said to be read
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @SuppressWarnings("try") // the exporter is only there to be closed
  private void drain(int port) throws InterruptedException {
    try (Exporter exporter =
        OtlpExporters.of(config(port, directory.resolve("spool").toString()))
            .exporter(Signal.TRACES)) {
      Await.until(
          "all stored requests have arrived",
          Duration.ofMinutes(3),
          () -> arrived.keySet().containsAll(stored));
    }
  }
}
