// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.logs;

import dev.ringlet.internal.record.ExceptionAttributes;
import dev.ringlet.internal.record.RecordBuffer;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.context.Context;
import java.util.Arrays;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The part of a {@link RingletLogRecordBuilder} that holds attributes: three in fields of its own,
 * further ones, and rarely used fields, in {@link LogRecordExtras}. A stack trace is held as the
 * exception and written when the record is encoded. Not thread-safe.
 */
abstract class LogRecordAttributes implements BiConsumer<AttributeKey<?>, Object> {
  private static final int INLINE = 3;

  final RingletLogger logger;

  /** The {@code Context} that was set, the {@link LogRecordExtras} that hold it, or null. */
  private @Nullable Object rest;

  private @Nullable AttributeKey<?> key1;
  private @Nullable Object value1;
  private @Nullable AttributeKey<?> key2;
  private @Nullable Object value2;
  private @Nullable AttributeKey<?> key3;
  private @Nullable Object value3;

  LogRecordAttributes(RingletLogger logger) {
    this.logger = logger;
  }

  /** Rarely used fields; null until needed. */
  final @Nullable LogRecordExtras extrasOrNull() {
    return rest instanceof LogRecordExtras extras ? extras : null;
  }

  final LogRecordExtras extras() {
    LogRecordExtras extras = extrasOrNull();
    if (extras == null) {
      extras = new LogRecordExtras();
      extras.context = (Context) rest;
      rest = extras;
    }
    return extras;
  }

  final @Nullable Context context() {
    LogRecordExtras extras = extrasOrNull();
    return extras == null ? (Context) rest : extras.context;
  }

  final void context(@Nullable Context context) {
    LogRecordExtras extras = extrasOrNull();
    if (extras == null) {
      rest = context;
    } else {
      extras.context = context;
    }
  }

  @Override
  public final void accept(@Nullable AttributeKey<?> key, @Nullable Object value) {
    accept(key, value, false);
  }

  private void accept(@Nullable AttributeKey<?> key, @Nullable Object value, boolean ifAbsent) {
    if (key != null && value != null) {
      try {
        if (!ifAbsent || !has(key.getKey())) {
          put(key, value);
        }
      } catch (Throwable t) {
        logger.engine.onUserError("class of attribute keys", t);
      }
    }
  }

  /** Puts the attributes of an exception that the application has not set itself. */
  final void acceptException(Throwable exception) {
    accept(ExceptionAttributes.TYPE, ExceptionAttributes.type(exception), true);
    accept(ExceptionAttributes.MESSAGE, ExceptionAttributes.message(exception), true);
    accept(ExceptionAttributes.STACKTRACE, exception, true);
  }

  private boolean has(String name) {
    return key1 != null && name.equals(key1.getKey())
        || key2 != null && name.equals(key2.getKey())
        || key3 != null && name.equals(key3.getKey())
        || extrasOrNull() != null && extras().has(name);
  }

  private void put(AttributeKey<?> key, Object value) {
    if (key.getKey().isEmpty()) {
      return;
    }
    int most = logger.engine.limits.maxAttributes;
    LogRecordExtras extras = extrasOrNull();
    if (extras != null && extras.holdsAll) {
      extras.add(key, value, most);
    } else if (key1 == null && most > 0) {
      key1 = key;
      value1 = value;
    } else if (key2 == null && most > 1) {
      key2 = key;
      value2 = value;
    } else if (key3 == null && most > 2) {
      key3 = key;
      value3 = value;
    } else {
      LogRecordExtras more = extras();
      if (more.count() + INLINE >= most) {
        spill(more);
      }
      more.add(key, value, most);
    }
  }

  /** Moves all attributes to one place, where names can be counted. */
  private void spill(LogRecordExtras extras) {
    extras.takeOver(inlineAttributes());
    key1 = null;
    value1 = null;
    key2 = null;
    value2 = null;
    key3 = null;
    value3 = null;
  }

  private @Nullable Object[] inlineAttributes() {
    Object[] all = {key1, value1, key2, value2, key3, value3};
    int count = key1 == null ? 0 : key2 == null ? 1 : key3 == null ? 2 : 3;
    return Arrays.copyOf(all, 2 * count);
  }

  /** All attributes and rarely used fields, in an object of their own. */
  final LogRecordExtras copy() {
    LogRecordExtras extras = extrasOrNull();
    LogRecordExtras copy = extras == null ? new LogRecordExtras() : extras.copy();
    copy.takeOver(inlineAttributes());
    return copy;
  }

  final void putAttributes(RecordBuffer record) {
    if (key1 != null) {
      put(record, key1, value1);
    }
    if (key2 != null) {
      put(record, key2, value2);
    }
    if (key3 != null) {
      put(record, key3, value3);
    }
    LogRecordExtras extras = extrasOrNull();
    if (extras != null) {
      extras.putAttributes(record);
    }
  }

  /** Encodes one attribute; an exception becomes its stack trace. */
  static void put(RecordBuffer record, AttributeKey<?> key, @Nullable Object value) {
    if (key == ExceptionAttributes.STACKTRACE && value instanceof Throwable exception) {
      ExceptionAttributes.putStackTrace(record, exception);
    } else {
      record.put(key, value);
    }
  }
}
