import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.exporter.otlp.http.metrics.OtlpHttpMetricExporter;
import io.opentelemetry.sdk.metrics.Aggregation;
import io.opentelemetry.sdk.metrics.InstrumentSelector;
import io.opentelemetry.sdk.metrics.InstrumentType;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.View;
import io.opentelemetry.sdk.metrics.export.PeriodicMetricReader;
import java.time.Duration;
import java.util.List;
import java.util.Set;

public class Metrics {
  public static void run(String endpoint) {
    SdkMeterProvider provider =
        SdkMeterProvider.builder()
            .registerView(
                InstrumentSelector.builder().setType(InstrumentType.HISTOGRAM).build(),
                View.builder()
                    .setName("renamed")
                    .setAggregation(Aggregation.explicitBucketHistogram(List.of(1.0, 10.0)))
                    .setAttributeFilter(Set.of("keep"))
                    .build())
            .registerMetricReader(
                PeriodicMetricReader.builder(
                        OtlpHttpMetricExporter.builder()
                            .setEndpoint(endpoint + "/v1/metrics")
                            .build())
                    .setInterval(Duration.ofHours(1))
                    .build())
            .build();
    Meter meter = provider.get("metrics");
    meter.counterBuilder("hits").setUnit("{hit}").build()
        .add(2, Attributes.of(AttributeKey.stringKey("path"), "/"));
    meter.histogramBuilder("size").build()
        .record(
            5,
            Attributes.of(
                AttributeKey.stringKey("keep"), "a", AttributeKey.stringKey("lose"), "b"));
    meter.gaugeBuilder("temperature").buildWithCallback(out -> out.record(21.5));
    provider.shutdown().join(10, java.util.concurrent.TimeUnit.SECONDS);
  }
}
