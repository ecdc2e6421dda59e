// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.viewer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ringlet.RingletSdk;
import dev.ringlet.export.Payload;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class ViewerTest {
  @Test
  void settingsAreChecked() {
    Viewer.Builder builder = Viewer.builder();

    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.setPort(70_000))
        .withMessageContaining("port");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.setMaxBytes(1))
        .withMessageContaining("maxBytes");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.setMaxSpans(0))
        .withMessageContaining("maxSpans");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.setToken("short"))
        .withMessageContaining("token")
        .withMessageNotContaining("short");
  }

  @Test
  void anotherHostNeedsAToken() {
    Viewer.Builder open = Viewer.builder().setPort(0).setHost("0.0.0.0");

    assertThatIllegalArgumentException()
        .isThrownBy(open::build)
        .withMessageContaining("0.0.0.0")
        .withMessageContaining("token");
    try (Viewer viewer = open.setToken("0123456789abcdef").build()) {
      assertThat(viewer.port()).isPositive();
    }
  }

  @Test
  void aPortThatIsTakenIsSaid() {
    try (Viewer first = Viewer.builder().setPort(0).build()) {
      assertThat(first.url()).isEqualTo("http://localhost:" + first.port());
      assertThatThrownBy(() -> Viewer.builder().setPort(first.port()).build())
          .isInstanceOf(UncheckedIOException.class);
    }
  }

  @Test
  void aListenerGetsWhatIsReceivedBeforeTheSenderHasItsResponse() {
    List<Payload> received = new CopyOnWriteArrayList<>();
    try (Viewer viewer = Viewer.builder().setPort(0).setListener(received::add).build();
        RingletSdk sdk =
            RingletSdk.builder()
                .property("otel.exporter.otlp.endpoint", viewer.url())
                .property("ringlet.shutdown.hook", "false")
                .build()) {
      for (int i = 0; i < 3; i++) {
        sdk.getTracer("t").spanBuilder("span").startSpan().end();
      }
      sdk.getLogsBridge().get("l").logRecordBuilder().setBody("log").emit();
      sdk.getMeter("m").counterBuilder("count").build().add(1);
      assertThat(sdk.flush(Duration.ofSeconds(30))).isTrue();
    }
    assertThat(received)
        .extracting(payload -> payload.signal() + " " + payload.items())
        .contains("TRACES 3", "LOGS 1", "METRICS 1");
    assertThat(received).allMatch(payload -> payload.length() > 0);
  }
}
