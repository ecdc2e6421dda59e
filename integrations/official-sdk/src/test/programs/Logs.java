import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.KeyValue;
import io.opentelemetry.api.common.Value;
import io.opentelemetry.api.logs.Severity;
import io.opentelemetry.context.Context;
import io.opentelemetry.exporter.otlp.http.logs.OtlpHttpLogRecordExporter;
import io.opentelemetry.sdk.logs.LogLimits;
import io.opentelemetry.sdk.logs.LogRecordProcessor;
import io.opentelemetry.sdk.logs.ReadWriteLogRecord;
import io.opentelemetry.sdk.logs.SdkLoggerProvider;
import io.opentelemetry.sdk.logs.export.BatchLogRecordProcessor;

public class Logs {
  static class Enricher implements LogRecordProcessor {
    public void onEmit(Context context, ReadWriteLogRecord entry) {
      entry.setAttribute(AttributeKey.stringKey("severity"), entry.getSeverity().name());
      entry.setAttribute(
          AttributeKey.longKey("size"), (long) entry.toLogRecordData().getAttributes().size());
    }
  }

  public static void run(String endpoint) {
    SdkLoggerProvider provider =
        SdkLoggerProvider.builder()
            .setLogLimits(() -> LogLimits.builder().setMaxAttributeValueLength(5).build())
            .addLogRecordProcessor(new Enricher())
            .addLogRecordProcessor(
                BatchLogRecordProcessor.builder(
                        OtlpHttpLogRecordExporter.builder()
                            .setEndpoint(endpoint + "/v1/logs")
                            .build())
                    .build())
            .build();
    var logger = provider.get("logs");
    logger.logRecordBuilder().setSeverity(Severity.ERROR).setBody("broken").emit();
    logger
        .logRecordBuilder()
        .setBody(Value.of(KeyValue.of("k", Value.of(1)), KeyValue.of("l", Value.of("text"))))
        .setAttribute(AttributeKey.stringKey("long"), "abcdefghij")
        .setEventName("event")
        .emit();
    provider.forceFlush().join(10, java.util.concurrent.TimeUnit.SECONDS);
    provider.close();
  }
}
