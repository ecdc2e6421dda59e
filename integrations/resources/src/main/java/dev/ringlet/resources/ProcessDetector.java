// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.resources;

import dev.ringlet.common.Resource;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** This process and its Java runtime. */
final class ProcessDetector {
  private static final String ARGUMENTS = "ringlet.resource.process.arguments";

  private ProcessDetector() {}

  static void detect(Surroundings around, Resource.Builder found) {
    ProcessHandle process = ProcessHandle.current();
    ProcessHandle.Info info = process.info();
    found.put("process.pid", process.pid());
    process.parent().ifPresent(parent -> found.put("process.parent_pid", parent.pid()));
    found.put("process.creation.time", info.startInstant().map(Instant::toString).orElse(null));
    String executable = info.command().orElseGet(() -> executable(around));
    String name = executable == null ? null : name(executable);
    found.put("process.executable.path", executable);
    found.put("process.executable.name", name);
    String mode = around.config().getEnum(ARGUMENTS, "names", "none", "names", "all");
    boolean shown = !mode.equals("none") && info.arguments().isPresent();
    if (shown && executable != null && name != null) {
      List<String> arguments = List.of(info.arguments().get());
      List<String> command = new ArrayList<>();
      command.add(executable);
      command.addAll(
          mode.equals("all") ? arguments : CommandArguments.withoutValues(name, arguments));
      found.put("process.command_args", command.toArray(String[]::new));
    }
    runtime(around, found);
  }

  private static @Nullable String name(String executable) {
    Path name = Path.of(executable).getFileName();
    return name == null ? null : name.toString();
  }

  private static @Nullable String executable(Surroundings around) {
    String home = around.property("java.home");
    String os = around.property("os.name");
    boolean windows = os != null && os.startsWith("Windows");
    return home == null ? null : Path.of(home, "bin", windows ? "java.exe" : "java").toString();
  }

  private static void runtime(Surroundings around, Resource.Builder found) {
    found.put("process.runtime.name", around.property("java.runtime.name"));
    found.put("process.runtime.version", around.property("java.runtime.version"));
    String vendor = around.property("java.vm.vendor");
    String name = around.property("java.vm.name");
    if (vendor != null && name != null) {
      String version = around.property("java.vm.version");
      found.put("process.runtime.description", vendor + " " + name + " " + version);
    }
  }
}
