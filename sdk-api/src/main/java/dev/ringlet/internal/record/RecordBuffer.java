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

/**
 * The private buffer in which one record, or a part of one, is encoded; lent by a {@link
 * RecordPool}. Internal to Ringlet: may change or vanish in any release.
 *
 * <p>As a {@link BiConsumer} it takes the attributes of an {@code Attributes.forEach} without a
 * lambda having to be made.
 *
 * <p>Not thread-safe: one thread at a time, handed over by whoever borrowed it.
 */
public final class RecordBuffer extends AttributeBuffer
    implements BiConsumer<AttributeKey<?>, Object> {
  /** Bytes to leave free before a record, for its tag and length. */
  public static final int HEADROOM = 6;

  static final int INITIAL_BYTES = 1024;
  private static final int KEEP_BYTES = 4096;

  private static final VarHandle LENT =
      ConstantBootstraps.fieldVarHandle(
          MethodHandles.lookup(), "lent", VarHandle.class, RecordBuffer.class, int.class);

  /** Events of a span in this buffer. */
  public int events;

  /** Events that found no room. */
  public int droppedEvents;

  /** Links of a span in this buffer. */
  public int links;

  /** Links that found no room. */
  public int droppedLinks;

  /** Description of a span's status, or null. */
  public String statusDescription;

  /** An object that its user keeps with the buffer, for the next time. */
  public Object attachment;

  private final RecordPool pool;
  private final KeyCache keys;
  private final RecordPool.Shelf shelf;
  private final int slot;

  /** Not 0 while a buffer that a thread owns is out; see {@link RecordPool}. */
  @SuppressWarnings("unused") // through LENT
  private int lent;

  RecordBuffer(RecordPool pool, RecordPool.Shelf shelf, int slot) {
    super(INITIAL_BYTES);
    this.pool = pool;
    keys = pool.keys();
    this.shelf = shelf;
    this.slot = slot;
  }

  /** Number in the pool, or -1 for a buffer made because the pool was empty. */
  int slot() {
    return slot;
  }

  /** Lends the buffer to its owner, who is the caller, unless it is out. */
  boolean lendToOwner() {
    if ((int) LENT.getAcquire(this) != 0) {
      return false;
    }
    LENT.setOpaque(this, 1);
    return true;
  }

  /** Gives the buffer back to its owner. Any thread. */
  void comeBackToOwner() {
    LENT.setRelease(this, 0);
  }

  /** The pool that lent this buffer. */
  public RecordPool pool() {
    return pool;
  }

  /**
   * Begins a record that {@link #frame} will complete.
   *
   * @see AttributeBuffer#begin
   */
  public void beginRecord(int attributeTag, int maxAttributes, int maxValueChars, int maxBytes) {
    begin(attributeTag, maxAttributes, maxValueChars, maxBytes);
    pos = HEADROOM;
    events = 0;
    droppedEvents = 0;
    links = 0;
    droppedLinks = 0;
    statusDescription = null;
  }

  /**
   * Puts tag and length before the record.
   *
   * @return where the field begins; it ends at {@link #position()}
   */
  public int frame(int tag) {
    int length = pos - HEADROOM;
    int start = HEADROOM - 1 - varintSize(length);
    data[start] = (byte) tag;
    putVarint(data, start + 1, length);
    return start;
  }

  /** Appends a whole message as a field, unless that would exceed the size allowed. */
  public boolean appendMessage(int tag, AttributeBuffer message) {
    int length = message.pos;
    if (length > maxBytes() - pos - HEADROOM) {
      return false;
    }
    writeBytes(tag, message.data, 0, length);
    return true;
  }

  /** Gives the buffer back; the caller must not touch it afterwards. */
  public void release() {
    statusDescription = null;
    if (slot >= 0) {
      trim(KEEP_BYTES, INITIAL_BYTES);
      pool.giveBack(this, shelf);
    }
  }

  @Override
  public void accept(AttributeKey<?> key, Object value) {
    put(key, value);
  }

  /**
   * Puts an attribute of any type. Null keys, empty keys, null values and values of another type
   * than the key's are ignored.
   */
  public void put(AttributeKey<?> key, Object value) {
    if (key == null || value == null) {
      return;
    }
    String name = key.getKey();
    if (name.isEmpty()) {
      return;
    }
    EncodedKey encoded = keys.get(name);
    AttributeType type = key.getType();
    if (type == AttributeType.STRING) {
      if (value instanceof String) {
        putString(encoded, (String) value);
      }
    } else if (type == AttributeType.LONG) {
      if (value instanceof Long) {
        putLong(encoded, (Long) value);
      } else if (value instanceof Integer) {
        putLong(encoded, (Integer) value);
      }
    } else if (type == AttributeType.DOUBLE) {
      if (value instanceof Double) {
        putDouble(encoded, (Double) value);
      }
    } else if (type == AttributeType.BOOLEAN) {
      if (value instanceof Boolean) {
        putBoolean(encoded, (Boolean) value);
      }
    } else {
      putComplex(encoded, type, value);
    }
  }

  private void putComplex(EncodedKey key, AttributeType type, Object value) {
    RecordBuffer scratch = encodeComplex(pool, type, value, maxValueChars());
    if (scratch != null) {
      putAny(key, scratch.data, 0, scratch.pos);
      scratch.release();
    }
  }

  /**
   * Encodes a list or a {@link Value} into a buffer of its own, where the application's classes may
   * throw or call back without harm.
   *
   * @return a buffer to be released by the caller, or null if the value cannot be encoded
   */
  public static RecordBuffer encodeComplex(
      RecordPool pool, AttributeType type, Object value, int maxChars) {
    RecordBuffer scratch = pool.take();
    try {
      scratch.begin(0, 0, maxChars, Integer.MAX_VALUE);
      if (value instanceof List) {
        Object instead = type == AttributeType.STRING_ARRAY ? "" : null;
        AnyValues.writeList(scratch, (List<?>) value, instead, maxChars);
        return scratch;
      }
      if (value instanceof Value) {
        AnyValues.writeValue(scratch, (Value<?>) value, maxChars);
        return scratch;
      }
    } catch (Throwable t) {
      pool.onUserError(t);
    }
    scratch.release();
    return null;
  }
}
