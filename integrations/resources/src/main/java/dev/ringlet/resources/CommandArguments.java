// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.resources;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Leaves out of a command line what may be a secret. What the launcher of the JVM itself
 * understands stays, apart from values of system properties and options of agents; of the
 * application's arguments only the names stay. Behind a file of arguments ({@code @file}), which
 * may name the main class, and of another launcher all are taken for the application's.
 */
final class CommandArguments {
  private static final String HIDDEN = "***";
  private static final Set<String> LAUNCHERS = Set.of("java", "java.exe", "javaw", "javaw.exe");
  private static final Set<String> WITH_VALUE =
      Set.of(
          "-cp",
          "-classpath",
          "--class-path",
          "-p",
          "--module-path",
          "--upgrade-module-path",
          "--add-modules",
          "--add-reads",
          "--add-exports",
          "--add-opens",
          "--limit-modules",
          "--patch-module",
          "--source");
  private static final Set<String> WITH_MAIN = Set.of("-jar", "-m", "--module");

  private CommandArguments() {}

  /**
   * The arguments behind the executable; as many as before.
   *
   * @param launcher the name of the executable; only {@code java} takes options of the JVM, and not
   *     a native image or a packaged application
   */
  static List<String> withoutValues(String launcher, List<String> arguments) {
    List<String> shown = new ArrayList<>();
    boolean ofJvm = LAUNCHERS.contains(launcher.toLowerCase(Locale.ROOT));
    boolean value = false;
    boolean main = false;
    for (String argument : arguments) {
      if (!ofJvm) {
        shown.add(ofApplication(argument));
      } else if (argument.startsWith("@")) {
        shown.add(argument);
        ofJvm = false;
      } else if (value) {
        shown.add(argument);
        value = false;
      } else if (main || !argument.startsWith("-")) {
        shown.add(argument);
        ofJvm = false;
      } else {
        shown.add(ofJvm(argument));
        value = WITH_VALUE.contains(argument);
        main = WITH_MAIN.contains(argument);
      }
    }
    return shown;
  }

  private static String ofJvm(String argument) {
    boolean hidden =
        argument.startsWith("-D")
            || argument.startsWith("-javaagent:")
            || argument.startsWith("-agentlib:")
            || argument.startsWith("-agentpath:")
            || argument.startsWith("-XX:On");
    return hidden ? name(argument) : argument;
  }

  private static String ofApplication(String argument) {
    return argument.startsWith("-") ? name(argument) : HIDDEN;
  }

  private static String name(String argument) {
    int equals = argument.indexOf('=');
    return equals < 0 ? argument : argument.substring(0, equals + 1) + HIDDEN;
  }
}
