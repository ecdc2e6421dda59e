import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.exporter.otlp.http.metrics.OtlpHttpMetricExporter;
import io.opentelemetry.sdk.metrics.Aggregation;
import io.opentelemetry.sdk.metrics.InstrumentType;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.export.AggregationTemporalitySelector;
import io.opentelemetry.sdk.metrics.export.DefaultAggregationSelector;
import io.opentelemetry.sdk.metrics.export.PeriodicMetricReader;
import java.util.concurrent.TimeUnit;

public class DeltaMetrics {
  public static void run(String endpoint) {
    SdkMeterProvider provider =
        SdkMeterProvider.builder()
            .registerMetricReader(
                PeriodicMetricReader.builder(
                        OtlpHttpMetricExporter.builder()
                            .setEndpoint(endpoint + "/v1/metrics")
                            .setAggregationTemporalitySelector(
                                AggregationTemporalitySelector.deltaPreferred())
                            .setDefaultAggregationSelector(
                                DefaultAggregationSelector.getDefault()
                                    .with(
                                        InstrumentType.HISTOGRAM,
                                        Aggregation.base2ExponentialBucketHistogram()))
                            .build())
                    .setInterval(1, TimeUnit.HOURS)
                    .build())
            .build();
    Meter meter = provider.get("delta");
    LongCounter counter = meter.counterBuilder("c").build();
    meter.upDownCounterBuilder("u").build().add(-2);
    counter.add(1);
    provider.forceFlush().join(10, TimeUnit.SECONDS);
    counter.add(5);
    meter.histogramBuilder("h").build().record(3.5);
    provider.close();
  }
}
