// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp.internal.response;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPInputStream;

/**
 * What a server responded to one request: status, the headers that matter, and at most {@code
 * maxBytes} of the body. Reused from request to request; not thread-safe.
 */
public final class ServerResponse {
  /** How much of the body is here. */
  public enum Body {
    /** All of it, possibly nothing. */
    COMPLETE,
    /** The body is larger than the limit. */
    TOO_LARGE,
    /** The connection or the time ended before the body did, or its encoding cannot be read. */
    BROKEN
  }

  private static final int FRAME_HEADER_BYTES = 5;
  private static final int INITIAL_BYTES = 512;
  private static final int KEPT_BYTES = 64 * 1024;

  private final int maxBytes;
  private byte[] bytes = new byte[INITIAL_BYTES];
  private int length;
  private Body body = Body.COMPLETE;
  private int status;
  private String contentType = "";
  private String contentEncoding = "";
  private String date = "";
  private String grpcStatus = "";
  private String grpcMessage = "";
  private String grpcDetails = "";
  private final List<String> retryAfter = new ArrayList<>(1);

  /** Makes an empty response that takes at most {@code maxBytes} of body. */
  public ServerResponse(int maxBytes) {
    this.maxBytes = maxBytes;
  }

  /** Forgets everything; a buffer that one large response left behind is not kept. */
  public void clear() {
    if (bytes.length > KEPT_BYTES) {
      bytes = new byte[INITIAL_BYTES];
    }
    length = 0;
    body = Body.COMPLETE;
    status = 0;
    contentType = "";
    contentEncoding = "";
    date = "";
    grpcStatus = "";
    grpcMessage = "";
    grpcDetails = "";
    retryAfter.clear();
  }

  /** Takes the head of the response; absent headers are null. */
  public void head(int status, String contentType, String contentEncoding, String date) {
    this.status = status;
    this.contentType = contentType == null ? "" : contentType;
    this.contentEncoding = contentEncoding == null ? "" : contentEncoding;
    this.date = date == null ? "" : date;
  }

  /** Takes the values of the {@code Retry-After} headers. */
  public void retryAfter(List<String> values) {
    retryAfter.addAll(values);
  }

  /** Takes the status at the end of a gRPC call; absent parts are null. */
  public void grpcStatus(String status, String message, String details) {
    grpcStatus = status == null ? "" : status;
    grpcMessage = message == null ? "" : message;
    grpcDetails = details == null ? "" : details;
  }

  /**
   * Makes room for more of the body.
   *
   * @return how many bytes may be written to {@link #bytes()} at {@link #length()}: at least 1, and
   *     one more than the limit allows, so that a body over the limit is noticed
   */
  public int room() {
    if (length == bytes.length) {
      bytes = Arrays.copyOf(bytes, (int) Math.min(2L * bytes.length, maxBytes + 1L));
    }
    return Math.min(bytes.length, maxBytes + 1) - length;
  }

  /**
   * Counts bytes that were written into the room.
   *
   * @return whether the body is still within the limit; if not, it is marked and emptied
   */
  public boolean advance(int count) {
    length += count;
    if (length > maxBytes) {
      body(Body.TOO_LARGE);
      return false;
    }
    return true;
  }

  /** Marks the body; the bytes of a body that is not complete are of no use and are dropped. */
  public void body(Body body) {
    this.body = body;
    if (body != Body.COMPLETE) {
      length = 0;
    }
  }

  /**
   * Reduces a gRPC body to its first message, decompressed within the limit: the content encoding
   * stands for {@code grpc-encoding}. A frame that is cut, or compressed in a way that was not
   * named, breaks the body.
   */
  public void unframe() {
    if (length == 0) {
      return;
    }
    if (length < FRAME_HEADER_BYTES || (bytes[0] & ~1) != 0) {
      body(Body.BROKEN);
      return;
    }
    boolean packed = bytes[0] == 1;
    long size = 0;
    for (int i = 1; i < FRAME_HEADER_BYTES; i++) {
      size = size << 8 | bytes[i] & 0xFF;
    }
    if (size > maxBytes) {
      body(Body.TOO_LARGE);
    } else if (size > length - FRAME_HEADER_BYTES) {
      body(Body.BROKEN);
    } else {
      length = (int) size;
      System.arraycopy(bytes, FRAME_HEADER_BYTES, bytes, 0, length);
      if (packed && !contentEncoding.equalsIgnoreCase("gzip")) {
        body(Body.BROKEN);
      } else if (packed) {
        decode();
      }
    }
  }

  /** Undoes a content encoding, within the same limit; an unknown one breaks the body. */
  public void decode() {
    if (length == 0 || contentEncoding.isEmpty() || contentEncoding.equalsIgnoreCase("identity")) {
      return;
    }
    if (!contentEncoding.equalsIgnoreCase("gzip")) {
      body(Body.BROKEN);
      return;
    }
    byte[] packed = Arrays.copyOf(bytes, length);
    length = 0;
    try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(packed))) {
      int count;
      int room = room();
      while ((count = in.read(bytes, length, room)) >= 0) {
        if (!advance(count)) {
          return;
        }
        room = room();
      }
    } catch (IOException notGzip) {
      body(Body.BROKEN);
    }
  }

  /** The HTTP status, or 0 if no response came. */
  public int status() {
    return status;
  }

  /** The content type, or the empty string. */
  public String contentType() {
    return contentType;
  }

  /** Whether the content type begins so, in any case. */
  boolean isType(String type) {
    return contentType.regionMatches(true, 0, type, 0, type.length());
  }

  /** The server's {@code Date}, or the empty string. */
  public String date() {
    return date;
  }

  /** The {@code grpc-status}, or the empty string. */
  public String grpcStatus() {
    return grpcStatus;
  }

  /** The {@code grpc-message} as it came, or the empty string. */
  public String grpcMessage() {
    return grpcMessage;
  }

  /** The {@code grpc-status-details-bin} as it came, or the empty string. */
  public String grpcDetails() {
    return grpcDetails;
  }

  /** The values of all {@code Retry-After} headers. */
  public List<String> retryAfter() {
    return retryAfter;
  }

  /** How much of the body is here. */
  public Body body() {
    return body;
  }

  /** The buffer that holds the body up to {@link #length()}. */
  public byte[] bytes() {
    return bytes;
  }

  /** Bytes of the body. */
  public int length() {
    return length;
  }

  /** The limit of the body in bytes. */
  public int maxBytes() {
    return maxBytes;
  }
}
