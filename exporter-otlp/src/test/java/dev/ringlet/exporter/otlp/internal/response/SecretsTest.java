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

  private static String shown(Secrets secrets, String message) {
    return secrets.blot(ExportResult.permanent(FailureCause.BAD_DATA, message)).message();
  }

  @Test
  void wordsOfQueriesAndHeadersAreSecret() {
    Secrets secrets =
        new Secrets(
            "user=joanna&key=a%20secret%2Bplace",
            List.of(
                Map.of("x-one", "first, second;third"),
                Map.of("User-Agent", "an-agent", "x-two", "abc abcd")));
    assertThat(shown(secrets, "joanna is a secret+place, or a%20secret%2Bplace"))
        .isEqualTo("*** is a ***, or ***");
    assertThat(shown(secrets, "first second third")).isEqualTo("*** *** ***");
    assertThat(shown(secrets, "first, second;third")).isEqualTo("***");
    assertThat(shown(secrets, "an-agent")).isEqualTo("an-agent");
    assertThat(shown(secrets, "abc abd abcd")).isEqualTo("abc abd ***"); // four characters at least
    assertThat(shown(secrets, "nothing")).isEqualTo("nothing");
  }

  /** Or the rest of the longer one would show. */
  @Test
  void aSecretThatBeginsWithAnotherIsReplacedFirst() {
    Secrets secrets =
        new Secrets("", List.of(Map.of("x-one", "abcd"), Map.of("x-two", "abcdefgh")));
    assertThat(shown(secrets, "abcdefgh abcd")).isEqualTo("*** ***");
  }

  @Test
  void whatIsShownInOneLineIsReplacedToo() {
    Secrets secrets = new Secrets("", List.of(Map.of("x-key", "\tgo\u200eod\t")));
    assertThat(shown(secrets, "it was go od, or go\u200eod")).isEqualTo("it was ***, or ***");
  }

  @Test
  void theResultStaysWhatItIs() {
    Secrets secrets = new Secrets("k=" + TOKEN, List.of());
    ExportResult clean = ExportResult.retry(FailureCause.THROTTLED, 7, "busy");
    assertThat(secrets.blot(clean)).isSameAs(clean);
    assertThat(secrets.blot(ExportResult.delivered())).isSameAs(ExportResult.delivered());

    ExportResult retry = secrets.blot(ExportResult.retry(FailureCause.THROTTLED, 7, TOKEN));
    assertThat(retry.toString()).isEqualTo("RETRY THROTTLED ***");
    assertThat(retry.retryAfterNanos()).isEqualTo(7);
    ExportResult partial = secrets.blot(ExportResult.partial(3, "no " + TOKEN));
    assertThat(partial.toString()).isEqualTo("PARTIAL REJECTED no ***");
    assertThat(partial.rejectedItems()).isEqualTo(3);
    assertThat(secrets.blot(ExportResult.permanent(FailureCause.BAD_DATA, TOKEN)).toString())
        .isEqualTo("PERMANENT BAD_DATA ***");
  }

  @Test
  void onlyTheBeginningOfASecretIsReplacedBeforeACut() {
    Secrets secrets = new Secrets("k=" + TOKEN, List.of());
    assertThat(shown(secrets, "x s3cr3…")).isEqualTo("x ***…");
    assertThat(shown(secrets, "x s…")).isEqualTo("x ***…");
    assertThat(shown(secrets, "x y…")).isEqualTo("x y…");
    assertThat(shown(secrets, "x s3cr3y…")).isEqualTo("x s3cr3y…");
    assertThat(shown(secrets, "x s3cr3")).isEqualTo("x s3cr3"); // nothing was cut
    assertThat(shown(secrets, "…")).isEqualTo("…");
    assertThat(shown(secrets, "s3…")).isEqualTo("***…");
  }
}
