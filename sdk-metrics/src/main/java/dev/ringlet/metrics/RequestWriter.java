// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.metrics;

import dev.ringlet.internal.bytes.ProtoWriter;
import dev.ringlet.internal.otlp.EnvelopeTags.Request;
import dev.ringlet.internal.otlp.EnvelopeTags.Resources;
import dev.ringlet.internal.otlp.EnvelopeTags.Scopes;
import dev.ringlet.internal.request.Envelopes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Writes points into requests, with the messages around them opened when the first point comes and
 * closed after the last; a new request begins where the old one has as many points as it may.
 * Reused for every collection of a reader. Not thread-safe.
 */
final class RequestWriter {
  private static final int FIRST_BYTES = 8 << 10;
  private static final int CLOSED = -1;

  private final byte[] resource;
  private final byte[] resourceSchemaUrl;
  private final int maxPoints;
  private final List<ProtoWriter> bodies = new ArrayList<>();
  private int[] points = new int[1];
  private int requests;
  private ProtoWriter out;
  private int pointsInRequest;
  private int resourceMark = CLOSED;
  private int scopeMark = CLOSED;
  private int metricMark = CLOSED;
  private int dataMark = CLOSED;
  private RingletMeter meter;
  private PointEncoder encoder;

  RequestWriter(MeterEngine engine, int maxPoints) {
    resource = Envelopes.resource(engine.pool, engine.resource);
    resourceSchemaUrl = Envelopes.schemaUrl(engine.pool, engine.resource.getSchemaUrl());
    this.maxPoints = maxPoints;
  }

  /** Forgets what was written, also what was broken off, and keeps the memory. */
  void begin() {
    requests = 0;
    pointsInRequest = 0;
    resourceMark = CLOSED;
    scopeMark = CLOSED;
    metricMark = CLOSED;
    bodies.forEach(body -> body.position(0));
  }

  void beginMeter(RingletMeter of) {
    meter = of;
  }

  void beginMetric(PointEncoder with) {
    encoder = with;
  }

  /** Where the next point goes. */
  ProtoWriter beginPoint() {
    openRequest();
    if (scopeMark == CLOSED) {
      scopeMark = out.beginMessage(Resources.SCOPES);
      out.writeRaw(meter.encodedScope, 0, meter.encodedScope.length);
    }
    if (metricMark == CLOSED) {
      metricMark = out.beginMessage(Scopes.RECORDS);
      dataMark = encoder.begin(out);
    }
    return out;
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

  void endPoint() {
    if (++pointsInRequest == maxPoints) {
      endRequest();
    }
  }

  void endMetric() {
    if (metricMark != CLOSED) {
      encoder.end(out, dataMark);
      out.endMessage(metricMark);
      metricMark = CLOSED;
    }
  }

  void endMeter() {
    endMetric();
    if (scopeMark != CLOSED) {
      out.writeRaw(meter.encodedSchemaUrl, 0, meter.encodedSchemaUrl.length);
      out.endMessage(scopeMark);
      scopeMark = CLOSED;
    }
  }

  /**
   * Writes scope metrics that are already encoded, with their tag and length. They stay in one
   * piece, even if they have more points than a request may.
   */
  void encodedScopeMetrics(byte[] message, int pointsInside) {
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
  void endRequest() {
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

  int requests() {
    return requests;
  }

  ProtoWriter body(int request) {
    return bodies.get(request);
  }

  int points(int request) {
    return points[request];
  }
}
