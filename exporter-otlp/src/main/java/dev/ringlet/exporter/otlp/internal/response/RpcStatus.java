// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp.internal.response;

import dev.ringlet.internal.bytes.ProtoReader;

/**
 * Message and retry delay of a {@code google.rpc.Status}, the body of an HTTP error and a trailer
 * of a gRPC call. Malformed bytes are not an error: {@link #read} then returns {@link #NONE}.
 *
 * <pre>
 * google.rpc.Status    { 1: int32 code, 2: string message, 3: repeated Any details }
 * google.protobuf.Any  { 1: string type_url, 2: bytes value }
 * google.rpc.RetryInfo { 1: Duration retry_delay { 1: int64 seconds, 2: int32 nanos } }
 * </pre>
 *
 * @param message the message in one line, or the empty string
 * @param retryDelayNanos nanoseconds from 0 to {@link RetryAfter#MAX_NANOS}, or -1 without a delay
 */
record RpcStatus(String message, long retryDelayNanos) {
  static final RpcStatus NONE = new RpcStatus("", -1);

  private static final String RETRY_INFO = "/google.rpc.RetryInfo";
  private static final int MAX_TYPE_BYTES = 256;

  /** Reads a status; {@link #NONE} if it is malformed. */
  static RpcStatus read(byte[] bytes, int length) {
    try {
      String message = "";
      long delayNanos = -1;
      ProtoReader status = new ProtoReader(bytes, 0, length);
      while (status.next()) {
        if (status.field() == 2 && status.hasLength()) {
          message = text(status);
        } else if (status.field() == 3 && status.hasLength() && delayNanos < 0) {
          delayNanos = retryInfoNanos(status.message());
        }
      }
      return new RpcStatus(message, delayNanos);
    } catch (IllegalArgumentException malformed) {
      return NONE;
    }
  }

  /** Converts a string field to one line for a log. */
  static String text(ProtoReader field) {
    String start = field.string(ResponseText.MAX_CHARS);
    return ResponseText.clean(start, field.length() > ResponseText.MAX_CHARS);
  }

  private static long retryInfoNanos(ProtoReader any) {
    String type = "";
    ProtoReader value = null;
    while (any.next()) {
      if (any.field() == 1) {
        type = any.length() > MAX_TYPE_BYTES ? "" : any.string();
      } else if (any.field() == 2) {
        value = any.message();
      }
    }
    long nanos = -1;
    while (value != null && type.endsWith(RETRY_INFO) && value.next()) {
      if (value.field() == 1) {
        nanos = durationNanos(value.message());
      }
    }
    return nanos;
  }

  private static long durationNanos(ProtoReader duration) {
    long seconds = 0;
    long nanos = 0;
    while (duration.next()) {
      if (duration.field() == 1) {
        seconds = duration.number();
      } else if (duration.field() == 2) {
        nanos = (int) duration.number();
      }
    }
    if (seconds < 0 || nanos < 0) {
      return 0;
    }
    long maxSeconds = RetryAfter.MAX_NANOS / 1_000_000_000;
    return Math.min(RetryAfter.MAX_NANOS, Math.min(seconds, maxSeconds) * 1_000_000_000 + nanos);
  }
}
