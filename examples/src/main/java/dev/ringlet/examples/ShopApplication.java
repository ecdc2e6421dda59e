// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.examples;

import dev.ringlet.examples.TracedHttp.Answer;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.DoubleGauge;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.metrics.ObservableLongGauge;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.instrumentation.logback.appender.v1_0.OpenTelemetryAppender;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * A small shop: a web server with three routes, where {@code /checkout} asks {@code /inventory} and
 * {@code /payment} over HTTP. It traces and measures through {@code io.opentelemetry.api} and logs
 * through SLF4J; which implementations are behind these it does not know. {@code logback.xml} gives
 * its lines to OpenTelemetry's appender for Logback.
 */
final class ShopApplication implements AutoCloseable {
  /** An item whose stock takes long to find. */
  static final String SLOW_ITEM = "espresso-machine";

  /** A card that the bank declines. */
  static final String DECLINED_CARD = "4000-0002";

  static final AttributeKey<String> ITEM = AttributeKey.stringKey("shop.item");
  static final AttributeKey<String> OUTCOME = AttributeKey.stringKey("shop.outcome");
  private static final AttributeKey<Double> TOTAL = AttributeKey.doubleKey("shop.total");
  private static final AttributeKey<Long> LEFT = AttributeKey.longKey("shop.left");
  private static final AttributeKey<Long> ORDER = AttributeKey.longKey("shop.order.id");

  private static final String CHECKOUT = "shop.checkout";
  private static final String INVENTORY = "shop.inventory";
  private static final String PAYMENT = "shop.payment";

  private static final Logger SHOP_LOG = LoggerFactory.getLogger("shop");
  private static final Logger CHECKOUT_LOG = LoggerFactory.getLogger(CHECKOUT);
  private static final Logger INVENTORY_LOG = LoggerFactory.getLogger(INVENTORY);

  private final Map<String, Double> prices =
      Map.of("book", 24.0, "umbrella", 17.5, SLOW_ITEM, 640.0);
  private final Map<String, AtomicLong> stock = new ConcurrentHashMap<>();
  private final AtomicLong lastOrder = new AtomicLong(4710);
  private final ShopTelemetry telemetry;
  private final TracedHttp http;
  private final LongCounter orders;
  private final DoubleGauge basketTotal;
  private final ObservableLongGauge stockGauge;
  private final LoopbackServer server;

  private ShopApplication(ShopTelemetry telemetry) throws IOException {
    this.telemetry = telemetry;
    this.http = new TracedHttp(telemetry);
    prices.keySet().forEach(item -> stock.put(item, new AtomicLong(10)));
    Meter meter = telemetry.openTelemetry().getMeter("shop");
    orders = meter.counterBuilder("shop.orders").setUnit("{order}").build();
    basketTotal = meter.gaugeBuilder("shop.basket.total").setUnit("EUR").build();
    stockGauge =
        meter
            .gaugeBuilder("shop.stock")
            .ofLongs()
            .setUnit("{item}")
            .buildWithCallback(
                gauge ->
                    stock.forEach(
                        (item, left) -> gauge.record(left.get(), Attributes.of(ITEM, item))));
    server =
        LoopbackServer.start(
            "shop",
            0,
            Map.of(
                "/ready", exchange -> TracedHttp.send(exchange, new Answer(200, "ready")),
                "/checkout", http.serve(CHECKOUT, "POST", "/checkout", this::checkout),
                "/inventory", http.serve(INVENTORY, "GET", "/inventory", this::inventory),
                "/payment", http.serve(PAYMENT, "POST", "/payment", this::payment)));
  }

  /** Starts the shop on a free port of the loopback interface; from now on Logback logs to it. */
  static ShopApplication start(OpenTelemetry openTelemetry) throws IOException {
    OpenTelemetryAppender.install(openTelemetry);
    ShopTelemetry telemetry = new ShopTelemetry(openTelemetry);
    ShopApplication shop = new ShopApplication(telemetry);
    SHOP_LOG.info("open for customers");
    telemetry.logged();
    return shop;
  }

  private Answer checkout(Map<String, String> parameters) throws IOException {
    String item = parameters.get("item");
    long order = lastOrder.incrementAndGet();
    Span.current().setAttribute(ORDER, order);
    double total =
        telemetry.inSpan(
            CHECKOUT,
            SpanKind.INTERNAL,
            "price basket",
            Attributes.empty(),
            span -> price(item, span));

    Answer available = http.call(CHECKOUT, "GET", url() + "/inventory?item=" + item);
    if (available.status() != 200) {
      return finish(order, "sold-out", new Answer(409, "no " + item + " left"));
    }
    String card = parameters.getOrDefault("card", "4000-0001");
    Answer paid = http.call(CHECKOUT, "POST", url() + "/payment?total=" + total + "&card=" + card);
    if (paid.status() != 200) {
      return finish(order, "not-paid", new Answer(502, "payment failed"));
    }
    stock.get(item).decrementAndGet();
    return finish(order, "accepted", new Answer(200, "order " + order));
  }

  private double price(String item, Span span) {
    work(2);
    double total = prices.get(item);
    if (total >= 20) {
      span.addEvent("discount applied", Attributes.of(AttributeKey.longKey("shop.percent"), 10L));
      work(1);
      total *= 0.9;
    }
    span.setAttribute(TOTAL, total);
    basketTotal.set(total, Attributes.of(ITEM, item));
    return total;
  }

  private Answer finish(long order, String outcome, Answer answer) {
    CHECKOUT_LOG
        .atLevel(answer.status() < 500 ? Level.INFO : Level.ERROR)
        .addKeyValue(ORDER.getKey(), order)
        .log("order {}", outcome);
    telemetry.logged();
    orders.add(1, Attributes.of(OUTCOME, outcome));
    telemetry.measured();
    return answer;
  }

  private Answer inventory(Map<String, String> parameters) throws IOException {
    String item = parameters.get("item");
    Attributes attributes =
        Attributes.builder()
            .put("db.system.name", "h2")
            .put("db.query.text", "SELECT units FROM stock WHERE item = ?")
            .build();
    long left =
        telemetry.inSpan(
            INVENTORY, SpanKind.CLIENT, "SELECT stock", attributes, span -> select(item));
    Span.current().setAttribute(LEFT, left);
    return left > 0 ? new Answer(200, Long.toString(left)) : new Answer(404, "none");
  }

  private long select(String item) {
    work(6);
    if (item.equals(SLOW_ITEM)) {
      INVENTORY_LOG.warn("no index for {}, scanning all items", item);
      telemetry.logged();
      work(140);
    }
    return stock.get(item).get();
  }

  private Answer payment(Map<String, String> parameters) throws IOException {
    String card = parameters.get("card");
    telemetry.inSpan(
        PAYMENT,
        SpanKind.INTERNAL,
        "charge card",
        Attributes.of(TOTAL, Double.valueOf(parameters.get("total"))),
        span -> charge(card, span));
    return new Answer(200, "paid");
  }

  private static Void charge(String card, Span span) {
    work(12);
    if (card.equals(DECLINED_CARD)) {
      throw new IllegalStateException("card declined", new SecurityException("limit exceeded"));
    }
    span.addEvent("card authorised");
    work(8);
    return null;
  }

  /** Passes the time, as a disk or a distant bank would. */
  private static void work(long millis) {
    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(millis));
  }

  /** The root of the shop's server. */
  String url() {
    return server.url();
  }

  ShopTelemetry telemetry() {
    return telemetry;
  }

  /** Stops the server and the gauge. */
  @Override
  public void close() {
    stockGauge.close();
    server.close();
  }
}
