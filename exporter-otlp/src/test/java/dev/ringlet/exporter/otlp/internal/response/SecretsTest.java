// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp.internal.response;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringlet.export.ExportResult;
import dev.ringlet.export.FailureCause;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SecretsTest {
  private static final String TOKEN = "s3cr3t-0123456789-abcdef";

  private static String shown(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    String cleaned = ResponseText.clean(bytes, 0, bytes.length);
    Secrets secrets =
        new Secrets("key=" + TOKEN, List.of(Map.of("authorization", "Bearer abcdef")));
    return secrets.blot(ExportResult.permanent(FailureCause.BAD_DATA, cleaned)).message();
  }

  @Test
  void secretsAreReplaced() {
    assertThat(shown("you sent " + TOKEN + "!")).isEqualTo("you sent ***!");
    assertThat(shown("Bearer abcdef or abcdef")).isEqualTo("*** or ***");
  }

  /** No character of the secret remains in front of the cut, at any position of the cut. */
  @Test
  void beginningOfASecretBeforeACutIsReplaced() {
    for (int before = 1024 - TOKEN.length() - 2; before < 1026; before++) {
      String text = shown("-".repeat(before) + TOKEN + "x".repeat(100));
      assertThat(text).doesNotContain("s");
    }
  }
}
