// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.profiles.jfr;

import java.lang.management.ManagementFactory;
import javax.management.ObjectName;
import jdk.jfr.FlightRecorder;

/** Configures the recorder for deeper stacks than its default of 64 frames, without a JVM flag. */
public final class StackDepth {
  private StackDepth() {}

  /**
   * Sets the depth, if that is still possible: it can be set only before the recorder is used for
   * the first time, and an option on the command line is left as it is. Samples that are still
   * truncated are marked.
   *
   * @return whether it was set
   */
  public static boolean set(int frames) {
    try {
      if (FlightRecorder.isInitialized() || isSetByOption()) {
        return false;
      }
      String[] arguments = {"stackdepth=" + frames};
      ManagementFactory.getPlatformMBeanServer()
          .invoke(
              new ObjectName("com.sun.management:type=DiagnosticCommand"),
              "jfrConfigure",
              new Object[] {arguments},
              new String[] {String[].class.getName()});
      return true;
    } catch (Exception | LinkageError e) {
      return false; // no such module, or not allowed: the default depth will do
    }
  }

  private static boolean isSetByOption() {
    for (String argument : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
      if (argument.startsWith("-XX:FlightRecorderOptions") && argument.contains("stackdepth")) {
        return true;
      }
    }
    return false;
  }
}
