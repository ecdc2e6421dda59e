// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp.internal.response;

import java.util.Locale;

/** Tells from what an HTTP client threw that a proxy was in the way; both say so in words only. */
final class ProxyRefusal {
  private ProxyRefusal() {}

  /** Whether a proxy refused to open a tunnel. */
  static boolean isToldBy(Throwable thrown) {
    String text = String.valueOf(thrown.getMessage()).toLowerCase(Locale.ROOT);
    return isAboutLogin(thrown)
        || text.contains("code for connect")
        || text.contains("tunnel failed");
  }

  /** Whether it did so for want of a user and a password. */
  static boolean isAboutLogin(Throwable thrown) {
    String text = String.valueOf(thrown.getMessage()).toLowerCase(Locale.ROOT);
    return text.contains("authenticate with proxy")
        || text.contains("proxy authentication")
        || (text.contains("tunnel failed") && text.contains("407"));
  }
}
