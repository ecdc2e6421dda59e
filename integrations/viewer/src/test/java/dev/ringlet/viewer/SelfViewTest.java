// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.viewer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ringlet.RingletSdk;
import dev.ringlet.config.ConfigException;
import dev.ringlet.testing.Await;
import java.io.IOException;
import java.net.ConnectException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class SelfViewTest {
  private static int freePort() throws Exception {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private static String get(int port, String path) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create("http://localhost:" + port + path)).build(),
            HttpResponse.BodyHandlers.ofString())
        .body();
  }

  private static RingletSdk.Builder builder(int port) {
    return RingletSdk.builder()
        .property("otel.service.name", "self")
        .property("ringlet.viewer", "true")
        .property("ringlet.viewer.port", Integer.toString(port));
  }

  @Test
  void aJvmShowsItselfUntilItsSdkIsClosed() throws Exception {
    int port = freePort();
    try (RingletSdk sdk = builder(port).build()) {
      sdk.getTracer("test").spanBuilder("mine").startSpan().end();
      sdk.getMeter("test").counterBuilder("jobs").build().add(1);
      sdk.getLogsBridge().get("test").logRecordBuilder().setBody("line").emit();
      assertThat(sdk.flush(Duration.ofSeconds(30))).isTrue();

      assertThat(get(port, "/api/traces")).contains("\"name\":\"mine\"");
      assertThat(get(port, "/api/metrics")).contains("\"name\":\"jobs\"");
      assertThat(get(port, "/api/logs")).contains("\"body\":\"line\"");
      assertThat(sdk.health().exporters()).as("nothing is sent to the default address").hasSize(3);
    }

    Await.until("the viewer is closed", () -> isClosed(port));
  }

  private static boolean isClosed(int port) throws Exception {
    try {
      get(port, "/");
      return false;
    } catch (ConnectException e) {
      return true;
    } catch (IOException closing) {
      return false;
    }
  }

  @Test
  void aDisabledSdkLeavesNoViewer() throws Exception {
    int port = freePort();
    try (RingletSdk sdk = builder(port).property("otel.sdk.disabled", "true").build()) {
      assertThat(sdk.health().exporters()).isEmpty();
      Await.until("the viewer is closed", () -> isClosed(port));
    }
  }

  @Test
  void aStartThatFailsLeavesNoViewer() throws Exception {
    for (String key :
        List.of("otel.traces.sampler", "otel.metrics.exporter", "otel.logs.exporter")) {
      int port = freePort();
      RingletSdk.Builder builder = builder(port);
      assertThatThrownBy(builder.property(key, "bogus")::build).isInstanceOf(ConfigException.class);
      Await.until("the viewer is closed after " + key, () -> isClosed(port));

      String valid = key.equals("otel.traces.sampler") ? "always_on" : "none";
      try (RingletSdk sdk = builder.property(key, valid).build()) {
        assertThat(sdk.health().exporters()).hasSize(3);
        assertThat(get(port, "/api/state")).contains("traceCount");
      }
    }
  }

  @Test
  void anExporterThatIsClosedTwiceCountsOnce() throws Exception {
    try (Viewer viewer = Viewer.builder().setPort(0).build()) {
      SelfExporter first = SelfExporter.first(viewer);
      SelfExporter second = first.next();
      first.optional().close();
      first.close();
      first.close();
      assertThat(isClosed(viewer.port())).isFalse();

      int port = viewer.port();
      second.close();
      Await.until("the viewer is closed", () -> isClosed(port));
    }
  }

  @Test
  void aPortThatIsTakenStopsTheStart() throws Exception {
    int port = freePort();
    try (Viewer other = Viewer.builder().setPort(port).build()) {
      assertThat(other.port()).isEqualTo(port);
      assertThatThrownBy(() -> builder(port).build())
          .isInstanceOf(ConfigException.class)
          .hasMessageContaining("ringlet.viewer.port")
          .hasMessageContaining(Integer.toString(port));
    }
  }
}
