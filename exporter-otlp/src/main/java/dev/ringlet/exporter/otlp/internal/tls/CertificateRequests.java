// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp.internal.tls;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;

/**
 * A key manager that records whether a server requested a client certificate and got none. With TLS
 * 1.3 the server refuses after the handshake, when the client already writes: often the client only
 * sees a broken pipe. Thread-safe: its state is two flags that are set and never cleared.
 */
public final class CertificateRequests extends X509ExtendedKeyManager {
  /** The key manager to delegate to, or null. */
  private final X509ExtendedKeyManager keys;

  private volatile boolean unanswered;
  private volatile boolean optional;

  /** Delegates to {@code keys}, or has no keys if that is null. */
  CertificateRequests(X509ExtendedKeyManager keys) {
    this.keys = keys;
  }

  /** Returns an instance without keys. */
  public static CertificateRequests none() {
    return new CertificateRequests(null);
  }

  /**
   * Records a response of the server. If it got no certificate before, its certificate is optional.
   */
  public void responded() {
    if (unanswered && !optional) {
      optional = true;
    }
  }

  /** Whether the server requested a certificate, got none and has not responded since. */
  public boolean isMissing() {
    return unanswered && !optional;
  }

  private String answer(String alias) {
    if (alias == null) {
      unanswered = true;
    }
    return alias;
  }

  @Override
  public String chooseClientAlias(String[] keyTypes, Principal[] issuers, Socket socket) {
    return answer(keys == null ? null : keys.chooseClientAlias(keyTypes, issuers, socket));
  }

  @Override
  public String chooseEngineClientAlias(String[] keyTypes, Principal[] issuers, SSLEngine engine) {
    return answer(keys == null ? null : keys.chooseEngineClientAlias(keyTypes, issuers, engine));
  }

  @Override
  public X509Certificate[] getCertificateChain(String alias) {
    return keys == null ? null : keys.getCertificateChain(alias);
  }

  @Override
  public PrivateKey getPrivateKey(String alias) {
    return keys == null ? null : keys.getPrivateKey(alias);
  }

  @Override
  public String[] getClientAliases(String keyType, Principal[] issuers) {
    return keys == null ? null : keys.getClientAliases(keyType, issuers);
  }

  @Override
  public String[] getServerAliases(String keyType, Principal[] issuers) {
    return null;
  }

  @Override
  public String chooseServerAlias(String keyType, Principal[] issuers, Socket socket) {
    return null;
  }
}
