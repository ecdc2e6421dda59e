// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.internal.record;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.AttributeType;
import io.opentelemetry.api.common.Value;
import java.lang.invoke.ConstantBootstraps;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The buffer in which a record, or a part of one, is encoded. A {@link RecordPool} lends it.
 *
 * <p>A signal whose records have more state than bytes extends it, with a pool of its own.
 *
 * <p>As a {@link BiConsumer} it is an argument of {@code Attributes.forEach}, without a lambda.
 *
 * <p>Not thread-safe: one thread at a time; the borrower synchronizes a change of threads.
 */
public class RecordBuffer extends AttributeBuffer implements BiConsumer<AttributeKey<?>, Object> {
  /** Bytes reserved before a record for its tag and length. */
  public static final int HEADROOM = 6;

  static final int INITIAL_BYTES = 1024;
  private static final int KEEP_BYTES = 4096;

  private static final VarHandle LENT =
      ConstantBootstraps.fieldVarHandle(
          MethodHandles.lookup(), "lent", VarHandle.class, RecordBuffer.class, int.class);

  private final RecordPool pool;
  private final KeyCache keys;

  /** The buffer's place in the pool; null for a buffer created because the pool was empty. */
  private final RecordPool.@Nullable Shelf shelf;

  private final int slot;

  /** 1 while an owned buffer is lent, else 0; see {@link RecordPool}. */
  private volatile int lent;

  /** Creates a buffer for the pool that calls this. */
  protected RecordBuffer(RecordPool.Home home) {
    super(INITIAL_BYTES);
    pool = home.pool;
    keys = pool.keys();
    shelf = home.shelf;
    slot = home.slot;
  }

  /** Number in the pool, or -1 for a buffer created because the pool was empty. */
  final int slot() {
    return slot;
  }

  /** Lends the buffer to its owner, the calling thread; false if it is lent already. */
  final boolean lendToOwner() {
    if (lent != 0) {
      return false;
    }
    LENT.setOpaque(this, 1);
    return true;
  }

  /** Returns the buffer to its owner. Any thread. */
  final void comeBackToOwner() {
    LENT.setRelease(this, 0);
  }

  /** The pool that lent this buffer. */
  public final RecordPool pool() {
    return pool;
  }

  /**
   * Begins a record that {@link #frame} completes.
   *
   * @see AttributeBuffer#begin
   */
  public final void beginRecord(
      int attributeTag, int maxAttributes, int maxValueChars, int maxBytes) {
    begin(attributeTag, maxAttributes, maxValueChars, maxBytes);
    pos = HEADROOM;
  }

  /**
   * Writes tag and length before the record.
   *
   * @return index of the field's first byte; the field ends at {@link #position()}
   */
  public final int frame(int tag) {
    int length = pos - HEADROOM;
    int start = HEADROOM - 1 - varintSize(length);
    data[start] = (byte) tag;
    putVarint(data, start + 1, length);
    return start;
  }

  /**
   * Appends a message as a field.
   *
   * @return false if the message was not appended, because the record would be too large or because
   *     of an OutOfMemoryError or StackOverflowError
   */
  public final boolean appendMessage(int tag, AttributeBuffer message) {
    int start = pos;
    try {
      int length = message.pos;
      addOversized(message.oversized());
      if (length > roomForMessage()) {
        addOversized(1);
        return false;
      }
      writeBytes(tag, message.data, 0, length);
      return true;
    } catch (Throwable t) {
      pos = start;
      return false;
    }
  }

  /** Maximum size in bytes of a message to append as a field. */
  public final int roomForMessage() {
    return maxBytes() - pos - HEADROOM;
  }

  /** Returns the buffer to the pool; the caller must not use it afterwards. */
  public final void release() {
    RecordPool.Shelf home = shelf;
    if (home != null) {
      trim(KEEP_BYTES, INITIAL_BYTES);
      pool.giveBack(this, home);
    }
  }

  @Override
  public final void accept(AttributeKey<?> key, Object value) {
    put(key, value);
  }

  /**
   * Puts an attribute of any type. Null keys, keys without a name, null values and values whose
   * type is not the key's are ignored. Exceptions of the application's key and value classes are
   * caught and counted in the pool.
   */
  public final void put(@Nullable AttributeKey<?> key, @Nullable Object value) {
    if (key == null || value == null) {
      return;
    }
    try {
      EncodedKey encoded = keys.get(key.getKey());
      if (encoded != null) {
        put(encoded, key.getType(), value);
      }
    } catch (Throwable t) {
      pool.onUserError(t);
    }
  }

  private void put(EncodedKey key, AttributeType type, Object value) {
    if (type == AttributeType.STRING) {
      if (value instanceof String text) {
        putString(key, text);
      }
    } else if (type == AttributeType.LONG) {
      if (value instanceof Long || value instanceof Integer) {
        putLong(key, ((Number) value).longValue());
      }
    } else if (type == AttributeType.DOUBLE) {
      if (value instanceof Double number) {
        putDouble(key, number);
      }
    } else if (type == AttributeType.BOOLEAN) {
      if (value instanceof Boolean truth) {
        putBoolean(key, truth);
      }
    } else if (type != null) {
      putComplex(key, type, value);
    }
  }

  private void putComplex(EncodedKey key, AttributeType type, Object value) {
    RecordBuffer scratch = encodeComplex(pool, type, value, maxValueChars(), textRoom(key));
    if (scratch != null) {
      addOversized(scratch.oversized());
      putAny(key, scratch.data, 0, scratch.pos);
      scratch.release();
    }
  }

  /**
   * Encodes a list or a {@link Value} into a separate buffer, so that the application's classes may
   * throw or call back without effect on a record.
   *
   * @param type the type of a list; ignored for a {@code Value}, for which older versions of the
   *     API have no type
   * @return a buffer that the caller releases, or null if the value cannot be encoded
   */
  public static @Nullable RecordBuffer encodeComplex(
      RecordPool pool, @Nullable AttributeType type, Object value, int maxChars, int maxBytes) {
    RecordBuffer scratch = pool.take();
    try {
      scratch.begin(0, 0, maxChars, Integer.MAX_VALUE);
      if (value instanceof List<?> list) {
        Object instead = type == AttributeType.STRING_ARRAY ? "" : null;
        scratch.addCut(AnyValues.writeList(scratch, list, instead, maxChars, maxBytes));
        return scratch;
      }
      if (value instanceof Value<?> any) {
        scratch.addCut(AnyValues.writeValue(scratch, any, maxChars, maxBytes));
        return scratch;
      }
    } catch (Throwable t) {
      pool.onUserError(t);
    }
    scratch.release();
    return null;
  }

  private void addCut(boolean whole) {
    if (!whole) {
      addOversized(1);
    }
  }
}
