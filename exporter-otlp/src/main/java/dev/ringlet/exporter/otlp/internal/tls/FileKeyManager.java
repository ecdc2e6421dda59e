// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp.internal.tls;

import java.net.Socket;
import java.nio.file.Path;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.function.Consumer;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;

/**
 * Uses the key and certificate of two files, and checks for each handshake whether they have
 * changed. If the changed files are unusable, or do not match because only one was replaced so far,
 * the identity in use stays. Thread-safe.
 *
 * <p>A handshake chooses an alias and then gets key and certificate by that alias. Each identity
 * has a new alias; the current and the previous one can be read, so a handshake during a change
 * gets a matching pair.
 */
final class FileKeyManager extends X509ExtendedKeyManager {
  private static final int MAX_KEY_BYTES = 64 * 1024;
  private static final int MAX_CERTIFICATE_BYTES = 1024 * 1024;

  private record Identity(String alias, PrivateKey key, X509Certificate[] chain) {}

  private final PemFile keyFile;
  private final PemFile certificateFile;
  private final Consumer<TlsFileException> onUnusable;
  private int number;
  private Identity current;
  private Identity previous;

  /**
   * Reads the files.
   *
   * @throws TlsFileException if one cannot be used or they do not match
   */
  FileKeyManager(Path key, Path certificate, Consumer<TlsFileException> onUnusable) {
    keyFile = new PemFile(TlsFiles.Role.CLIENT_KEY, key, MAX_KEY_BYTES);
    certificateFile =
        new PemFile(TlsFiles.Role.CLIENT_CERTIFICATE, certificate, MAX_CERTIFICATE_BYTES);
    this.onUnusable = onUnusable;
    current = read();
  }

  private Identity read() {
    X509Certificate[] chain = Certificates.read(certificateFile);
    PrivateKey key = PrivateKeys.read(keyFile, chain[0].getPublicKey());
    return new Identity("ringlet-" + number++, key, chain);
  }

  /** The certificate in use. */
  synchronized X509Certificate certificate() {
    return current.chain()[0];
  }

  private synchronized Identity refreshed() {
    if (keyFile.hasChanged() || certificateFile.hasChanged()) {
      try {
        Identity next = read();
        previous = current;
        current = next;
      } catch (TlsFileException unusable) {
        onUnusable.accept(unusable);
      }
    }
    return current;
  }

  private synchronized Identity known(String alias) {
    if (current.alias().equals(alias)) {
      return current;
    }
    return previous != null && previous.alias().equals(alias) ? previous : null;
  }

  private String choose(String[] keyTypes) {
    Identity identity = refreshed();
    boolean asked = Arrays.asList(keyTypes).contains(identity.key().getAlgorithm());
    return asked ? identity.alias() : null;
  }

  @Override
  public String chooseClientAlias(String[] keyTypes, Principal[] issuers, Socket socket) {
    return choose(keyTypes);
  }

  @Override
  public String chooseEngineClientAlias(String[] keyTypes, Principal[] issuers, SSLEngine engine) {
    return choose(keyTypes);
  }

  @Override
  public X509Certificate[] getCertificateChain(String alias) {
    Identity identity = known(alias);
    return identity == null ? null : identity.chain().clone();
  }

  @Override
  public PrivateKey getPrivateKey(String alias) {
    Identity identity = known(alias);
    return identity == null ? null : identity.key();
  }

  @Override
  public String[] getClientAliases(String keyType, Principal[] issuers) {
    String alias = choose(new String[] {keyType});
    return alias == null ? null : new String[] {alias};
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
