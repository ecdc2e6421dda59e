// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.metrics.collect;

import dev.ringlet.internal.bytes.ProtoWriter;
import dev.ringlet.internal.otlp.EnvelopeTags.Request;
import dev.ringlet.internal.otlp.EnvelopeTags.Resources;
import dev.ringlet.internal.otlp.EnvelopeTags.Scopes;
import dev.ringlet.internal.request.Envelopes;
import dev.ringlet.metrics.series.MeterEngine;
import dev.ringlet.metrics.series.MetricStorage;
import dev.ringlet.metrics.series.MetricStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Writes the points of storages into requests. The messages around a point are opened for the first
 * one and closed after the last; a new request begins when the current one has as many points as it
 * may. Reused for every collection of a reader. Not thread-safe.
 */
public final class RequestWriter {
  private static final int FIRST_BYTES = 8 << 10;
  private static final int CLOSED = -1;

  private final byte[] resource;
  private final byte[] resourceSchemaUrl;
  private final int maxPoints;
  private final PointEncoder encoder;
  private final List<ProtoWriter> bodies = new ArrayList<>();
  private int[] points = new int[1];
  private int requests;
  private int taken;
  private ProtoWriter out;
  private int pointsInRequest;
  private int resourceMark = CLOSED;
  private int scopeMark = CLOSED;
  private int metricMark = CLOSED;
  private int dataMark = CLOSED;
  private byte[] scope;
  private byte[] scopeSchemaUrl;
  private MetricStream stream;

  public RequestWriter(MeterEngine engine, int maxPoints) {
    resource = Envelopes.resource(engine.pool, engine.resource);
    resourceSchemaUrl = Envelopes.schemaUrl(engine.pool, engine.resource.getSchemaUrl());
    encoder = new PointEncoder(engine);
    this.maxPoints = maxPoints;
  }

  /** Forgets what was written, also what was broken off, and keeps the memory. */
  public void begin() {
    requests = 0;
    taken = 0;
    pointsInRequest = 0;
    resourceMark = CLOSED;
    scopeMark = CLOSED;
    metricMark = CLOSED;
    for (int i = 0; i < bodies.size(); i++) {
      bodies.get(i).position(0);
    }
  }

  /** Begins the metrics of one meter, of which scope and schema URL are encoded already. */
  public void beginMeter(byte[] encodedScope, byte[] encodedSchemaUrl) {
    scope = encodedScope;
    scopeSchemaUrl = encodedSchemaUrl;
  }

  /** Writes all points that a storage has at a time. */
  public void write(MetricStorage storage, long epochNanos, long nanoTime) {
    stream = storage.stream();
    synchronized (storage.lock()) {
      storage.open(epochNanos, nanoTime);
      while (storage.next()) {
        taken++;
        openMetric();
        encoder.write(out, stream, storage.point());
        if (++pointsInRequest == maxPoints) {
          endRequest();
        }
      }
    }
    endMetric();
  }

  private void openMetric() {
    openRequest();
    if (scopeMark == CLOSED) {
      scopeMark = out.beginMessage(Resources.SCOPES);
      out.writeRaw(scope, 0, scope.length);
    }
    if (metricMark == CLOSED) {
      metricMark = out.beginMessage(Scopes.RECORDS);
      dataMark = encoder.begin(out, stream);
    }
  }

  private void openRequest() {
    if (resourceMark == CLOSED) {
      if (requests == bodies.size()) {
        bodies.add(new ProtoWriter(FIRST_BYTES));
      }
      out = bodies.get(requests++);
      resourceMark = out.beginMessage(Request.RESOURCES);
      out.writeRaw(resource, 0, resource.length);
    }
  }

  private void endMetric() {
    if (metricMark != CLOSED) {
      encoder.end(out, stream, dataMark);
      out.endMessage(metricMark);
      metricMark = CLOSED;
    }
  }

  public void endMeter() {
    endMetric();
    if (scopeMark != CLOSED) {
      out.writeRaw(scopeSchemaUrl, 0, scopeSchemaUrl.length);
      out.endMessage(scopeMark);
      scopeMark = CLOSED;
    }
  }

  /**
   * Writes scope metrics that are already encoded, without tag and length. They stay in one piece,
   * even if they have more points than a request may.
   */
  public void encodedScopeMetrics(byte[] message, int pointsInside) {
    taken += pointsInside;
    if (pointsInRequest + pointsInside > maxPoints) {
      endRequest();
    }
    openRequest();
    out.writeBytes(Resources.SCOPES, message, 0, message.length);
    pointsInRequest += pointsInside;
    if (pointsInRequest >= maxPoints) {
      endRequest();
    }
  }

  /** Completes the request that is open, if there is one. */
  public void endRequest() {
    endMeter();
    if (resourceMark != CLOSED) {
      out.writeRaw(resourceSchemaUrl, 0, resourceSchemaUrl.length);
      out.endMessage(resourceMark);
      resourceMark = CLOSED;
      if (requests > points.length) {
        points = Arrays.copyOf(points, 2 * requests);
      }
      points[requests - 1] = pointsInRequest;
      pointsInRequest = 0;
    }
  }

  public int requests() {
    return requests;
  }

  public ProtoWriter body(int request) {
    return bodies.get(request);
  }

  public int points(int request) {
    return points[request];
  }

  /** How many points were taken from where they were kept, whether they could be written or not. */
  public int taken() {
    return taken;
  }
}
