// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp.internal.tls;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Reads private keys: PKCS#8 (RSA, EC, Ed25519, Ed448), PKCS#1 (RSA) and SEC 1 (EC), none of them
 * encrypted.
 */
final class PrivateKeys {
  private static final List<String> ALGORITHMS = List.of("RSA", "EC", "EdDSA");

  /** The AlgorithmIdentifier of rsaEncryption, with NULL parameters. */
  private static final byte[] RSA = {
    0x30, 13, 6, 9, 0x2A, (byte) 0x86, 0x48, (byte) 0x86, (byte) 0xF7, 13, 1, 1, 1, 5, 0
  };

  private static final byte[] VERSION_0 = {2, 1, 0};
  private static final int SEQUENCE = 0x30;
  private static final int OCTET_STRING = 4;

  private PrivateKeys() {}

  /**
   * Reads the only private key of a file.
   *
   * @param certified the public key of the client certificate, which must match
   * @throws TlsFileException if there is none, more than one, or one that cannot be used
   */
  static PrivateKey read(PemFile file, PublicKey certified) {
    PemFile.Block found = null;
    for (PemFile.Block block : file.read()) {
      if (block.label().endsWith("PRIVATE KEY")) {
        if (found != null) {
          throw file.wrong("holds more than one private key");
        }
        found = block;
      }
    }
    if (found == null) {
      throw file.wrong("holds no private key in PEM form");
    }
    if (found.encrypted()) {
      throw file.wrong("holds an encrypted key; decrypt it, there is no setting for a password");
    }
    byte[] pkcs8 = toPkcs8(file, found, certified);
    try {
      PrivateKey key = decode(file, pkcs8);
      if (!isPair(key, certified)) {
        throw file.wrong("holds a key that does not belong to the client certificate");
      }
      return key;
    } finally {
      Arrays.fill(found.der(), (byte) 0);
      Arrays.fill(pkcs8, (byte) 0);
    }
  }

  private static byte[] toPkcs8(PemFile file, PemFile.Block block, PublicKey certified) {
    return switch (block.label()) {
      case "PRIVATE KEY" -> block.der();
      case "RSA PRIVATE KEY" -> wrap(RSA, block.der());
      case "EC PRIVATE KEY" -> { // the curve is optional here; the certificate has it
        if (!certified.getAlgorithm().equals("EC")) {
          throw file.wrong("holds a key that does not belong to the client certificate");
        }
        yield wrap(firstElement(contents(certified.getEncoded())), block.der());
      }
      default -> throw file.wrong("holds a key of an unknown kind: " + block.label());
    };
  }

  /** Encodes a PrivateKeyInfo: version, algorithm, and the key as an octet string. */
  private static byte[] wrap(byte[] algorithm, byte[] key) {
    return element(SEQUENCE, VERSION_0, algorithm, element(OCTET_STRING, key));
  }

  private static byte[] element(int tag, byte[]... parts) {
    int length = 0;
    for (byte[] part : parts) {
      length += part.length;
    }
    ByteBuffer out = ByteBuffer.allocate(4 + length);
    out.put((byte) tag);
    if (length < 0x80) {
      out.put((byte) length);
    } else if (length < 0x100) {
      out.put((byte) 0x81).put((byte) length);
    } else {
      out.put((byte) 0x82).putShort((short) length); // files are 64 KiB at most
    }
    for (byte[] part : parts) {
      out.put(part);
    }
    return Arrays.copyOf(out.array(), out.position());
  }

  private static byte[] contents(byte[] element) {
    return Arrays.copyOfRange(element, headBytes(element), element.length);
  }

  private static byte[] firstElement(byte[] elements) {
    int head = headBytes(elements);
    int length = elements[1] & 0xFF;
    if (length >= 0x80) {
      length = 0;
      for (int i = 2; i < head; i++) {
        length = length << 8 | elements[i] & 0xFF;
      }
    }
    return Arrays.copyOf(elements, head + length);
  }

  private static int headBytes(byte[] element) {
    int length = element[1] & 0xFF;
    return length < 0x80 ? 2 : 2 + (length & 0x7F);
  }

  private static PrivateKey decode(PemFile file, byte[] pkcs8) {
    PKCS8EncodedKeySpec spec = new PKCS8EncodedKeySpec(pkcs8);
    for (String algorithm : ALGORITHMS) {
      try {
        return KeyFactory.getInstance(algorithm).generatePrivate(spec);
      } catch (GeneralSecurityException anotherKind) {
        // try the next algorithm
      }
    }
    throw file.wrong("holds a key that is malformed, or neither RSA nor EC nor EdDSA");
  }

  /** Whether the public key verifies a signature of the private key. */
  private static boolean isPair(PrivateKey key, PublicKey certified) {
    byte[] sample = "ringlet".getBytes(StandardCharsets.US_ASCII);
    try {
      Signature signature = Signature.getInstance(signatureName(key));
      signature.initSign(key);
      signature.update(sample);
      byte[] signed = signature.sign();
      signature.initVerify(certified);
      signature.update(sample);
      return signature.verify(signed);
    } catch (GeneralSecurityException | RuntimeException ofAnotherKind) {
      return false;
    }
  }

  private static String signatureName(PrivateKey key) {
    String algorithm = key.getAlgorithm().toUpperCase(Locale.ROOT);
    if (algorithm.equals("RSA")) {
      return "SHA256withRSA";
    }
    return algorithm.equals("EC") ? "SHA256withECDSA" : key.getAlgorithm();
  }
}
