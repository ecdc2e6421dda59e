// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp.internal.response;

import dev.ringlet.internal.bytes.ProtoReader;
import dev.ringlet.internal.text.PercentDecoder;
import java.util.Base64;

/**
 * The status at the end of a gRPC call: code, message and the delay in its details. Written for
 * hostile input, of which nothing is an error: what cannot be read counts as absent.
 *
 * <pre>
 * google.rpc.Status    { 1: int32 code, 2: string message, 3: repeated Any details }
 * google.protobuf.Any  { 1: string type_url, 2: bytes value }
 * google.rpc.RetryInfo { 1: Duration retry_delay { 1: int64 seconds, 2: int32 nanos } }
 * </pre>
 */
public final class GrpcStatus {
  private static final int MAX_CODE_CHARS = 9;
  private static final String RETRY_INFO = "/google.rpc.RetryInfo";

  private GrpcStatus() {}

  /** The number in {@code grpc-status}, or -1 if there is none. */
  public static int code(String status) {
    if (status.isEmpty() || status.length() > MAX_CODE_CHARS) {
      return -1;
    }
    int code = 0;
    for (int i = 0; i < status.length(); i++) {
      int digit = status.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      code = code * 10 + digit;
    }
    return code;
  }

  /** The text of {@code grpc-message}, fit for a log. */
  public static String message(String encoded) {
    int chars = Math.min(encoded.length(), 3 * ResponseReader.MAX_TEXT_BYTES);
    return ResponseReader.clean(PercentDecoder.decode(encoded.substring(0, chars)));
  }

  /**
   * The delay that the details ask for.
   *
   * @param details the value of {@code grpc-status-details-bin}, base64 with or without padding
   * @return nanoseconds from 0 to {@link RetryAfter#MAX_NANOS}, or -1 if there is none
   */
  public static long retryDelayNanos(String details) {
    if (details.isEmpty()) {
      return -1;
    }
    try {
      byte[] bytes = Base64.getDecoder().decode(details.trim());
      ProtoReader status = new ProtoReader(bytes, 0, bytes.length);
      while (status.next()) {
        if (status.field() == 3) {
          long nanos = retryInfoNanos(status.message());
          if (nanos >= 0) {
            return nanos;
          }
        }
      }
    } catch (IllegalArgumentException malformed) {
      // as if absent
    }
    return -1;
  }

  private static long retryInfoNanos(ProtoReader any) {
    String type = "";
    ProtoReader value = new ProtoReader(new byte[0], 0, 0);
    while (any.next()) {
      if (any.field() == 1) {
        type = any.string();
      } else if (any.field() == 2) {
        value = any.message();
      }
    }
    if (!type.endsWith(RETRY_INFO)) {
      return -1;
    }
    long nanos = -1;
    while (value.next()) {
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
