// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp.internal.response;

import java.net.ProtocolException;
import java.util.Locale;
import javax.net.ssl.SSLException;

/**
 * Recognises a server that uses another protocol than expected, from the exceptions of the HTTP
 * clients and from error responses.
 */
public final class ForeignProtocol {
  /** The message for a server that supports HTTP/2 only. */
  public static final String HTTP2 = "the server sends HTTP/2 from the start";

  /** The message for a server that expects TLS. */
  public static final String TLS = "HTTP 400: the server expects TLS on this port";

  /** The words of the servers of Go and nginx, in lower case. */
  private static final String[] TLS_WORDS = {
    "http request to an https server", "http request was sent to https port"
  };

  /** The head of a SETTINGS frame in hexadecimal: length, type, flags and stream 0. */
  private static final String SETTINGS_FRAME = "0000[0-9a-f]{2}040000000000";

  private static final int SETTINGS_TYPE = 4;
  private static final String OKHTTP_BYTES = "content=";
  private static final String JDK_BYTES = "receiving [";

  private ForeignProtocol() {}

  /** Whether the peer answered with something that is not HTTP/1.1, or not TLS. */
  static boolean isSpokenIn(Throwable thrown) {
    String text = thrown.getMessage() == null ? "" : thrown.getMessage().toLowerCase(Locale.ROOT);
    return (thrown instanceof ProtocolException && !text.startsWith("unexpected end of stream"))
        || (thrown instanceof SSLException && text.contains("unrecognized ssl message"))
        || text.contains("invalid status line")
        || isHttp2(thrown);
  }

  /** Whether the body of a response says that the server expects TLS. */
  static boolean wantsTls(ServerResponse response) {
    for (String words : TLS_WORDS) {
      if (ResponseText.contains(response.bytes(), response.length(), words)) {
        return true;
      }
    }
    return false;
  }

  /** Whether the server began with an HTTP/2 frame, as servers do that support gRPC only. */
  static boolean isHttp2(Throwable thrown) {
    String text = thrown.getMessage() == null ? "" : thrown.getMessage();
    int hex = text.indexOf(OKHTTP_BYTES);
    if (hex >= 0) {
      int from = hex + OKHTTP_BYTES.length();
      return text.length() >= from + 18 && text.substring(from, from + 18).matches(SETTINGS_FRAME);
    }
    int raw = text.indexOf(JDK_BYTES);
    int from = raw + JDK_BYTES.length();
    return raw >= 0
        && text.length() > from + 4
        && text.charAt(from) == 0
        && text.charAt(from + 1) == 0
        && text.charAt(from + 3) == SETTINGS_TYPE;
  }
}
