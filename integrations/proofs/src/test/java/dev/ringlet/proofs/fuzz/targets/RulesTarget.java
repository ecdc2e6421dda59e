// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.proofs.fuzz.targets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringlet.config.ConfigException;
import dev.ringlet.internal.rules.Glob;
import dev.ringlet.internal.rules.Rule;
import dev.ringlet.internal.rules.RuleParser;
import dev.ringlet.internal.rules.Subject;
import dev.ringlet.internal.text.Wildcards;
import dev.ringlet.proofs.fuzz.FuzzBytes;
import dev.ringlet.proofs.fuzz.FuzzTarget;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Rules of sampling and filters, and their patterns. */
public final class RulesTarget implements FuzzTarget {
  private static final Map<String, List<String>> VOCABULARY =
      Map.of(
          "name", RuleParser.TEXT,
          "duration", RuleParser.DURATION,
          "kind", List.of("internal", "server", "client"));

  private static final Subject<String> SUBJECT =
      new Subject<>() {
        @Override
        public CharSequence text(String of, String property) {
          return of;
        }

        @Override
        public CharSequence attribute(String of, String name) {
          return name.isEmpty() ? null : of;
        }

        @Override
        public long number(String of, String property) {
          return of.length();
        }
      };

  @Override
  public void run(byte[] input) {
    FuzzBytes in = new FuzzBytes(input);
    if (in.nextBoolean()) {
      String pattern = in.line();
      String text = in.line();
      assertThat(Glob.of(pattern).matches(text)).isEqualTo(matches(pattern, text));
      assertThat(Wildcards.matches(pattern, text, false)).isEqualTo(matches(pattern, text));
      assertThat(Wildcards.matches(pattern, text, true))
          .isEqualTo(Glob.ofAnyCase(pattern).matches(text));
      return;
    }
    String text = new String(in.rest(), StandardCharsets.UTF_8);
    try {
      for (Rule rule : RuleParser.parse("key", text, VOCABULARY)) {
        assertThat(rule.position()).isBetween(1, text.length());
        rule.matches(rule.action(), SUBJECT);
      }
    } catch (ConfigException e) {
      assertThat(e.getMessage()).matches("(?s)key: expected .* at position [0-9]+");
    }
  }

  /** By a table of all prefixes. */
  private static boolean matches(String pattern, String text) {
    boolean[] before = new boolean[text.length() + 1];
    before[0] = true;
    for (int i = 0; i < pattern.length(); i++) {
      char c = pattern.charAt(i);
      boolean[] after = new boolean[text.length() + 1];
      after[0] = before[0] && c == '*';
      for (int j = 1; j <= text.length(); j++) {
        after[j] =
            c == '*'
                ? before[j] || after[j - 1]
                : before[j - 1] && (c == '?' || c == text.charAt(j - 1));
      }
      before = after;
    }
    return before[text.length()];
  }

  @Override
  public List<byte[]> seeds() {
    return FuzzTarget.texts(
        "0drop if name=\"GET *\" and duration<500ms; keep 0.1 if kind>=server;",
        "0keep if attributes.http.status_code>=500 and user!='a b'",
        "1a*b?c\naxxbyc\n");
  }

  @Override
  public List<String> covered() {
    return List.of("dev.ringlet.internal.rules.", Wildcards.class.getName());
  }

  @Override
  public int maxBytes() {
    return 512;
  }
}
