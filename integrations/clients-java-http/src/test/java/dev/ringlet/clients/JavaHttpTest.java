// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.clients;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringlet.clients.ClientRun.Sdk;
import dev.ringlet.testing.OtlpCapture;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The JDK's HTTP client and server, instrumented, send the same from both SDKs. */
class JavaHttpTest {
  @Test
  void telemetryIsTheSame() throws Exception {
    List<String> official = lines(Sdk.OFFICIAL);

    assertThat(official).filteredOn(line -> line.contains("span ")).hasSizeGreaterThanOrEqualTo(8);
    assertThat(official)
        .filteredOn(line -> line.contains("metric "))
        .hasSizeGreaterThanOrEqualTo(2);
    assertThat(official)
        .anyMatch(line -> line.contains("span io.opentelemetry.java-http-client"))
        .anyMatch(line -> line.contains("span io.opentelemetry.java-http-server"));
    assertThat(lines(Sdk.RINGLET).stream().map(JavaHttpTest::withoutRandomFlag).toList())
        .isEqualTo(official);
  }

  /** The official SDK of this version does not know the flag of random trace ids. */
  private static String withoutRandomFlag(String line) {
    return line.replace("flags=259", "flags=257").replace("flags=771", "flags=769");
  }

  private static List<String> lines(Sdk sdk) throws Exception {
    try (OtlpCapture capture = OtlpCapture.start()) {
      ClientRun.isolated(JavaHttpClient.class, sdk, capture.endpoint(), Map.of());
      return Canonical.of(capture, metric -> false);
    }
  }
}
