// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.samplers;

import dev.ringlet.common.Resource;
import dev.ringlet.config.Config;
import dev.ringlet.config.ConfigException;
import dev.ringlet.internal.context.Suppression;
import dev.ringlet.internal.log.ThrottledLogger;
import dev.ringlet.internal.threads.Workers;
import dev.ringlet.trace.Sampler;
import dev.ringlet.trace.Samplers;
import dev.ringlet.trace.SamplingDecision;
import dev.ringlet.trace.SamplingRequest;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.context.Scope;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.logging.Level;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Samples by the strategy of a server for this service, which is polled at an interval. Follows the
 * OpenTelemetry specification, "Tracing SDK", section "JaegerRemoteSampler", with the HTTP protocol
 * of Jaeger ({@code /sampling?service=}), which Jaeger, the OpenTelemetry Collector and Jaeger's
 * agents answer.
 *
 * <p>A daemon thread polls, from the creation of the sampler to its {@link #close}; the SDK closes
 * the sampler that it uses. Decisions never wait. Until the first answer, and while the server
 * cannot be reached, the last strategy holds. An answer that is not complete after 10 s, or has
 * more than 4 MiB, counts as none. Every strategy decides about root spans only and follows the
 * parent otherwise, as in the official sampler.
 *
 * <p>Thread-safe; a decision allocates nothing.
 */
public final class JaegerRemoteSampler implements Sampler {
  /** Where the server is expected if no endpoint is set. */
  public static final URI DEFAULT_ENDPOINT = URI.create("http://localhost:5778/sampling");

  private static final AttributeKey<String> SERVICE_NAME = AttributeKey.stringKey("service.name");
  private static final String ARG = "otel.traces.sampler.arg";
  private static final Set<String> PARAMETERS =
      Set.of("endpoint", "pollingIntervalMs", "initialSamplingRate");
  private static final int GRPC_PORT = 14250;
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final int MAX_ANSWER_BYTES = 4 << 20;
  private static final int MAX_LOGGED_CHARS = 1024;
  private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]");

  private final ThrottledLogger logger = new ThrottledLogger(JaegerRemoteSampler.class);
  private final URI endpoint;
  private final HttpRequest request;
  private final Duration pollingInterval;
  private final long timeoutNanos;
  private final Thread poller;
  private volatile Sampler current;
  private volatile boolean closed;

  /** The answer from which the current strategy was created, for the poller. */
  private @Nullable JaegerAnswer last;

  private JaegerRemoteSampler(Builder builder) {
    endpoint = builder.endpoint;
    String query =
        "service="
            + URLEncoder.encode(builder.serviceName, StandardCharsets.UTF_8).replace("+", "%20");
    URI uri = URI.create(endpoint + (endpoint.getQuery() == null ? "?" : "&") + query);
    request = HttpRequest.newBuilder(uri).header("Accept", "application/json").build();
    pollingInterval = builder.pollingInterval;
    timeoutNanos = builder.timeout.toNanos();
    current = builder.initialSampler;
    poller = Workers.newThread(this::poll, "ringlet-jaeger-sampler");
    poller.start();
  }

  /** Returns a builder. */
  public static Builder builder() {
    return new Builder();
  }

  /** The sampler of {@code otel.traces.sampler.arg}. */
  static Sampler fromConfig(Config config) {
    Map<String, String> parameters = config.getMap(ARG);
    for (String name : parameters.keySet()) {
      if (!PARAMETERS.contains(name)) {
        throw new ConfigException(
            ARG
                + ": expected endpoint=, pollingIntervalMs= or"
                + " initialSamplingRate=, not "
                + name);
      }
    }
    Builder builder = builder();
    String service = serviceName(config);
    if (service != null) {
      builder.setServiceName(service);
    }
    try {
      String endpoint = parameters.get("endpoint");
      if (endpoint != null) {
        builder.setEndpoint(endpoint);
      }
      String interval = parameters.get("pollingIntervalMs");
      if (interval != null) {
        builder.setPollingInterval(Duration.ofMillis(Long.parseLong(interval)));
      }
      String rate = parameters.get("initialSamplingRate");
      if (rate != null) {
        builder.setInitialSampler(
            Samplers.parentBased(Samplers.traceIdRatio(Double.parseDouble(rate))));
      }
    } catch (IllegalArgumentException e) {
      throw new ConfigException(ARG + ": " + e.getMessage());
    }
    return builder.build();
  }

  /** The name that settings give to the service, decoded; null if they give none. */
  private static @Nullable String serviceName(Config config) {
    String name = config.getString("otel.service.name");
    boolean isAttribute =
        config.getMap("otel.resource.attributes").containsKey(SERVICE_NAME.getKey());
    return name == null && isAttribute
        ? Resource.fromConfig(config).getAttribute(SERVICE_NAME)
        : name;
  }

  @Override
  public SamplingDecision shouldSample(SamplingRequest span) {
    return current.shouldSample(span);
  }

  @SuppressWarnings("try") // the scope is only to be closed
  private void poll() {
    try (Scope quiet = Suppression.in(io.opentelemetry.context.Context.root()).makeCurrent()) {
      HttpClient client =
          HttpClient.newBuilder().connectTimeout(Duration.ofNanos(timeoutNanos)).build();
      while (!closed) {
        ask(client);
        Thread.sleep(pollingInterval.toMillis());
      }
    } catch (InterruptedException e) {
      // Closed.
    } catch (Throwable t) {
      logger.log(Level.WARNING, "poll", () -> "Polling sampling strategies ended: " + t);
    }
  }

  private void ask(HttpClient client) throws InterruptedException {
    CompletableFuture<HttpResponse<byte[]>> answer =
        client.sendAsync(request, head -> new LimitedBody(MAX_ANSWER_BYTES));
    try {
      // The client's own timeout ends with the header of the response.
      HttpResponse<byte[]> complete = answer.get(timeoutNanos, TimeUnit.NANOSECONDS);
      if (complete.statusCode() != 200) {
        throw new IOException("status " + complete.statusCode());
      }
      use(JaegerAnswer.parse(complete.body()));
    } catch (ExecutionException e) {
      warn(e.getCause());
    } catch (IOException | TimeoutException | RuntimeException e) {
      warn(e);
    } finally {
      answer.cancel(true);
    }
  }

  /** An answer equal to the last one changes nothing, so that a rate limiter keeps its state. */
  private void use(JaegerAnswer answer) {
    if (!answer.isSame(last)) {
      current = JaegerStrategy.of(answer);
      last = answer;
    }
  }

  private void warn(@Nullable Throwable failure) {
    logger.log(
        Level.WARNING,
        "strategy",
        () ->
            "No sampling strategy from "
                + endpoint.getHost()
                + "; the previous one stays in use: "
                + oneLine(failure));
  }

  /** A server may choose parts of the message, which must not look like lines of their own. */
  private static String oneLine(@Nullable Throwable failure) {
    String text = String.valueOf(failure);
    return CONTROL
        .matcher(text.substring(0, Math.min(text.length(), MAX_LOGGED_CHARS)))
        .replaceAll(" ");
  }

  /** The current strategy. */
  Sampler current() {
    return current;
  }

  /** Stops polling; the last strategy stays in use. Later calls have no effect. */
  @Override
  public void close() {
    closed = true;
    poller.interrupt();
  }

  @Override
  public String getDescription() {
    return "JaegerRemoteSampler{sampler="
        + current.getDescription()
        + ", endpoint="
        + shown(endpoint)
        + ", pollingIntervalMs="
        + pollingInterval.toMillis()
        + "}";
  }

  /** The address without user, password and query. */
  private static String shown(URI endpoint) {
    int port = endpoint.getPort();
    return endpoint.getScheme()
        + "://"
        + endpoint.getHost()
        + (port < 0 ? "" : ":" + port)
        + endpoint.getRawPath();
  }

  @Override
  public String toString() {
    return getDescription();
  }

  /** Configures the sampler. Not thread-safe. No argument may be null. */
  public static final class Builder {
    private URI endpoint = DEFAULT_ENDPOINT;
    private String serviceName = "";
    private Duration pollingInterval = Duration.ofSeconds(60);
    private Duration timeout = TIMEOUT;
    private Sampler initialSampler = Samplers.parentBased(Samplers.traceIdRatio(0.001));

    private Builder() {}

    /**
     * Sets the address, {@link #DEFAULT_ENDPOINT} by default. Without a path it gets {@code
     * /sampling}.
     *
     * @param address with scheme http or https; that of a gRPC port (14250) is refused
     */
    public Builder setEndpoint(String address) {
      URI uri;
      try {
        uri = new URI(address.trim());
      } catch (URISyntaxException e) {
        throw noAddress(); // the message of e has the address, which may have a password
      }
      String scheme = uri.getScheme();
      if (uri.getHost() == null || !("http".equals(scheme) || "https".equals(scheme))) {
        throw noAddress();
      }
      if (uri.getPort() == GRPC_PORT) {
        throw new IllegalArgumentException(
            "endpoint must be that of HTTP (port 5778), not of gRPC (port 14250)");
      }
      String path = uri.getPath();
      endpoint =
          path == null || path.isEmpty() || path.equals("/") ? uri.resolve("/sampling") : uri;
      return this;
    }

    private static IllegalArgumentException noAddress() {
      return new IllegalArgumentException("endpoint must be an address with http:// or https://");
    }

    /** Sets the name under which the server knows the service. */
    public Builder setServiceName(String serviceName) {
      this.serviceName = Objects.requireNonNull(serviceName, "serviceName");
      return this;
    }

    /**
     * Sets the time between two requests, 60 s by default.
     *
     * @param interval 1 ms or more
     */
    public Builder setPollingInterval(Duration interval) {
      if (interval.toMillis() < 1) {
        throw new IllegalArgumentException("pollingInterval must be 1 ms or more");
      }
      pollingInterval = interval;
      return this;
    }

    /** Sets the time limit for a complete response, 10 s by default. */
    Builder setTimeout(Duration timeout) {
      this.timeout = timeout;
      return this;
    }

    /** Sets the sampler that is used until the first response; one of 1,000 traces by default. */
    public Builder setInitialSampler(Sampler sampler) {
      initialSampler = Objects.requireNonNull(sampler, "sampler");
      return this;
    }

    /** Creates the sampler and starts to poll, until it is closed. */
    public JaegerRemoteSampler build() {
      return new JaegerRemoteSampler(this);
    }
  }
}
