// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.internal.bytes;

/**
 * The wire types of protobuf, under the names of its encoding guide. A tag is {@code number << 3 |
 * wireType}; as an expression of constants it is a constant itself.
 */
public final class WireType {
  /** int32, int64, uint32, uint64, sint32, sint64, bool and enumerations. */
  public static final int VARINT = 0;

  /** fixed64, sfixed64 and double. */
  public static final int I64 = 1;

  /** string, bytes, messages and packed repeated fields. */
  public static final int LEN = 2;

  /** fixed32, sfixed32 and float. */
  public static final int I32 = 5;

  private WireType() {}
}
