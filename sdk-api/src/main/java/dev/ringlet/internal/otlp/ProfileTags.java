// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.internal.otlp;

import static dev.ringlet.internal.bytes.WireType.I64;
import static dev.ringlet.internal.bytes.WireType.LEN;
import static dev.ringlet.internal.bytes.WireType.VARINT;

/**
 * Tags of the messages in OTLP's profiles.proto.
 *
 * @see dev.ringlet.internal.otlp
 */
public final class ProfileTags {
  private ProfileTags() {}

  /** {@code ProfilesDictionary}. */
  public static final class ProfilesDictionary {
    public static final int MAPPING_TABLE = 1 << 3 | LEN;
    public static final int LOCATION_TABLE = 2 << 3 | LEN;
    public static final int FUNCTION_TABLE = 3 << 3 | LEN;
    public static final int LINK_TABLE = 4 << 3 | LEN;
    public static final int STRING_TABLE = 5 << 3 | LEN;
    public static final int ATTRIBUTE_TABLE = 6 << 3 | LEN;
    public static final int STACK_TABLE = 7 << 3 | LEN;

    private ProfilesDictionary() {}
  }

  /** {@code Profile}. */
  public static final class Profile {
    public static final int SAMPLE_TYPE = 1 << 3 | LEN;
    public static final int SAMPLES = 2 << 3 | LEN;
    public static final int TIME_UNIX_NANO = 3 << 3 | I64;
    public static final int DURATION_NANO = 4 << 3 | VARINT;
    public static final int PERIOD_TYPE = 5 << 3 | LEN;
    public static final int PERIOD = 6 << 3 | VARINT;
    public static final int PROFILE_ID = 7 << 3 | LEN;
    public static final int DROPPED_ATTRIBUTES_COUNT = 8 << 3 | VARINT;
    public static final int ORIGINAL_PAYLOAD_FORMAT = 9 << 3 | LEN;
    public static final int ORIGINAL_PAYLOAD = 10 << 3 | LEN;
    public static final int ATTRIBUTE_INDICES = 11 << 3 | LEN;

    private Profile() {}
  }

  /** {@code Link}. */
  public static final class Link {
    public static final int TRACE_ID = 1 << 3 | LEN;
    public static final int SPAN_ID = 2 << 3 | LEN;

    private Link() {}
  }

  /** {@code ValueType}. */
  public static final class ValueType {
    public static final int TYPE_STRINDEX = 1 << 3 | VARINT;
    public static final int UNIT_STRINDEX = 2 << 3 | VARINT;

    private ValueType() {}
  }

  /** {@code Sample}. */
  public static final class Sample {
    public static final int STACK_INDEX = 1 << 3 | VARINT;
    public static final int ATTRIBUTE_INDICES = 2 << 3 | LEN;
    public static final int LINK_INDEX = 3 << 3 | VARINT;
    public static final int VALUES = 4 << 3 | LEN;
    public static final int TIMESTAMPS_UNIX_NANO = 5 << 3 | LEN;

    private Sample() {}
  }

  /** {@code Mapping}. */
  public static final class Mapping {
    public static final int MEMORY_START = 1 << 3 | VARINT;
    public static final int MEMORY_LIMIT = 2 << 3 | VARINT;
    public static final int FILE_OFFSET = 3 << 3 | VARINT;
    public static final int FILENAME_STRINDEX = 4 << 3 | VARINT;
    public static final int ATTRIBUTE_INDICES = 5 << 3 | LEN;

    private Mapping() {}
  }

  /** {@code Stack}. */
  public static final class Stack {
    public static final int LOCATION_INDICES = 1 << 3 | LEN;

    private Stack() {}
  }

  /** {@code Location}. */
  public static final class Location {
    public static final int MAPPING_INDEX = 1 << 3 | VARINT;
    public static final int ADDRESS = 2 << 3 | VARINT;
    public static final int LINES = 3 << 3 | LEN;
    public static final int ATTRIBUTE_INDICES = 4 << 3 | LEN;

    private Location() {}
  }

  /** {@code Line}. */
  public static final class Line {
    public static final int FUNCTION_INDEX = 1 << 3 | VARINT;
    public static final int LINE = 2 << 3 | VARINT;
    public static final int COLUMN = 3 << 3 | VARINT;

    private Line() {}
  }

  /** {@code Function}. */
  public static final class Function {
    public static final int NAME_STRINDEX = 1 << 3 | VARINT;
    public static final int SYSTEM_NAME_STRINDEX = 2 << 3 | VARINT;
    public static final int FILENAME_STRINDEX = 3 << 3 | VARINT;
    public static final int START_LINE = 4 << 3 | VARINT;

    private Function() {}
  }

  /** {@code KeyValueAndUnit}. */
  public static final class KeyValueAndUnit {
    public static final int KEY_STRINDEX = 1 << 3 | VARINT;
    public static final int VALUE = 2 << 3 | LEN;
    public static final int UNIT_STRINDEX = 3 << 3 | VARINT;

    private KeyValueAndUnit() {}
  }
}
