// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A key pair with a certificate that it signed itself, made by keytool. */
public final class TestKeys {
  private static final char[] PASSWORD = "changeit".toCharArray();

  private final KeyStore store;

  private TestKeys(KeyStore store) {
    this.store = store;
  }

  /** Makes a pair for the loopback address; {@code more} are further arguments for keytool. */
  public static TestKeys make(Path directory, String name, String algorithm, String... more)
      throws Exception {
    Path file = directory.resolve(name + "-" + System.nanoTime() + ".p12");
    genkeypair(file, "it", name, algorithm, more);
    return load(file);
  }

  /** Makes an EC pair whose certificate another one signed, which is the root. */
  public static TestKeys makeSigned(Path directory, String name, String... more) throws Exception {
    Path file = directory.resolve(name + "-" + System.nanoTime() + ".p12");
    genkeypair(file, "root", "root", "EC", "-ext", "bc:c");
    List<String> arguments = new ArrayList<>(List.of("-signer", "root"));
    arguments.addAll(Arrays.asList(more));
    genkeypair(file, "it", name, "EC", arguments.toArray(new String[0]));
    return load(file);
  }

  private static void genkeypair(
      Path file, String alias, String name, String algorithm, String... more) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-J-XX:TieredStopAtLevel=1", // it starts in half the time
                "-J-XX:+UseSerialGC",
                "-genkeypair",
                "-alias",
                alias,
                "-keyalg",
                algorithm,
                "-storetype",
                "PKCS12",
                "-keystore",
                file.toString(),
                "-storepass",
                new String(PASSWORD),
                "-dname",
                "CN=" + name));
    if (!Arrays.asList(more).contains("-ext")) {
      command.addAll(List.of("-ext", "SAN=ip:127.0.0.1,dns:localhost"));
    }
    command.addAll(Arrays.asList(more));
    Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(keytool.getInputStream().readAllBytes());
    assertThat(keytool.waitFor()).as(output).isZero();
  }

  private static TestKeys load(Path file) throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      store.load(in, PASSWORD);
    }
    return new TestKeys(store);
  }

  /** A server's context; it trusts {@code clients} and no others. */
  public SSLContext serverContext(TestKeys... clients) throws Exception {
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    KeyStore own = KeyStore.getInstance("PKCS12");
    own.load(null, null);
    own.setKeyEntry("it", store.getKey("it", PASSWORD), PASSWORD, store.getCertificateChain("it"));
    keys.init(own, PASSWORD);
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    for (int i = 0; i < clients.length; i++) {
      trusted.setCertificateEntry("c" + i, clients[i].store.getCertificate("it"));
    }
    if (clients.length > 0) {
      trust.init(trusted);
    }
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), clients.length > 0 ? trust.getTrustManagers() : null, null);
    return context;
  }

  /** The private key as PKCS#8. */
  public byte[] pkcs8() throws Exception {
    return store.getKey("it", PASSWORD).getEncoded();
  }

  /** What PKCS#8 wraps: PKCS#1 of an RSA key, SEC 1 of an EC key. */
  public byte[] bareKey() throws Exception {
    byte[] der = pkcs8();
    int at = contents(der, 0); // into the sequence
    at = next(der, at); // past the version
    at = next(der, at); // past the algorithm
    return Arrays.copyOfRange(der, contents(der, at), next(der, at));
  }

  private static int contents(byte[] der, int at) {
    int length = der[at + 1] & 0xFF;
    return at + 2 + (length < 0x80 ? 0 : length & 0x7F);
  }

  private static int next(byte[] der, int at) {
    int length = der[at + 1] & 0xFF;
    int start = contents(der, at);
    if (length >= 0x80) {
      length = 0;
      for (int i = at + 2; i < start; i++) {
        length = length << 8 | der[i] & 0xFF;
      }
    }
    return start + length;
  }

  public String certificatePem() throws Exception {
    return pem("CERTIFICATE", store.getCertificate("it").getEncoded());
  }

  /** The certificate of the root of a signed pair. */
  public String rootPem() throws Exception {
    return pem("CERTIFICATE", store.getCertificate("root").getEncoded());
  }

  public String keyPem() throws Exception {
    return pem("PRIVATE KEY", pkcs8());
  }

  public static String pem(String label, byte[] der) {
    String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
    return "-----BEGIN " + label + "-----\n" + body + "\n-----END " + label + "-----\n";
  }

  public static Path write(Path file, String text) throws IOException {
    return Files.writeString(file, text);
  }
}
