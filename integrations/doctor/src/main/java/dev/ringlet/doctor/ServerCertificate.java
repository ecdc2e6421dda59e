// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.doctor;

import dev.ringlet.exporter.otlp.OtlpProbe;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.Certificate;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Reads the certificate of a server, to find what is wrong with it. The connection trusts every
 * certificate and sends only the handshake.
 */
final class ServerCertificate {
  private static final String KEY = "otel.exporter.otlp.certificate";

  private ServerCertificate() {}

  static String explain(OtlpProbe probe, Duration timeout) {
    String trusted = Advice.isDeclared(probe) ? "tls.ca_file of the exporter" : KEY;
    if (probe.proxy() != null) {
      return "look at the certificate of " + probe.host() + ", and at " + trusted + ".";
    }
    X509Certificate certificate;
    try {
      certificate = presented(probe, timeout);
    } catch (IOException | GeneralSecurityException failed) {
      return "the server ends the handshake. It may want a client's certificate"
          + (Advice.isDeclared(probe)
              ? " (tls.cert_file and tls.key_file)"
              : " (otel.exporter.otlp.client.certificate and .client.key)")
          + ", or speak no TLS: then the"
          + " address begins with http.";
    }
    Instant now = Instant.now();
    if (now.isAfter(certificate.getNotAfter().toInstant())) {
      return "its certificate ended on "
          + certificate.getNotAfter().toInstant()
          + ". The server needs a new one.";
    }
    if (now.isBefore(certificate.getNotBefore().toInstant())) {
      return "its certificate begins on "
          + certificate.getNotBefore().toInstant()
          + ". Look at the clock of this machine.";
    }
    List<String> names = names(certificate);
    if (names.stream().noneMatch(name -> matches(name, probe.host()))) {
      return "its certificate is for "
          + (names.isEmpty() ? "no host" : String.join(", ", names))
          + " and not for "
          + probe.host()
          + ". Use a name of the certificate in "
          + probe.key()
          + ".";
    }
    return "its certificate, issued by "
        + certificate.getIssuerX500Principal().getName()
        + ", is not trusted. Set "
        + trusted
        + " to a PEM file with the issuer's certificate.";
  }

  private static X509Certificate presented(OtlpProbe probe, Duration timeout)
      throws IOException, GeneralSecurityException {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, new TrustManager[] {new Anyone()}, null);
    try (Socket plain = new Socket()) {
      int millis = (int) timeout.toMillis();
      plain.connect(new InetSocketAddress(probe.host(), probe.port()), millis);
      plain.setSoTimeout(millis);
      try (SSLSocket socket =
          (SSLSocket)
              context.getSocketFactory().createSocket(plain, probe.host(), probe.port(), true)) {
        socket.startHandshake();
        Certificate first = socket.getSession().getPeerCertificates()[0];
        return (X509Certificate) first;
      }
    }
  }

  private static List<String> names(X509Certificate certificate) {
    List<String> names = new ArrayList<>();
    try {
      Collection<List<?>> alternatives = certificate.getSubjectAlternativeNames();
      if (alternatives != null) {
        for (List<?> alternative : alternatives) {
          if (alternative.get(1) instanceof String name) {
            names.add(name);
          }
        }
      }
    } catch (CertificateParsingException malformed) {
      // it has no names that can be read
    }
    return names;
  }

  private static boolean matches(String name, String host) {
    String lower = host.toLowerCase(Locale.ROOT);
    String pattern = name.toLowerCase(Locale.ROOT);
    int dot = lower.indexOf('.');
    return pattern.equals(lower)
        || pattern.startsWith("*.") && dot > 0 && lower.substring(dot).equals(pattern.substring(1));
  }

  /** Trusts every server: the certificate is only to be looked at. */
  private static final class Anyone extends X509ExtendedTrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
