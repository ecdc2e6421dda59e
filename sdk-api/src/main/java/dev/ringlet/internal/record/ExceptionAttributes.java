// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.internal.record;

import io.opentelemetry.api.common.AttributeKey;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The attributes that describe an exception, by the semantic conventions ("Exceptions").
 *
 * <p>An exception is an object of the application, any method of which may throw, return null or
 * never come to an end. Each attribute is read on its own: what one method breaks costs that
 * attribute, and {@code exception.type} is always there.
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

  /** A stack trace takes no more bytes, however large its record may become. */
  public static final int MAX_STACK_TRACE_BYTES = 256 << 10;

  /** What may follow a stack trace in the same record and should find the array large enough. */
  private static final int ROOM_BEHIND = 512;

  private ExceptionAttributes() {}

  /** Puts type, message and stack trace. */
  public static void put(RecordBuffer out, Throwable exception) {
    out.put(TYPE, type(exception));
    out.put(MESSAGE, message(exception));
    putStackTrace(out, exception);
  }

  /** The canonical name of the class, or its name where it has none or cannot be read. */
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
   * Puts the stack trace. One that is longer than the record has room for, or than {@value
   * #MAX_STACK_TRACE_BYTES} bytes, keeps its start, ends with {@link AnyValues#MARK} and counts as
   * cut.
   */
  public static void putStackTrace(RecordBuffer out, Throwable exception) {
    RecordPool pool = out.pool();
    StackTraceWriter writer = null;
    try {
      EncodedKey key = pool.keys().get(STACKTRACE.getKey());
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

  /** The stack trace as a text, cut as that of {@link #putStackTrace}; null if it cannot be had. */
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
