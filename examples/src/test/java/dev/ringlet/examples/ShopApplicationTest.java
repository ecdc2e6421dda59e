// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringlet.checks.TelemetryReceiver;
import dev.ringlet.checks.data.CapturedMetric;
import dev.ringlet.export.Signal;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class ShopApplicationTest {
  private static final String ACCEPTED =
      """
      client POST /checkout (shop.client)
        server POST /checkout (shop.checkout) log: order accepted shop.order.id=ORDER
          internal price basket (shop.checkout)
          client GET /inventory (shop.checkout)
            server GET /inventory (shop.inventory)
              client SELECT stock (shop.inventory)
          client POST /payment (shop.checkout)
            server POST /payment (shop.payment)
              internal charge card (shop.payment) event: card authorised
      """;

  private static final String SLOW =
      """
      client POST /checkout (shop.client)
        server POST /checkout (shop.checkout) log: order accepted shop.order.id=ORDER
          internal price basket (shop.checkout) event: discount applied
          client GET /inventory (shop.checkout)
            server GET /inventory (shop.inventory)
              client SELECT stock (shop.inventory) log: no index for espresso-machine, scanning all items
          client POST /payment (shop.checkout)
            server POST /payment (shop.payment)
              internal charge card (shop.payment) event: card authorised
      """;

  private static final String DECLINED =
      """
      failed client POST /checkout (shop.client)
        failed server POST /checkout (shop.checkout) log: order not-paid shop.order.id=ORDER
          internal price basket (shop.checkout) event: discount applied
          client GET /inventory (shop.checkout)
            server GET /inventory (shop.inventory)
              client SELECT stock (shop.inventory)
          failed client POST /payment (shop.checkout)
            failed server POST /payment (shop.payment)
              failed internal charge card (shop.payment) event: exception
      """;

  @Test
  void sendsTreesMetricsAndLogs() throws IOException {
    try (TelemetryReceiver receiver = TelemetryReceiver.start();
        OpenTelemetrySdk sdk = OfficialSdk.sendingTo(receiver.endpoint(), "gzip");
        ShopApplication shop = ShopApplication.start(sdk)) {
      assertThat(new ShopClient(shop.url(), shop.telemetry()).run()).containsExactly(200, 200, 502);
      OfficialSdk.flush(sdk);

      assertThat(new TraceShapes(receiver).roots()).containsExactly(ACCEPTED, SLOW, DECLINED);
      assertThat(compare(shop.telemetry(), receiver).lines())
          .containsExactly(
              new Arrivals.Line("spans", 27, 27),
              new Arrivals.Line("measurements", 12, 12),
              new Arrivals.Line("log records", 5, 5));
      assertThat(receiver.findings()).isEmpty();
    }
  }

  private static Arrivals compare(ShopTelemetry produced, TelemetryReceiver receiver) {
    List<Metric> metrics = receiver.getMetrics().stream().map(CapturedMetric::toProto).toList();
    Arrivals.Counts received =
        new Arrivals.Counts(
            receiver.getSpans().size(),
            Arrivals.measurements(metrics),
            receiver.getLogRecords().size());
    return Arrivals.compare(produced, received, EnumSet.allOf(Signal.class));
  }

  @Test
  void missesWhatDidNotArrive() throws IOException {
    try (TelemetryReceiver receiver = TelemetryReceiver.start();
        TelemetryReceiver elsewhere = TelemetryReceiver.start();
        OpenTelemetrySdk sdk = OfficialSdk.sendingTo(elsewhere.endpoint(), "gzip")) {
      ShopTelemetry telemetry = new ShopTelemetry(sdk);
      telemetry.inSpan("scope", SpanKind.INTERNAL, "lost", Attributes.empty(), span -> null);
      telemetry.logged();
      Arrivals arrivals = compare(telemetry, receiver);

      assertThat(arrivals.complete()).isFalse();
      ByteArrayOutputStream text = new ByteArrayOutputStream();
      arrivals.print(new PrintStream(text, true, StandardCharsets.UTF_8));
      assertThat(text.toString(StandardCharsets.UTF_8))
          .isEqualTo(
              """
                              produced  received
              spans                  1         0  ✗ 1 missing
              measurements           0         0  ✓
              log records            1         0  ✗ 1 missing
              """);
    }
  }
}
