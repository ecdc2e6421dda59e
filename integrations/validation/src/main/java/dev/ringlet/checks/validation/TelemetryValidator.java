// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.checks.validation;

import com.google.protobuf.ByteString;
import dev.ringlet.checks.internal.semconv.Registry;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Finds what is wrong in telemetry of any SDK. Add requests, in any order, and ask for the findings
 * at any time; what needs several spans is looked for at that time, among all that have come in.
 *
 * <p>Takes time in proportion to the telemetry, whatever it contains, and memory of some 250 bytes
 * for each span and series; {@link #settle()} makes room, so that it may run without end. Uses only
 * getters of the messages, so that it also works with classes that an application has generated for
 * {@code protobuf-javalite}. Thread-safe.
 */
public final class TelemetryValidator {
  private static final String RULES_VERSION = "1";
  private static final String UNKNOWN_SERVICE = "unknown_service";

  /** What resources may take when a validator settles. */
  private static final long MAX_RESOURCE_BYTES = 4 << 20;

  private final Registry registry = Registry.load();
  private final Findings findings;
  private final long toleranceNanos;
  private final long maxSkewNanos;
  private final int maxSpans;
  private final AttributeChecks attributes;
  private final SpanChecks spanChecks;
  private final MetricChecks metricChecks;
  private final Map<Resource, ResourceFacts> resources = new HashMap<>();
  private final Map<SpanKey, SpanFacts> spans = new LinkedHashMap<>();
  private final Map<SpanKey, Place> logTraces = new LinkedHashMap<>();
  private long resourceBytes;
  private long spansLeftOut;

  private TelemetryValidator(Builder builder) {
    findings = new Findings(builder.rules, builder.maxFindings, builder.isLatestKept);
    toleranceNanos = builder.toleranceNanos;
    maxSkewNanos = builder.maxSkewNanos;
    maxSpans = builder.maxSpans;
    attributes = new AttributeChecks(registry, findings);
    spanChecks = new SpanChecks(registry, findings, attributes);
    metricChecks = new MetricChecks(registry, findings, attributes, builder.maxSeries);
  }

  /** Creates a validator with all rules. */
  public static TelemetryValidator create() {
    return builder().build();
  }

  /** Starts a validator. */
  public static Builder builder() {
    return new Builder();
  }

  /** Returns the version of the set of rules, which changes with what they find. */
  public String rulesVersion() {
    return RULES_VERSION;
  }

  /** Returns the version of the semantic conventions that names, types and units come from. */
  public String conventionsVersion() {
    return registry.version();
  }

  /** Adds spans. */
  public synchronized void add(ExportTraceServiceRequest request) {
    for (ResourceSpans ofResource : request.getResourceSpansList()) {
      ResourceFacts resource = resource(ofResource.getResource());
      for (ScopeSpans ofScope : ofResource.getScopeSpansList()) {
        for (Span span : ofScope.getSpansList()) {
          add(resource, ofScope.getScope().getName(), span);
        }
      }
    }
  }

  private void add(ResourceFacts resource, String scope, Span span) {
    Place place =
        Place.span(resource.service(), scope, span.getName(), span.getTraceId(), span.getSpanId());
    spanChecks.check(place, span);
    if (!SpanChecks.hasIds(span)) {
      return;
    }
    SpanFacts facts = new SpanFacts(span, scope, resource);
    SpanFacts earlier = spans.get(facts.key);
    if (earlier != null) {
      String text =
          facts.isSameSpan(earlier)
              ? " has arrived twice"
              : " has the span id of " + Text.quoted(earlier.name);
      findings.report(Rule.SPAN_ID_DUPLICATE, place, place.what() + text);
    } else if (spans.size() < maxSpans) {
      spans.put(facts.key, facts);
    } else {
      spansLeftOut++;
    }
  }

  /** Adds metrics. */
  public synchronized void add(ExportMetricsServiceRequest request) {
    for (ResourceMetrics ofResource : request.getResourceMetricsList()) {
      ResourceFacts resource = resource(ofResource.getResource());
      for (ScopeMetrics ofScope : ofResource.getScopeMetricsList()) {
        for (Metric metric : ofScope.getMetricsList()) {
          String scope = ofScope.getScope().getName();
          Place place = Place.metric(resource.service(), scope, metric.getName());
          metricChecks.check(resource, place, metric);
        }
      }
    }
  }

  /** Adds log records. */
  public synchronized void add(ExportLogsServiceRequest request) {
    for (ResourceLogs ofResource : request.getResourceLogsList()) {
      ResourceFacts resource = resource(ofResource.getResource());
      for (ScopeLogs ofScope : ofResource.getScopeLogsList()) {
        for (LogRecord log : ofScope.getLogRecordsList()) {
          add(resource, ofScope.getScope().getName(), log);
        }
      }
    }
  }

  private void add(ResourceFacts resource, String scope, LogRecord log) {
    ByteString trace = log.getTraceId();
    Place place = Place.log(resource.service(), scope, log.getEventName(), trace, log.getSpanId());
    attributes.check(place, log.getAttributesList(), log.getDroppedAttributesCount());
    attributes.checkValue(place.part("the body"), "", log.getBody());
    NameIds ids = NameIds.in(log.getEventName());
    if (ids != null) {
      String text = "the event name of " + place.what() + " has " + ids.kind();
      String remedy = Rule.NAME_HAS_ID.remedy();
      findings.report(Rule.NAME_HAS_ID, place, ids.template(), "", text, remedy);
    }
    if (trace.isEmpty()) {
      return;
    }
    if (trace.size() != SpanChecks.TRACE_ID_BYTES) {
      findings.report(Rule.ID_INVALID, place, place.what() + " has no valid trace id");
    } else if (logTraces.size() < maxSpans && findings.isOn(Rule.LOG_TRACE_UNKNOWN)) {
      logTraces.putIfAbsent(SpanKey.ofTrace(trace), place);
    }
  }

  private ResourceFacts resource(Resource resource) {
    ResourceFacts known = resources.get(resource);
    if (known != null) {
      return known;
    }
    String service = "";
    for (KeyValue attribute : resource.getAttributesList()) {
      if (attribute.getKey().equals("service.name")) {
        service = attribute.getValue().getStringValue();
      }
    }
    ResourceFacts facts = new ResourceFacts(resources.size(), service);
    resources.put(resource, facts);
    resourceBytes += resource.getSerializedSize();
    Place place = Place.resource(service);
    if (service.isEmpty() || service.startsWith(UNKNOWN_SERVICE)) {
      String text = service.isEmpty() ? " has no service.name" : " has the default service.name";
      findings.report(Rule.SERVICE_NAME_MISSING, place, place.what() + text);
    }
    attributes.check(place, resource.getAttributesList(), resource.getDroppedAttributesCount());
    return facts;
  }

  /** Returns what has been found so far, the worst first. */
  public synchronized List<Finding> findings() {
    Findings all = findings.copy();
    checkTraces(all);
    return all.list();
  }

  private void checkTraces(Findings all) {
    new TraceChecks(spans, all, toleranceNanos, maxSkewNanos).check(spansLeftOut == 0);
    if (!spans.isEmpty() && spansLeftOut == 0) {
      Set<SpanKey> traces = new HashSet<>();
      spans.keySet().forEach(key -> traces.add(key.withSpan(0)));
      logTraces.forEach(
          (trace, place) -> {
            if (!traces.contains(trace)) {
              String text = place.what() + " is of a trace without spans here";
              all.report(Rule.LOG_TRACE_UNKNOWN, place, text);
            }
          });
    }
  }

  /**
   * Makes the findings about traces final and forgets their spans, so that a validator can go on
   * without end: add whole traces, and settle. Counters are still compared with what comes later.
   * Findings stay until {@link #clear()}.
   */
  public synchronized void settle() {
    checkTraces(findings);
    spans.clear();
    logTraces.clear();
    spansLeftOut = 0;
    if (resourceBytes > MAX_RESOURCE_BYTES) {
      forgetResources();
    }
  }

  /** What the resources that are known take, encoded. */
  synchronized long resourceBytes() {
    return resourceBytes;
  }

  private void forgetResources() {
    resources.clear();
    resourceBytes = 0;
    metricChecks.clear(); // its series have the numbers of resources
  }

  /**
   * Returns how many spans came after the limit: they are checked alone, and spans without a parent
   * are not looked for any more.
   */
  public synchronized long spansLeftOut() {
    return spansLeftOut;
  }

  /** Returns how often something was found that has no place in a list that is full. */
  public synchronized long findingsLeftOut() {
    return findings.leftOut();
  }

  /** Forgets all that was added, and all findings. */
  public synchronized void clear() {
    forgetResources();
    spans.clear();
    logTraces.clear();
    findings.clear();
    spansLeftOut = 0;
  }

  /** Builds a validator. Not thread-safe. */
  public static final class Builder {
    private final Set<Rule> rules = EnumSet.allOf(Rule.class);
    private long toleranceNanos = 1_000_000;
    private long maxSkewNanos = 10_000_000;
    private int maxSpans = 1_000_000;
    private int maxFindings = 1_000;
    private int maxSeries = 100_000;
    private boolean isLatestKept;

    private Builder() {}

    /** Leaves rules out. */
    public Builder ignore(Rule... ignored) {
      rules.removeAll(Arrays.asList(ignored));
      return this;
    }

    /**
     * Sets how far a child may be outside of a parent of the same process.
     *
     * @param tolerance 1 ms by default
     */
    public Builder setTolerance(Duration tolerance) {
      toleranceNanos = nanos(tolerance, "tolerance");
      return this;
    }

    /**
     * Sets how long a child may start before its parent in another service.
     *
     * @param maxClockSkew 10 ms by default
     */
    public Builder setMaxClockSkew(Duration maxClockSkew) {
      maxSkewNanos = nanos(maxClockSkew, "maxClockSkew");
      return this;
    }

    private static long nanos(Duration duration, String name) {
      Objects.requireNonNull(duration, name);
      if (duration.isNegative()) {
        throw new IllegalArgumentException(name + " must not be negative: " + duration);
      }
      boolean fits = duration.compareTo(Duration.ofNanos(Long.MAX_VALUE)) < 0;
      return fits ? duration.toNanos() : Long.MAX_VALUE;
    }

    /**
     * Sets the bound of memory.
     *
     * @param maxSpans how many spans rules for traces look at, 1,000,000 by default
     */
    public Builder setMaxSpans(int maxSpans) {
      this.maxSpans = positive(maxSpans, "maxSpans");
      return this;
    }

    /**
     * Sets the bound of the list of findings.
     *
     * @param maxFindings 1,000 by default
     */
    public Builder setMaxFindings(int maxFindings) {
      this.maxFindings = positive(maxFindings, "maxFindings");
      return this;
    }

    /**
     * Sets the bound of series whose last value is kept, to be compared with the next.
     *
     * @param maxSeries 100,000 by default
     */
    public Builder setMaxSeries(int maxSeries) {
      this.maxSeries = positive(maxSeries, "maxSeries");
      return this;
    }

    /**
     * Lets a finding that occurs again have the ids of the last time, for a reader who has no
     * earlier ones; without it they are those of the first.
     */
    public Builder keepLatest() {
      isLatestKept = true;
      return this;
    }

    private static int positive(int value, String name) {
      if (value <= 0) {
        throw new IllegalArgumentException(name + " must be positive: " + value);
      }
      return value;
    }

    /** Creates the validator. */
    public TelemetryValidator build() {
      return new TelemetryValidator(this);
    }
  }
}
