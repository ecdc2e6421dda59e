// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.profiles.jfr;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import javax.management.DynamicMBean;
import javax.management.ObjectName;
import jdk.jfr.FlightRecorder;

/**
 * Configures the recorder without a JVM flag: for deeper stacks than its default of 64 frames, and
 * for smaller files than its default of 12 MB. The JDK's reader keeps all stacks, methods and
 * classes of a file in memory until the file ends, and those of the file before.
 */
public final class RecorderOptions {
  static final String OPTION = "-XX:FlightRecorderOptions";
  private static final String MAX_FILE = "2m";
  private static final String COMMAND = "jfrConfigure";
  private static final String[] SIGNATURE = {String[].class.getName()};

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
      configure(diagnosticCommands(), options.toArray(new String[0]));
      return true;
    } catch (Exception | LinkageError e) {
      return false; // no such module, or not allowed: the defaults will do
    }
  }

  /**
   * The MBean of the JVM's commands, without the server of MBeans, which loads and registers all of
   * the platform's: 0.1 s and 2 MB. The MBean is no {@code PlatformManagedObject}, which the type
   * of the method demands; empty if the JDK refuses it for that.
   */
  @SuppressWarnings({"unchecked", "rawtypes"})
  private static List<?> diagnosticCommands() {
    try {
      return ManagementFactory.getPlatformMXBeans((Class) DynamicMBean.class);
    } catch (RuntimeException e) {
      return List.of();
    }
  }

  /** Invokes the command of one of the MBeans, or that of the server if none of them has it. */
  static void configure(List<?> beans, String... options) throws Exception {
    for (Object bean : beans) {
      try {
        ((DynamicMBean) bean).invoke(COMMAND, new Object[] {options}, SIGNATURE);
        return;
      } catch (Exception e) {
        // not this one
      }
    }
    ManagementFactory.getPlatformMBeanServer()
        .invoke(
            new ObjectName("com.sun.management:type=DiagnosticCommand"),
            COMMAND,
            new Object[] {options},
            SIGNATURE);
  }

  /** The options of this virtual machine; empty if the JDK has no module that tells them. */
  static List<String> commandLine() {
    try {
      return ManagementFactory.getRuntimeMXBean().getInputArguments();
    } catch (LinkageError e) {
      return List.of();
    }
  }

  private static void add(String name, String value, List<String> options) {
    for (String argument : commandLine()) {
      if (argument.startsWith(OPTION) && argument.contains(name)) {
        return;
      }
    }
    options.add(name + "=" + value);
  }
}
