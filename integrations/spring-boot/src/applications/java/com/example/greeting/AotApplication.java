// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package com.example.greeting;

import io.opentelemetry.api.OpenTelemetry;
import java.nio.file.Path;
import org.slf4j.LoggerFactory;
import org.springframework.context.ConfigurableApplicationContext;

/** Records a span, and serves a request; the beans of its context may be made ahead of time. */
public final class AotApplication {
  private AotApplication() {}

  public static void main(String[] arguments) {
    try (ConfigurableApplicationContext application =
        GreetingApplication.start(Path.of(arguments[0]))) {
      application
          .getBean(OpenTelemetry.class)
          .getTracer("own")
          .spanBuilder("by the bean")
          .startSpan()
          .end();
      LoggerFactory.getLogger(AotApplication.class).info("ahead of time");
      System.out.println("answer " + GreetingApplication.get(application, "/actuator/ringlet"));
      System.out.println("threads " + GreetingApplication.threads("Batch"));
    }
  }
}
