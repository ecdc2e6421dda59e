// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp.internal.response;

import dev.ringlet.export.ExportResult;
import dev.ringlet.export.FailureCause;

/**
 * Maps responses of OTLP/HTTP to results. Follows the OTLP specification, section "OTLP/HTTP
 * Response": the retryable error statuses are 429, 502, 503 and 504; in addition 407, which comes
 * from a proxy.
 */
final class HttpResponses implements ResponseJudge {
  private static final String PROTOBUF = "application/x-protobuf";
  private static final String JSON = "application/json";

  @Override
  public void open(ServerResponse response) {
    response.decode();
  }

  @Override
  public ExportResult judge(ServerResponse response, int items, long wallMillis) {
    int status = response.status();
    if (response.body() == ServerResponse.Body.TOO_LARGE) {
      return ExportResult.permanent(
          FailureCause.BAD_RESPONSE,
          "HTTP " + status + " with a response of more than " + response.maxBytes() + " bytes");
    }
    if (status >= 200 && status < 300) {
      return success(response, items);
    }
    if (status == 400 && ForeignProtocol.wantsTls(response)) {
      return ExportResult.permanent(FailureCause.WRONG_ENDPOINT, ForeignProtocol.TLS);
    }
    FailureCause cause = causeOf(status);
    String message = describe(response);
    if (isRetryable(status)) {
      long wait = RetryAfter.nanos(response.retryAfter(), response.date(), wallMillis);
      return ExportResult.retry(cause, wait, message);
    }
    return ExportResult.permanent(cause, message);
  }

  private static ExportResult success(ServerResponse response, int items) {
    if (isHtml(response)) {
      return ExportResult.retry(
          FailureCause.BAD_RESPONSE,
          -1,
          "HTTP " + response.status() + " with an HTML page in place of an OTLP response");
    }
    PartialSuccess partial = isReadable(response) ? readPartial(response) : PartialSuccess.NONE;
    // If the body cannot be read, the status decides: a retry would duplicate the data.
    return partial == null ? ExportResult.delivered() : partial.toResult(items);
  }

  /** Whether the response is an HTML page, such as a log-in page. */
  static boolean isHtml(ServerResponse response) {
    return response.isType("text/html");
  }

  @Override
  public boolean isOddSuccess(ServerResponse response) {
    if (!isReadable(response)) {
      return response.length() > 0 || response.body() != ServerResponse.Body.COMPLETE;
    }
    return readPartial(response) == null;
  }

  @Override
  public boolean mayRefuseEncoding(ServerResponse response) {
    return response.status() == 400 || response.status() == 415;
  }

  /**
   * Whether the same request may succeed later. A 407 comes from a proxy; the receiver has not seen
   * the request.
   */
  private static boolean isRetryable(int status) {
    return status == 407 || status == 429 || status == 502 || status == 503 || status == 504;
  }

  /** The cause for a status other than 2xx. */
  private static FailureCause causeOf(int status) {
    return switch (status) {
      case 401, 403, 407 -> FailureCause.NOT_AUTHORIZED;
      case 404, 405, 415 -> FailureCause.WRONG_ENDPOINT;
      case 408 -> FailureCause.TIMEOUT;
      case 413 -> FailureCause.TOO_LARGE;
      case 429, 503 -> FailureCause.THROTTLED;
      default -> causeOfClass(status / 100);
    };
  }

  private static FailureCause causeOfClass(int hundreds) {
    return switch (hundreds) {
      case 4 -> FailureCause.BAD_DATA;
      case 5 -> FailureCause.SERVER_ERROR;
      default -> FailureCause.BAD_RESPONSE;
    };
  }

  private static String describe(ServerResponse response) {
    int status = response.status();
    if (status >= 300 && status < 400) {
      return "HTTP " + status + "; redirects are not followed";
    }
    if (status == 407) {
      return "HTTP 407; a proxy requires user and password, or refuses those that are set";
    }
    String text = errorText(response);
    return text.isEmpty() ? "HTTP " + status : "HTTP " + status + ": " + text;
  }

  /** The message of a {@code google.rpc.Status}, or else the first line of a text body. */
  private static String errorText(ServerResponse response) {
    if (response.body() != ServerResponse.Body.COMPLETE || isHtml(response)) {
      return "";
    }
    String text = "";
    if (isReadable(response)) {
      text =
          isJson(response)
              ? JsonResponseReader.readStatusMessage(response.bytes(), response.length())
              : RpcStatus.read(response.bytes(), response.length()).message();
    }
    return text.isEmpty() ? ResponseText.firstLine(response.bytes(), response.length()) : text;
  }

  private static boolean isReadable(ServerResponse response) {
    return response.body() == ServerResponse.Body.COMPLETE
        && (response.contentType().isEmpty() || response.isType(PROTOBUF) || response.isType(JSON));
  }

  private static PartialSuccess readPartial(ServerResponse response) {
    return isJson(response)
        ? JsonResponseReader.readPartial(response.bytes(), response.length())
        : PartialSuccess.read(response.bytes(), response.length());
  }

  /** Without a content type the first byte decides: no protobuf response begins with a brace. */
  private static boolean isJson(ServerResponse response) {
    return response.length() > 0
        && (response.contentType().isEmpty() ? response.bytes()[0] == '{' : response.isType(JSON));
  }
}
