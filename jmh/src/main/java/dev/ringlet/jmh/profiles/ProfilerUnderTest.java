// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.jmh.profiles;

import dev.ringlet.common.Resource;
import dev.ringlet.config.Config;
import dev.ringlet.profiles.RingletProfiler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import jdk.jfr.EventSettings;
import jdk.jfr.FlightRecorder;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordingStream;
import one.profiler.AsyncProfiler;

/** A profiler with the default settings of Ringlet, or the closest ones that it has. */
enum ProfilerUnderTest {
  NONE {
    @Override
    void start() {}
  },

  /** Ringlet's profiler without the transport, which sends one request in fifteen seconds. */
  RINGLET {
    @Override
    void start() {
      Config config = Config.fromSystem(Map.of());
      RingletProfiler.prepare(config);
      RingletProfiler.start(config, Resource.getDefault(), new DiscardingExporter());
    }
  },

  /** A recording of the same events to files that nothing reads. */
  JFR {
    @Override
    void start() {
      Recording recording = new Recording();
      enableEvents(recording::enable, recording::disable);
      recording.setToDisk(true);
      recording.setMaxAge(Duration.ofSeconds(30));
      recording.start();
    }
  },

  /** A stream of the same events that discards them: the lower bound of the cost of reading. */
  STREAM {
    @Override
    void start() {
      RecordingStream stream = new RecordingStream();
      stream.setOrdered(false);
      stream.setReuse(true);
      enableEvents(
          name -> {
            stream.onEvent(name, event -> {});
            return stream.enable(name);
          },
          stream::disable);
      stream.startAsync();
    }
  },

  /**
   * async-profiler with CPU, allocations and locks, and a file each fifteen seconds. It records
   * neither off-CPU time nor exceptions.
   */
  ASYNC {
    @Override
    void start() throws IOException {
      Path directory = Files.createTempDirectory("async-profiler");
      AsyncProfiler.getInstance()
          .execute(
              "start,jfr,event=ctimer,interval=20ms,alloc=512k,lock=10ms,loop=15s,file="
                  + directory.resolve("%n{4}.jfr"));
    }
  };

  abstract void start() throws IOException;

  private static void enableEvents(
      Function<String, EventSettings> enable, Consumer<String> disable) {
    List<String> available =
        FlightRecorder.getFlightRecorder().getEventTypes().stream()
            .map(type -> type.getName())
            .toList();
    available.forEach(disable);
    if (available.contains("jdk.CPUTimeSample")) {
      enable.apply("jdk.CPUTimeSample").with("throttle", "20ms");
      enable.apply("jdk.JavaExceptionThrow").with("throttle", "100/s");
    } else {
      enable.apply("jdk.ExecutionSample").withPeriod(Duration.ofMillis(20));
      enable.apply("jdk.NativeMethodSample").withPeriod(Duration.ofMillis(20));
    }
    enable.apply("jdk.ObjectAllocationSample").with("throttle", "150/s");
    for (String event :
        List.of(
            "JavaMonitorEnter",
            "ThreadPark",
            "JavaMonitorWait",
            "ThreadSleep",
            "SocketRead",
            "SocketWrite",
            "FileRead",
            "FileWrite")) {
      enable.apply("jdk." + event).withThreshold(Duration.ofMillis(10)).withStackTrace();
    }
  }
}
