// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.proofs.crowd;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Many real processes against one receiver that is killed and comes back. At the end each process
 * is closed in order, and its books are compared with what the receiver noted.
 */
public final class Crowd {
  private static final int START_AT_ONCE = 4;
  private static final long LONGEST_RECOVERY_MILLIS = 600_000;
  private static final int STARTED_IN_ANY_CASE = 20;
  private static final long LEAST_MEMORY_KIB = 3 << 20;

  private final int wanted;
  private final Path directory;
  private final List<Process> devices = new ArrayList<>();
  private final List<BufferedReader> outputs = new ArrayList<>();
  private final List<String> findings = new ArrayList<>();
  private int count;
  private int ready;
  private int port;
  private Process collector;

  Crowd(int wanted, Path directory) {
    this.wanted = wanted;
    this.directory = directory;
  }

  /** What happened. */
  record Result(List<String> findings, String text) {}

  /** Arguments: number of processes, seconds before and in the outage, file for the result. */
  public static void main(String[] args) throws IOException, InterruptedException {
    Path directory = Files.createTempDirectory("ringlet-crowd");
    int seconds = Integer.parseInt(args[1]);
    Result result = new Crowd(Integer.parseInt(args[0]), directory).run(seconds, 1_000);
    System.out.println(result.text());
    if (args.length > 2) {
      Files.writeString(Path.of(args[2]), result.text() + "\n");
    }
    System.exit(result.findings().isEmpty() ? 0 : 1);
  }

