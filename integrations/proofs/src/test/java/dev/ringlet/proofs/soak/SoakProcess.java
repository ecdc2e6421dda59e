// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.proofs.soak;

import dev.ringlet.export.Signal;
import dev.ringlet.exporter.otlp.internal.spool.FaultyDisk;
import dev.ringlet.testing.Await;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** The process under test as its parent sees it: what it printed, and its end. */
final class SoakProcess {
  /** The books of one signal as the process printed them; see {@link SoakApplication}. */
  record Books(
      long recorded,
      long produced,
      long exported,
      long refused,
      long dropped,
      long spooled,
      long pending,
      long inheritedDropped,
      long inheritedSpooled,
      String causes) {

    static Books parse(String[] words) {
      return new Books(
          Long.parseLong(words[2]),
          Long.parseLong(words[3]),
          Long.parseLong(words[4]),
          Long.parseLong(words[5]),
          Long.parseLong(words[6]),
          Long.parseLong(words[7]),
          Long.parseLong(words[8]),
          Long.parseLong(words[9]),
          Long.parseLong(words[10]),
          words[11]);
    }
  }

  /** Arguments of all processes of one soak. */
  record Settings(int port, Path directory, long seed, long timeoutMillis, long markMillis) {}

  private final int run;
  private final Process process;
  private final Thread reader;
  private final List<Flatness.Sample> samples = new CopyOnWriteArrayList<>();
  private final List<String> thrown = new CopyOnWriteArrayList<>();
  private final RecordedCounts counts;
  private volatile Map<Signal, Books> marked = Map.of();
  private volatile Map<Signal, Books> closed = Map.of();
  private volatile boolean drained;

  SoakProcess(int run, Settings settings, String plant) throws IOException {
    this.run = run;
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xms96m", "-Xmx96m", "-XX:+AlwaysPreTouch", "-XX:+UseSerialGC"));
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-Dsoak.rate=" + Soak.RATE, "-cp"));
    command.add(System.getProperty("java.class.path"));
    command.add(SoakApplication.class.getName());
    command.addAll(
        List.of(
            Integer.toString(settings.port),
            settings.directory.toString(),
            Integer.toString(run),
            Long.toString(settings.seed),
            Long.toString(settings.timeoutMillis),
            Long.toString(settings.markMillis),
            plant));
    process =
        new ProcessBuilder(command)
            .redirectError(settings.directory.resolve("log-" + run).toFile())
            .start();
    reader = new Thread(this::read, "soak-reader-" + run);
    reader.setDaemon(true);
    reader.start();
    Path file = settings.directory.resolve("counts-" + run);
    Duration limit = Duration.ofMinutes(2);
    Await.until("it makes its first mark", limit, () -> !marked.isEmpty() || !process.isAlive());
    counts = RecordedCounts.open(file);
  }

  private void read() {
    Map<Signal, Books> books = new EnumMap<>(Signal.class);
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line; (line = lines.readLine()) != null; ) {
        String[] words = line.split(" ");
        switch (words[0]) {
          case "BOOKS" -> books.put(Signal.valueOf(words[1]), Books.parse(words));
          case "MARK" -> marked = Map.copyOf(books);
          case "CLOSED" -> closed = Map.copyOf(books);
          case "DRAINED" -> drained = true;
          case "THROWN" -> thrown.add(line);
          case "SAMPLE" -> samples.add(Flatness.Sample.parse(words));
          default -> throw new IllegalStateException(line);
        }
      }
    } catch (IOException killed) {
      // its last words are lost
    }
  }

  private void order(String line) {
    try {
      process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
      process.getOutputStream().flush();
    } catch (IOException e) {
      throw new UncheckedIOException("process " + run + " has gone", e);
    }
  }

  void disk(FaultyDisk.Fault fault) {
    order("disk " + fault);
  }

  void kill() throws InterruptedException {
    process.toHandle().destroyForcibly();
    process.waitFor();
    reader.join();
  }

  /** Closes the SDK of the process, which then ends. */
  void close() throws InterruptedException {
    order("close");
    int exit = process.waitFor();
    reader.join();
    if (exit != 0 || !isClosed()) {
      throw new AssertionError("process " + run + " ended with " + exit + ", without its books");
    }
  }

  void drain() {
    order("drain");
    Await.until("it drains", Duration.ofMinutes(6), () -> drained || !process.isAlive());
  }

  boolean isAlive() {
    return process.isAlive();
  }

  int run() {
    return run;
  }

  /** Whether it was closed in order, and not killed. */
  boolean isClosed() {
    return !closed.isEmpty();
  }

  /** The last books: at the end, or at the last mark of a process that was killed. */
  Books books(Signal signal) {
    Map<Signal, Books> last = isClosed() ? closed : marked;
    return last.getOrDefault(signal, new Books(0, 0, 0, 0, 0, 0, 0, 0, 0, "{}"));
  }

  /** How many records the application has made, whether the process was killed or not. */
  long recorded(Signal signal) {
    return switch (signal) {
      case TRACES -> counts.get(SoakApplication.COUNT_OF_TRACES);
      case METRICS -> counts.get(SoakApplication.COUNT_OF_COLLECTIONS) * SoakLoad.POINTS;
      case LOGS -> counts.get(SoakApplication.COUNT_OF_LOGS);
      default -> books(signal).produced();
    };
  }

  /** What ended threads; there must be none. */
  List<String> thrown() {
    return thrown;
  }

  List<Flatness.Sample> samples() {
    return samples;
  }
}
