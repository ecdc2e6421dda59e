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
 * TLS as a user's files say. The files are read and checked when this is made; they are read again
 * when they have changed and a connection is opened. Thread-safe.
 */
public final class ClientTls {
  /** What is spoken: nothing older than TLS 1.2. */
  public static final String[] VERSIONS = {"TLSv1.3", "TLSv1.2"};

  private final ThrottledLogger logger = new ThrottledLogger(ClientTls.class);
  private final X509ExtendedTrustManager trustManager;
  private final FileKeyManager keyManager;

  /**
   * Reads the files.
   *
   * @throws TlsFileException telling which cannot be used and why
   */
  public ClientTls(TlsFiles files) {
    if (files.clientKey() != null && files.clientCertificate() == null) {
      throw new TlsFileException(
          TlsFiles.Role.CLIENT_KEY, files.clientKey(), "needs a client certificate beside it");
    }
    if (files.clientCertificate() != null && files.clientKey() == null) {
      throw new TlsFileException(
          TlsFiles.Role.CLIENT_CERTIFICATE,
          files.clientCertificate(),
          "needs a client key beside it");
    }
    trustManager =
        files.certificate() == null ? null : new FileTrustManager(files.certificate(), this::told);
    keyManager =
        files.clientKey() == null
            ? null
            : new FileKeyManager(files.clientKey(), files.clientCertificate(), this::told);
    if (keyManager != null) {
      warnOfReaders(files.clientKey());
      warnOfDates(files.clientCertificate());
    }
  }

  private void told(TlsFileException unusable) {
    logger.log(
        Level.WARNING,
        unusable.role().key(),
        () -> unusable.getMessage() + "; what was read before stays in use");
  }

  private void warnOfReaders(Path key) {
    try {
      Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(key);
      if (permissions.contains(PosixFilePermission.OTHERS_READ)) {
        logger.log(Level.WARNING, "readers", () -> key + " can be read by every user");
      }
    } catch (IOException | UnsupportedOperationException unknown) {
      // no such permissions here
    }
  }

  /** Not an error: the clock may be wrong, and the file may be replaced in time. */
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

  /** The trust manager that contexts use. */
  public X509ExtendedTrustManager trustManager() {
    return trustManager == null ? Certificates.trustIn(null) : trustManager;
  }

  /** Makes the key manager of one HTTP client, which shows the key of the files if there is one. */
  public CertificateRequests newRequests() {
    return new CertificateRequests(keyManager);
  }

  /** Makes a context for one HTTP client, which trusts as {@code trust} says. */
  public static SSLContext newContext(X509ExtendedTrustManager trust, CertificateRequests keys) {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(new KeyManager[] {keys}, new TrustManager[] {trust}, null);
      return context;
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("the JVM has no TLS", impossible);
    }
  }

  /** Sockets of a context, each with a session of its own. */
  public static SSLSocketFactory socketsOf(SSLContext context) {
    return new FreshSessions(context);
  }

  /** Makes sure that the next connection of a context begins a session of its own. */
  public static void forgetSessions(SSLContext context) {
    FreshSessions.forget(context);
  }
}
