// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.official.data;

import dev.ringlet.export.Payload;
import dev.ringlet.internal.bytes.ProtoReader;
import dev.ringlet.internal.otlp.CommonTags;
import dev.ringlet.internal.otlp.EnvelopeTags;
import dev.ringlet.internal.otlp.EnvelopeTags.Scopes;
import dev.ringlet.internal.record.AttributeReader;
import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import io.opentelemetry.sdk.common.InstrumentationScopeInfoBuilder;
import io.opentelemetry.sdk.logs.data.LogRecordData;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.ArrayList;
import java.util.List;

/** Reads complete OTLP requests. Malformed ones are answered with IllegalArgumentException. */
public final class Requests {
  private Requests() {}

  /** Reads one record. */
  private interface Decoder<T> {
    T decode(ProtoReader message, Resource resource, InstrumentationScopeInfo scope);
  }

  /** The spans of an {@code ExportTraceServiceRequest}. */
  public static List<SpanData> spans(Payload request) {
    return records(reader(request), DecodedSpan::read);
  }

  /** The log records of an {@code ExportLogsServiceRequest}. */
  public static List<LogRecordData> logRecords(Payload request) {
    return records(reader(request), DecodedLogRecord::read);
  }

  /** The metrics of an {@code ExportMetricsServiceRequest}. */
  public static List<MetricData> metrics(Payload request) {
    return records(reader(request), DecodedMetric::read);
  }

  /** The metrics of an {@code ExportMetricsServiceRequest} that fills an array's range. */
  public static List<MetricData> metrics(byte[] data, int from, int length) {
    return records(new ProtoReader(data, from, length), DecodedMetric::read);
  }

  private static ProtoReader reader(Payload request) {
    return new ProtoReader(request.bytes(), request.offset(), request.length());
  }

  private static <T> List<T> records(ProtoReader in, Decoder<T> decoder) {
    List<T> records = new ArrayList<>();
    while (in.next()) {
      if (in.tag() == EnvelopeTags.Request.RESOURCES) {
        Resource resource = resource(in.message());
        for (ProtoReader inner = in.message(); inner.next(); ) {
          if (inner.tag() == EnvelopeTags.Resources.SCOPES) {
            scope(inner.message(), resource, decoder, records);
          }
        }
      }
    }
    return records;
  }

  private static <T> void scope(
      ProtoReader in, Resource resource, Decoder<T> decoder, List<T> records) {
    InstrumentationScopeInfoBuilder builder = InstrumentationScopeInfo.builder("");
    String schemaUrl = null;
    while (in.next()) {
      if (in.tag() == Scopes.SCOPE) {
        builder = scope(in.message());
      } else if (in.tag() == Scopes.SCHEMA_URL) {
        schemaUrl = in.string();
      }
    }
    if (schemaUrl != null) {
      builder.setSchemaUrl(schemaUrl);
    }
    InstrumentationScopeInfo scope = builder.build();
    for (ProtoReader again = in.again(); again.next(); ) {
      if (again.tag() == Scopes.RECORDS) {
        records.add(decoder.decode(again.message(), resource, scope));
      }
    }
  }

  private static InstrumentationScopeInfoBuilder scope(ProtoReader in) {
    String name = "";
    String version = null;
    while (in.next()) {
      if (in.tag() == CommonTags.InstrumentationScope.NAME) {
        name = in.string();
      } else if (in.tag() == CommonTags.InstrumentationScope.VERSION) {
        version = in.string();
      }
    }
    InstrumentationScopeInfoBuilder builder = InstrumentationScopeInfo.builder(name);
    if (version != null) {
      builder.setVersion(version);
    }
    int attributes = CommonTags.InstrumentationScope.ATTRIBUTES;
    return builder.setAttributes(AttributeReader.read(in.again(), attributes));
  }

  private static Resource resource(ProtoReader in) {
    Resource resource = Resource.empty();
    String schemaUrl = null;
    while (in.next()) {
      if (in.tag() == EnvelopeTags.Resources.RESOURCE) {
        resource =
            Resource.create(AttributeReader.read(in.message(), CommonTags.Resource.ATTRIBUTES));
      } else if (in.tag() == EnvelopeTags.Resources.SCHEMA_URL) {
        schemaUrl = in.string();
      }
    }
    return schemaUrl == null ? resource : Resource.create(resource.getAttributes(), schemaUrl);
  }
}
