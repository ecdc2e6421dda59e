// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.internal.record;

import io.opentelemetry.api.common.AttributeKey;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The attributes of an exception according to the semantic conventions ("Exceptions").
 *
 * <p>The methods of an exception are application code and may throw or return null. The attributes
 * are read independently: a method that fails affects only its own attribute, and {@code
 * exception.type} is always present.
 *
 * <p>No method of this class throws. Any thread may call them.
 */
public final class ExceptionAttributes {
  /** The name of the exception's class. */
  public static final AttributeKey<String> TYPE = AttributeKey.stringKey("exception.type");

  /** The message of the exception. */
  public static final AttributeKey<String> MESSAGE = AttributeKey.stringKey("exception.message");

  /** The stack trace as {@link Throwable#printStackTrace()} writes it. */
  public static final AttributeKey<String> STACKTRACE =
      AttributeKey.stringKey("exception.stacktrace");

  /** Maximum size of a stack trace in bytes, independent of the limit of the record. */
  public static final int MAX_STACK_TRACE_BYTES = 256 << 10;

  /** Room to keep after a stack trace for the rest of the record. */
  private static final int ROOM_BEHIND = 512;

  private ExceptionAttributes() {}

  /** Puts type, message and stack trace. */
  public static void put(RecordBuffer out, Throwable exception) {
    out.put(TYPE, type(exception));
    out.put(MESSAGE, message(exception));
    putStackTrace(out, exception);
  }

  /** The canonical name of the class, or {@link Class#getName} if it has none or cannot be read. */
  public static String type(Throwable exception) {
    Class<?> type = exception.getClass();
    try {
      String name = type.getCanonicalName();
      return name == null ? type.getName() : name;
    } catch (Throwable t) {
      return type.getName();
    }
  }

  /** The message, or null if there is none or it cannot be read. */
  public static @Nullable String message(Throwable exception) {
    try {
      return exception.getMessage();
    } catch (Throwable t) {
      return null;
    }
  }

  /**
   * Puts the stack trace. A stack trace that exceeds the room in the record, or {@value
   * #MAX_STACK_TRACE_BYTES} bytes, is cut, ends with {@link AnyValues#MARK} and is counted as
   * oversized.
   */
  public static void putStackTrace(RecordBuffer out, Throwable exception) {
    RecordPool pool = out.pool();
    StackTraceWriter writer = null;
    try {
      EncodedKey key = Objects.requireNonNull(pool.keys().get(STACKTRACE.getKey()));
      writer = pool.takeStackTraceWriter();
      if (writer.write(exception, out.maxValueChars(), out.textRoom(key))) {
        out.addOversized(1);
      }
      out.ensure(key.prefixBytes + writer.pos + ROOM_BEHIND);
      out.putAny(key, writer.data, 0, writer.pos);
    } catch (Throwable t) {
      pool.onUserError(t);
    } finally {
      pool.giveBack(writer);
    }
  }

  /** The stack trace as text, cut at {@value #MAX_STACK_TRACE_BYTES} bytes; null if it fails. */
  public static @Nullable String stackTrace(RecordPool pool, Throwable exception) {
    StackTraceWriter writer = null;
    try {
      writer = pool.takeStackTraceWriter();
      writer.write(exception, Integer.MAX_VALUE, Integer.MAX_VALUE);
      int from = writer.textStart();
      return new String(writer.data, from, writer.pos - from, StandardCharsets.UTF_8);
    } catch (Throwable t) {
      pool.onUserError(t);
      return null;
    } finally {
      pool.giveBack(writer);
    }
  }
}
