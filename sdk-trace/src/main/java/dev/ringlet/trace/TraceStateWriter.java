// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.trace;

import dev.ringlet.internal.bytes.Utf8;
import dev.ringlet.internal.record.RecordBuffer;
import io.opentelemetry.api.trace.TraceState;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Writes trace states in the form of the W3C header into a record, without a text in between. Stays
 * with the buffer of the span, so a span with a trace state allocates nothing at its end. Only for
 * the thread that has the buffer.
 */
final class TraceStateWriter implements BiConsumer<String, String> {
  /** Tag and length of a field. */
  private static final int HEADER_BYTES = 10;

  /** Where the pairs go; null while their chars are counted. */
  private @Nullable RecordBuffer out;

  private int chars;

  /** Writes a trace state that is not empty, unless it may take more bytes than there are. */
  void write(RecordBuffer buffer, int tag, TraceState state, int room) {
    chars = -1; // there is no comma before the first pair
    state.forEach(this);
    if ((long) Utf8.MAX_BYTES_PER_CHAR * chars > room) {
      return;
    }
    buffer.ensure(HEADER_BYTES + Utf8.MAX_BYTES_PER_CHAR * chars);
    int field = buffer.beginMessage(tag);
    out = buffer;
    chars = 0;
    try {
      state.forEach(this);
    } finally {
      out = null;
    }
    buffer.endMessage(field);
  }

  @Override
  public void accept(String key, String value) {
    RecordBuffer buffer = out;
    if (buffer == null) {
      chars += key.length() + value.length() + 2;
      return;
    }
    if (chars++ > 0) {
      buffer.data()[buffer.pos++] = ',';
    }
    append(buffer, key);
    buffer.data()[buffer.pos++] = '=';
    append(buffer, value);
  }

  private static void append(RecordBuffer buffer, String text) {
    buffer.pos += buffer.encodeUtf8(text, text.length(), buffer.pos);
  }
}
