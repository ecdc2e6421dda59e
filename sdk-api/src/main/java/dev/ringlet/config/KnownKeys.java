// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.config;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All settings that Ringlet reads, for tools, and the warnings about others. Loaded only when a
 * setting was not read, so that an ordinary start does not load it. Thread-safe.
 */
public final class KnownKeys {
  /**
   * One setting, or one of each signal.
   *
   * @param name as a system property; {@code <signal>} and {@code <number>} stand for any
   * @param type boolean, integer, number, duration, bytes, text, path, list, map, or the names that
   *     are possible
   * @param range of numbers, as {@code 1 to 64} or {@code 0 or more}; empty for the rest
   * @param defaultValue empty if there is none
   * @param description what it does, a sentence
   */
  public record Key(
      String name, String type, String range, String defaultValue, String description) {}

  /**
   * Name, type, range, default and description. After a change {@code ConfigurationPageTest} and
   * {@code SpringMetadataTest} rewrite their files with {@code -Dringlet.api.record=true}.
   */
  private static final String TABLE =
      """
      otel.sdk.disabled | boolean | | false | Records nothing; propagators still work.
      otel.config.file | path | | | YAML file that describes the whole SDK, with ringlet-declarative-config; other settings of otel.* have no effect then.
      otel.log.level | none, error, warn, info, debug, trace, all | | info | Least level of the log lines of Ringlet itself, under dev.ringlet.
      otel.service.name | text | | unknown_service:java | Attribute service.name of the resource.
      otel.resource.attributes | map | | | Attributes of the resource, percent-encoded.
      otel.entities | text | | | Entities, type{id=value,...}[name=value,...]@schema separated by semicolons; their attributes join the resource.
      otel.resource.disabled.keys | list | | | Attributes that are left out of the resource.
      otel.java.enabled.resource.providers | list | | | Resource detectors that work, by the classes of the official SDK or by Ringlet's names.
      otel.java.disabled.resource.providers | list | | | Resource detectors that do not work, by either.
      otel.resource.providers.aws.enabled | boolean | | false | The detector aws, as for the agent.
      otel.resource.providers.azure.enabled | boolean | | false | The detector azure, as for the agent.
      otel.resource.providers.gcp.enabled | boolean | | false | The detector gcp, as for the agent.
      ringlet.resource.detectors | list | | | Resource detectors of ringlet-resource-detectors: all, service, os, process, host, container, k8s, cloud, aws, azure, gcp, alibaba_cloud, huawei_cloud, tencent_cloud; or those of a ComponentProvider.
      ringlet.resource.metadata.enabled | boolean | | false | Asks the metadata service of the cloud that a detector has found.
      ringlet.resource.metadata.timeout | duration | 1ms to 1s | 500ms | Longest time of all requests to it.
      ringlet.resource.process.arguments | none, names, all | | names | What process.command_args shows of the arguments; names has no values.
      ringlet.resource.k8s.podinfo.directory | path | | /etc/podinfo | Where the downward API writes labels and annotations.
      otel.propagators | tracecontext, baggage, b3, b3multi, jaeger, ottrace, none | | tracecontext,baggage | Formats of the context in messages; xray and xray-lambda by the adapter for the official SDK.
      otel.<signal>.exporter | otlp, otlp_file, otlp/stdout, console, none | | otlp | Exporters of a signal.
      otel.traces.sampler | always_on, always_off, traceidratio, parentbased_always_on, parentbased_always_off, parentbased_traceidratio | | parentbased_always_on | Sampler of traces; with ringlet-samplers also probability, rate_limiting, rule_based, jaeger_remote, and each of them after parentbased_.
      otel.traces.sampler.arg | text | | 1.0 | Ratio of the traceidratio and probability samplers, 0 to 1; spans per second of rate_limiting; endpoint=, pollingIntervalMs= and initialSamplingRate= of jaeger_remote.
      ringlet.sampler.rules | text | | | Rules of the sampler rule_based, with ringlet-samplers: on, off, a ratio or a number with /s, each with conditions after if, separated by semicolons.
      ringlet.sampler.routes | map | | | Spans per second of routes, for the sampler rate_limiting of ringlet-samplers.
      ringlet.sampler.adaptive.spans.per.second | number | 0.001 or more | 100 | Spans that the customizer adaptive of ringlet-samplers keeps.
      ringlet.sampler.adaptive.slow.threshold | duration | 0 or more | 1s | From which duration on a local root comes first, for adaptive.
      ringlet.sampler.adaptive.max.held.spans | integer | 1 or more | 10000 | Most spans that wait for the end of their local root, for adaptive.
      ringlet.traces.filter | text | | | Rules that drop, keep, rename and redact spans at their end.
      ringlet.logs.filter | text | | | Rules that drop, keep and redact log records.
      otel.attribute.count.limit | integer | 0 or more | 128 | Most attributes of a span, event, link or log record.
      otel.attribute.value.length.limit | integer | 0 or more | unlimited | Where strings in attributes are cut, in UTF-16 units.
      otel.span.attribute.count.limit | integer | 0 or more | otel.attribute.count.limit | Most attributes of a span.
      otel.span.attribute.value.length.limit | integer | 0 or more | otel.attribute.value.length.limit | The same for spans.
      otel.span.event.count.limit | integer | 0 or more | 128 | Most events of a span.
      otel.span.link.count.limit | integer | 0 or more | 128 | Most links of a span.
      otel.event.attribute.count.limit | integer | 0 or more | otel.attribute.count.limit | Most attributes of an event.
      otel.link.attribute.count.limit | integer | 0 or more | otel.attribute.count.limit | Most attributes of a link.
      otel.logrecord.attribute.count.limit | integer | 0 or more | otel.attribute.count.limit | Most attributes of a log record.
      otel.logrecord.attribute.value.length.limit | integer | 0 or more | otel.attribute.value.length.limit | The same for log records.
      otel.bsp.schedule.delay | duration | 0 or more | 5s | Longest wait before spans are exported.
      otel.bsp.export.timeout | duration | 0 or more | 30s | Longest time of one export of spans; 0 is no limit.
      otel.bsp.max.queue.size | integer | 1 or more | | Most spans that wait.
      otel.bsp.max.export.batch.size | integer | 1 or more | | Most spans of a request.
      otel.blrp.schedule.delay | duration | 0 or more | 1s | Longest wait before log records are exported.
      otel.blrp.export.timeout | duration | 0 or more | 30s | Longest time of one export of log records; 0 is no limit.
      otel.blrp.max.queue.size | integer | 1 or more | | Most log records that wait.
      otel.blrp.max.export.batch.size | integer | 1 or more | | Most log records of a request.
      otel.metric.export.interval | duration | 1ms or more | 60s | Time between two collections.
      otel.metric.export.timeout | duration | 0 or more | 30s | Longest time of one collection and export; 0 is no limit.
      otel.metric.export.max.batch.size | integer | 1 or more | | Most points of a request of metrics.
      otel.metrics.exemplar.filter | always_on, always_off, trace_based | | trace_based | Measurements that may become exemplars.
      otel.java.metrics.cardinality.limit | integer | 1 or more | 2000 | Most series of a metric.
      otel.exporter.otlp.metrics.temporality.preference | cumulative, delta, lowmemory | | cumulative | Temporality of exported metrics.
      otel.exporter.otlp.metrics.default.histogram.aggregation | explicit_bucket_histogram, base2_exponential_bucket_histogram | | explicit_bucket_histogram | Aggregation of histograms.
      otel.exporter.otlp.endpoint | text | | http://localhost:4318 | Address of the receiver; over HTTP v1/<signal> is appended.
      otel.exporter.otlp.<signal>.endpoint | text | | otel.exporter.otlp.endpoint | Address for one signal, used as it is.
      otel.exporter.otlp.protocol | grpc, http/protobuf, http/json | | http/protobuf | Protocol; grpc without a setting on port 4317.
      otel.exporter.otlp.<signal>.protocol | grpc, http/protobuf, http/json | | otel.exporter.otlp.protocol | The same for one signal.
      otel.exporter.otlp.insecure | boolean | | false | Over gRPC, whether an address without http:// or https:// is reached without TLS.
      otel.exporter.otlp.<signal>.insecure | boolean | | otel.exporter.otlp.insecure | The same for one signal.
      otel.exporter.otlp.headers | map | | | Headers of each request, percent-encoded.
      otel.exporter.otlp.<signal>.headers | map | | otel.exporter.otlp.headers | The same for one signal.
      otel.exporter.otlp.compression | none, gzip, zstd | | none | Compression of requests.
      otel.exporter.otlp.<signal>.compression | none, gzip, zstd | | otel.exporter.otlp.compression | The same for one signal.
      otel.exporter.otlp.timeout | duration | 0 or more | 10s | Longest time of one export, with all attempts.
      otel.exporter.otlp.<signal>.timeout | duration | 0 or more | otel.exporter.otlp.timeout | The same for one signal.
      otel.exporter.otlp.certificate | path | | | PEM file of trusted certificates.
      otel.exporter.otlp.<signal>.certificate | path | | otel.exporter.otlp.certificate | The same for one signal.
      otel.exporter.otlp.client.key | path | | | PEM file of the client's private key.
      otel.exporter.otlp.<signal>.client.key | path | | otel.exporter.otlp.client.key | The same for one signal.
      otel.exporter.otlp.client.certificate | path | | | PEM file of the client's certificates.
      otel.exporter.otlp.<signal>.client.certificate | path | | otel.exporter.otlp.client.certificate | The same for one signal.
      otel.exporter.prometheus.host | text | | localhost | Host or address where metrics are served, with ringlet-prometheus.
      otel.exporter.prometheus.port | integer | 0 to 65535 | 9464 | Port where metrics are served; 0 is any.
      otel.java.experimental.exporter.prometheus.metrics.default.histogram.aggregation | explicit_bucket_histogram, base2_exponential_bucket_histogram | | explicit_bucket_histogram | Aggregation of histograms that are served.
      ringlet.exporter.prometheus.translation.strategy | underscore_escaping_with_suffixes, no_utf8_escaping_with_suffixes | | underscore_escaping_with_suffixes | Whether names that are served keep their characters.
      ringlet.exporter.prometheus.scope.info.enabled | boolean | | true | Serves the scope as labels of each point.
      ringlet.exporter.prometheus.target.info.enabled | boolean | | true | Serves the resource as the metric target_info.
      ringlet.exporter.prometheus.resource.constant.labels | list | | | Attributes of the resource that are labels of each point.
      otel.java.exporter.otlp.retry.disabled | boolean | | false | Sends each request once.
      otel.experimental.sdk.telemetry.version | legacy, latest | | legacy | latest switches self-telemetry on.
      ringlet.exporter.otlp.endpoints | list | | | Addresses of which the first that works is used.
      ringlet.exporter.otlp.<signal>.endpoints | list | | ringlet.exporter.otlp.endpoints | The same for one signal.
      ringlet.exporter.otlp.endpoints.<number>.headers | map | | | Headers for one of the addresses, counted from 1.
      ringlet.exporter.otlp.proxy | text | | | Address of an HTTP proxy, or none.
      ringlet.exporter.otlp.no.proxy | list | | | Hosts that are reached without the proxy.
      ringlet.exporter.otlp.connect.timeout | duration | 0 or more | 10s | Longest time to connect.
      ringlet.exporter.otlp.max.request.bytes | bytes | 1 to 1g | 64m | Largest request, before compression.
      ringlet.exporter.otlp.max.response.bytes | bytes | 1 to 1g | 4m | Largest response, after decompression.
      ringlet.exporter.otlp.max.concurrent.exports | integer | 1 to 64 | 1 | Most requests of a signal at the same time.
      ringlet.exporter.file.path | path | | | File to write to; the signal is added to its name.
      ringlet.exporter.file.<signal>.path | path | | ringlet.exporter.file.path | File of one signal.
      ringlet.exporter.file.max.bytes | bytes | 1k to 1024g | 16m | Size at which a file is renamed and a new one begun.
      ringlet.exporter.file.max.files | integer | 1 to 1000 | 5 | Most files that are kept.
      ringlet.spool.directory | path | | | Directory where undelivered requests are kept.
      ringlet.spool.max.bytes | bytes | 256k to 1024g | 64m | Most bytes of all files of the spool.
      ringlet.spool.max.age | duration | 0 to 3650d | 0 | Longest time that a request is kept; 0 is no limit.
      ringlet.spool.policy | drop-oldest, drop-newest | | drop-oldest | What is dropped when the spool is full.
      ringlet.spool.sync.interval | duration | 0 to 10m | 500ms | Longest time that a stored request is unsafe against a power cut.
      ringlet.spool.strict | boolean | | false | Makes each request safe before it counts as stored.
      ringlet.spool.replay.any.endpoint | boolean | | false | Sends what was stored for another endpoint to this one.
      ringlet.spool.drain.max.bytes.per.second | bytes | 1k to 1024g | 4m | How fast stored requests are sent at most.
      ringlet.bsp.max.queue.bytes | bytes | 64k to 256m | by heap | Memory for spans that wait.
      ringlet.bsp.max.export.batch.bytes | bytes | 1k to 64m | by queue | Size of a request of spans.
      ringlet.blrp.max.queue.bytes | bytes | 64k to 256m | by heap | Memory for log records that wait.
      ringlet.blrp.max.export.batch.bytes | bytes | 1k to 64m | by queue | Size of a request of log records.
      ringlet.traces.processor | batch, simple | | batch | simple exports each span when it ends.
      ringlet.logs.processor | batch, simple | | batch | simple exports each log record when it is emitted.
      ringlet.self.telemetry.enabled | boolean | | false | Exports the otel.sdk.* metrics of the semantic conventions.
      ringlet.customizers | list | | | Component providers that customize the SDK, by their names for it.
      ringlet.properties.file | path | | | File of settings, weaker than all but the defaults that an application sets in code.
      ringlet.shutdown.hook | boolean | | true | Closes the SDK when the process ends.
      ringlet.close.timeout | duration | 0 or more | 10s | Longest time that close() takes.
      ringlet.profiles.enabled | boolean | | false | Makes profiles with Flight Recorder.
      ringlet.profiles.cpu | boolean | | true | Profiles of CPU time.
      ringlet.profiles.alloc | boolean | | true | Profiles of allocation.
      ringlet.profiles.lock | boolean | | true | Profiles of lock contention and time off the CPU.
      ringlet.profiles.exceptions | boolean | | | Profiles of exceptions.
      ringlet.profiles.period | duration | 1s to 1h | 15s | Time that one profile covers.
      ringlet.profiles.cpu.period | duration | 1ms to 10s | 20ms | Time between two samples of a thread.
      ringlet.profiles.alloc.rate | integer | 1 to 100000 | 150 | Most samples of allocation in a second.
      ringlet.profiles.lock.threshold | duration | 0 to 1h | 10ms | Shortest wait that is sampled.
      ringlet.profiles.exceptions.rate | integer | 1 to 100000 | 100 | Most samples of exceptions in a second.
      ringlet.profiles.stack.depth | integer | 1 to 2048 | 512 | Most frames of a stack.
      ringlet.profiles.max.request.bytes | bytes | 64k to 48m | 1m | Size of a request of profiles.
      ringlet.profiles.export.timeout | duration | 1ms to 1h | 30s | Longest time of one export of profiles.
      ringlet.profiles.min.free.bytes | bytes | 0 or more | 64m | Free space that Flight Recorder's disk must have.
      ringlet.profiles.links | boolean | | true | Links samples to spans.
      ringlet.profiles.links.unsampled | boolean | | false | Links also to spans that are not sampled.
      ringlet.profiles.links.max.bytes | bytes | 64k to 1g | 2m | Memory for links.
      ringlet.profiles.links.zero.filled | boolean | | false | Writes links without a span as zeros.
      """;

