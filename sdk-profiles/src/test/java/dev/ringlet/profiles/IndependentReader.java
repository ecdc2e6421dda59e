// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.profiles;

import dev.ringlet.profiles.Profiles.Entry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedStackTrace;
import jdk.jfr.consumer.RecordingFile;

/**
 * A second opinion: a recording that asks for nothing and so has just those events that the
 * profiler asked for, read from its file, with totals per kind of profile and stack.
 *
 * <p>Of a stack only the part from its leaf to the outermost frame of one class counts; so nothing
 * outside of the control of a test, such as names of hidden classes, must be compared.
 */
final class IndependentReader implements AutoCloseable {
  private static final boolean HAS_CPU_TIME =
      Runtime.version().feature() >= 25 && System.getProperty("os.name").contains("Linux");

  private final Recording recording = new Recording();
  private final String className;
  private final Duration lockThreshold;

  private Map<String, Map<List<String>, Long>> totals = new TreeMap<>();
  private int shortSleeps;

  /**
   * Starts to record.
   *
   * @param lockThreshold that of the profiler: shorter times without a processor do not count
   */
  IndependentReader(Class<?> frames, Duration lockThreshold) {
    className = frames.getName();
    this.lockThreshold = lockThreshold;
    recording.start();
  }

  /**
   * Returns totals of all that was recorded up to now, by stack by kind, such as {@code
   * samples:count}.
   */
  Map<String, Map<List<String>, Long>> read(long executionPeriodNanos) throws IOException {
    totals = new TreeMap<>();
    shortSleeps = 0;
    Path file = Files.createTempFile("ringlet", ".jfr");
    try {
      recording.dump(file);
      try (RecordingFile events = new RecordingFile(file)) {
        while (events.hasMoreEvents()) {
          add(events.readEvent(), executionPeriodNanos);
        }
      }
    } finally {
      Files.delete(file);
    }
    return totals;
  }

  private void add(RecordedEvent event, long executionPeriodNanos) {
    switch (event.getEventType().getName()) {
      case "jdk.CPUTimeSample" ->
          add("samples:count", event, event.getDuration("samplingPeriod").toNanos());
      case "jdk.ExecutionSample", "jdk.NativeMethodSample" -> {
        if (!HAS_CPU_TIME) {
          add("samples:count", event, executionPeriodNanos);
        }
      }
      case "jdk.ObjectAllocationSample" -> add("alloc_space:bytes", event, event.getLong("weight"));
      case "jdk.JavaMonitorEnter" -> {
        addIfLong("delay:nanoseconds", event);
        addIfLong("off_cpu:nanoseconds", event);
      }
      case "jdk.JavaMonitorWait", "jdk.ThreadPark", "jdk.ThreadSleep" ->
          addIfLong("off_cpu:nanoseconds", event);
      case "jdk.JavaExceptionThrow" -> add("exceptions:count", event, 1);
      default -> {}
    }
  }

  private void addIfLong(String type, RecordedEvent event) {
    if (event.getEventType().getName().equals("jdk.ThreadSleep")
        && event.getDuration().compareTo(lockThreshold) < 0) {
      shortSleeps++;
    }
    if (event.getDuration().compareTo(lockThreshold) >= 0) {
      add(type, event, event.getDuration().toNanos());
    }
  }

  private void add(String type, RecordedEvent event, long value) {
    RecordedStackTrace trace = event.getStackTrace();
    List<String> frames = new ArrayList<>();
    if (trace != null) {
      for (RecordedFrame frame : trace.getFrames()) {
        frames.add(frame.getMethod().getType().getName() + "." + frame.getMethod().getName());
      }
    }
    add(totals, type, frames, value);
  }

  /** The same totals of what was sent. */
  Map<String, Map<List<String>, Long>> totals(List<Entry> entries) {
    Map<String, Map<List<String>, Long>> sent = new TreeMap<>();
    entries.forEach(e -> add(sent, e.type(), e.frames(), e.value()));
    return sent;
  }

  private void add(
      Map<String, Map<List<String>, Long>> target, String type, List<String> frames, long value) {
    int own = frames.size();
    while (own > 0 && !frames.get(own - 1).startsWith(className + ".")) {
      own--;
    }
    if (own > 0) {
      target
          .computeIfAbsent(type, t -> new HashMap<>())
          .merge(List.copyOf(frames.subList(0, own)), value, Long::sum);
    }
  }

  /** How many shorter sleeps were read at last than the profiler asked for. */
  int shortSleeps() {
    return shortSleeps;
  }

  /** The stacks of one kind that have a frame of this method. */
  static Map<List<String>, Long> with(
      Map<String, Map<List<String>, Long>> totals, String type, String function) {
    Map<List<String>, Long> found = new HashMap<>(totals.getOrDefault(type, Map.of()));
    Predicate<List<String>> wanted = frames -> frames.contains(function);
    found.keySet().removeIf(wanted.negate());
    return found;
  }

  @Override
  public void close() {
    recording.close();
  }
}
