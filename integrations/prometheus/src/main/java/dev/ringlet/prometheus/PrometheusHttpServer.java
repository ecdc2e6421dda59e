// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.prometheus;

import dev.ringlet.config.Config;
import dev.ringlet.config.ConfigException;
import dev.ringlet.internal.log.ThrottledLogger;
import dev.ringlet.internal.threads.Workers;
import dev.ringlet.metrics.Aggregation;
import dev.ringlet.metrics.InstrumentType;
import dev.ringlet.metrics.MetricReader;
import dev.ringlet.metrics.OnDemandMetricReader;
import dev.ringlet.prometheus.internal.convert.Conversion;
import dev.ringlet.prometheus.internal.convert.Translation;
import dev.ringlet.prometheus.internal.http.ScrapeServer;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;

/**
 * Serves the metrics of an SDK over HTTP, under {@code /metrics}, to Prometheus and other programs
 * that read its formats. Each scrape collects the metrics. Follows the OpenTelemetry specification,
 * "Metrics Exporter - Prometheus" and "Prometheus and OpenMetrics Compatibility".
 *
 * <pre>{@code
 * PrometheusHttpServer server = PrometheusHttpServer.builder().setPort(9464).build();
 * RingletSdk sdk = RingletSdk.builder().addMetricReader(server.metricReader()).build();
 * }</pre>
 *
 * <p>With {@code otel.metrics.exporter=prometheus} there is one without any code. The server takes
 * its port when it is built, answers when the SDK has been built, and gives the port back when the
 * SDK is closed. Any number of scrapers may be active at the same time. Thread-safe.
 */
public final class PrometheusHttpServer {
  private static final String HOST = "otel.exporter.prometheus.host";
  private static final String PORT = "otel.exporter.prometheus.port";
  private static final String HISTOGRAMS =
      "otel.java.experimental.exporter.prometheus.metrics.default.histogram.aggregation";
  private static final String OWN = "ringlet.exporter.prometheus.";

  private final ScrapeServer server;
  private final Translation translation;
  private final OnDemandMetricReader reader;
  private final ThrottledLogger logger = new ThrottledLogger(PrometheusHttpServer.class);

  private PrometheusHttpServer(Builder builder) throws IOException {
    translation =
        new Translation(
            builder.strategy == TranslationStrategy.NO_UTF8_ESCAPING_WITH_SUFFIXES,
            builder.scopeInfo,
            builder.targetInfo,
            builder.resourceConstantLabels);
    server = new ScrapeServer(new InetSocketAddress(builder.host, builder.port));
    reader =
        OnDemandMetricReader.builder()
            .setCardinalityLimits(builder.cardinalityLimits)
            .setDefaultAggregation(builder.defaultAggregation)
            .setClient(new Scraper())
            .setComponentType("prometheus_http_text_metric_exporter")
            .build();
  }

  /** Starts a server. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Creates a server from properties: {@code otel.exporter.prometheus.host} and {@code port},
   * {@code otel.java.experimental.exporter.prometheus.metrics.default.histogram.aggregation},
   * {@code otel.java.metrics.cardinality.limit}, and {@code ringlet.exporter.prometheus.} with
   * {@code translation.strategy}, {@code scope.info.enabled}, {@code target.info.enabled} and
   * {@code resource.constant.labels}.
   *
   * @throws ConfigException naming the key whose value cannot be used
   */
  public static PrometheusHttpServer fromConfig(Config config) {
    Builder builder = builder();
    builder.setHost(config.getString(HOST, builder.host));
    builder.setPort(config.getInt(PORT, builder.port, 0, Builder.MAX_PORT));
    builder.setCardinalityLimit(
        config.getInt(
            "otel.java.metrics.cardinality.limit",
            Builder.DEFAULT_CARDINALITY_LIMIT,
            1,
            Integer.MAX_VALUE));
    builder.setScopeInfoEnabled(config.getBoolean(OWN + "scope.info.enabled", true));
    builder.setTargetInfoEnabled(config.getBoolean(OWN + "target.info.enabled", true));
    builder.setResourceConstantLabels(
        Set.copyOf(config.getList(OWN + "resource.constant.labels"))::contains);
    builder.setTranslationStrategy(TranslationStrategy.fromConfig(config));
    Aggregation histogram = Aggregation.ofHistograms(config, HISTOGRAMS);
    builder.setDefaultAggregation(
        type -> type == InstrumentType.HISTOGRAM ? histogram : Aggregation.defaultAggregation());
    return start(builder);
  }

  /** Creates a server from settings; an error names them. */
  static PrometheusHttpServer start(Builder builder) {
    try {
      return new PrometheusHttpServer(builder);
    } catch (IOException e) {
      throw unusable(builder, e);
    }
  }

