// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.internal.otlp;

import static dev.ringlet.internal.bytes.WireType.I64;
import static dev.ringlet.internal.bytes.WireType.LEN;
import static dev.ringlet.internal.bytes.WireType.VARINT;

/**
 * Tags of the messages in OTLP's common.proto and resource.proto.
 *
 * @see dev.ringlet.internal.otlp
 */
public final class CommonTags {
  private CommonTags() {}

  /** {@code AnyValue}. */
  public static final class AnyValue {
    public static final int STRING_VALUE = 1 << 3 | LEN;
    public static final int BOOL_VALUE = 2 << 3 | VARINT;
    public static final int INT_VALUE = 3 << 3 | VARINT;
    public static final int DOUBLE_VALUE = 4 << 3 | I64;
    public static final int ARRAY_VALUE = 5 << 3 | LEN;
    public static final int KVLIST_VALUE = 6 << 3 | LEN;
    public static final int BYTES_VALUE = 7 << 3 | LEN;
    public static final int STRING_VALUE_STRINDEX = 8 << 3 | VARINT;

    private AnyValue() {}
  }

  /** {@code ArrayValue}. */
  public static final class ArrayValue {
    public static final int VALUES = 1 << 3 | LEN;

    private ArrayValue() {}
  }

  /** {@code KeyValueList}. */
  public static final class KeyValueList {
    public static final int VALUES = 1 << 3 | LEN;

    private KeyValueList() {}
  }

  /** {@code KeyValue}. */
  public static final class KeyValue {
    public static final int KEY = 1 << 3 | LEN;
    public static final int VALUE = 2 << 3 | LEN;
    public static final int KEY_STRINDEX = 3 << 3 | VARINT;

    private KeyValue() {}
  }

  /** {@code InstrumentationScope}. */
  public static final class InstrumentationScope {
    public static final int NAME = 1 << 3 | LEN;
    public static final int VERSION = 2 << 3 | LEN;
    public static final int ATTRIBUTES = 3 << 3 | LEN;
    public static final int DROPPED_ATTRIBUTES_COUNT = 4 << 3 | VARINT;

    private InstrumentationScope() {}
  }

  /** {@code Resource}. */
  public static final class Resource {
    public static final int ATTRIBUTES = 1 << 3 | LEN;
    public static final int DROPPED_ATTRIBUTES_COUNT = 2 << 3 | VARINT;
    public static final int ENTITY_REFS = 3 << 3 | LEN;

    private Resource() {}
  }
}
