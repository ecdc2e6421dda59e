// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.resources;

import dev.ringlet.common.Resource;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Name, id and architecture of the host. Uses the name service only if no file has the name. */
final class HostDetector {
  private HostDetector() {}

  static void detect(Surroundings around, Resource.Builder found) {
    found.put("host.name", name(around));
    String id = around.word("/etc/machine-id", "/var/lib/dbus/machine-id", "/etc/hostid");
    if (id != null && !id.equals("uninitialized")) {
      found.put("host.id", id);
    }
    found.put("host.arch", architecture(around.property("os.arch")));
  }

  private static @Nullable String name(Surroundings around) {
    String name = around.word("/proc/sys/kernel/hostname", "/etc/hostname");
    name = name == null ? around.env("HOSTNAME", "COMPUTERNAME") : name;
    return name == null ? around.hostName().get() : name;
  }

  /** The name in the semantic conventions; one that they do not have stays as it is. */
  private static @Nullable String architecture(@Nullable String name) {
    if (name == null) {
      return null;
    }
    String lower = name.toLowerCase(Locale.ROOT);
    return switch (lower) {
      case "x86_64", "x64" -> "amd64";
      case "aarch64" -> "arm64";
      case "arm", "armv6l", "armv7l" -> "arm32";
      case "i386", "i486", "i586", "i686" -> "x86";
      case "ppc64le" -> "ppc64";
      case "ppc" -> "ppc32";
      case "ia64n", "ia64w" -> "ia64";
      default -> lower;
    };
  }
}
