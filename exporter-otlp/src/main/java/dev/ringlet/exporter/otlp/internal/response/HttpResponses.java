// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp.internal.response;

import dev.ringlet.export.ExportResult;
import dev.ringlet.export.FailureCause;
import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.PortUnreachableException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.security.cert.CertificateException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;

/**
 * Decides what became of a request from the server's answer, or from the exception that came
 * instead. Pure functions; follows the OTLP specification, sections "OTLP/HTTP Response" and
 * "Failures": of the error statuses only 429, 502, 503 and 504 may be sent again.
 */
public final class HttpResponses {
  private static final int MAX_CAUSES = 8;

  private HttpResponses() {}

  /**
   * Decides from an answer.
   *
   * @param answer the answer, its content encoding undone
   * @param items how many items the request had; a server cannot reject more
   * @param wallMillis this machine's clock, for {@code Retry-After} dates
   */
  public static ExportResult classify(ServerResponse answer, int items, long wallMillis) {
    int status = answer.status();
    if (answer.body() == ServerResponse.Body.TOO_LARGE) {
      return ExportResult.permanent(
          FailureCause.BAD_RESPONSE,
          "HTTP " + status + " with an answer of more than " + answer.maxBytes() + " bytes");
    }
    if (status >= 200 && status < 300) {
      return classifySuccess(answer, items);
    }
    FailureCause cause = causeOf(status);
    String message = describe(answer);
    if (isRetryable(status)) {
      long wait = RetryAfter.nanos(answer.retryAfter(), answer.date(), wallMillis);
      return ExportResult.retry(cause, wait, message);
    }
    return ExportResult.permanent(cause, message);
  }

  private static ExportResult classifySuccess(ServerResponse answer, int items) {
    if (isHtml(answer)) {
      return ExportResult.retry(
          FailureCause.BAD_RESPONSE,
          -1,
          "HTTP " + answer.status() + " with an HTML page instead of an OTLP answer");
    }
    if (!isReadable(answer)) {
      return ExportResult.delivered(); // the status counts; sending again would make duplicates
    }
    return classifyPartial(readResponse(answer), items);
  }

  /** Whether a page came, as from a log-in portal. */
  static boolean isHtml(ServerResponse answer) {
    return isType(answer, "text/html");
  }

  /** Decides from the message of a request that went well. */
  static ExportResult classifyMessage(ServerResponse answer, int items) {
    return classifyPartial(ResponseReader.readResponse(answer.bytes(), answer.length()), items);
  }

  private static ExportResult classifyPartial(ResponseReader.Partial partial, int items) {
    if (partial == null || (partial.rejectedItems() <= 0 && partial.message().isEmpty())) {
      return ExportResult.delivered();
    }
    return ExportResult.partial(Math.min(partial.rejectedItems(), items), partial.message());
  }

  /** Whether a successful answer has a body that is not an OTLP response. */
  public static boolean isOddSuccess(ServerResponse answer) {
    if (!isReadable(answer)) {
      return answer.length() > 0 || answer.body() != ServerResponse.Body.COMPLETE;
    }
    return readResponse(answer) == null;
  }

  /**
   * Whether a status means that the same request may succeed later. A 407 is a proxy's: the
   * receiver has seen nothing yet, and refused nothing.
   */
  static boolean isRetryable(int status) {
    return status == 407 || status == 429 || status == 502 || status == 503 || status == 504;
  }

  /** The cause behind a status that is not a success. */
  static FailureCause causeOf(int status) {
    switch (status) {
      case 401:
      case 403:
      case 407:
        return FailureCause.NOT_AUTHORIZED;
      case 404:
      case 405:
      case 415:
        return FailureCause.WRONG_ENDPOINT;
      case 408:
        return FailureCause.TIMEOUT;
      case 413:
        return FailureCause.TOO_LARGE;
      case 429:
      case 503:
        return FailureCause.THROTTLED;
      default:
        if (status >= 400 && status < 500) {
          return FailureCause.BAD_DATA;
        }
        return status >= 500 && status < 600
            ? FailureCause.SERVER_ERROR
            : FailureCause.BAD_RESPONSE;
    }
  }

