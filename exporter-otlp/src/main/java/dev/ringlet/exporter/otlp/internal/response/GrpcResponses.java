// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp.internal.response;

import dev.ringlet.export.ExportResult;
import dev.ringlet.export.FailureCause;
import dev.ringlet.internal.text.PercentDecoder;
import java.util.Base64;
import java.util.List;
import java.util.Locale;

/**
 * Maps responses of OTLP/gRPC to results. Follows the OTLP specification, section "OTLP/gRPC
 * Response". A response without a gRPC status is judged by its HTTP status, as in OTLP/HTTP.
 */
public final class GrpcResponses implements ResponseJudge {
  private static final String MEDIA_TYPE = "application/grpc";
  private static final int MAX_CODE_CHARS = 9;

  private static final int OK = 0;
  private static final int CANCELLED = 1;
  private static final int INVALID_ARGUMENT = 3;
  private static final int DEADLINE_EXCEEDED = 4;
  private static final int NOT_FOUND = 5;
  private static final int ALREADY_EXISTS = 6;
  private static final int PERMISSION_DENIED = 7;
  private static final int RESOURCE_EXHAUSTED = 8;
  private static final int FAILED_PRECONDITION = 9;
  private static final int ABORTED = 10;
  private static final int OUT_OF_RANGE = 11;
  private static final int UNIMPLEMENTED = 12;
  private static final int UNAVAILABLE = 14;
  private static final int DATA_LOSS = 15;
  private static final int UNAUTHENTICATED = 16;

  private static final List<String> NAMES =
      List.of(
          "OK",
          "CANCELLED",
          "UNKNOWN",
          "INVALID_ARGUMENT",
          "DEADLINE_EXCEEDED",
          "NOT_FOUND",
          "ALREADY_EXISTS",
          "PERMISSION_DENIED",
          "RESOURCE_EXHAUSTED",
          "FAILED_PRECONDITION",
          "ABORTED",
          "OUT_OF_RANGE",
          "UNIMPLEMENTED",
          "INTERNAL",
          "UNAVAILABLE",
          "DATA_LOSS",
          "UNAUTHENTICATED");

  private final HttpResponses http = new HttpResponses();

  /** Whether a content type is gRPC's. */
  public static boolean isGrpc(String contentType) {
    return contentType.regionMatches(true, 0, MEDIA_TYPE, 0, MEDIA_TYPE.length());
  }

  @Override
  public void open(ServerResponse response) {
    if (response.isType(MEDIA_TYPE)) {
      response.unframe();
    } else {
      http.open(response);
    }
  }

  @Override
  public ExportResult judge(ServerResponse response, int items, long wallMillis) {
    if (response.body() == ServerResponse.Body.TOO_LARGE) {
      return ExportResult.permanent(
          FailureCause.BAD_RESPONSE, "a response of more than " + response.maxBytes() + " bytes");
    }
    int code = code(response.grpcStatus());
    if (code < 0) {
      return withoutStatus(response, items, wallMillis);
    }
    return code == OK ? success(response, items) : failure(code, response);
  }

  private static ExportResult success(ServerResponse response, int items) {
    PartialSuccess partial = partial(response);
    // If the body cannot be read, the status decides: a retry would duplicate the data.
    return partial == null ? ExportResult.delivered() : partial.toResult(items);
  }

  private static PartialSuccess partial(ServerResponse response) {
    return response.body() == ServerResponse.Body.COMPLETE
        ? PartialSuccess.read(response.bytes(), response.length())
        : null;
  }

  @Override
  public boolean isOddSuccess(ServerResponse response) {
    return partial(response) == null;
  }

  @Override
  public boolean mayRefuseEncoding(ServerResponse response) {
    return code(response.grpcStatus()) == UNIMPLEMENTED;
  }

  private static ExportResult failure(int code, ServerResponse response) {
    long delayNanos = details(response.grpcDetails()).retryDelayNanos();
    String text = message(response.grpcMessage());
    String name = code < NAMES.size() ? NAMES.get(code) : "status " + code;
    String message = "gRPC " + name + (text.isEmpty() ? "" : ": " + text);
    FailureCause cause = causeOf(code, text);
    return isRetryable(code, delayNanos)
        ? ExportResult.retry(cause, delayNanos, message)
        : ExportResult.permanent(cause, message);
  }

  /** Parses {@code grpc-status}; -1 if it is absent or not a number. */
  static int code(String status) {
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

  /** Decodes {@code grpc-message} into one line for a log. */
  static String message(String encoded) {
    int end = Math.min(encoded.length(), 3 * ResponseText.MAX_CHARS);
    boolean cut = end < encoded.length();
    int escape = encoded.lastIndexOf('%', end - 1);
    if (cut && escape > end - 3) {
      end = Math.max(0, escape);
    }
    return ResponseText.clean(PercentDecoder.decode(encoded.substring(0, end)), cut);
  }

  /** Decodes {@code grpc-status-details-bin}: base64 with or without padding. */
  static RpcStatus details(String encoded) {
    if (encoded.isEmpty()) {
      return RpcStatus.NONE;
    }
    try {
      byte[] bytes = Base64.getDecoder().decode(encoded.trim());
      return RpcStatus.read(bytes, bytes.length);
    } catch (IllegalArgumentException malformed) {
      return RpcStatus.NONE;
    }
  }

  /** Whether a code means that the same request may succeed later. */
  private static boolean isRetryable(int code, long delayNanos) {
    return switch (code) {
      case CANCELLED, DEADLINE_EXCEEDED, ABORTED, OUT_OF_RANGE, UNAVAILABLE, DATA_LOSS -> true;
      case RESOURCE_EXHAUSTED -> delayNanos >= 0;
      default -> false;
    };
  }

  /** The cause for a code other than OK. */
  private static FailureCause causeOf(int code, String message) {
    return switch (code) {
      case DEADLINE_EXCEEDED -> FailureCause.TIMEOUT;
      case INVALID_ARGUMENT, ALREADY_EXISTS, FAILED_PRECONDITION, OUT_OF_RANGE ->
          FailureCause.BAD_DATA;
      case NOT_FOUND, UNIMPLEMENTED -> FailureCause.WRONG_ENDPOINT;
      case PERMISSION_DENIED, UNAUTHENTICATED -> FailureCause.NOT_AUTHORIZED;
      case RESOURCE_EXHAUSTED ->
          isAboutSize(message) ? FailureCause.TOO_LARGE : FailureCause.THROTTLED;
      case UNAVAILABLE -> FailureCause.THROTTLED;
      default -> FailureCause.SERVER_ERROR;
    };
  }

  /**
   * Whether RESOURCE_EXHAUSTED is about the size of the message, in the words of gRPC's servers.
   */
  private static boolean isAboutSize(String message) {
    String text = message.toLowerCase(Locale.ROOT);
    return text.contains("larger than max")
        || text.contains("maximum size")
        || text.contains("too large");
  }

  private ExportResult withoutStatus(ServerResponse response, int items, long wallMillis) {
    int status = response.status();
    if (status < 200 || status >= 300) {
      return http.judge(response, items, wallMillis);
    }
    if (response.isType(MEDIA_TYPE)) {
      return ExportResult.permanent(FailureCause.BAD_RESPONSE, "a response without a gRPC status");
    }
    if (HttpResponses.isHtml(response)) {
      return http.judge(response, items, wallMillis);
    }
    return ExportResult.permanent(
        FailureCause.WRONG_ENDPOINT, "HTTP " + status + "; the server does not support gRPC");
  }
}
