// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp.internal.response;

import java.nio.charset.StandardCharsets;

/**
 * Reads the two protobuf messages that a server may send: {@code Export…ServiceResponse}, for its
 * partial success, and {@code google.rpc.Status}, for its message. Written for hostile input: it
 * follows no nesting but the one level it needs, refuses groups, allocates nothing from a length,
 * and cuts and cleans text.
 *
 * <pre>
 * Export…ServiceResponse { 1: partial_success { 1: int64 rejected_…, 2: string error_message } }
 * google.rpc.Status      { 1: int32 code, 2: string message, 3: repeated Any details }
 * </pre>
 */
public final class ResponseReader {
  /** Text from a server is cut to this many bytes. */
  public static final int MAX_TEXT_BYTES = 1024;

  private static final int VARINT = 0;
  private static final int FIXED64 = 1;
  private static final int BYTES = 2;
  private static final int FIXED32 = 5;

  private final byte[] bytes;
  private int position;
  private int limit;
  private long rejected;
  private String message = "";

  private ResponseReader(byte[] bytes, int limit) {
    this.bytes = bytes;
    this.limit = limit;
  }

  /** What a response says about the items; without a partial success both are empty. */
  public record Partial(long rejectedItems, String message) {
    static final Partial NONE = new Partial(0, "");
  }

  /**
   * Reads an {@code Export…ServiceResponse}.
   *
   * @return null if the message is malformed
   */
  public static Partial readResponse(byte[] bytes, int length) {
    if (length == 0) {
      return Partial.NONE;
    }
    ResponseReader reader = new ResponseReader(bytes, length);
    try {
      reader.readFields(false);
    } catch (MalformedException malformed) {
      return null;
    }
    return new Partial(reader.rejected, reader.message);
  }

  /** Reads the message of a {@code google.rpc.Status}; the empty string if it has none. */
  public static String readStatusMessage(byte[] bytes, int length) {
    ResponseReader reader = new ResponseReader(bytes, length);
    try {
      reader.readFields(true);
    } catch (MalformedException malformed) {
      return "";
    }
    return reader.message;
  }

  /** Makes text from outside fit for one line of a log: no control characters, bounded length. */
  public static String clean(String text) {
    StringBuilder cleaned = new StringBuilder(Math.min(text.length(), MAX_TEXT_BYTES));
    for (int i = 0; i < text.length() && cleaned.length() < MAX_TEXT_BYTES; i++) {
      char c = text.charAt(i);
      int type = Character.getType(c);
      boolean breaks =
          type == Character.CONTROL
              || type == Character.FORMAT
              || type == Character.LINE_SEPARATOR
              || type == Character.PARAGRAPH_SEPARATOR;
      cleaned.append(breaks ? ' ' : c);
    }
    return cleaned.toString().trim();
  }

  /** The fields of a Status or of a partial success (flat), or of a response around the latter. */
  private void readFields(boolean flat) throws MalformedException {
    while (position < limit) {
      long tag = readVarint();
      int field = (int) (tag >>> 3);
      int wireType = (int) tag & 7;
      if (tag > 0xFFFFFFFFL || tag < 0 || field == 0) {
        throw MalformedException.INSTANCE;
      }
      if (wireType == VARINT) {
        long value = readVarint();
        if (flat && field == 1) {
          rejected = value;
        }
      } else if (wireType == BYTES) {
        int end = end(readVarint());
        if (flat && field == 2) {
          int textBytes = Math.min(end - position, MAX_TEXT_BYTES);
          message = clean(new String(bytes, position, textBytes, StandardCharsets.UTF_8));
        } else if (!flat && field == 1) {
          int outer = limit;
          limit = end;
          readFields(true);
          limit = outer;
        }
        position = end;
      } else if (wireType == FIXED64 || wireType == FIXED32) {
        position = end(wireType == FIXED64 ? 8 : 4);
      } else {
        throw MalformedException.INSTANCE;
      }
    }
  }

  private int end(long length) throws MalformedException {
    if (length < 0 || length > limit - position) {
      throw MalformedException.INSTANCE;
    }
    return position + (int) length;
  }

  private long readVarint() throws MalformedException {
    long value = 0;
    for (int shift = 0; shift < 70; shift += 7) {
      if (position == limit) {
        throw MalformedException.INSTANCE;
      }
      byte b = bytes[position++];
      value |= (long) (b & 0x7F) << shift;
      if (b >= 0) {
        return value;
      }
    }
    throw MalformedException.INSTANCE;
  }

  /** Tells that bytes are not protobuf; has no stack trace, so one instance serves all. */
  private static final class MalformedException extends Exception {
    static final MalformedException INSTANCE = new MalformedException();
    private static final long serialVersionUID = 1L;

    private MalformedException() {
      super("malformed", null, false, false);
    }
  }
}
