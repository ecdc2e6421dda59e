// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp.internal.response;

import dev.ringlet.export.ExportResult;
import dev.ringlet.export.FailureCause;
import java.util.List;
import java.util.Locale;

/**
 * Decides what became of a gRPC call from the answer. Pure functions; follows the OTLP
 * specification, section "OTLP/gRPC Response", and for answers without a status gRPC's own mapping
 * of HTTP statuses.
 */
public final class GrpcResponses {
  private static final String MEDIA_TYPE = "application/grpc";
  private static final int OK = 0;
  private static final int RESOURCE_EXHAUSTED = 8;

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

  private GrpcResponses() {}

  /** Whether an answer says that it is gRPC's. */
  public static boolean isGrpc(ServerResponse answer) {
    return isGrpc(answer.contentType());
  }

  /** Whether a content type is gRPC's. */
  public static boolean isGrpc(String contentType) {
    return contentType.regionMatches(true, 0, MEDIA_TYPE, 0, MEDIA_TYPE.length());
  }

  /**
   * Decides from an answer.
   *
   * @param answer the answer, reduced to its first message
   * @param items how many items the request had; a server cannot reject more
   * @param wallMillis this machine's clock, for {@code Retry-After} dates
   */
  public static ExportResult classify(ServerResponse answer, int items, long wallMillis) {
    if (answer.body() == ServerResponse.Body.TOO_LARGE) {
      return ExportResult.permanent(
          FailureCause.BAD_RESPONSE, "an answer of more than " + answer.maxBytes() + " bytes");
    }
    int code = GrpcStatus.code(answer.grpcStatus());
    if (code < 0) {
      return withoutStatus(answer, items, wallMillis);
    }
    return code == OK ? success(answer, items) : failure(code, answer);
  }

  private static ExportResult success(ServerResponse answer, int items) {
    if (answer.body() != ServerResponse.Body.COMPLETE) {
      return ExportResult.delivered(); // the status counts; sending again would make duplicates
    }
    return HttpResponses.classifyMessage(answer, items);
  }

  /** Whether the message of a call that went well cannot be read. */
  public static boolean isOddSuccess(ServerResponse answer) {
    return answer.body() != ServerResponse.Body.COMPLETE
        || ResponseReader.readResponse(answer.bytes(), answer.length()) == null;
  }

  private static ExportResult failure(int code, ServerResponse answer) {
    long delayNanos = GrpcStatus.retryDelayNanos(answer.grpcDetails());
    String text = GrpcStatus.message(answer.grpcMessage());
    String name = code < NAMES.size() ? NAMES.get(code) : "status " + code;
    String message = "gRPC " + name + (text.isEmpty() ? "" : ": " + text);
    FailureCause cause = causeOf(code, text);
    return isRetryable(code, delayNanos)
        ? ExportResult.retry(cause, delayNanos, message)
        : ExportResult.permanent(cause, message);
  }

  /** Whether a code means that the same request may succeed later. */
  static boolean isRetryable(int code, long delayNanos) {
    switch (code) {
      case 1: // CANCELLED
      case 4: // DEADLINE_EXCEEDED
      case 10: // ABORTED
      case 11: // OUT_OF_RANGE
      case 14: // UNAVAILABLE
      case 15: // DATA_LOSS
        return true;
      case RESOURCE_EXHAUSTED:
        return delayNanos >= 0;
      default:
        return false;
    }
  }

  /** The cause behind a code that is not OK. */
  static FailureCause causeOf(int code, String message) {
    switch (code) {
      case 4: // DEADLINE_EXCEEDED
        return FailureCause.TIMEOUT;
      case 3: // INVALID_ARGUMENT
      case 6: // ALREADY_EXISTS
      case 9: // FAILED_PRECONDITION
      case 11: // OUT_OF_RANGE
        return FailureCause.BAD_DATA;
      case 5: // NOT_FOUND
      case 12: // UNIMPLEMENTED
        return FailureCause.WRONG_ENDPOINT;
      case 7: // PERMISSION_DENIED
      case 16: // UNAUTHENTICATED
        return FailureCause.NOT_AUTHORIZED;
      case RESOURCE_EXHAUSTED:
        return isAboutSize(message) ? FailureCause.TOO_LARGE : FailureCause.THROTTLED;
      case 14: // UNAVAILABLE
        return FailureCause.THROTTLED;
      default:
        return FailureCause.SERVER_ERROR;
    }
  }

  /**
   * One code stands for two refusals; gRPC's servers tell a message that is too large like this.
   */
  private static boolean isAboutSize(String message) {
    String text = message.toLowerCase(Locale.ROOT);
    return text.contains("larger than max")
        || text.contains("maximum size")
        || text.contains("too large");
  }

  private static ExportResult withoutStatus(ServerResponse answer, int items, long wallMillis) {
    int status = answer.status();
    if (status < 200 || status >= 300) {
      return HttpResponses.classify(answer, items, wallMillis);
    }
    if (isGrpc(answer)) {
      return ExportResult.permanent(FailureCause.BAD_RESPONSE, "an answer without a gRPC status");
    }
    if (HttpResponses.isHtml(answer)) {
      return HttpResponses.classify(answer, items, wallMillis);
    }
    return ExportResult.permanent(
        FailureCause.WRONG_ENDPOINT, "HTTP " + status + " from a server that does not speak gRPC");
  }
}
