// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.doctor;

import dev.ringlet.declarative.DeclaredFile.Setting;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Replaces values in the text of a declarative file where they stand, so that errors in the rest
 * keep their line: places on disk by those of a temporary directory, and what would send by false.
 */
final class Isolation {
  private static final String OWN = "distribution.ringlet.";

  private Isolation() {}

  /** The setting that a path below {@code distribution.ringlet} stands for, or null. */
  static @Nullable String ownKey(String path) {
    return path.startsWith(OWN)
        ? "ringlet." + path.substring(OWN.length()).replace('_', '.')
        : null;
  }

  /** Returns whether all values could be replaced. */
  static boolean apply(List<Setting> settings, List<String> lines, Path scratch) {
    List<Setting> fromTheEnd = new ArrayList<>(settings);
    fromTheEnd.sort(
        Comparator.comparingInt(Setting::line).thenComparingInt(Setting::column).reversed());
    boolean whole = true;
    for (Setting setting : fromTheEnd) {
      String replacement = replacement(setting, scratch);
      if (replacement != null) {
        String line = lines.get(setting.line() - 1);
        int from = setting.column() - 1;
        int end = end(line, from, setting.written());
        if (end < 0) {
          whole = false;
        } else {
          lines.set(
              setting.line() - 1,
              line.substring(0, from) + '"' + replacement + '"' + line.substring(end));
        }
      }
    }
    return whole;
  }

  private static @Nullable String replacement(Setting setting, Path scratch) {
    String own = ownKey(setting.path());
    if (own != null) {
      if (own.equals("ringlet.spool.directory") || StartCheck.isFile(own)) {
        return scratch.resolve(own).toString().replace("\\", "/");
      }
      boolean sends = own.equals("ringlet.profiles.enabled") || own.startsWith("ringlet.self.");
      return sends ? "false" : null;
    }
    boolean file = setting.path().endsWith(".output_stream") && setting.value().startsWith("file:");
    return file ? scratch.resolve("line" + setting.line()).toUri().toString() : null;
  }

  /** Where a scalar on one line ends; negative if it is not on one line. */
  private static int end(String line, int from, String written) {
    char first = line.charAt(from);
    if (first != '"' && first != '\'') {
      return line.startsWith(written, from) ? from + written.length() : -1;
    }
    for (int i = from + 1; i < line.length(); i++) {
      if (line.charAt(i) == '\\' && first == '"') {
        i++;
      } else if (line.charAt(i) == first) {
        if (first == '"' || i + 1 == line.length() || line.charAt(i + 1) != first) {
          return i + 1;
        }
        i++; // '' is one '
      }
    }
    return -1;
  }
}
