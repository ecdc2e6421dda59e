// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.console.internal;

import java.util.HexFormat;

/** Writes ids. */
final class Hex {
  private static final int MAX_ID_BYTES = 16;

  private Hex() {}

  /** An id in hexadecimal, or the empty string if it is empty or all zeros. */
  static String id(byte[] bytes) {
    for (byte b : bytes) {
      if (b != 0) {
        return of(bytes, MAX_ID_BYTES);
      }
    }
    return "";
  }

  /** The ids of a span as one word; those that are empty are left out. */
  static String ids(String traceId, String spanId) {
    String trace = traceId.isEmpty() ? "" : "trace=" + traceId;
    String span = spanId.isEmpty() ? "" : "span=" + spanId;
    return trace + (trace.isEmpty() || span.isEmpty() ? "" : " ") + span;
  }

  /** The first {@code max} bytes. */
  static String of(byte[] bytes, int max) {
    return HexFormat.of().formatHex(bytes, 0, Math.min(bytes.length, max));
  }
}
