// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp.internal.tls;

import java.net.Socket;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.function.Consumer;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Trusts the certificates of a file, and checks for each handshake whether it has changed. If the
 * changed file is unusable, the trust in use stays. Thread-safe.
 */
final class FileTrustManager extends X509ExtendedTrustManager {
  private static final int MAX_BYTES = 4 * 1024 * 1024;

  private final PemFile file;
  private final Consumer<TlsFileException> onUnusable;
  private X509ExtendedTrustManager trust;

  /**
   * Reads the file.
   *
   * @throws TlsFileException if it cannot be used
   */
  FileTrustManager(Path path, Consumer<TlsFileException> onUnusable) {
    file = new PemFile(TlsFiles.Role.CERTIFICATE, path, MAX_BYTES);
    this.onUnusable = onUnusable;
    trust = Certificates.trustIn(Certificates.read(file));
  }

  private synchronized X509ExtendedTrustManager trust() {
    if (file.hasChanged()) {
      try {
        trust = Certificates.trustIn(Certificates.read(file));
      } catch (TlsFileException unusable) {
        onUnusable.accept(unusable);
      }
    }
    return trust;
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    trust().checkServerTrusted(chain, authType, socket);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    trust().checkServerTrusted(chain, authType, engine);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    trust().checkServerTrusted(chain, authType);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    throw noServer();
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    throw noServer();
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    throw noServer();
  }

  private static CertificateException noServer() {
    return new CertificateException("this trust manager is for servers only");
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return trust().getAcceptedIssuers();
  }
}