  /** Settings of the official SDK and of the specification that have no effect here. */
  private static final List<String> NOT_HERE =
      List.of(
          "otel.experimental.config.file",
          "otel.exporter.zipkin.endpoint",
          "otel.exporter.zipkin.timeout",
          "otel.java.exporter.memory.mode",
          "otel.java.exporter.memory_mode",
          "otel.experimental.sdk.jvm.stacktrace",
          "otel.experimental.sdk.jvm_stacktrace",
          "otel.experimental.sdk.metrics.debug",
          "otel.experimental.otlp.buffer.size",
          "io.opentelemetry.sdk.common.export.grpcsenderprovider",
          "io.opentelemetry.sdk.common.export.httpsenderprovider");

  /** Settings of the API, the instrumentation, the agent, the operator and other languages. */
  private static final List<String> FOREIGN =
      List.of(
          "io.opentelemetry.",
          "otel.java.global.autoconfigure.",
          "otel.instrumentation.",
          "otel.javaagent.",
          "otel.semconv",
          "otel.jmx.",
          "otel.spring",
          "ringlet.spring.",
          "otel.contrib.",
          "otel.inferred.",
          "otel.aws.",
          "otel.gcp.",
          "otel.azure.",
          "otel.jfr.",
          "otel.resource.providers.",
          "otel.resource.attributes.", // OTEL_RESOURCE_ATTRIBUTES_POD_NAME and such
          "otel.injector.",
          "otel.operator.",
          "otel.collector.",
          "otel.ebpf.",
          "otel.node.",
          "otel.pod.",
          "otel.cpp.",
          "otel.dotnet.",
          "otel.go.",
          "otel.php.",
          "otel.python.",
          "otel.ruby.");

