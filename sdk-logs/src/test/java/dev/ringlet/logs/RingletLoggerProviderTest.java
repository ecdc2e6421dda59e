// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.logs;

import static dev.ringlet.testing.Await.LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ringlet.common.Resource;
import dev.ringlet.testing.CapturingExporter;
import io.opentelemetry.api.logs.Severity;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The provider as an application builds it, without anything internal. */
class RingletLoggerProviderTest {
  @Test
  void aProviderWithAnExporterExports() {
    CapturingExporter exporter = new CapturingExporter();
    try (RingletLoggerProvider provider =
        RingletLoggerProvider.builder()
            .setResource(Resource.builder().put("service.name", "shop").build())
            .addExporter(exporter)
            .build()) {
      provider.get("test").logRecordBuilder().setBody("body").emit();
      assertThat(provider.flush(LONG)).isTrue();
    }
    ExportLogsServiceRequest request =
        exporter.requests(ExportLogsServiceRequest::parseFrom).findFirst().orElseThrow();
    assertThat(request.getResourceLogs(0).getResource().toString()).contains("shop");
    assertThat(request.getResourceLogs(0).getScopeLogs(0).getScope().getName()).isEqualTo("test");
    assertThat(request.toString()).contains("body");
    assertThat(exporter.isClosed()).isTrue();
  }

  @Test
  void everyExporterGetsTheRecordsAndIsClosed() {
    CapturingExporter first = new CapturingExporter();
    CapturingExporter second = new CapturingExporter();
    try (RingletLoggerProvider provider =
        RingletLoggerProvider.builder().addExporter(first).addExporter(second).build()) {
      provider.get("test").logRecordBuilder().setBody("body").emit();
      assertThat(provider.flush(LONG)).isTrue();
    }
    assertThat(first.payloads()).hasSize(1);
    assertThat(second.payloads()).hasSize(1);
    assertThat(second.payloads().get(0).bytes()).isEqualTo(first.payloads().get(0).bytes());
    assertThat(first.isClosed()).isTrue();
    assertThat(second.isClosed()).isTrue();
  }

  @Test
  void aProviderWithoutAnExporterDoesNothing() {
    try (RingletLoggerProvider provider = RingletLoggerProvider.builder().build()) {
      assertThat(provider.get("test").isEnabled(Severity.FATAL)).isFalse();
      provider.get("test").logRecordBuilder().setBody("body").emit();
      assertThat(provider.flush(Duration.ofSeconds(1))).isTrue();
    }
  }

  @Test
  void processorsAreCalledInTheirOrder() {
    List<String> calls = new ArrayList<>();
    RingletLoggerProvider provider =
        RingletLoggerProvider.builder()
            .addLogRecordProcessor((context, record) -> calls.add("second"))
            .addLogRecordProcessor((context, record) -> calls.add("third"))
            .addLogRecordProcessorFirst((context, record) -> calls.add("first"))
            .build();
    provider.get("test").logRecordBuilder().emit();

    assertThat(calls).containsExactly("first", "second", "third");
  }

  @Test
  void limitsAreChecked() {
    LogLimits limits =
        LogLimits.builder().setMaxAttributes(2).setMaxAttributeValueLength(3).build();
    assertThat(limits.getMaxAttributes()).isEqualTo(2);
    assertThat(limits.getMaxAttributeValueLength()).isEqualTo(3);
    assertThat(LogLimits.getDefault().getMaxAttributes()).isEqualTo(128);
    assertThatThrownBy(() -> LogLimits.builder().setMaxAttributes(-1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("maxAttributes");
    assertThatThrownBy(() -> LogLimits.builder().setMaxAttributeValueLength(-1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("maxAttributeValueLength");
  }

  @Test
  void theBuilderNamesAnArgumentThatIsNull() {
    assertThatThrownBy(() -> RingletLoggerProvider.builder().addExporter(null))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("exporter");
  }
}
