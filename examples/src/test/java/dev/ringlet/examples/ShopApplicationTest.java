// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringlet.examples.TraceTree.Node;
import dev.ringlet.export.Signal;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
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
    try (OtlpReceiver receiver = OtlpReceiver.start(0);
        OpenTelemetrySdk sdk = OfficialSdk.sendingTo(receiver, "gzip");
        ShopApplication shop = ShopApplication.start(sdk)) {
      assertThat(new ShopClient(shop.url(), shop.telemetry()).run()).containsExactly(200, 200, 502);
      OfficialSdk.flush(sdk);

      List<TraceTree> traces = TraceTree.of(receiver.spans(), receiver.logs());
      assertThat(traces).hasSize(3).allMatch(TraceTree::complete);
      assertThat(shape(traces.get(0))).isEqualTo(ACCEPTED);
      assertThat(shape(traces.get(1))).isEqualTo(SLOW);
      assertThat(shape(traces.get(2))).isEqualTo(DECLINED);
      assertThat(Arrivals.compare(shop.telemetry(), receiver, EnumSet.allOf(Signal.class)).lines())
          .containsExactly(
              new Arrivals.Line("spans", 27, 27),
              new Arrivals.Line("measurements", 12, 12),
              new Arrivals.Line("log records", 5, 5));
    }
  }

  @Test
  void missesWhatDidNotArrive() throws IOException {
    try (OtlpReceiver receiver = OtlpReceiver.start(0);
        OtlpReceiver elsewhere = OtlpReceiver.start(0);
        OpenTelemetrySdk sdk = OfficialSdk.sendingTo(elsewhere, "gzip")) {
      ShopTelemetry telemetry = new ShopTelemetry(sdk);
      telemetry.inSpan("scope", SpanKind.INTERNAL, "lost", Attributes.empty(), span -> null);
      telemetry.logged();
      Arrivals arrivals = Arrivals.compare(telemetry, receiver, EnumSet.allOf(Signal.class));

      assertThat(arrivals.complete()).isFalse();
      StringBuilder text = new StringBuilder();
      arrivals.print(new Terminal(text, 80, false));
      assertThat(text)
          .hasToString(
              """
                              produced  received
              spans                  1         0  ✗ 1 missing
              measurements           0         0  ✓
              log records            1         0  ✗ 1 missing
              """);
    }
  }

  /** One line a span: kind, name, scope, and the names of what happened in it. */
  private static String shape(TraceTree trace) {
    StringBuilder text = new StringBuilder();
    trace.roots().forEach(root -> shape(root, "", text));
    return text.toString().replaceAll("id=\\d+", "id=ORDER");
  }

  private static String line(LogRecord log) {
    List<String> attributes = OtlpText.attributes(log.getAttributesList());
    return String.join(" ", log.getBody().getStringValue(), String.join(" ", attributes)).strip();
  }

  private static void shape(Node node, String indent, StringBuilder text) {
    String kind = node.span().getKind().name().substring("SPAN_KIND_".length());
    text.append(indent).append(node.failed() ? "failed " : "");
    text.append(kind.toLowerCase(Locale.ROOT)).append(' ').append(node.span().getName());
    text.append(" (").append(node.scope()).append(')');
    node.span().getEventsList().forEach(e -> text.append(" event: ").append(e.getName()));
    node.logs().forEach(log -> text.append(" log: ").append(line(log)));
    text.append('\n');
    node.children().forEach(child -> shape(child, indent + "  ", text));
  }
}