  private static ConfigException unusable(Builder builder, IOException e) {
    if (new InetSocketAddress(builder.host, builder.port).isUnresolved()) {
      return new ConfigException(
          HOST + ": there is no host \"" + builder.host + "\"; localhost serves this host alone");
    }
    return new ConfigException(
        PORT
            + ": cannot listen on port "
            + builder.port
            + " of "
            + builder.host
            + " ("
            + e.getMessage()
            + "); set "
            + PORT
            + " to a port that no other program uses (0 for any), or "
            + HOST
            + " to an address of this host");
  }

  /** The reader that collects for the server; it belongs to one SDK. */
  public MetricReader metricReader() {
    return reader;
  }

  /** Returns the address, with the actual port if the port was 0. */
  public InetSocketAddress address() {
    return server.address();
  }

  @Override
  public String toString() {
    return "PrometheusHttpServer{" + address() + "}";
  }

  private MetricSnapshots collect() {
    Conversion conversion = new Conversion(translation, logger);
    reader.collect(conversion::add);
    return conversion.snapshots();
  }

  /** Lives as long as the meter provider. */
  private final class Scraper implements OnDemandMetricReader.Client {
    @Override
    public void start(OnDemandMetricReader reader) {
      server.start(PrometheusHttpServer.this::collect, logger);
    }

    @Override
    public void close(Duration timeout) {
      server.close(Workers.nanos(timeout));
    }
  }

  /** Configures a server. Not thread-safe. */
  public static final class Builder {
    private static final int MAX_PORT = 65_535;
    private static final int DEFAULT_CARDINALITY_LIMIT = 2000;

    private String host = "localhost";
    private int port = 9464;
    private ToIntFunction<InstrumentType> cardinalityLimits = type -> DEFAULT_CARDINALITY_LIMIT;
    private boolean scopeInfo = true;
    private boolean targetInfo = true;
    private TranslationStrategy strategy = TranslationStrategy.UNDERSCORE_ESCAPING_WITH_SUFFIXES;
    private Predicate<String> resourceConstantLabels = key -> false;
    private Function<InstrumentType, Aggregation> defaultAggregation =
        type -> Aggregation.defaultAggregation();

    private Builder() {}

    /** Sets the host name or address to listen on, {@code localhost} by default. */
    public Builder setHost(String host) {
      Objects.requireNonNull(host, "host");
      if (host.isBlank()) {
        throw new IllegalArgumentException("host must not be blank");
      }
      this.host = host;
      return this;
    }

    /** Sets the port to listen on, 9464 by default; 0 selects any free port. */
    public Builder setPort(int port) {
      if (port < 0 || port > MAX_PORT) {
        throw new IllegalArgumentException("port must be 0 to " + MAX_PORT + ": " + port);
      }
      this.port = port;
      return this;
    }

    /** Sets how many series a metric may have, 1 or more; 2000 by default. */
    public Builder setCardinalityLimit(int cardinalityLimit) {
      if (cardinalityLimit < 1) {
        throw new IllegalArgumentException(
            "cardinalityLimit must be 1 or more: " + cardinalityLimit);
      }
      cardinalityLimits = type -> cardinalityLimit;
      return this;
    }

    /** Sets by kind of instrument how many series a metric may have. */
    public Builder setCardinalityLimits(ToIntFunction<InstrumentType> cardinalityLimits) {
      this.cardinalityLimits = Objects.requireNonNull(cardinalityLimits, "cardinalityLimits");
      return this;
    }

    /** Sets the aggregation by kind of instrument, where no view says otherwise. */
    public Builder setDefaultAggregation(Function<InstrumentType, Aggregation> defaultAggregation) {
      this.defaultAggregation = Objects.requireNonNull(defaultAggregation, "defaultAggregation");
      return this;
    }

    /** Sets how names are translated. */
    public Builder setTranslationStrategy(TranslationStrategy strategy) {
      this.strategy = Objects.requireNonNull(strategy, "strategy");
      return this;
    }

    /** Sets whether points have the scope as labels {@code otel_scope_…}; true by default. */
    public Builder setScopeInfoEnabled(boolean scopeInfoEnabled) {
      scopeInfo = scopeInfoEnabled;
      return this;
    }

    /** Sets whether there is a metric {@code target_info} of the resource; true by default. */
    public Builder setTargetInfoEnabled(boolean targetInfoEnabled) {
      targetInfo = targetInfoEnabled;
      return this;
    }

    /** Sets which attributes of the resource all points have as labels; none by default. */
    public Builder setResourceConstantLabels(Predicate<String> resourceConstantLabels) {
      this.resourceConstantLabels =
          Objects.requireNonNull(resourceConstantLabels, "resourceConstantLabels");
      return this;
    }

    /**
     * Creates the server and starts to listen.
     *
     * @throws UncheckedIOException if it cannot listen there
     */
    public PrometheusHttpServer build() {
      try {
        return new PrometheusHttpServer(this);
      } catch (IOException e) {
        throw new UncheckedIOException("Cannot listen on " + host + ":" + port, e);
      }
    }
  }
}
