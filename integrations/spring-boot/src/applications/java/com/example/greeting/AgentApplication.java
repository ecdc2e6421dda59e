// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package com.example.greeting;

import io.opentelemetry.api.OpenTelemetry;
import java.nio.file.Path;
import org.springframework.context.ConfigurableApplicationContext;

/** Serves one request and records a span of its own through the bean. */
final class AgentApplication {
  private AgentApplication() {}

  public static void main(String[] arguments) {
    try (ConfigurableApplicationContext application =
        GreetingApplication.start(Path.of(arguments[0]), "--otel.service.name=from a file")) {
      OpenTelemetry bean = application.getBean(OpenTelemetry.class);
      bean.getTracer("own").spanBuilder("by the bean").startSpan().end();
      System.out.println("answer " + GreetingApplication.get(application, "/greeting/Ada"));
      System.out.println("threads " + GreetingApplication.threads("ringlet"));
      System.out.println("bean " + bean.getTracerProvider().getClass().getName());
    }
  }
}
