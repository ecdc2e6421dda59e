// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.resources;

import dev.ringlet.common.Resource;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The operating system; on Linux name and version are those of the distribution. */
final class OsDetector {
  private OsDetector() {}

  static void detect(Surroundings around, Resource.Builder found) {
    String name = around.property("os.name");
    if (name == null) {
      return;
    }
    String version = around.property("os.version");
    found.put("os.type", type(name.toLowerCase(Locale.ROOT)));
    found.put("os.description", version == null ? name : name + " " + version);
    String distribution = null;
    String release = null;
    for (String file : new String[] {"/usr/lib/os-release", "/etc/os-release"}) {
      for (String line : around.lines(file)) {
        distribution = line.startsWith("NAME=") ? value(line) : distribution;
        release = line.startsWith("VERSION_ID=") ? value(line) : release;
      }
    }
    found.put("os.name", distribution == null ? name : distribution);
    found.put("os.version", distribution == null ? version : release);
  }

  /** The value of a line of os-release, which may be in quotes. */
  private static String value(String line) {
    String value = line.substring(line.indexOf('=') + 1).trim();
    boolean quoted =
        value.length() > 1
            && (value.charAt(0) == '"' || value.charAt(0) == '\'')
            && value.charAt(value.length() - 1) == value.charAt(0);
    return quoted ? value.substring(1, value.length() - 1) : value;
  }

  private static @Nullable String type(String name) {
    if (name.startsWith("mac") || name.startsWith("darwin")) {
      return "darwin";
    }
    if (name.startsWith("hp-ux")) {
      return "hpux";
    }
    if (name.startsWith("sunos")) {
      return "solaris";
    }
    if (name.startsWith("z/os")) {
      return "zos";
    }
    for (String type :
        new String[] {
          "windows", "linux", "freebsd", "netbsd", "openbsd", "dragonflybsd", "aix", "solaris"
        }) {
      if (name.startsWith(type)) {
        return type;
      }
    }
    return null;
  }
}
