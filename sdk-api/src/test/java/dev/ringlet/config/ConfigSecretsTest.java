// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.ringlet.common.Resource;
import dev.ringlet.testing.LogListener;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Gives a secret to every getter and looks for it in all that anyone could read. */
class ConfigSecretsTest {
  private static final String KEY = "otel.exporter.otlp.headers";
  private static final String SECRET = "s3cr3t-t0ken";

  private final List<String> written = new ArrayList<>();
  private final Logger root = Logger.getLogger("");
  private final Handler handler =
      new LogListener(logRecord -> written.add(new SimpleFormatter().format(logRecord)));

  @BeforeEach
  void listen() {
    handler.setLevel(Level.ALL);
    root.addHandler(handler);
  }

  @AfterEach
  void stopListening() {
    root.removeHandler(handler);
  }

  @Test
  void refusalsDoNotRepeatTheValue() {
    List<Consumer<Config>> getters =
        List.of(
            c -> c.getInt(KEY, 0),
            c -> c.getInt(KEY, 0, 1, 2),
            c -> c.getLong(KEY, 0),
            c -> c.getDouble(KEY, 0),
            c -> c.getDouble(KEY, 0, 0, 1),
            c -> c.getDurationNanos(KEY, 0),
            c -> c.getDurationNanos(KEY, 0, 0, 1),
            c -> c.getBytes(KEY, 0),
            c -> c.getBytes(KEY, 0, 0, 1),
            c -> c.getMap(KEY));
    List<String> values =
        List.of(SECRET, "1" + SECRET, SECRET + "1", "a=b," + SECRET, "=" + SECRET);
    for (Consumer<Config> getter : getters) {
      for (String value : values) {
        Throwable thrown = catchThrowable(() -> getter.accept(config(value)));
        assertThat(thrown).isInstanceOf(ConfigException.class).hasMessageContaining(KEY);
        assertThat(everythingIn(thrown)).contains(KEY).doesNotContain(SECRET);
      }
    }
  }

  @Test
  void refusedResourceAttributesAreNotRepeated() {
    for (String value : List.of(SECRET, "a=b," + SECRET, "é" + SECRET + "=1")) {
      Config config = Config.of(Map.of("otel.resource.attributes", value), Map.of(), Map.of());
      Throwable thrown = catchThrowable(() -> Resource.fromConfig(config));
      assertThat(thrown).isInstanceOf(ConfigException.class);
      assertThat(everythingIn(thrown)).contains("otel.resource.attributes").doesNotContain(SECRET);
    }
  }

  @Test
  void warningsDoNotRepeatTheValue() {
    assertThat(config(SECRET).getBoolean(KEY, true)).isFalse();
    assertThat(written).hasSize(1);
    assertThat(written.get(0))
        .contains(KEY + ": expected true or false; false is used")
        .doesNotContain(SECRET);
  }

  @Test
  void toStringNamesKeysOnly() {
    assertThat(config("x-api-key=" + SECRET)).hasToString("Config[" + KEY + "]");
    assertThat(written).isEmpty();
  }

  private static Config config(String value) {
    return Config.of(Map.of(KEY, value), Map.of(), Map.of());
  }

  /** Message, causes, suppressed exceptions and stack trace. */
  private static String everythingIn(Throwable thrown) {
    StringWriter text = new StringWriter();
    thrown.printStackTrace(new PrintWriter(text));
    return text.toString();
  }
}
