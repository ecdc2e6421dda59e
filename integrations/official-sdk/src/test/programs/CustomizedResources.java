import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import io.opentelemetry.sdk.resources.Resource;
import java.util.Map;

public class CustomizedResources {
  private static final Resource TEAM =
      Resource.create(
          Attributes.of(
              AttributeKey.stringKey("team"), "red",
              AttributeKey.stringKey("detected"), "otherwise"));

  public static void run(String endpoint) {
    var sdk =
        AutoConfiguredOpenTelemetrySdk.builder()
            .addPropertiesSupplier(
                () ->
                    Map.of(
                        "otel.exporter.otlp.endpoint", endpoint,
                        "otel.exporter.otlp.protocol", "http/protobuf",
                        "otel.service.name", "shop"))
            .addResourceCustomizer(
                (resource, config) -> resource.toBuilder().put("customized", "yes").build())
            .addTracerProviderCustomizer((provider, config) -> provider.addResource(TEAM))
            .addMeterProviderCustomizer((provider, config) -> provider.addResource(TEAM))
            .addLoggerProviderCustomizer((provider, config) -> provider.addResource(TEAM))
            .build()
            .getOpenTelemetrySdk();
    sdk.getTracer("c").spanBuilder("span").startSpan().end();
    sdk.getMeter("c").counterBuilder("count").build().add(1);
    sdk.getLogsBridge().get("c").logRecordBuilder().setBody("log").emit();
    sdk.close();
  }
}
