// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.internal.batch;

import static dev.ringlet.testing.Await.LONG_NANOS;
import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What stands in a request. */
class BatchWorkerRequestTest extends BatchWorkerTests {
  @Test
  void namesResourceAndScopesOnceEach() {
    start();
    for (int i = 1; i <= 6; i++) {
      produced.incrementAndGet();
      offer(record(i, 0), i % 3 == 0 ? otherScope : scope);
    }
    assertThat(worker.flush(LONG_NANOS)).isTrue();

    ExportTraceServiceRequest message = exporter.received().get(0).message();
    assertThat(message.getResourceSpansList()).hasSize(1);
    ResourceSpans resource = message.getResourceSpans(0);
    assertThat(resource.getSchemaUrl()).isEqualTo("https://r/1");
    assertThat(resource.getResource().getAttributesList())
        .singleElement()
        .satisfies(
            attribute -> {
              assertThat(attribute.getKey()).isEqualTo("service.name");
              assertThat(attribute.getValue().getStringValue()).isEqualTo("shop");
            });
    assertThat(resource.getScopeSpansList()).hasSize(2);
    ScopeSpans first = resource.getScopeSpans(0);
    assertThat(first.getScope().getName()).isEqualTo("first");
    assertThat(first.getScope().getVersion()).isEqualTo("1.0");
    assertThat(first.getSchemaUrl()).isEqualTo("https://s/1");
    assertThat(first.getSpansList()).hasSize(4);
    ScopeSpans second = resource.getScopeSpans(1);
    assertThat(second.getScope().getName()).isEqualTo("second");
    assertThat(second.getSchemaUrl()).isEmpty();
    assertThat(second.getSpansList()).hasSize(2);
    assertThat(ids(message)).containsExactlyInAnyOrderElementsOf(List.of(1L, 2L, 3L, 4L, 5L, 6L));
  }

  @Test
  void usesItsMemoryAgainForSmallerRequests() {
    start();
    for (int padding : new int[] {5000, 10, 400_000, 0, 9000, 9000}) {
      offerOne(padding);
      assertThat(worker.flush(LONG_NANOS)).isTrue();
    }
    assertThat(exporter.received())
        .extracting(
            request -> request.message().getResourceSpans(0).getScopeSpans(0).getSpans(0).getName())
        .extracting(String::length)
        .containsExactly(5000, 10, 400_000, 0, 9000, 9000);
  }
}
