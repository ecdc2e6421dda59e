// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp.internal.tls;

import dev.ringlet.internal.log.ThrottledLogger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.util.Set;
import java.util.logging.Level;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * TLS with the certificates and keys of the user's files. The constructor reads and checks the
 * files; a TLS handshake reads them again if they have changed. Thread-safe.
 */
public final class ClientTls {
  /** The enabled versions: nothing older than TLS 1.2. */
  public static final String[] VERSIONS = {"TLSv1.3", "TLSv1.2"};

  private final ThrottledLogger logger = new ThrottledLogger(ClientTls.class);
  private final X509ExtendedTrustManager trustManager;
  private final FileKeyManager keyManager;

  /**
   * Reads the files.
   *
   * @throws TlsFileException if a file cannot be used; names the file and the reason
   */
  public ClientTls(TlsFiles files) {
    if (files.clientKey() != null && files.clientCertificate() == null) {
      throw new TlsFileException(
          TlsFiles.Role.CLIENT_KEY, files.clientKey(), "needs a client certificate as well");
    }
    if (files.clientCertificate() != null && files.clientKey() == null) {
      throw new TlsFileException(
          TlsFiles.Role.CLIENT_CERTIFICATE,
          files.clientCertificate(),
          "needs a client key as well");
    }
    trustManager =
        files.certificate() == null
            ? null
            : new FileTrustManager(files.certificate(), this::onUnusable);
    keyManager =
        files.clientKey() == null
            ? null
            : new FileKeyManager(files.clientKey(), files.clientCertificate(), this::onUnusable);
    if (keyManager != null) {
      warnOfReaders(files.clientKey());
      warnOfDates(files.clientCertificate());
    }
  }

  private void onUnusable(TlsFileException unusable) {
    logger.log(
        Level.WARNING,
        unusable.role().key(),
        () -> unusable.getMessage() + "; the previous files stay in use");
  }

  private void warnOfReaders(Path key) {
    try {
      Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(key);
      if (permissions.contains(PosixFilePermission.OTHERS_READ)) {
        logger.log(Level.WARNING, "readers", () -> key + " can be read by every user");
      }
    } catch (IOException | UnsupportedOperationException unknown) {
      // the file system has no such permissions
    }
  }

  /**
   * Only warns: the clock may be wrong, and the file may be replaced before the first connection.
   */
  private void warnOfDates(Path certificate) {
    try {
      keyManager.certificate().checkValidity();
    } catch (CertificateException outOfDate) {
      logger.log(
          Level.WARNING,
          "dates",
          () -> certificate + " holds a certificate that has expired or is not valid yet");
    }
  }

  /** Returns the trust manager of the file, or the JVM's without one. */
  public X509ExtendedTrustManager trustManager() {
    return trustManager == null ? Certificates.trustIn(null) : trustManager;
  }

  /** Creates the key manager of one HTTP client, with the key of the files if there is one. */
  public CertificateRequests newRequests() {
    return new CertificateRequests(keyManager);
  }

  /** Creates a context for one HTTP client. */
  public static SSLContext newContext(X509ExtendedTrustManager trust, CertificateRequests keys) {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(new KeyManager[] {keys}, new TrustManager[] {trust}, null);
      return context;
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("the JVM has no TLS", impossible);
    }
  }

  /** Creates a socket factory for a context whose sockets resume no session. */
  public static SSLSocketFactory socketsOf(SSLContext context) {
    return new FreshSessions(context);
  }

  /** Invalidates the sessions of a context, so that the next connection resumes none. */
  public static void forgetSessions(SSLContext context) {
    FreshSessions.forget(context);
  }
}