  Result run(int seconds, int millisBetweenSpans) throws IOException, InterruptedException {
    long begin = System.currentTimeMillis();
    try {
      startCollector();
      while (count < wanted && (count < STARTED_IN_ANY_CASE || hasMemory())) {
        startDevice(count++, millisBetweenSpans);
      }
      if (count < wanted) {
        findings.add("memory is there for " + count + " of " + wanted + " processes");
      }
      awaitReady(count);
      long started = System.currentTimeMillis();
      LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(seconds));
      kill(collector);
      long killed = System.currentTimeMillis();
      LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(seconds));
      long returned = System.currentTimeMillis();
      startCollector();
      long[] recovered = awaitRecovery(killed, returned);
      long resident = devices.stream().mapToLong(Crowd::residentKib).sum();
      String books = closeAll(killed);
      String text =
          String.format(
              Locale.ROOT,
              "%d processes of %d wanted, started in %d s, resident together %,d MiB;"
                  + " receiver killed after %d s, back after %d s more%n%s%n%s%n%s",
              count,
              wanted,
              (started - begin) / 1000,
              resident >> 10,
              seconds,
              seconds,
              recoveries(recovered),
              books,
              findings.isEmpty() ? "All holds." : "WRONG: " + findings);
      return new Result(findings, text);
    } finally {
      for (Process device : devices) {
        kill(device);
      }
      kill(collector);
    }
  }

  private static String recoveries(long[] millis) {
    Arrays.sort(millis);
    return String.format(
        Locale.ROOT,
        "all that waited had arrived after p50 %.1f s, p99 %.1f s, last %.1f s",
        millis[millis.length / 2] / 1e3,
        millis[(int) (millis.length * 0.99)] / 1e3,
        millis[millis.length - 1] / 1e3);
  }

  private static void kill(Process process) throws InterruptedException {
    if (process != null) {
      process.toHandle().destroyForcibly();
      process.waitFor();
    }
  }

  private List<String> java(String heap, Class<?> main, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(heap, "-Xss256k", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    String archive = System.getProperty("ringlet.crowd.archive");
    if (archive != null) {
      command.addAll(List.of("-XX:SharedArchiveFile=" + archive, "-Xlog:cds=off"));
    }
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(List.of(arguments));
    return command;
  }

  private Path notes() {
    return directory.resolve("notes");
  }

  private void startCollector() throws IOException {
    collector =
        new ProcessBuilder(java("-Xmx128m", CrowdCollector.class, "" + port, notes().toString()))
            .redirectError(directory.resolve("collector.log").toFile())
            .start();
    BufferedReader output =
        new BufferedReader(
            new InputStreamReader(collector.getInputStream(), StandardCharsets.UTF_8));
    port = Integer.parseInt(output.readLine());
  }

  private void startDevice(int number, int millisBetweenSpans) throws IOException {
    List<String> command =
        java(
            "-Xmx24m",
            CrowdDevice.class,
            Integer.toString(number),
            "http://127.0.0.1:" + port,
            directory.resolve("spool-" + number).toString(),
            Integer.toString(millisBetweenSpans));
    Process device =
        new ProcessBuilder(command)
            .redirectError(directory.resolve("log-" + number).toFile())
            .start();
    devices.add(device);
    outputs.add(
        new BufferedReader(new InputStreamReader(device.getInputStream(), StandardCharsets.UTF_8)));
    if (devices.size() % START_AT_ONCE == 0) {
      awaitReady(devices.size());
    }
  }

  private void awaitReady(int upTo) throws IOException {
    while (ready < upTo) {
      String line = outputs.get(ready).readLine();
      if (!"ready".equals(line)) {
        throw new IllegalStateException("device " + ready + " does not start: " + line);
      }
      ready++;
    }
  }

  /** How long after the return each device had sent what it recorded before. */
  private long[] awaitRecovery(long killed, long returned) throws IOException {
    long deadline = System.currentTimeMillis() + LONGEST_RECOVERY_MILLIS;
    while (true) {
      LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(2));
      CrowdNotes notes = CrowdNotes.read(notes(), count);
      long[] recovered = notes.recoveries(returned);
      boolean all = Arrays.stream(recovered).allMatch(millis -> millis >= 0);
      if (all || System.currentTimeMillis() > deadline) {
        if (!all) {
          findings.add("devices that did not recover");
        }
        return recovered;
      }
    }
  }

  private String closeAll(long killed) throws IOException, InterruptedException {
    for (Process device : devices) {
      device.getOutputStream().close();
    }
    long[] sums = new long[6];
    long[][] all = new long[count][];
    for (int i = 0; i < count; i++) {
      String line = outputs.get(i).readLine();
      if (line == null) {
        findings.add("device " + i + " ended without its books");
        line = "0 0 0 0 0 0";
      }
      all[i] = Arrays.stream(line.split(" ")).mapToLong(Long::parseLong).toArray();
      devices.get(i).waitFor();
    }
    CrowdNotes notes = CrowdNotes.read(notes(), count);
    long arrived = 0;
    long twice = 0;
    for (int i = 0; i < count; i++) {
      long[] books = all[i];
      for (int j = 0; j < sums.length; j++) {
        sums[j] += books[j];
      }
      arrived += notes.arrived(i);
      twice += notes.twice(i);
      check(i, books, notes, killed);
    }
    return String.format(
        Locale.ROOT,
        "recorded %,d, arrived %,d, of them twice %,d, counted as lost %,d, in spools %,d",
        sums[0],
        arrived,
        twice,
        sums[3],
        sums[4]);
  }

  private void check(int device, long[] books, CrowdNotes notes, long killed) {
    long missing = books[0] - notes.arrived(device);
    if (books[0] != books[1] || books[5] != 0 || books[1] != books[2] + books[3] + books[4]) {
      findings.add("the books of device " + device + " do not balance: " + Arrays.toString(books));
    }
    if (missing > books[3] + books[4]) {
      findings.add("device " + device + " lost in silence: " + missing);
    }
    if (notes.twiceNotSince(device, killed) > 0) {
      findings.add("device " + device + " sent twice what was not under way at the kill");
    }
  }

  /** Whether another process leaves three GiB to others. */
  private static boolean hasMemory() {
    try {
      return Files.readAllLines(Path.of("/proc/meminfo")).stream()
          .filter(line -> line.startsWith("MemAvailable:"))
          .allMatch(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) > LEAST_MEMORY_KIB);
    } catch (IOException e) {
      return true;
    }
  }

  private static long residentKib(Process process) {
    try {
      return Files.readAllLines(Path.of("/proc/" + process.pid() + "/status")).stream()
          .filter(line -> line.startsWith("VmRSS:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
          .findFirst()
          .orElse(0);
    } catch (IOException e) {
      return 0;
    }
  }
}
