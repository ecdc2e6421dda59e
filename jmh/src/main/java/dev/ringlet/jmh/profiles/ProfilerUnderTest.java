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
import jdk.jfr.FlightRecorder;
import jdk.jfr.Recording;
import one.profiler.AsyncProfiler;

/** A profiler at the settings that Ringlet has by default, or those closest to them. */
enum ProfilerUnderTest {
  NONE {
    @Override
    void start() {}
  },

  /** All but the sending, which is one request in fifteen seconds. */
  RINGLET {
    @Override
    void start() {
      Config config = Config.fromSystem(Map.of());
      RingletProfiler.prepare(config);
      RingletProfiler.start(config, Resource.getDefault(), new DiscardingExporter());
    }
  },

  /** The same events, written to files that nobody reads. */
  JFR {
    @Override
    void start() {
      Recording recording = new Recording();
      List<String> available =
          FlightRecorder.getFlightRecorder().getEventTypes().stream()
              .map(type -> type.getName())
              .toList();
      available.forEach(recording::disable);
      if (available.contains("jdk.CPUTimeSample")) {
        recording.enable("jdk.CPUTimeSample").with("throttle", "20ms");
        recording.enable("jdk.JavaExceptionThrow").with("throttle", "100/s");
      } else {
        recording.enable("jdk.ExecutionSample").withPeriod(Duration.ofMillis(20));
        recording.enable("jdk.NativeMethodSample").withPeriod(Duration.ofMillis(20));
      }
      recording.enable("jdk.ObjectAllocationSample").with("throttle", "150/s");
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
        recording.enable("jdk." + event).withThreshold(Duration.ofMillis(10)).withStackTrace();
      }
      recording.setToDisk(true);
      recording.setMaxAge(Duration.ofSeconds(30));
      recording.start();
    }
  },

  /** CPU, allocations and locks; a file each fifteen seconds. It has no off-CPU or exceptions. */
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
}
