// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp.internal.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringlet.export.ExportResult;
import dev.ringlet.export.ExportResult.Kind;
import dev.ringlet.export.FailureCause;
import dev.ringlet.exporter.otlp.ScriptedServer;
import dev.ringlet.testing.Await;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Faults of connections, which are the same for each protocol and client. */
abstract class ConnectionFaults<W extends Wire> extends SenderFaults<W> {
  private final ScriptedServer connections;

  ConnectionFaults(W wire) {
    super(wire);
    connections = wire.connections();
  }

  @Test
  void refusedConnection() {
    connections.refuse();
    assertResult(exportRetrying(), Kind.RETRY, FailureCause.UNREACHABLE);
    assertThat(received()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void connectionBrokenInTheMiddleOfTheBody(boolean reset) {
    connections.onConnection(
        connection -> {
          connection.readBytes(5_000);
          Wire.end(connection, reset);
        });
    assertResult(export(), Kind.RETRY, FailureCause.CONNECTION_LOST);
    assertThat(connections.connectionCount()).isEqualTo(1);
    assertFreshOneGetsThrough(0);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void connectionBrokenAfterTheBody(boolean reset) {
    wire.endConnections(1, reset);
    assertResult(export(), Kind.RETRY, FailureCause.CONNECTION_LOST);
    assertThat(received()).hasSize(1); // the client repeats nothing by itself

    wire.endConnections(2, reset);
    assertThat(exportRetrying()).isSameAs(ExportResult.delivered());
    assertFreshOneGetsThrough(4);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void staleConnection(boolean reset) {
    assertFreshOneGetsThrough(0);
    wire.endConnections(1, reset);
    assertThat(export()).isSameAs(ExportResult.delivered()); // repeated at once, within one attempt
    assertThat(received()).hasSize(3);
    assertThat(connections.connectionCount()).isEqualTo(2);

    wire.endConnections(2, reset);
    assertResult(export(), Kind.RETRY, FailureCause.CONNECTION_LOST); // repeated once only
    assertFreshOneGetsThrough(5);
  }

  @Test
  void closeCancelsRequests() throws Exception {
    wire.neverAnswer();
    CompletableFuture<ExportResult> result = CompletableFuture.supplyAsync(this::export);
    Await.until("the request has arrived", () -> !received().isEmpty());
    sender().close();
    assertThat(result.get().cause()).isEqualTo(FailureCause.CLOSED);
    assertThat(export().cause()).isEqualTo(FailureCause.CLOSED);
  }
}
