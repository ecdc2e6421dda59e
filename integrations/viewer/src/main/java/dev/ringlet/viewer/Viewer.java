// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.viewer;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.ringlet.export.Payload;
import dev.ringlet.viewer.internal.check.Checks;
import dev.ringlet.viewer.internal.query.Api;
import dev.ringlet.viewer.internal.server.OtlpIntake;
import dev.ringlet.viewer.internal.server.ViewerServer;
import dev.ringlet.viewer.internal.store.Limits;
import dev.ringlet.viewer.internal.store.TelemetryStore;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Receives traces, metrics, logs and profiles of any SDK over OTLP, keeps the last of them in
 * bounded memory, and serves a page that shows them, all on one port: OTLP/HTTP with protobuf and
 * JSON, OTLP/gRPC without TLS, and the page under {@code /}.
 *
 * <p>It is for the machine of a developer. It listens on the loopback interface; elsewhere only
 * with a token, which browsers and senders must have. All methods may be called from any thread.
 * Its threads are daemons, so that it never keeps a JVM alive.
 */
public final class Viewer implements AutoCloseable {
  /** The port of OTLP/HTTP, where SDKs send by default. */
  public static final int DEFAULT_PORT = 4318;

  private static final String DEFAULT_HOST = "localhost";

  private final TelemetryStore store;
  private final Checks checks;
  private final OtlpIntake intake;
  private final ViewerServer server;
  private final String host;

  private Viewer(Builder builder) {
    store = new TelemetryStore(new Limits(builder.maxBytes, builder.maxSpans));
    checks = Checks.start(store);
    intake = new OtlpIntake(store, checks, builder.listener);
    host = builder.host;
    try {
      Api api = new Api(store, checks);
      server = new ViewerServer(api, intake, builder.host, builder.port, builder.token);
    } catch (RuntimeException e) {
      checks.close();
      throw e;
    }
  }

  /** A builder with defaults. */
  public static Builder builder() {
    return new Builder();
  }

  /** The port it listens on. */
  public int port() {
    return server.port();
  }

  /** Where the page is, and what senders use for an endpoint: {@code http://localhost:4318}. */
  public String url() {
    String name = host.contains(":") ? "[" + host + "]" : host;
    return "http://" + name + ":" + port();
  }

  /**
   * Takes an OTLP request of this process, as if it had been sent.
   *
   * @throws IllegalArgumentException if the payload is no such request
   */
  public void accept(Payload payload) {
    try {
      intake.accept(
          payload.signal(), ByteBuffer.wrap(payload.bytes(), payload.offset(), payload.length()));
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalArgumentException("payload: " + e.getMessage(), e);
    }
  }

  /** Stops listening and forgets what was received. */
  @Override
  public void close() {
    server.close();
    checks.close();
    store.clear();
  }

  @Override
  public String toString() {
    return "Viewer{" + url() + "}";
  }

  /** Sets up a viewer. Not thread-safe. */
  public static final class Builder {
    private static final long MIN_BYTES = 1 << 20;
    private static final long MAX_DEFAULT_BYTES = 256 << 20;
    private static final int DEFAULT_SPANS = 100_000;

    private String host = DEFAULT_HOST;
    private int port = DEFAULT_PORT;
    private @Nullable String token;
    private long maxBytes = Math.min(MAX_DEFAULT_BYTES, Runtime.getRuntime().maxMemory() / 4);
    private int maxSpans = DEFAULT_SPANS;
    private @Nullable Consumer<Payload> listener;

    private Builder() {}

    /**
     * Sets the host name or address to listen on; {@code localhost} by default. Any other than a
     * loopback address needs a token.
     */
    public Builder setHost(String host) {
      if (host.isBlank()) {
        throw new IllegalArgumentException("host is empty");
      }
      this.host = host;
      return this;
    }

    /** Sets the port; {@value Viewer#DEFAULT_PORT} by default, 0 for any that is free. */
    public Builder setPort(int port) {
      if (port < 0 || port > 65_535) {
        throw new IllegalArgumentException("port: 0 to 65535 expected, not " + port);
      }
      this.port = port;
      return this;
    }

    /**
     * Sets a token that browsers ({@code /?token=…}) and senders ({@code authorization: Bearer …})
     * must have, 16 characters at least; none by default.
     */
    public Builder setToken(String token) {
      if (token.length() < 16 || !token.matches("[A-Za-z0-9._~-]+")) {
        throw new IllegalArgumentException(
            "token: at least 16 characters of letters, digits and . _ ~ - expected");
      }
      this.token = Objects.requireNonNull(token, "token");
      return this;
    }

    /**
     * Sets a bound for the memory of all that is kept, in bytes; 256 MiB by default, a quarter of
     * the maximum heap if that is less. The oldest leaves first.
     */
    public Builder setMaxBytes(long maxBytes) {
      if (maxBytes < MIN_BYTES) {
        throw new IllegalArgumentException(
            "maxBytes: at least " + MIN_BYTES + " expected, not " + maxBytes);
      }
      this.maxBytes = maxBytes;
      return this;
    }

    /** Sets the most spans that are kept; 100,000 by default. */
    public Builder setMaxSpans(int maxSpans) {
      if (maxSpans < 1) {
        throw new IllegalArgumentException("maxSpans: at least 1 expected, not " + maxSpans);
      }
      this.maxSpans = maxSpans;
      return this;
    }

    /**
     * Sets what gets each request, in protobuf, after the viewer has it and before the sender has
     * its response; none by default.
     *
     * @param listener called on threads of the viewer, or of {@link Viewer#accept}, several at a
     *     time; an exception is an error to the sender
     */
    public Builder setListener(Consumer<Payload> listener) {
      this.listener = Objects.requireNonNull(listener, "listener");
      return this;
    }

    /**
     * Creates the viewer, which listens from now on.
     *
     * @throws IllegalArgumentException if the host is not known, or no loopback address and there
     *     is no token
     * @throws UncheckedIOException if the port is taken
     */
    public Viewer build() {
      if (token == null && !isLoopback(host)) {
        throw new IllegalArgumentException(
            "host: " + host + " is not a loopback address, so that a token is needed");
      }
      return new Viewer(this);
    }

    private static boolean isLoopback(String host) {
      try {
        return InetAddress.getByName(host).isLoopbackAddress();
      } catch (UnknownHostException e) {
        throw new IllegalArgumentException("host: " + host + " is not known", e);
      }
    }
  }
}
