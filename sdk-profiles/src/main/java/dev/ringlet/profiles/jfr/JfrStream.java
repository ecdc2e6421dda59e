// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.profiles.jfr;

import dev.ringlet.internal.time.EpochNanos;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import jdk.jfr.EventType;
import jdk.jfr.FlightRecorder;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingStream;

/**
 * The stream of Flight Recorder events, limited to the events that profiles need.
 *
 * <p>A stream is unordered and reuses its events. The settings of all recordings in a process are
 * merged by the recorder; so the weight of a sample is read from the events and never assumed.
 */
public final class JfrStream implements AutoCloseable {
  private static final String CPU = "jdk.CPUTimeSample";
  private static final String EXECUTION = "jdk.ExecutionSample";
  private static final String NATIVE = "jdk.NativeMethodSample";
  private static final String SETTING = "jdk.ActiveSetting";

  private static final int ANCHOR_READINGS = 5;

  private final RecordingStream stream;
  private final RecorderSettings settings;
  private final EventIntake intake;
  private final Consumer<Throwable> onError;
  private final Map<String, EventType> types = new HashMap<>();
  private final Map<Long, LongConsumer> periods = new HashMap<>();
  private final Set<String> wanted = new HashSet<>();
  private final boolean hasCpuTime;
  private final boolean alone;

  /** A new object for each stream: the recorder distinguishes hooks by identity. */
  private final Runnable anchorHook = this::emitAnchor;

  /** Takes readings of two clocks. */
  public interface AnchorListener {
    /**
     * Called on the thread of the stream.
     *
     * @param epochNanos a time by the recorder's clock
     * @param widthNanos how much later by the same clock it was read again
     * @param nanoTime {@code System.nanoTime()} between the two
     */
    void anchor(long epochNanos, long widthNanos, long nanoTime);
  }

  /**
   * Opens a stream.
   *
   * @throws IllegalStateException if the recorder cannot be used
   */
  public JfrStream(
      RecorderSettings settings,
      EventIntake intake,
      AnchorListener onAnchor,
      Runnable onFlush,
      Consumer<Throwable> onError) {
    this.settings = settings;
    this.intake = intake;
    this.onError = onError;
    alone = FlightRecorder.getFlightRecorder().getRecordings().isEmpty();
    stream = new RecordingStream();
    boolean done = false;
    try {
      for (EventType type : FlightRecorder.getFlightRecorder().getEventTypes()) {
        types.put(type.getName(), type);
      }
      hasCpuTime = types.containsKey(CPU) && isLinux();
      stream.setOrdered(false);
      stream.setReuse(true);
      if (alone) {
        // There are no older events; but exceptions of JDK 25 have no time and would count as older
        // ones.
        stream.setStartTime(Instant.EPOCH);
      }
      stream.onFlush(guard(onFlush));
      stream.onError(onError);
      subscribe();
      anchors(onAnchor);
      disableOthers();
      done = true;
    } finally {
      if (!done) {
        close();
      }
    }
  }

  private void subscribe() {
    if (settings.cpu()) {
      cpu();
    }
    if (settings.allocation()) {
      on("jdk.ObjectAllocationSample", intake::allocation);
      limit("jdk.ObjectAllocationSample", settings.allocationsPerSecond() + "/s");
    }
    if (settings.lock()) {
      blocking("jdk.JavaMonitorEnter", intake::monitorEnter);
      blocking("jdk.ThreadPark", intake::threadPark);
      blocking("jdk.JavaMonitorWait", event -> intake.offCpu(event, "wait"));
      blocking("jdk.ThreadSleep", event -> intake.offCpu(event, "sleep"));
      blocking("jdk.SocketRead", event -> intake.offCpu(event, "socket_read"));
      blocking("jdk.SocketWrite", event -> intake.offCpu(event, "socket_write"));
      blocking("jdk.FileRead", event -> intake.offCpu(event, "file_read"));
      blocking("jdk.FileWrite", event -> intake.offCpu(event, "file_write"));
    }
    boolean limited = hasSetting("jdk.JavaExceptionThrow", "throttle");
    if (settings.exceptions() == null ? limited : settings.exceptions()) {
      on("jdk.JavaExceptionThrow", intake::exception);
      stream.enable("jdk.JavaExceptionThrow").withStackTrace();
      limit("jdk.JavaExceptionThrow", settings.exceptionsPerSecond() + "/s");
      if (limited) {
        intake.exceptionsLimited();
        on("jdk.ExceptionStatistics", intake::exceptionStatistics);
        stream.enable("jdk.ExceptionStatistics").withPeriod(Duration.ofSeconds(1));
      }
    }
    on("jdk.DataLoss", intake::dataLoss);
  }

  private void cpu() {
    if (hasCpuTime) {
      on(CPU, intake::cpuTimeSample);
      limit(CPU, settings.cpuPeriodNanos() / 1_000_000 + "ms");
      on("jdk.CPUTimeSamplesLost", intake::cpuSamplesLost);
      return;
    }
    Duration period = Duration.ofNanos(settings.cpuPeriodNanos());
    on(EXECUTION, intake::executionSample);
    stream.enable(EXECUTION).withPeriod(period);
    on(NATIVE, intake::nativeMethodSample);
    stream.enable(NATIVE).withPeriod(period);
    periods.put(types.get(EXECUTION).getId(), intake::executionPeriod);
    periods.put(types.get(NATIVE).getId(), intake::nativePeriod);
    on(SETTING, this::setting);
  }

