// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.resources;

import dev.ringlet.common.Resource;
import org.jspecify.annotations.Nullable;

/** Numbers in the environment; a text that is none is left out. */
final class Numbers {
  private static final int MEBIBYTE = 1 << 20;

  private Numbers() {}

  /** The memory of a function, which clouds state in MiB, in bytes. */
  static void putMebibytes(Resource.Builder found, @Nullable String text) {
    Long value = parse(text);
    if (value != null) {
      found.put("faas.max_memory", value * MEBIBYTE);
    }
  }

  static void put(Resource.Builder found, String key, @Nullable String text) {
    Long value = parse(text);
    if (value != null) {
      found.put(key, value.longValue());
    }
  }

  private static @Nullable Long parse(@Nullable String text) {
    try {
      return text == null ? null : Long.valueOf(text);
    } catch (NumberFormatException e) {
      return null;
    }
  }
}