  private static final List<String> SIGNALS = List.of("traces", "metrics", "logs", "profiles");
  private static final int LONGEST_NUMBER = 4;

  private KnownKeys() {}

  /** Returns all settings, in the order of a reference page. */
  public static List<Key> all() {
    List<Key> keys = new ArrayList<>();
    for (String line : TABLE.split("\n")) {
      String[] cells = line.split("\\|", -1);
      keys.add(
          new Key(
              cells[0].strip(),
              cells[1].strip(),
              cells[2].strip(),
              cells[3].strip(),
              cells[4].strip()));
    }
    return keys;
  }

  /** Returns the settings of the official SDK and the specification that have no effect here. */
  public static List<String> withoutEffect() {
    return NOT_HERE;
  }

  /** The warning about a setting that was not read, or null for none. */
  static @Nullable String remark(String key) {
    if (!NOT_HERE.contains(key)) {
      for (String prefix : FOREIGN) {
        if (key.startsWith(prefix)) {
          return null;
        }
      }
    }
    List<String> names = new ArrayList<>();
    for (Key known : all()) {
      addNames(known.name(), names);
    }
    if (names.contains(withoutNumber(key))) {
      return null; // it is read under other circumstances
    }
    List<String> official = new ArrayList<>();
    NOT_HERE.forEach(name -> addNames(name, official));
    if (official.contains(key)) {
      return key + " is a setting of the official SDK that Ringlet does not have; it does nothing";
    }
    String nearest = nearest(key, names);
    return key + " is not known" + (nearest == null ? "" : "; did you mean " + nearest + "?");
  }

  private static void addNames(String pattern, List<String> names) {
    if (pattern.contains("<signal>")) {
      SIGNALS.forEach(signal -> names.add(pattern.replace("<signal>", signal)));
    } else {
      names.add(pattern);
    }
  }

  private static String withoutNumber(String key) {
    return key.replaceFirst("\\.[0-9]{1," + LONGEST_NUMBER + "}\\.", ".<number>.");
  }

  /** The known name with the smallest edit distance to a key; null if none is near. */
  private static @Nullable String nearest(String key, List<String> names) {
    String nearest = null;
    int least = Math.max(2, key.length() / 5) + 1;
    for (String name : names) {
      int distance = distance(key, name);
      if (distance < least) {
        least = distance;
        nearest = name;
      }
    }
    return nearest;
  }

  /** The edit distance: characters inserted, removed or replaced. */
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
