// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.logs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ringlet.common.Resource;
import dev.ringlet.export.ExportResult;
import dev.ringlet.export.Exporter;
import dev.ringlet.export.Payload;
import io.opentelemetry.api.logs.Severity;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The provider as an application builds it, without anything internal. */
class RingletLoggerProviderTest {
  @Test
  void aProviderWithAnExporterExports() throws Exception {
    Requests requests = new Requests();
    try (RingletLoggerProvider provider =
        RingletLoggerProvider.builder()
            .setResource(Resource.builder().put("service.name", "shop").build())
            .addExporter(requests)
            .build()) {
      provider.get("test").logRecordBuilder().setBody("body").emit();
      assertThat(provider.flush(Duration.ofSeconds(30))).isTrue();
    }
    ExportLogsServiceRequest request = ExportLogsServiceRequest.parseFrom(requests.all.get(0));
    assertThat(request.getResourceLogs(0).getResource().toString()).contains("shop");
    assertThat(request.getResourceLogs(0).getScopeLogs(0).getScope().getName()).isEqualTo("test");
    assertThat(request.toString()).contains("body");
    assertThat(requests.closed).isTrue();
  }

  @Test
  void everyExporterGetsTheRecordsAndIsClosed() {
    Requests first = new Requests();
    Requests second = new Requests();
    try (RingletLoggerProvider provider =
        RingletLoggerProvider.builder().addExporter(first).addExporter(second).build()) {
      provider.get("test").logRecordBuilder().setBody("body").emit();
      assertThat(provider.flush(Duration.ofSeconds(30))).isTrue();
    }
    assertThat(first.all).hasSize(1);
    assertThat(second.all).hasSize(1);
    assertThat(second.all.get(0)).isEqualTo(first.all.get(0));
    assertThat(first.closed).isTrue();
    assertThat(second.closed).isTrue();
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

  /** Keeps the requests that it is given. */
  private static final class Requests implements Exporter {
    private final List<byte[]> all = new ArrayList<>();
    private volatile boolean closed;

    @Override
    public ExportResult export(Payload payload) {
      ByteArrayOutputStream copy = new ByteArrayOutputStream();
      copy.write(payload.bytes(), payload.offset(), payload.length());
      synchronized (all) {
        all.add(copy.toByteArray());
      }
      return ExportResult.delivered();
    }

    @Override
    public void close() {
      closed = true;
    }
  }
}
