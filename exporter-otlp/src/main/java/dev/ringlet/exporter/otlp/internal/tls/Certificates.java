// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp.internal.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/** Reads certificates and creates trust managers for them. */
final class Certificates {
  private Certificates() {}

  /**
   * Reads all certificates of a file.
   *
   * @throws TlsFileException if there is none or one is malformed
   */
  static X509Certificate[] read(PemFile file) {
    List<X509Certificate> certificates = new ArrayList<>();
    try {
      CertificateFactory factory = CertificateFactory.getInstance("X.509");
      for (PemFile.Block block : file.read()) {
        if (block.label().endsWith("CERTIFICATE")) {
          certificates.add(
              (X509Certificate) factory.generateCertificate(new ByteArrayInputStream(block.der())));
        }
      }
    } catch (GeneralSecurityException malformed) {
      throw file.wrong("holds a certificate that is malformed");
    }
    if (certificates.isEmpty()) {
      throw file.wrong("holds no certificate in PEM form");
    }
    return certificates.toArray(new X509Certificate[0]);
  }

  /** Creates a trust manager with these trust anchors, or with the JVM's if null. */
  static X509ExtendedTrustManager trustIn(X509Certificate[] roots) {
    try {
      KeyStore store = null;
      if (roots != null) {
        store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        for (int i = 0; i < roots.length; i++) {
          store.setCertificateEntry("root-" + i, roots[i]);
        }
      }
      TrustManagerFactory factory =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init(store);
      for (TrustManager manager : factory.getTrustManagers()) {
        if (manager instanceof X509ExtendedTrustManager) {
          return (X509ExtendedTrustManager) manager;
        }
      }
    } catch (GeneralSecurityException | IOException impossible) {
      throw new IllegalStateException("the JVM cannot create a trust manager", impossible);
    }
    throw new IllegalStateException("the JVM has no trust manager for certificates");
  }
}
