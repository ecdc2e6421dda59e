// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.proofs.fuzz.targets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringlet.config.Config;
import dev.ringlet.config.ConfigException;
import dev.ringlet.exporter.otlp.internal.target.HeaderRules;
import dev.ringlet.internal.text.PercentDecoder;
import dev.ringlet.proofs.fuzz.FuzzTarget;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The headers of a setting: pairs, percent-encoding, and what HTTP allows. */
public final class HeadersTarget implements FuzzTarget {
  private static final String KEY = "otel.exporter.otlp.headers";
  private static final Pattern ESCAPES =
      Pattern.compile("(?:%[\\p{Nd}a-fA-F\uff41-\uff46\uff21-\uff26&&[\\x{0}-\\x{ffff}]]{2})+");
  private static final Pattern NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
  private static final Pattern VALUE = Pattern.compile("[\t -~]*");

  @Override
  public void run(byte[] input) {
    String text = new String(input, StandardCharsets.UTF_8);
    assertThat(PercentDecoder.decode(text)).isEqualTo(decoded(text));
    Map<String, String> pairs;
    try {
      pairs = Config.of(Map.of(KEY, text), Map.of(), Map.of()).getMap(KEY);
    } catch (ConfigException e) {
      assertThat(e.getMessage()).isEqualTo(KEY + ": expected pairs name=value separated by commas");
      return;
    }
    pairs.forEach(HeadersTarget::check);
  }

  /**
   * Escapes one after the other are bytes of one text. Digits may be those of any script, as in the
   * official SDK.
   */
  private static String decoded(String text) {
    return ESCAPES
        .matcher(text)
        .replaceAll(
            escapes -> {
              String digits = escapes.group().replace("%", "");
              byte[] bytes = new byte[digits.length() / 2];
              for (int i = 0; i < digits.length(); i++) {
                bytes[i / 2] = (byte) (bytes[i / 2] << 4 | Character.digit(digits.charAt(i), 16));
              }
              return Matcher.quoteReplacement(new String(bytes, StandardCharsets.UTF_8));
            });
  }

  private static void check(String name, String value) {
    String decoded = PercentDecoder.decode(value);
    try {
      Map<String, String> checked = HeaderRules.check(Map.of(name, decoded));
      assertThat(name).matches(NAME);
      if (HeaderRules.isOurs(name)) {
        assertThat(checked).isEmpty();
      } else {
        assertThat(checked).containsExactly(Map.entry(name, decoded.trim()));
        assertThat(decoded.trim()).matches(VALUE);
      }
    } catch (IllegalArgumentException e) {
      assertThat(NAME.matcher(name).matches() && VALUE.matcher(decoded.trim()).matches()).isFalse();
      assertThat(e.getMessage())
          .isIn(
              "a header has a name that is not an HTTP token",
              "header " + name + " has a character that HTTP does not allow in a value");
    }
  }

  @Override
  public List<byte[]> seeds() {
    return FuzzTarget.texts("api-key=secret%20value,x-tenant=7", "a=%C3%A9%,b=%4,c=d=e,grpc-x=1");
  }

  @Override
  public List<byte[]> words() {
    return FuzzTarget.texts("%41", "\uff14\uff11");
  }

  @Override
  public List<String> covered() {
    return List.of(
        PercentDecoder.class.getName(), HeaderRules.class.getName(), Config.class.getName());
  }

  @Override
  public int maxBytes() {
    return 512;
  }
}