  /** The recorder reports the effective period after merging the settings of all recordings. */
  private void setting(RecordedEvent event) {
    if ("period".equals(event.getString("name"))) {
      LongConsumer target = periods.get(event.getLong("id"));
      long nanos = target == null ? 0 : parseNanos(event.getString("value"));
      if (nanos > 0) {
        target.accept(nanos);
      }
    }
  }

  /** Nanoseconds of a text such as {@code 20 ms}; 0 for anything else. */
  static long parseNanos(String text) {
    int end = 0;
    while (end < text.length() && Character.isDigit(text.charAt(end))) {
      end++;
    }
    if (end == 0 || end > 15) {
      return 0;
    }
    long number = Long.parseLong(text.substring(0, end));
    return switch (text.substring(end).trim()) {
      case "ns" -> number;
      case "us" -> number * 1_000;
      case "ms" -> number * 1_000_000;
      case "s" -> number * 1_000_000_000;
      default -> 0;
    };
  }

  private void anchors(AnchorListener listener) {
    FlightRecorder.register(ClockAnchor.class);
    FlightRecorder.addPeriodicEvent(ClockAnchor.class, anchorHook);
    on(
        ClockAnchor.NAME,
        event ->
            listener.anchor(
                EpochNanos.of(event.getStartTime()),
                event.getDuration().toNanos(),
                event.getLong("nanoTime")));
    stream.enable(ClockAnchor.class).withPeriod(Duration.ofSeconds(1));
  }

  /** Writes an anchor. When it has been read, everything before it is read at the next flush. */
  public void emitAnchor() {
    ClockAnchor narrowest = null;
    long least = Long.MAX_VALUE;
    for (int i = 0; i < ANCHOR_READINGS; i++) {
      ClockAnchor anchor = new ClockAnchor();
      long before = System.nanoTime();
      anchor.begin();
      anchor.nanoTime = System.nanoTime();
      anchor.end();
      long width = System.nanoTime() - before;
      if (width < least) {
        least = width;
        narrowest = anchor;
      }
    }
    narrowest.commit();
  }

  private void blocking(String name, Consumer<RecordedEvent> handler) {
    on(name, handler);
    stream
        .enable(name)
        .withThreshold(Duration.ofNanos(settings.lockThresholdNanos()))
        .withStackTrace();
  }

  private void limit(String name, String value) {
    if (hasSetting(name, "throttle")) {
      stream.enable(name).with("throttle", value);
    }
  }

  private void on(String name, Consumer<RecordedEvent> handler) {
    if (wanted.add(name)) {
      stream.onEvent(name, guard(handler));
      stream.enable(name);
    }
  }

  /**
   * Events of the application are enabled by default, and a profile does not need them. Once the
   * recorder runs, each setting makes it visit all events, and at first it reports all of them as
   * added; so only events that are new are disabled then.
   */
  private void disableOthers() {
    types.keySet().forEach(this::disableUnlessWanted);
    stream.onMetadata(
        metadata -> {
          for (EventType type : metadata.getAddedEventTypes()) {
            if (types.put(type.getName(), type) == null) {
              disableUnlessWanted(type.getName());
            }
          }
        });
  }

  private void disableUnlessWanted(String name) {
    if (!wanted.contains(name)) {
      stream.disable(name);
    }
  }

  private boolean hasSetting(String event, String setting) {
    EventType type = types.get(event);
    return type != null
        && type.getSettingDescriptors().stream().anyMatch(s -> s.getName().equals(setting));
  }

  private static boolean isLinux() {
    return System.getProperty("os.name", "").toLowerCase(Locale.ROOT).contains("linux");
  }

  private Consumer<RecordedEvent> guard(Consumer<RecordedEvent> handler) {
    return event -> {
      try {
        handler.accept(event);
      } catch (Throwable t) {
        onError.accept(t);
      }
    };
  }

  private Runnable guard(Runnable action) {
    return () -> {
      try {
        action.run();
      } catch (Throwable t) {
        onError.accept(t);
      }
    };
  }

  /**
   * Whether exceptions are enabled but not visible, because JDK 25 gives them no time and another
   * recording was started earlier.
   */
  public boolean hidesExceptions() {
    return !alone && Runtime.version().feature() == 25 && wanted.contains("jdk.JavaExceptionThrow");
  }

  /** Reads events on this thread until the stream is closed. */
  public void run() {
    stream.start();
  }

  /**
   * Reads what has been recorded so far and ends; needs JDK 20 or later.
   *
   * @return false if it cannot; then {@link #close} loses what was not flushed yet
   */
  public boolean stop() {
    try {
      return (boolean) RecordingStream.class.getMethod("stop").invoke(stream);
    } catch (ReflectiveOperationException e) {
      return false;
    }
  }

  @Override
  public void close() {
    FlightRecorder.removePeriodicEvent(anchorHook);
    stream.close();
  }
}
