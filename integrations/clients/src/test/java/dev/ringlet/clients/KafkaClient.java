// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.clients;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Scope;
import io.opentelemetry.instrumentation.kafkaclients.v2_6.KafkaTelemetry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.StringSerializer;

/** Records that are sent, that fail, and that are received with the context of their sender. */
@SuppressWarnings("try") // scopes are only to be closed
final class KafkaClient implements Client {
  @Override
  public void run(OpenTelemetry openTelemetry) {
    KafkaTelemetry telemetry =
        KafkaTelemetry.builder(openTelemetry).setMessagingReceiveTelemetryEnabled(true).build();
    MockProducer<String, String> sent =
        new MockProducer<>(false, null, new StringSerializer(), new StringSerializer());
    Producer<String, String> producer = telemetry.wrap(sent);
    Span span = openTelemetry.getTracer("client").spanBuilder("order").startSpan();
    try (Scope scope = span.makeCurrent()) {
      producer.send(new ProducerRecord<>("orders", "key", "value"));
      sent.completeNext();
      producer.send(new ProducerRecord<>("orders", null, null), (metadata, error) -> {});
      sent.errorNext(new IllegalStateException("broken"));
    } finally {
      span.end();
    }

    TopicPartition partition = new TopicPartition("orders", 0);
    MockConsumer<String, String> received = new MockConsumer<>("earliest");
    received.assign(List.of(partition));
    received.updateBeginningOffsets(Map.of(partition, 0L));
    ConsumerRecord<String, String> record = new ConsumerRecord<>("orders", 0, 0, "key", "value");
    for (Header header : sent.history().get(0).headers()) {
      record.headers().add(header.key(), header.value());
    }
    record.headers().add("other", "x".getBytes(StandardCharsets.UTF_8));
    received.addRecord(record);
    Consumer<String, String> consumer = telemetry.wrap(received);
    for (ConsumerRecord<String, String> one : consumer.poll(Duration.ofSeconds(1))) {
      openTelemetry.getTracer("client").spanBuilder("process " + one.key()).startSpan().end();
    }
  }
}
