// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.examples.recipes;

import dev.ringlet.RingletSdk;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Scope;
import io.opentelemetry.instrumentation.kafkaclients.v2_6.KafkaTelemetry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Orders through Kafka: the span of the sender, {@code send} and {@code process} are one trace.
 * Needs a broker at the address that is its argument, {@code localhost:9092} by default.
 */
public final class KafkaOrders {
  private static final String TOPIC = "orders";

  private final Tracer tracer;
  private final KafkaTelemetry kafka;

  KafkaOrders(OpenTelemetry openTelemetry) {
    tracer = openTelemetry.getTracer("recipes.orders");
    kafka = KafkaTelemetry.builder(openTelemetry).build();
  }

  public static void main(String[] arguments) {
    String broker = arguments.length == 0 ? "localhost:9092" : arguments[0];
    Map<String, Object> receiving =
        Map.of(
            ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, broker,
            ConsumerConfig.GROUP_ID_CONFIG, "recipes",
            ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    try (RingletSdk ringlet = RingletSdk.install();
        Producer<String, String> producer =
            new KafkaProducer<>(
                Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, broker),
                new StringSerializer(),
                new StringSerializer());
        Consumer<String, String> consumer =
            new KafkaConsumer<>(receiving, new StringDeserializer(), new StringDeserializer())) {
      KafkaOrders orders = new KafkaOrders(ringlet);
      orders.send(producer, "4711");
      consumer.subscribe(List.of(TOPIC));
      System.out.println(orders.receive(consumer) + " received");
    }
  }

  /** Sends one order; the context of its span goes with the record, in a header. */
  @SuppressWarnings("try") // the scope is only to be closed
  void send(Producer<String, String> producer, String order) {
    Span span = tracer.spanBuilder("take order").startSpan();
    try (Scope scope = span.makeCurrent()) {
      kafka.wrap(producer).send(new ProducerRecord<>(TOPIC, order, "{\"items\": 3}"));
    } finally {
      span.end();
    }
  }

  /** Receives what is there; the span of a record is the current one while it is processed. */
  int receive(Consumer<String, String> consumer) {
    int received = 0;
    for (ConsumerRecord<String, String> order : kafka.wrap(consumer).poll(Duration.ofSeconds(5))) {
      Span.current().setAttribute("shop.order.id", order.key());
      received++;
    }
    return received;
  }
}
