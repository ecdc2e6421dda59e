// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.prometheus.internal.convert;

import dev.ringlet.internal.bytes.ProtoReader;
import dev.ringlet.internal.log.ThrottledLogger;
import dev.ringlet.internal.otlp.CommonTags;
import dev.ringlet.internal.otlp.EnvelopeTags;
import io.prometheus.metrics.model.snapshots.DataPointSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot.InfoDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.logging.Level;

/**
 * Turns the metrics of one collection into those of Prometheus. Follows the OpenTelemetry
 * specification, "Prometheus and OpenMetrics Compatibility". Not thread-safe.
 */
public final class Conversion {
  private static final String TARGET = "target";

  private final Translation translation;
  private final ThrottledLogger logger;
  private final Map<String, Family> families = new LinkedHashMap<>();
  private LabelSet resource;
  private LabelSet constantLabels;

  public Conversion(Translation translation, ThrottledLogger logger) {
    this.translation = translation;
    this.logger = logger;
  }

  /** Adds an {@code ExportMetricsServiceRequest}. */
  public void add(byte[] data, int offset, int length) {
    ProtoReader request = new ProtoReader(data, offset, length);
    while (request.next()) {
      if (request.tag() == EnvelopeTags.Request.RESOURCES) {
        readResource(request.message());
        ProtoReader resourceMetrics = request.message();
        while (resourceMetrics.next()) {
          if (resourceMetrics.tag() == EnvelopeTags.Resources.SCOPES) {
            readScopeMetrics(resourceMetrics.message(), resourceMetrics.message());
          }
        }
      }
    }
  }

  /** What was added, in the order of names. */
  public MetricSnapshots snapshots() {
    if (resource != null && translation.hasTargetInfo()) {
      Family info = new Family(Family.Type.INFO, TARGET, null, null);
      info.add(new InfoDataPointSnapshot(resource.toLabels()));
      put(info, TARGET);
    }
    return new MetricSnapshots(families.values().stream().map(Family::snapshot).toList());
  }

  private void readResource(ProtoReader resourceMetrics) {
    LabelSet all = new LabelSet(translation.isUtf8());
    constantLabels = new LabelSet(translation.isUtf8());
    while (resourceMetrics.next()) {
      if (resourceMetrics.tag() == EnvelopeTags.Resources.RESOURCE) {
        ProtoReader attributes = resourceMetrics.message();
        while (attributes.next()) {
          if (attributes.tag() == CommonTags.Resource.ATTRIBUTES) {
            all.add("", attributes.message());
            constantLabels.addIf(translation.resourceLabels(), attributes.message());
          }
        }
      }
    }
    resource = resource == null ? all : resource;
  }

  /** Twice the same message: what a scope is may stand behind its metrics. */
  private void readScopeMetrics(ProtoReader first, ProtoReader second) {
    LabelSet scope = new LabelSet(translation.isUtf8());
    if (translation.hasScopeInfo()) {
      ScopeLabels.read(first, scope);
    }
    scope.addAll(constantLabels);
    while (second.next()) {
      if (second.tag() == EnvelopeTags.Scopes.RECORDS) {
        readMetric(second.message(), second.message(), scope);
      }
    }
  }

  private void readMetric(ProtoReader first, ProtoReader second, LabelSet scope) {
    MetricReading metric = new MetricReading(translation, scope);
    while (first.next()) {
      metric.readHead(first);
    }
    try {
      while (second.next()) {
        metric.readData(second);
      }
      Family family = metric.family();
      if (family != null && !family.points().isEmpty()) {
        put(family, metric.name());
      }
      if (metric.leftOut() > 0) {
        warn(metric.name(), metric.leftOut() + " points are left out: " + metric.reason());
      }
    } catch (IllegalArgumentException unfit) {
      warn(metric.name(), unfit.getMessage());
    }
  }

  private void put(Family family, String name) {
    Family merged = families.putIfAbsent(family.key(), family);
    if (merged == null) {
      return;
    }
    if (merged.type != family.type) {
      warn(name, "a metric of the same name has another type");
      return;
    }
    merged.agreeOnUnit(family);
    for (DataPointSnapshot point : family.points()) {
      if (!merged.add(point)) {
        warn(name, "a metric of the same name has a point with the same labels");
      }
    }
  }

  private void warn(String metric, String reason) {
    logger.log(Level.WARNING, "metric", () -> "Metric " + metric + " is incomplete: " + reason);
  }
}
