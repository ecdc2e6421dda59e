// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.profiles.jfr;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import javax.management.ObjectName;
import jdk.jfr.FlightRecorder;

/**
 * Configures the recorder without a JVM flag: for deeper stacks than its default of 64 frames, and
 * for smaller files than its default of 12 MB. The JDK's reader keeps all stacks, methods and
 * classes of a file in memory until the file ends, and those of the file before.
 */
public final class RecorderOptions {
  private static final String OPTION = "-XX:FlightRecorderOptions";
  private static final String MAX_FILE = "2m";

  private RecorderOptions() {}

  /**
   * Sets the options, if that is still possible: the depth can be set only before the recorder is
   * used for the first time, and options on the command line are left as they are. Samples that are
   * still truncated are marked.
   *
   * @return whether an option was set
   */
  public static boolean set(int frames) {
    try {
      if (FlightRecorder.isInitialized()) {
        return false;
      }
      List<String> options = new ArrayList<>();
      add("stackdepth", Integer.toString(frames), options);
      add("maxchunksize", MAX_FILE, options);
      if (options.isEmpty()) {
        return false;
      }
      ManagementFactory.getPlatformMBeanServer()
          .invoke(
              new ObjectName("com.sun.management:type=DiagnosticCommand"),
              "jfrConfigure",
              new Object[] {options.toArray(new String[0])},
              new String[] {String[].class.getName()});
      return true;
    } catch (Exception | LinkageError e) {
      return false; // no such module, or not allowed: the defaults will do
    }
  }

  private static void add(String name, String value, List<String> options) {
    for (String argument : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
      if (argument.startsWith(OPTION) && argument.contains(name)) {
        return;
      }
    }
    options.add(name + "=" + value);
  }
}
