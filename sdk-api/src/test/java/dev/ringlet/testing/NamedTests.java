// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.testing;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the tests that pages name, in the sources. */
public final class NamedTests {
  private NamedTests() {}

  /** Whether a method of this name, at the first level of a class, is a test that runs. */
  public static boolean isTest(String source, String method) {
    for (String member : source.split("\n  }\n")) {
      Matcher declared =
          Pattern.compile("\n  (?:public )?void " + method + "\\(").matcher("\n" + member);
      if (declared.find()) {
        String before = ("\n" + member).substring(0, declared.start());
        return before.matches("(?s).*\n  @(Test|ParameterizedTest|RepeatedTest)\\b.*")
            && !before.contains("@Disabled");
      }
    }
    return false;
  }
}
