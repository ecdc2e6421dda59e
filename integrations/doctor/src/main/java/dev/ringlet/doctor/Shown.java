// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.doctor;

import dev.ringlet.config.KnownKeys;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Values as they may be shown: without secrets. */
final class Shown {
  static final String HIDDEN = "***";

  private static final Pattern SECRET =
      Pattern.compile("password|secret|token|credential|api[._]?key");
  private static final Pattern USER = Pattern.compile("//[^/@]*@");
  private static final Pattern QUERY = Pattern.compile("[?#].*");

  private Shown() {}

  /** The row of the table of settings for a key, or null. */
  static KnownKeys.@Nullable Key known(String key) {
    String pattern =
        key.replaceFirst("\\.(traces|metrics|logs|profiles)\\.", ".<signal>.")
            .replaceFirst("\\.[0-9]{1,4}\\.", ".<number>.");
    for (KnownKeys.Key known : KnownKeys.all()) {
      if (known.name().equals(key) || known.name().equals(pattern)) {
        return known;
      }
    }
    return null;
  }

  static String value(String key, String value) {
    KnownKeys.Key known = known(key);
    if (known == null || isSecret(key)) {
      return HIDDEN; // a token may stand under any name that is wrong
    }
    if (key.endsWith("headers")) {
      return pairs(value);
    }
    if (key.contains("endpoint") || key.endsWith("proxy")) {
      return addresses(value);
    }
    return value;
  }

  /** Whether a name says that its value is secret. */
  static boolean isSecret(String name) {
    return SECRET.matcher(name).find();
  }

  /** Addresses without users, passwords and queries. */
  static String addresses(String value) {
    List<String> addresses = new ArrayList<>();
    for (String address : value.split(",")) {
      String host = USER.matcher(address.trim()).replaceFirst("//" + HIDDEN + "@");
      addresses.add(QUERY.matcher(host).replaceFirst("?" + HIDDEN));
    }
    return String.join(",", addresses);
  }

  /** The names of pairs without their values. */
  static String pairs(String value) {
    List<String> names = new ArrayList<>();
    for (String pair : value.split(",")) {
      int equals = pair.indexOf('=');
      names.add((equals < 0 ? "" : pair.substring(0, equals).trim() + "=") + HIDDEN);
    }
    return String.join(",", names);
  }
}
