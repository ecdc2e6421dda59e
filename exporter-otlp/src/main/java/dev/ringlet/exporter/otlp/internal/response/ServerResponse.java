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
 * A response: status, the headers in use, and at most {@code maxBytes} of the body. Reused from
 * request to request; not thread-safe.
 */
public final class ServerResponse {
  /** The state of the body. */
  public enum Body {
    /** The whole body arrived; it may be empty. */
    COMPLETE,
    /** The body is larger than the limit. */
    TOO_LARGE,
    /** The body broke off, or its framing or compression cannot be decoded. */
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

  /** Creates an empty response for bodies of at most {@code maxBytes}. */
  public ServerResponse(int maxBytes) {
    this.maxBytes = maxBytes;
  }

  /** Resets everything and releases a buffer of more than 64 KiB. */
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

  /** Sets status and headers; absent headers are null. */
  public void head(int status, String contentType, String contentEncoding, String date) {
    this.status = status;
    this.contentType = contentType == null ? "" : contentType;
    this.contentEncoding = contentEncoding == null ? "" : contentEncoding;
    this.date = date == null ? "" : date;
  }

  /** Adds the values of the {@code Retry-After} headers. */
  public void retryAfter(List<String> values) {
    retryAfter.addAll(values);
  }

  /** Sets the status of a gRPC call; absent parts are null. */
  public void grpcStatus(String status, String message, String details) {
    grpcStatus = status == null ? "" : status;
    grpcMessage = message == null ? "" : message;
    grpcDetails = details == null ? "" : details;
  }

  /**
   * Makes room for more of the body.
   *
   * @return the number of bytes that may be written to {@link #bytes()} at {@link #length()}: at
   *     least 1. One byte over the limit is allowed, to detect a body over the limit
   */
  public int room() {
    if (length == bytes.length) {
      bytes = Arrays.copyOf(bytes, (int) Math.min(2L * bytes.length, maxBytes + 1L));
    }
    return Math.min(bytes.length, maxBytes + 1) - length;
  }

  /**
   * Adds bytes that were written behind the body to its length.
   *
   * @return whether the body is still within the limit; if not, it is marked and its bytes are
   *     dropped
   */
  public boolean advance(int count) {
    length += count;
    if (length > maxBytes) {
      body(Body.TOO_LARGE);
      return false;
    }
    return true;
  }

  /** Sets the state of the body; drops the bytes unless it is {@link Body#COMPLETE}. */
  public void body(Body body) {
    this.body = body;
    if (body != Body.COMPLETE) {
      length = 0;
    }
  }

  /**
   * Reduces a gRPC body to its first message, decompressed within the limit; the content encoding
   * is that of {@code grpc-encoding}. A truncated frame, or a compressed one in another encoding
   * than gzip, makes the body {@link Body#BROKEN}.
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

  /**
   * Decompresses the body within the limit; an encoding other than gzip makes it {@link
   * Body#BROKEN}.
   */
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

  /** Whether the content type begins with {@code type}, ignoring case. */
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

  /** The {@code grpc-message} as received, or the empty string. */
  public String grpcMessage() {
    return grpcMessage;
  }

  /** The {@code grpc-status-details-bin} as received, or the empty string. */
  public String grpcDetails() {
    return grpcDetails;
  }

  /** The values of all {@code Retry-After} headers. */
  public List<String> retryAfter() {
    return retryAfter;
  }

  /** The state of the body. */
  public Body body() {
    return body;
  }

  /** The buffer that holds the body up to {@link #length()}. */
  public byte[] bytes() {
    return bytes;
  }

  /** The length of the body in bytes. */
  public int length() {
    return length;
  }

  /** The limit of the body in bytes. */
  public int maxBytes() {
    return maxBytes;
  }
}
