// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.internal.otlp;

/**
 * Tags of the OTLP messages that are written by hand: field number times eight plus wire type.
 * Internal to Ringlet: may change or vanish in any release.
 */
public final class Otlp {
  /** {@code KeyValue.key}. */
  public static final int KEY_VALUE_KEY = 0x0a;

  /** {@code KeyValue.value}. */
  public static final int KEY_VALUE_VALUE = 0x12;

  /** {@code AnyValue.string_value}. */
  public static final int ANY_STRING = 0x0a;

  /** {@code AnyValue.bool_value}. */
  public static final int ANY_BOOL = 0x10;

  /** {@code AnyValue.int_value}. */
  public static final int ANY_INT = 0x18;

  /** {@code AnyValue.double_value}. */
  public static final int ANY_DOUBLE = 0x21;

  /** {@code AnyValue.array_value}. */
  public static final int ANY_ARRAY = 0x2a;

  /** {@code AnyValue.kvlist_value}. */
  public static final int ANY_KVLIST = 0x32;

  /** {@code AnyValue.bytes_value}. */
  public static final int ANY_BYTES = 0x3a;

  /** {@code ArrayValue.values} and {@code KeyValueList.values}. */
  public static final int LIST_VALUES = 0x0a;

  /** {@code Resource.attributes}. */
  public static final int RESOURCE_ATTRIBUTES = 0x0a;

  /** {@code InstrumentationScope.name}. */
  public static final int SCOPE_NAME = 0x0a;

  /** {@code InstrumentationScope.version}. */
  public static final int SCOPE_VERSION = 0x12;

  /** {@code InstrumentationScope.attributes}. */
  public static final int SCOPE_ATTRIBUTES = 0x1a;

  /** {@code resource_spans} of a request, and its like for the other signals. */
  public static final int REQUEST_RESOURCE = 0x0a;

  /** {@code ResourceSpans.resource}, and its like. */
  public static final int RESOURCE_RESOURCE = 0x0a;

  /** {@code ResourceSpans.scope_spans}, and its like. */
  public static final int RESOURCE_SCOPE = 0x12;

  /** {@code ResourceSpans.schema_url} and {@code ScopeSpans.schema_url}, and their like. */
  public static final int SCHEMA_URL = 0x1a;

  /** {@code ScopeSpans.scope}, and its like. */
  public static final int SCOPE_SCOPE = 0x0a;

  /** {@code ScopeSpans.spans}, and its like. */
  public static final int SCOPE_RECORDS = 0x12;

  private Otlp() {}
}