  private static String describe(ServerResponse answer) {
    int status = answer.status();
    if (status >= 300 && status < 400) {
      return "HTTP " + status + "; redirects are not followed";
    }
    if (status == 407) {
      return "HTTP 407; a proxy asks for a user and a password, or refuses those it got";
    }
    String text = "";
    if (isReadable(answer)) {
      text =
          isJson(answer)
              ? JsonResponseReader.readStatusMessage(answer.bytes(), answer.length())
              : ResponseReader.readStatusMessage(answer.bytes(), answer.length());
    }
    return text.isEmpty() ? "HTTP " + status : "HTTP " + status + ": " + text;
  }

  private static boolean isReadable(ServerResponse answer) {
    return answer.body() == ServerResponse.Body.COMPLETE
        && (answer.contentType().isEmpty()
            || isType(answer, "application/x-protobuf")
            || isType(answer, "application/json"));
  }

  private static ResponseReader.Partial readResponse(ServerResponse answer) {
    return isJson(answer)
        ? JsonResponseReader.readResponse(answer.bytes(), answer.length())
        : ResponseReader.readResponse(answer.bytes(), answer.length());
  }

  /** Without a type the first byte decides: no message of OTLP's begins with a brace. */
  private static boolean isJson(ServerResponse answer) {
    return answer.length() > 0
        && (answer.contentType().isEmpty()
            ? answer.bytes()[0] == '{'
            : isType(answer, "application/json"));
  }

  private static boolean isType(ServerResponse answer, String type) {
    return answer.contentType().regionMatches(true, 0, type, 0, type.length());
  }

  /**
   * Decides from what was thrown instead of an answer.
   *
   * @param thrown the failure; an IOException is the network's, anything else is our own
   */
  public static ExportResult classify(Throwable thrown) {
    if (thrown instanceof LinkageError) {
      return ExportResult.permanent(
          FailureCause.INTERNAL,
          describe(thrown) + "; do the versions of okhttp, okio and kotlin-stdlib fit each other?");
    }
    if (!(thrown instanceof IOException) && !(thrown instanceof UnresolvedAddressException)) {
      return ExportResult.permanent(FailureCause.INTERNAL, thrown.getClass().getName());
    }
    return ExportResult.retry(causeOf(thrown), -1, describeChain(thrown));
  }

  /** What a person needs from a chain of exceptions; mostly its first, which names the address. */
  private static String describeChain(Throwable thrown) {
    Throwable current = thrown;
    for (int i = 0; i < MAX_CAUSES && current != null; i++, current = current.getCause()) {
      if (current instanceof UnresolvedAddressException) {
        return describe(current);
      } else if (ForeignProtocol.isHttp2(current)) {
        return ForeignProtocol.HTTP2;
      }
    }
    return describe(thrown);
  }

  private static FailureCause causeOf(Throwable thrown) {
    boolean handshake = false;
    Throwable current = thrown;
    for (int i = 0; i < MAX_CAUSES && current != null; i++, current = current.getCause()) {
      if (current instanceof SSLPeerUnverifiedException
          || current instanceof CertificateException) {
        return FailureCause.CERTIFICATE;
      } else if (current instanceof InterruptedIOException) { // SocketTimeoutException is one
        return FailureCause.TIMEOUT;
      } else if (current instanceof ConnectException
          || current instanceof NoRouteToHostException
          || current instanceof PortUnreachableException
          || current instanceof UnknownHostException
          || current instanceof UnresolvedAddressException) {
        return FailureCause.UNREACHABLE;
      } else if (ForeignProtocol.isHttp2(current)) {
        return FailureCause.WRONG_ENDPOINT;
      } else if (current instanceof EOFException || current instanceof SocketException) {
        return FailureCause.CONNECTION_LOST;
      } else if (current instanceof SSLHandshakeException) {
        handshake = true;
      } else if (ProxyRefusal.isToldBy(current)) {
        return ProxyRefusal.isAboutLogin(current)
            ? FailureCause.NOT_AUTHORIZED
            : FailureCause.UNREACHABLE;
      } else if (ForeignProtocol.isSpokenIn(current)) {
        return FailureCause.WRONG_ENDPOINT;
      }
    }
    return handshake ? FailureCause.CERTIFICATE : FailureCause.CONNECTION_LOST;
  }

  private static String describe(Throwable thrown) {
    String name = thrown.getClass().getSimpleName();
    String text = thrown.getMessage();
    return text == null || text.isBlank() ? name : name + ": " + ResponseReader.clean(text);
  }
}
