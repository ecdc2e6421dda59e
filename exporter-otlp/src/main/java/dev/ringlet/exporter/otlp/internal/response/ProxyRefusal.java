// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp.internal.response;

import java.util.Locale;

/**
 * Recognises the refusal of a proxy by the messages of the clients' exceptions, which have no type
 * of their own for it.
 */
final class ProxyRefusal {
  private ProxyRefusal() {}

  /** Whether a proxy refused to open a tunnel. */
  static boolean isToldBy(Throwable thrown) {
    String text = String.valueOf(thrown.getMessage()).toLowerCase(Locale.ROOT);
    return isAboutLogin(thrown)
        || text.contains("code for connect")
        || text.contains("tunnel failed");
  }

  /** Whether a proxy demands credentials or refuses those it got. */
  static boolean isAboutLogin(Throwable thrown) {
    String text = String.valueOf(thrown.getMessage()).toLowerCase(Locale.ROOT);
    return text.contains("authenticate with proxy")
        || text.contains("proxy authentication")
        || (text.contains("tunnel failed") && text.contains("407"));
  }
}
