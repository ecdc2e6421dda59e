// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp.internal.json;

import dev.ringlet.export.Signal;
import java.util.HashMap;
import java.util.Map;

/**
 * The messages of OTLP 1.11, from the requests of the four signals down. A test compares each field
 * with the protobuf descriptors of the protocol.
 */
final class OtlpShapes {
  private static final String POINT = "fixed64 startTimeUnixNano 2, fixed64 timeUnixNano 3, ";

  private static final String[][] MESSAGES = {
    {
      "AnyValue",
      "string| stringValue 1, bool| boolValue 2, int64| intValue 3, double| doubleValue 4,"
          + " ArrayValue| arrayValue 5, KeyValueList| kvlistValue 6, bytes| bytesValue 7,"
          + " int32| stringValueStrindex 8"
    },
    {"ArrayValue", "AnyValue! values 1"},
    {"KeyValueList", "KeyValue! values 1"},
    {"KeyValue", "string key 1, AnyValue value 2, int32 keyStrindex 3"},
    {
      "InstrumentationScope",
      "string name 1, string version 2, KeyValue* attributes 3, uint32 droppedAttributesCount 4"
    },
    {"EntityRef", "string schemaUrl 1, string type 2, string* idKeys 3, string* descriptionKeys 4"},
    {
      "Resource", "KeyValue* attributes 1, uint32 droppedAttributesCount 2, EntityRef* entityRefs 3"
    },
    {"ExportTraceServiceRequest", "ResourceSpans* resourceSpans 1"},
    {"ResourceSpans", "Resource resource 1, ScopeSpans* scopeSpans 2, string schemaUrl 3"},
    {"ScopeSpans", "InstrumentationScope scope 1, Span* spans 2, string schemaUrl 3"},
    {
      "Span",
      "id traceId 1, id spanId 2, string traceState 3, id parentSpanId 4, string name 5,"
          + " int32 kind 6, fixed64 startTimeUnixNano 7, fixed64 endTimeUnixNano 8,"
          + " KeyValue* attributes 9, uint32 droppedAttributesCount 10, Span.Event* events 11,"
          + " uint32 droppedEventsCount 12, Span.Link* links 13, uint32 droppedLinksCount 14,"
          + " Status status 15, fixed32 flags 16"
    },
    {
      "Span.Event",
      "fixed64 timeUnixNano 1, string name 2, KeyValue* attributes 3,"
          + " uint32 droppedAttributesCount 4"
    },
    {
      "Span.Link",
      "id traceId 1, id spanId 2, string traceState 3, KeyValue* attributes 4,"
          + " uint32 droppedAttributesCount 5, fixed32 flags 6"
    },
    {"Status", "string message 2, int32 code 3"},
    {"ExportLogsServiceRequest", "ResourceLogs* resourceLogs 1"},
    {"ResourceLogs", "Resource resource 1, ScopeLogs* scopeLogs 2, string schemaUrl 3"},
    {"ScopeLogs", "InstrumentationScope scope 1, LogRecord* logRecords 2, string schemaUrl 3"},
    {
      "LogRecord",
      "fixed64 timeUnixNano 1, int32 severityNumber 2, string severityText 3, AnyValue body 5,"
          + " KeyValue* attributes 6, uint32 droppedAttributesCount 7, fixed32 flags 8,"
          + " id traceId 9, id spanId 10, fixed64 observedTimeUnixNano 11, string eventName 12"
    },
    {"ExportMetricsServiceRequest", "ResourceMetrics* resourceMetrics 1"},
    {"ResourceMetrics", "Resource resource 1, ScopeMetrics* scopeMetrics 2, string schemaUrl 3"},
    {"ScopeMetrics", "InstrumentationScope scope 1, Metric* metrics 2, string schemaUrl 3"},
    {
      "Metric",
      "string name 1, string description 2, string unit 3, Gauge| gauge 5, Sum| sum 7,"
          + " Histogram| histogram 9, ExponentialHistogram| exponentialHistogram 10,"
          + " Summary| summary 11, KeyValue* metadata 12"
    },
    {"Gauge", "NumberDataPoint* dataPoints 1"},
    {"Sum", "NumberDataPoint* dataPoints 1, int32 aggregationTemporality 2, bool isMonotonic 3"},
    {"Histogram", "HistogramDataPoint* dataPoints 1, int32 aggregationTemporality 2"},
    {
      "ExponentialHistogram",
      "ExponentialHistogramDataPoint* dataPoints 1, int32 aggregationTemporality 2"
    },
    {"Summary", "SummaryDataPoint* dataPoints 1"},
    {
      "NumberDataPoint",
      POINT
          + "double| asDouble 4, Exemplar* exemplars 5, sfixed64| asInt 6,"
          + " KeyValue* attributes 7, uint32 flags 8"
    },
    {
      "HistogramDataPoint",
      POINT
          + "fixed64 count 4, double? sum 5, fixed64* bucketCounts 6, double* explicitBounds 7,"
          + " Exemplar* exemplars 8, KeyValue* attributes 9, uint32 flags 10, double? min 11,"
          + " double? max 12"
    },
    {
      "ExponentialHistogramDataPoint",
      POINT
          + "KeyValue* attributes 1, fixed64 count 4, double? sum 5, sint32 scale 6,"
          + " fixed64 zeroCount 7, Buckets positive 8, Buckets negative 9, uint32 flags 10,"
          + " Exemplar* exemplars 11, double? min 12, double? max 13, double zeroThreshold 14"
    },
    {"Buckets", "sint32 offset 1, uint64* bucketCounts 2"},
    {
      "SummaryDataPoint",
      POINT
          + "fixed64 count 4, double sum 5, ValueAtQuantile* quantileValues 6,"
          + " KeyValue* attributes 7, uint32 flags 8"
    },
    {"ValueAtQuantile", "double quantile 1, double value 2"},
    {
      "Exemplar",
      "fixed64 timeUnixNano 2, double| asDouble 3, id spanId 4, id traceId 5, sfixed64| asInt 6,"
          + " KeyValue* filteredAttributes 7"
    },
    {
      "ExportProfilesServiceRequest",
      "ResourceProfiles* resourceProfiles 1, ProfilesDictionary dictionary 2"
    },
    {
      "ProfilesDictionary",
      "Mapping* mappingTable 1, Location* locationTable 2, Function* functionTable 3,"
          + " Link* linkTable 4, string* stringTable 5, KeyValueAndUnit* attributeTable 6,"
          + " Stack* stackTable 7"
    },
    {"ResourceProfiles", "Resource resource 1, ScopeProfiles* scopeProfiles 2, string schemaUrl 3"},
    {"ScopeProfiles", "InstrumentationScope scope 1, Profile* profiles 2, string schemaUrl 3"},
    {
      "Profile",
      "ValueType sampleType 1, Sample* samples 2, fixed64 timeUnixNano 3, uint64 durationNano 4,"
          + " ValueType periodType 5, int64 period 6, id profileId 7,"
          + " uint32 droppedAttributesCount 8, string originalPayloadFormat 9,"
          + " bytes originalPayload 10, int32* attributeIndices 11"
    },
    {"Link", "id traceId 1, id spanId 2"},
    {"ValueType", "int32 typeStrindex 1, int32 unitStrindex 2"},
    {
      "Sample",
      "int32 stackIndex 1, int32* attributeIndices 2, int32 linkIndex 3, int64* values 4,"
          + " fixed64* timestampsUnixNano 5"
    },
    {
      "Mapping",
      "uint64 memoryStart 1, uint64 memoryLimit 2, uint64 fileOffset 3, int32 filenameStrindex 4,"
          + " int32* attributeIndices 5"
    },
    {"Stack", "int32* locationIndices 1"},
    {
      "Location", "int32 mappingIndex 1, uint64 address 2, Line* lines 3, int32* attributeIndices 4"
    },
    {"Line", "int32 functionIndex 1, int64 line 2, int64 column 3"},
    {
      "Function",
      "int32 nameStrindex 1, int32 systemNameStrindex 2, int32 filenameStrindex 3,"
          + " int64 startLine 4"
    },
    {"KeyValueAndUnit", "int32 keyStrindex 1, AnyValue value 2, int32 unitStrindex 3"},
  };

  private static final Map<String, MessageShape> SHAPES = shapes();

  private OtlpShapes() {}

  private static Map<String, MessageShape> shapes() {
    Map<String, MessageShape> shapes = new HashMap<>();
    for (String[] message : MESSAGES) {
      shapes.put(message[0], new MessageShape(message[0]));
    }
    for (String[] message : MESSAGES) {
      shapes.get(message[0]).fields(message[1], shapes);
    }
    return Map.copyOf(shapes);
  }

  /** Returns the request message of a signal. */
  static MessageShape request(Signal signal) {
    return switch (signal) {
      case TRACES -> SHAPES.get("ExportTraceServiceRequest");
      case METRICS -> SHAPES.get("ExportMetricsServiceRequest");
      case LOGS -> SHAPES.get("ExportLogsServiceRequest");
      case PROFILES -> SHAPES.get("ExportProfilesServiceRequest");
      default -> throw new IllegalArgumentException("no request for " + signal.key());
    };
  }
}
