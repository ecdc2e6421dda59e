// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.proofs.soak;

import java.io.IOException;
import java.io.InputStream;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What the process uses at a moment: heap after a collection, resident memory, direct memory, open
 * files, threads. A planted leak, so that the judge can be seen to find one, is sampled with it.
 */
final class ProcessSample {
  private static final int LEAKED_BYTES = 1 << 20;
  private static final int LEAKS_OF_A_SAMPLE = 2;
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final Path FILES = Path.of("/proc/self/fd");

  private final List<Object> leaked = new ArrayList<>();
  private final String plant;

  ProcessSample(String plant) {
    this.plant = plant;
  }

  /** Returns time in ms, heap, resident and direct bytes, open files and threads; -1 if unknown. */
  String line() {
    for (int i = 0; i < LEAKS_OF_A_SAMPLE; i++) {
      leak();
    }
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    long direct =
        ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
            .mapToLong(BufferPoolMXBean::getMemoryUsed)
            .sum();
    return String.join(
        " ",
        "SAMPLE",
        Long.toString(System.nanoTime() / 1_000_000),
        Long.toString(runtime.totalMemory() - runtime.freeMemory()),
        Long.toString(residentBytes()),
        Long.toString(direct),
        Long.toString(openFiles()),
        Long.toString(ManagementFactory.getThreadMXBean().getThreadCount()));
  }

  private static long residentBytes() {
    try (Stream<String> lines = Files.lines(STATUS)) {
      return lines
          .filter(line -> line.startsWith("VmRSS:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) << 10)
          .findFirst()
          .orElse(-1);
    } catch (IOException e) {
      return -1;
    }
  }

  private static long openFiles() {
    try (Stream<Path> files = Files.list(FILES)) {
      return files.count();
    } catch (IOException e) {
      return -1;
    }
  }

  private void leak() {
    switch (plant) {
      case "heap" -> leaked.add(new byte[LEAKED_BYTES]);
      case "files" -> leaked.add(open());
      case "threads" -> leakThread();
      default -> {
        if (plant.contains("exception")) {
          new Thread(ProcessSample::endAThread, "planted").start();
        }
      }
    }
  }

  private static InputStream open() {
    try {
      return Files.newInputStream(STATUS);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void endAThread() {
    throw new IllegalStateException("planted");
  }

  private void leakThread() {
    Thread thread = new Thread(this::sleep, "leaked");
    thread.setDaemon(true);
    thread.start();
  }

  private void sleep() {
    try {
      Thread.sleep(Long.MAX_VALUE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
