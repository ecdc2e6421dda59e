// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp.internal.tls;

import java.nio.file.Path;

/**
 * The PEM files that a user named.
 *
 * @param certificate the certificates to trust in place of the JVM's, or null
 * @param clientKey the private key to show a server that asks, or null
 * @param clientCertificate its certificate, and those that lead to a known one; null without a key
 */
public record TlsFiles(Path certificate, Path clientKey, Path clientCertificate) {
  /** No files: the JVM's trust and no client certificate. */
  public static final TlsFiles NONE = new TlsFiles(null, null, null);

  /** What a file is for, with the last part of its key in settings. */
  public enum Role {
    /** Certificates to trust. */
    CERTIFICATE("certificate"),
    /** The client's private key. */
    CLIENT_KEY("client.key"),
    /** The client's certificate. */
    CLIENT_CERTIFICATE("client.certificate");

    private final String key;

    Role(String key) {
      this.key = key;
    }

    /** The end of the key in settings. */
    public String key() {
      return key;
    }
  }

  /** Whether any file is named. */
  public boolean isEmpty() {
    return certificate == null && clientKey == null && clientCertificate == null;
  }
}
