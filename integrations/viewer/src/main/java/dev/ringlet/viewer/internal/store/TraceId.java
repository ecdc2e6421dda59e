// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.viewer.internal.store;

import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.util.HexFormat;

/** The id of a trace, in two numbers. */
public record TraceId(long high, long low) {
  /** The id of records that belong to no trace. */
  public static final TraceId NONE = new TraceId(0, 0);

  private static final HexFormat HEX = HexFormat.of();

  /** {@link #NONE} for bytes that are no id. */
  public static TraceId of(ByteString bytes) {
    if (bytes.size() != 16) {
      return NONE;
    }
    ByteBuffer buffer = bytes.asReadOnlyByteBuffer();
    return new TraceId(buffer.getLong(), buffer.getLong());
  }

  /** {@link #NONE} for text that is no id. */
  public static TraceId of(String hex) {
    try {
      return of(ByteString.copyFrom(HEX.parseHex(hex)));
    } catch (IllegalArgumentException e) {
      return NONE;
    }
  }

  /** The id of a span as a number; 0 for bytes that are no id. */
  public static long spanId(ByteString bytes) {
    return bytes.size() == 8 ? bytes.asReadOnlyByteBuffer().getLong() : 0;
  }

  /** The id of a span as a number; 0 for text that is no id. */
  public static long spanId(String hex) {
    try {
      return spanId(ByteString.copyFrom(HEX.parseHex(hex)));
    } catch (IllegalArgumentException e) {
      return 0;
    }
  }

  /** The text of a span's id. */
  public static String spanText(long id) {
    return HEX.toHexDigits(id);
  }

  public boolean isNone() {
    return high == 0 && low == 0;
  }

  @Override
  public String toString() {
    return HEX.toHexDigits(high) + HEX.toHexDigits(low);
  }
}
