// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.eclipse.aether.graph.Exclusion;
import org.junit.jupiter.api.Test;

/** Which versions an application gets beside Ringlet. */
class ResolutionTest {
  private static final String API = "io.opentelemetry:opentelemetry-api";
  private static final String INSTRUMENTATION =
      "io.opentelemetry.instrumentation:opentelemetry-okhttp-3.0:2.31.1-alpha";

  @Test
  void ringletAloneBringsTheOldestApi() throws Exception {
    try (Resolution application = Resolution.nearest()) {
      Map<String, Resolution.Jar> jars = application.addRinglet().resolve();
      assertThat(jars.get(API).version()).isEqualTo("1.49.0");
      assertThat(jars)
          .containsKeys("com.squareup.okhttp3:okhttp-jvm", "dev.ringlet:ringlet-exporter-otlp")
          .doesNotContainKeys(
              "dev.ringlet:ringlet-sdk-profiles", "org.jspecify:jspecify", "org.junit:junit-bom");
    }
  }

  @Test
  void theNewestApiIsTheOneOfTheInstrumentation() throws Exception {
    try (Resolution application = Resolution.newest()) {
      Map<String, Resolution.Jar> jars = application.addRinglet().add(INSTRUMENTATION).resolve();
      assertThat(jars.get(API).version()).isEqualTo("1.65.0");
    }
  }

  @Test
  void mavenTakesTheNearestApi() throws Exception {
    try (Resolution application = Resolution.nearest()) {
      Map<String, Resolution.Jar> jars = application.addRinglet().add(INSTRUMENTATION).resolve();
      assertThat(jars.get(API).version()).isEqualTo("1.65.0");
    }
  }

  @Test
  void aBomOfTheApiDecides() throws Exception {
    try (Resolution application = Resolution.nearest()) {
      Map<String, Resolution.Jar> jars =
          application
              .importing("io.opentelemetry:opentelemetry-bom:1.68.0")
              .importing("dev.ringlet:ringlet-bom:" + Published.VERSION)
              .add("dev.ringlet:ringlet-sdk:managed")
              .resolve();
      assertThat(jars.get(API).version()).isEqualTo("1.68.0");
      assertThat(jars.get("dev.ringlet:ringlet-sdk").version()).isEqualTo(Published.VERSION);
    }
  }

  @Test
  void withoutOkHttpFewJarsRemain() throws Exception {
    try (Resolution application = Resolution.nearest()) {
      Map<String, Resolution.Jar> jars =
          application
              .addRinglet(
                  exclude("com.squareup.okhttp3"),
                  exclude("com.squareup.okio"),
                  exclude("org.jetbrains.kotlin"))
              .resolve();
      assertThat(jars.keySet())
          .allSatisfy(name -> assertThat(name).matches("(dev\\.ringlet|io\\.opentelemetry):.*"));
    }
  }

  private static Exclusion exclude(String group) {
    return new Exclusion(group, "*", "*", "*");
  }
}
