// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.official;

import static io.opentelemetry.api.common.AttributeKey.stringKey;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ringlet.official.sdk.AutoConfiguredOpenTelemetrySdk;
import dev.ringlet.official.sdk.AutoConfiguredOpenTelemetrySdkBuilder;
import dev.ringlet.official.sdk.OpenTelemetrySdk;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.logs.SdkLoggerProvider;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What an official customizer of one provider does to the resource, of which Ringlet has one. */
class CustomizedResourceTest {
  private static final Resource TEAM = Resource.create(Attributes.of(stringKey("team"), "red"));

  static Stream<UnaryOperator<AutoConfiguredOpenTelemetrySdkBuilder>> customizers() {
    return Stream.of(
        sdk -> sdk.addTracerProviderCustomizer((made, config) -> made.addResource(TEAM)),
        sdk -> sdk.addTracerProviderCustomizer((made, config) -> made.setResource(TEAM)),
        sdk ->
            sdk.addTracerProviderCustomizer(
                (made, config) -> SdkTracerProvider.builder().addResource(TEAM)),
        sdk -> sdk.addMeterProviderCustomizer((made, config) -> made.addResource(TEAM)),
        sdk ->
            sdk.addMeterProviderCustomizer(
                (made, config) -> SdkMeterProvider.builder().addResource(TEAM)),
        sdk -> sdk.addLoggerProviderCustomizer((made, config) -> made.addResource(TEAM)),
        sdk ->
            sdk.addLoggerProviderCustomizer(
                (made, config) -> SdkLoggerProvider.builder().addResource(TEAM)));
  }

  @ParameterizedTest
  @MethodSource("customizers")
  void attributesOfOneProviderHoldForAllSignalsBesideTheRest(
      UnaryOperator<AutoConfiguredOpenTelemetrySdkBuilder> customizer) {
    TestProviders.SPANS.clear();
    TestProviders.LOGS.clear();
    AutoConfiguredOpenTelemetrySdkBuilder builder =
        AutoConfiguredOpenTelemetrySdk.builder()
            .disableShutdownHook()
            .addPropertiesSupplier(
                () ->
                    Map.of(
                        "otel.traces.exporter", "Memory",
                        "otel.metrics.exporter", "none",
                        "otel.logs.exporter", "Memory",
                        "otel.service.name", "shop"));
    OpenTelemetrySdk sdk = customizer.apply(builder).build().getOpenTelemetrySdk();
    sdk.getTracer("t").spanBuilder("span").startSpan().end();
    sdk.getLogsBridge().get("l").logRecordBuilder().setBody("log").emit();
    sdk.close();

    assertThat(TestProviders.SPANS).singleElement();
    assertThat(TestProviders.LOGS).singleElement();
    Resource resource = TestProviders.SPANS.get(0).getResource();
    assertThat(TestProviders.LOGS.get(0).getResource()).isEqualTo(resource);
    assertThat(resource.getAttribute(stringKey("team"))).isEqualTo("red");
    assertThat(resource.getAttribute(stringKey("service.name"))).isEqualTo("shop");
    assertThat(resource.getAttribute(stringKey("detected"))).isEqualTo("yes");
    assertThat(resource.getAttribute(stringKey("telemetry.sdk.name"))).isEqualTo("ringlet");
  }
}
