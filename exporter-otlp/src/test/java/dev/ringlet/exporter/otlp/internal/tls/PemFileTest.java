// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp.internal.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PemFileTest {
  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-----BEGIN CERTIFICATE-----END CERTIFICATE-----",
        "-----BEGIN CERTIFICATE-----\nAAAA\n-----END KEY-----\n",
        "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE----\n",
        "-----BEGIN CERTIFICATE-----\nAAAA\n",
        "-----BEGIN CERTIFICATE",
        "-----BEGIN -----END -----",
        "-----BEGIN "
      })
  void messageNamesTheFileOfAnUnterminatedBlock(String text) throws Exception {
    Path path = Files.writeString(directory.resolve("ca.pem"), text);
    assertThatThrownBy(() -> new PemFile(TlsFiles.Role.CERTIFICATE, path, 1000).read())
        .isInstanceOf(TlsFileException.class)
        .hasMessage(path + " has a block that does not end");
  }

  /** Permissions that are set later change neither time nor size nor identity. */
  @Test
  void aFileThatCouldNotBeReadIsReadAgain() throws Exception {
    Path path = Files.createDirectory(directory.resolve("key.pem"));
    PemFile file = new PemFile(TlsFiles.Role.CLIENT_KEY, path, 1000);
    assertThatThrownBy(file::read).isInstanceOf(TlsFileException.class);
    assertThat(file.hasChanged()).isTrue();
    Files.delete(path);
    assertThat(file.hasChanged()).isFalse(); // perhaps it is being replaced
    Files.writeString(path, "");
    assertThat(file.read()).isEmpty();
    assertThat(file.hasChanged()).isFalse();
  }
}
