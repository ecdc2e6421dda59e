// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp.internal.tls;

import java.nio.file.Path;

/**
 * The PEM files in a user's settings.
 *
 * @param certificate the certificates to trust instead of the JVM's, or null
 * @param clientKey the private key for servers that request a client certificate, or null
 * @param clientCertificate the certificate of the key, followed by its intermediate ones; null
 *     without a key
 */
public record TlsFiles(Path certificate, Path clientKey, Path clientCertificate) {
  /** No files: the JVM's trust and no client certificate. */
  public static final TlsFiles NONE = new TlsFiles(null, null, null);

  /** The role of a file, with the last part of its property key. */
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

    /** The last part of the property key. */
    public String key() {
      return key;
    }
  }

  /** Whether no file is named. */
  public boolean isEmpty() {
    return certificate == null && clientKey == null && clientCertificate == null;
  }
}
