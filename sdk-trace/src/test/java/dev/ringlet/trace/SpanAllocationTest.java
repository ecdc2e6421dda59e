// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What a span costs in bytes of garbage, with the handle forced to escape. Each number comes from a
 * process of its own: whether the JIT does without the builder depends on what else a process has
 * compiled, and other tests compile much (see RATIONALE.md).
 */
class SpanAllocationTest {

  private static double bytes(String scenario) throws Exception {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    Process process =
        new ProcessBuilder(
                List.of(
                    java,
                    "-Xmx256m",
                    "-cp",
                    System.getProperty("java.class.path"),
                    SpanAllocationMain.class.getName(),
                    scenario))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).isZero();
    return Double.parseDouble(out.trim());
  }

  @Test
  void aSpanWithFiveAttributesIsOneSmallObject() throws Exception {
    assertThat(bytes("api")).isLessThanOrEqualTo(72);
  }

  @Test
  void theGuardSeesOneObjectMore() throws Exception {
    assertThat(bytes("canary")).isGreaterThan(72);
  }

  @Test
  void aSpanThatIsNotSampledIsASmallerOne() throws Exception {
    assertThat(bytes("dropped")).isLessThanOrEqualTo(48);
  }

  @Test
  void aSamplerOfTheApplicationNeedsNoGarbage() throws Exception {
    assertThat(bytes("sampler")).isLessThanOrEqualTo(72);
  }

  @Test
  void theRecorderMakesNoGarbageAtAll() throws Exception {
    assertThat(bytes("recorder")).isLessThan(0.5);
  }
}
