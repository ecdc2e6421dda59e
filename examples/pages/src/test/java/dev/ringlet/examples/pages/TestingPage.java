// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.examples.pages;

import dev.ringlet.checks.TelemetryReceiver;
import dev.ringlet.checks.validation.Severity;
import dev.ringlet.checks.validation.TelemetryValidator;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import java.io.IOException;
import java.util.Locale;

/** The other samples of integrations/testing/README.md. */
final class TestingPage {
  private TestingPage() {}

  static void configuredByProperties() throws IOException {
    try (TelemetryReceiver receiver = TelemetryReceiver.start()) {
      ProcessBuilder application = new ProcessBuilder("java", "-jar", "shop.jar");
      receiver
          .properties()
          .forEach(
              (key, value) ->
                  application
                      .environment()
                      .put(key.toUpperCase(Locale.ROOT).replace('.', '_'), value));
      Process shop = application.start();
      receiver.await(() -> receiver.assertTraces().hasSize(1));
      receiver.assertNoFindings(Severity.ERROR);
      shop.destroy();
    }
  }

  static void validated(ExportTraceServiceRequest exportTraceServiceRequest) {
    TelemetryValidator validator = TelemetryValidator.create();
    validator.add(exportTraceServiceRequest); // also metrics and logs; in any order
    validator.findings().forEach(System.out::println);
  }
}
