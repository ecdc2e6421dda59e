// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ViewerTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream error = new ByteArrayOutputStream();

  private int run(LongConsumer stay, String... arguments) {
    return Viewer.run(List.of(arguments), new PrintStream(out), new PrintStream(error), stay);
  }

  private String page() throws IOException {
    Matcher address =
        Pattern.compile("Viewer: (\\S+)").matcher(out.toString(StandardCharsets.UTF_8));
    assertThat(address.find()).isTrue();
    HttpURLConnection connection =
        (HttpURLConnection) URI.create(address.group(1)).toURL().openConnection();
    return new String(connection.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  @Test
  void servesThePageForTheTimeThatIsSet() {
    LongConsumer stay =
        seconds -> {
          assertThat(seconds).isEqualTo(7);
          try {
            assertThat(page()).contains("<title>Ringlet viewer</title>");
          } catch (IOException e) {
            throw new AssertionError(e);
          }
        };

    assertThat(run(stay, "--port", "0", "--exit-after", "7")).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "--port, many, '--port: a number from 0 to 65535 expected, not \"many\"'",
    "--port, 70000, '--port: a number from 0 to 65535 expected, not \"70000\"'",
    "--exit-after, -1, '--exit-after: a number'",
    "--color, red, unknown option --color",
    "--host, 0.0.0.0, needed"
  })
  void aBadOptionIsExplained(String option, String value, String expected) {
    assertThat(run(seconds -> {}, option, value)).isEqualTo(2);
    assertThat(error.toString(StandardCharsets.UTF_8)).contains(expected).contains("Usage:");
  }

  @Test
  void aPortThatIsTakenIsExplained() {
    try (dev.ringlet.viewer.Viewer other = dev.ringlet.viewer.Viewer.builder().setPort(0).build()) {
      assertThat(run(seconds -> {}, "--port", Integer.toString(other.port()))).isEqualTo(1);
    }
    assertThat(error.toString(StandardCharsets.UTF_8)).contains("cannot listen", "--port");
  }
}
