// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.official;

import dev.ringlet.metrics.OnDemandMetricReader;
import dev.ringlet.official.data.Requests;
import io.opentelemetry.sdk.metrics.data.AggregationTemporality;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.export.CollectionRegistration;
import io.opentelemetry.sdk.metrics.export.MetricReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Adapts a metric reader of the official SDK as the client of one of Ringlet's readers. */
record OfficialMetricReader(MetricReader reader) implements OnDemandMetricReader.Client {
  static OnDemandMetricReader.Builder of(MetricReader reader) {
    return OnDemandMetricReader.builder()
        .setClient(new OfficialMetricReader(reader))
        .setDelta(
            type ->
                reader.getAggregationTemporality(MetricTypes.official(type))
                    == AggregationTemporality.DELTA)
        .setDefaultAggregation(
            type -> MetricTypes.ringlet(reader.getDefaultAggregation(MetricTypes.official(type))));
  }

  @Override
  public void start(OnDemandMetricReader from) {
    reader.register(
        new CollectionRegistration() {
          @Override
          public Collection<MetricData> collectAllMetrics() {
            List<MetricData> all = new ArrayList<>();
            from.collect((data, at, length) -> all.addAll(Requests.metrics(data, at, length)));
            return all;
          }
        });
  }

  @Override
  public boolean flush(Duration timeout) {
    return Results.await(reader.forceFlush(), timeout);
  }

  @Override
  public void close(Duration timeout) {
    Results.await(reader.shutdown(), timeout);
  }
}
