// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.viewer.internal.query;

import static dev.ringlet.viewer.Telemetry.EPOCH_NANOS;
import static dev.ringlet.viewer.Telemetry.attribute;
import static dev.ringlet.viewer.Telemetry.resource;
import static dev.ringlet.viewer.Telemetry.spanId;
import static dev.ringlet.viewer.Telemetry.traceId;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ringlet.viewer.internal.store.Limits;
import dev.ringlet.viewer.internal.store.TelemetryStore;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogQueriesTest {
  private final TelemetryStore store = new TelemetryStore(new Limits(64 << 20, 100));
  private final LogQueries queries = new LogQueries(store);

  private void add(String service, int severity, String body, LogRecord.Builder log) {
    log.setTimeUnixNano(EPOCH_NANOS)
        .setSeverityNumberValue(severity)
        .setBody(AnyValue.newBuilder().setStringValue(body));
    store.add(
        ExportLogsServiceRequest.newBuilder()
            .addResourceLogs(
                ResourceLogs.newBuilder()
                    .setResource(resource(service))
                    .addScopeLogs(
                        ScopeLogs.newBuilder()
                            .setScope(InstrumentationScope.newBuilder().setName("com.Shop"))
                            .addLogRecords(log)))
            .build());
  }

  @BeforeEach
  void records() {
    add("shop", 9, "started", LogRecord.newBuilder());
    add(
        "shop",
        17,
        "card declined",
        LogRecord.newBuilder()
            .setTraceId(traceId(1))
            .setSpanId(spanId(2))
            .setEventName("payment")
            .addAttributes(attribute("amount", 12)));
    add("stock", 13, "slow", LogRecord.newBuilder().addAttributes(attribute("item", "ring")));
    add("stock", 0, "bare", LogRecord.newBuilder());
  }

  private String bodies(String service, String severity, String trace, String search) {
    return queries.list(service, severity, trace, search, 10).rows().stream()
        .map(LogQueries.Row::body)
        .collect(Collectors.joining(","));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ''                  | bare,slow,card declined,started
          declined            | card declined
          -declined           | bare,slow,started
          body=slow           | slow
          body~d              | card declined,started
          severity=warn       | slow
          severity!=info      | bare,slow,card declined
          service=stock       | bare,slow
          scope=com.Shop item~r | slow
          com.shop            | bare,slow,card declined,started
          event=payment       | card declined
          payment             | card declined
          amount>=12          | card declined
          amount>12           | ''
          item=ring           | slow
          ring                | slow
          service.name=stock  | bare,slow
          trace~0000000001    | card declined
          "card declined"     | card declined
          """)
  void searchesFind(String search, String expected) {
    assertThat(bodies("", "", "", search)).isEqualTo(expected);
  }

  @Test
  void choicesFilter() {
    assertThat(bodies("stock", "", "", "")).isEqualTo("bare,slow");
    assertThat(bodies("", "warn", "", "")).isEqualTo("slow,card declined");
    assertThat(bodies("", "fatal", "", "")).isEmpty();
    assertThat(bodies("", "", "00000000000000070000000000000001", "")).isEqualTo("card declined");
  }

  @Test
  void theLimitCutsTheNewest() {
    LogQueries.Rows rows = queries.list("", "", "", "", 1);

    assertThat(rows.kept()).isEqualTo(4);
    assertThat(rows.last()).isEqualTo(4);
    assertThat(rows.rows()).extracting(LogQueries.Row::body).containsExactly("bare");
  }

  @Test
  void aRowSaysWhatTheRecordSays() {
    LogQueries.Row row = queries.list("", "error", "", "", 1).rows().get(0);

    assertThat(row)
        .isEqualTo(
            new LogQueries.Row(
                2,
                EPOCH_NANOS / 1e6,
                "ERROR",
                17,
                "shop",
                "com.Shop",
                "card declined",
                "payment",
                "00000000000000070000000000000001",
                "0000000000000002",
                row.attributes()));
    assertThat(row.attributes()).containsExactly(new Attribute("amount", "int", "12"));
    LogQueries.Row bare = queries.list("", "", "", "bare", 1).rows().get(0);
    assertThat(bare.severity()).isEmpty();
    assertThat(bare.trace()).isEmpty();
    assertThat(bare.span()).isEmpty();
  }

  @Test
  void valuesOfEveryTypeAreText() {
    LogRecord.Builder log = LogRecord.newBuilder();
    log.addAttributesBuilder().setKey("a").getValueBuilder().setBoolValue(true);
    log.addAttributesBuilder().setKey("b").getValueBuilder().setDoubleValue(0.5);
    log.addAttributesBuilder().setKey("c").getValueBuilder().setBytesValue(spanId(255));
    var list = log.addAttributesBuilder().setKey("d").getValueBuilder().getArrayValueBuilder();
    list.addValuesBuilder().setIntValue(1);
    list.addValuesBuilder().setStringValue("x");
    var map = log.addAttributesBuilder().setKey("e").getValueBuilder().getKvlistValueBuilder();
    map.addValues(attribute("k", "v"));
    log.addAttributesBuilder().setKey("f").getValueBuilder();
    AnyValue deep = AnyValue.newBuilder().setStringValue("bottom").build();
    for (int i = 0; i < 20; i++) {
      AnyValue.Builder outer = AnyValue.newBuilder();
      outer.getArrayValueBuilder().addValues(deep);
      deep = outer.build();
    }
    log.addAttributesBuilder().setKey("g").setValue(deep);
    add("types", 1, "all", log);

    assertThat(queries.list("types", "", "", "", 1).rows().get(0).attributes())
        .containsExactly(
            new Attribute("a", "bool", "true"),
            new Attribute("b", "double", "0.5"),
            new Attribute("c", "bytes", "00000000000000ff"),
            new Attribute("d", "array", "[1, x]"),
            new Attribute("e", "map", "{k: v}"),
            new Attribute("f", "string", ""),
            new Attribute("g", "array", "[".repeat(9) + "…" + "]".repeat(9)));
  }
}
