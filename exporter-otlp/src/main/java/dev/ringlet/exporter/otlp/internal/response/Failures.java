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
 * Maps the exception of a failed request to the result of the export. Pure functions; follows the
 * OTLP specification, section "Failures".
 */
public final class Failures {
  /**
   * The message if a connection ends after the server requested a client certificate and got none.
   */
  public static final String CERTIFICATE_MISSING =
      "the server requested a client certificate, received none and closed the connection";

  private static final int MAX_CAUSES = 8;

  private Failures() {}

  /**
   * Returns the result for an exception.
   *
   * @param thrown the failure; an IOException or UnresolvedAddressException is one of the network,
   *     a lack of threads is temporary, anything else is permanent
   */
  public static ExportResult classify(Throwable thrown) {
    if (thrown instanceof LinkageError) {
      return ExportResult.permanent(
          FailureCause.INTERNAL,
          describe(thrown) + "; are the versions of okhttp, okio and kotlin-stdlib compatible?");
    }
    if (isLackOfThreads(thrown)) {
      return ExportResult.retry(FailureCause.INTERNAL, -1, describe(thrown));
    }
    if (!(thrown instanceof IOException) && !(thrown instanceof UnresolvedAddressException)) {
      return ExportResult.permanent(FailureCause.INTERNAL, thrown.getClass().getName());
    }
    return ExportResult.retry(causeOf(thrown), -1, describeChain(thrown));
  }

  /** The JVM has no type of its own for a thread that the system does not allow. */
  private static boolean isLackOfThreads(Throwable thrown) {
    String text = thrown instanceof OutOfMemoryError ? thrown.getMessage() : null;
    return text != null && text.contains("native thread");
  }

  /** Describes the most useful exception of a chain: mostly the first, which names the address. */
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
    return text == null || text.isBlank() ? name : name + ": " + ResponseText.clean(text);
  }
}
