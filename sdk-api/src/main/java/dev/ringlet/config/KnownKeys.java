// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All settings that Ringlet reads, for tools, and the warnings about other keys. An ordinary start
 * does not load this class: it is loaded when a key was set that the SDK has not read. Thread-safe.
 */
public final class KnownKeys {
  /**
   * One setting, or one of each signal.
   *
   * @param name as a system property; {@code <signal>} and {@code <number>} stand for any signal
   *     and any number
   * @param type boolean, integer, number, duration, bytes, text, path, list, map, or the possible
   *     names
   * @param range of numbers, as {@code 1 to 64} or {@code 0 or more}; empty for the rest
   * @param defaultValue empty if there is none
   * @param description its effect, in sentences
   */
  public record Key(
      String name, String type, String range, String defaultValue, String description) {}

  /**
   * Name, type, range, default and description. After a change {@code ConfigurationPageTest} and
   * {@code SpringMetadataTest} rewrite their files with {@code -Dringlet.api.record=true}.
   */
  private static final String TABLE =
      """
      otel.sdk.disabled | boolean | | false | Whether the SDK records nothing. Propagators still work.
      otel.config.file | path | | | YAML file that describes the whole SDK. Requires ringlet-declarative-config; other otel.* settings then have no effect.
      otel.log.level | none, error, warn, info, debug, trace, all | | info | Minimum level of the log lines that Ringlet itself writes (loggers under dev.ringlet).
      otel.service.name | text | | unknown_service:java | Resource attribute service.name.
      otel.resource.attributes | map | | | Resource attributes. Values are percent-encoded.
      otel.entities | text | | | Entities in the form type{id=value,...}[name=value,...]@schema, separated by semicolons. Their attributes are added to the resource.
      otel.resource.disabled.keys | list | | | Attribute names to remove from the resource.
      otel.java.enabled.resource.providers | list | | | Resource detectors to run, by the class names of the official SDK or by the names of ringlet.resource.detectors.
      otel.java.disabled.resource.providers | list | | | Resource detectors not to run, by the class names of the official SDK or by the names of ringlet.resource.detectors.
      otel.resource.providers.aws.enabled | boolean | | false | Whether the resource detector aws runs. The name is the Java agent's.
      otel.resource.providers.azure.enabled | boolean | | false | Whether the resource detector azure runs. The name is the Java agent's.
      otel.resource.providers.gcp.enabled | boolean | | false | Whether the resource detector gcp runs. The name is the Java agent's.
      ringlet.resource.detectors | list | | | Resource detectors to run: all, service, os, process, host, container, k8s, cloud, aws, azure, gcp, alibaba_cloud, huawei_cloud, tencent_cloud (require ringlet-resource-detectors), or the name of a detector that a ComponentProvider has.
      ringlet.resource.metadata.enabled | boolean | | false | Whether cloud detectors send requests to the metadata service of the cloud that they have found.
      ringlet.resource.metadata.timeout | duration | 1ms to 1s | 500ms | Time limit for all requests to the metadata service together.
      ringlet.resource.process.arguments | none, names, all | | names | Content of process.command_args: names has no values of arguments, all has them, none omits the attribute.
      ringlet.resource.k8s.podinfo.directory | path | | /etc/podinfo | Directory of the downward API volume with the files labels and annotations.
      otel.propagators | tracecontext, baggage, b3, b3multi, jaeger, ottrace, none | | tracecontext,baggage | Formats in which context is propagated. b3, b3multi, jaeger and ottrace require opentelemetry-extension-trace-propagators; xray and xray-lambda require ringlet-official-sdk.
      otel.<signal>.exporter | otlp, otlp_file, otlp/stdout, console, none | | otlp | Exporters of a signal.
      otel.traces.sampler | always_on, always_off, traceidratio, parentbased_always_on, parentbased_always_off, parentbased_traceidratio | | parentbased_always_on | Sampler. ringlet-samplers adds probability, rate_limiting, rule_based and jaeger_remote, each also with the prefix parentbased_.
      otel.traces.sampler.arg | text | | 1.0 | Argument of the sampler: a ratio from 0 to 1 (traceidratio, probability), spans per second (rate_limiting), or endpoint=, pollingIntervalMs= and initialSamplingRate= (jaeger_remote).
      ringlet.sampler.always.record | boolean | | false | Whether spans that the sampler drops are recorded for span processors. They are not exported.
      ringlet.sampler.rules | text | | | Rules of the sampler rule_based (ringlet-samplers), separated by semicolons. A rule is on, off, a ratio or a number of spans per second with /s, and optional conditions after if.
      ringlet.sampler.routes | map | | | Limits of the sampler rate_limiting (ringlet-samplers) for single routes, in spans per second.
      ringlet.sampler.adaptive.spans.per.second | number | 0.001 or more | 100 | Target number of exported spans per second with ringlet.customizers=adaptive (ringlet-samplers).
      ringlet.sampler.adaptive.slow.threshold | duration | 0 or more | 1s | Duration from which a local root span counts as slow, so that its trace is exported first; with ringlet.customizers=adaptive. With 0 every trace counts as slow.
      ringlet.sampler.adaptive.max.held.spans | integer | 1 or more | 10000 | Maximum number of ended spans that wait for the end of their local root span; with ringlet.customizers=adaptive.
      ringlet.traces.filter | text | | | Rules that drop, keep, rename and redact spans when they end.
      ringlet.logs.filter | text | | | Rules that drop, keep and redact log records when they are emitted.
      otel.attribute.count.limit | integer | 0 or more | 128 | Maximum number of attributes of a span, event, link or log record. With 0 all attributes are dropped.
      otel.attribute.value.length.limit | integer | 0 or more | unlimited | Maximum length of a string in an attribute value, in UTF-16 units. Longer strings are truncated.
      otel.span.attribute.count.limit | integer | 0 or more | otel.attribute.count.limit | Maximum number of attributes of a span.
      otel.span.attribute.value.length.limit | integer | 0 or more | otel.attribute.value.length.limit | Maximum length of a string in an attribute value of a span, an event or a link, in UTF-16 units.
      otel.span.event.count.limit | integer | 0 or more | 128 | Maximum number of events of a span. With 0 all events are dropped.
      otel.span.link.count.limit | integer | 0 or more | 128 | Maximum number of links of a span. With 0 all links are dropped.
      otel.event.attribute.count.limit | integer | 0 or more | otel.attribute.count.limit | Maximum number of attributes of an event.
      otel.link.attribute.count.limit | integer | 0 or more | otel.attribute.count.limit | Maximum number of attributes of a link.
      otel.logrecord.attribute.count.limit | integer | 0 or more | otel.attribute.count.limit | Maximum number of attributes of a log record.
      otel.logrecord.attribute.value.length.limit | integer | 0 or more | otel.attribute.value.length.limit | Maximum length of a string in an attribute value of a log record, in UTF-16 units.
      otel.bsp.schedule.delay | duration | 0 or more | 5s | Maximum time that a span waits for its export. With 0 each span is exported at once, in batches of those that are pending.
      otel.bsp.export.timeout | duration | 0 or more | 30s | Time limit for one export of spans. 0 means no limit.
      otel.bsp.max.queue.size | integer | 1 or more | | Maximum number of pending spans of any size, within a quarter of the maximum heap (1 MiB to 256 MiB) or ringlet.bsp.max.queue.bytes. Unset, only bytes are limited.
      otel.bsp.max.export.batch.size | integer | 1 or more | | Maximum number of spans in a request, and the number of pending spans that starts an export. At most the size of the queue, if that is set. Unset, only bytes are limited.
      otel.blrp.schedule.delay | duration | 0 or more | 1s | Maximum time that a log record waits for its export. With 0 each log record is exported at once, in batches of those that are pending.
      otel.blrp.export.timeout | duration | 0 or more | 30s | Time limit for one export of log records. 0 means no limit.
      otel.blrp.max.queue.size | integer | 1 or more | | Maximum number of pending log records of any size, within a quarter of the maximum heap (1 MiB to 256 MiB) or ringlet.blrp.max.queue.bytes. Unset, only bytes are limited.
      otel.blrp.max.export.batch.size | integer | 1 or more | | Maximum number of log records in a request, and the number of pending log records that starts an export. At most the size of the queue, if that is set. Unset, only bytes are limited.
      otel.metric.export.interval | duration | 1ms or more | 60s | Time between the starts of two collections.
      otel.metric.export.timeout | duration | 0 or more | 30s | Time limit for the callbacks of a collection, and for its export. 0 means no limit.
      otel.metric.export.max.batch.size | integer | 1 or more | | Maximum number of data points in a request. Unset, there is no limit.
      otel.metrics.exemplar.filter | always_on, always_off, trace_based | | trace_based | Measurements that may become exemplars: all, none, or those within a sampled span.
      otel.java.metrics.cardinality.limit | integer | 1 or more | 2000 | Maximum number of series of a metric. Measurements with further attributes are combined into one series.
      otel.exporter.otlp.metrics.temporality.preference | cumulative, delta, lowmemory | | cumulative | Temporality of exported metrics. lowmemory is delta for synchronous counters and histograms; up-down counters are always cumulative.
      otel.exporter.otlp.metrics.default.histogram.aggregation | explicit_bucket_histogram, base2_exponential_bucket_histogram | | explicit_bucket_histogram | Default aggregation of histograms.
      otel.exporter.otlp.endpoint | text | | http://localhost:4318 | Address of the receiver. Over HTTP, v1/traces and so on is appended to its path.
      otel.exporter.otlp.<signal>.endpoint | text | | otel.exporter.otlp.endpoint | Address of the receiver for one signal. Its path is used unchanged.
      otel.exporter.otlp.protocol | grpc, http/protobuf, http/json | | http/protobuf | Transport protocol. Unset, an endpoint on port 4317 gets grpc. grpc requires OkHttp.
      otel.exporter.otlp.<signal>.protocol | grpc, http/protobuf, http/json | | otel.exporter.otlp.protocol | Transport protocol for one signal.
      otel.exporter.otlp.insecure | boolean | | false | Whether a gRPC endpoint without a scheme (host:port) is reached without TLS.
      otel.exporter.otlp.<signal>.insecure | boolean | | otel.exporter.otlp.insecure | The same for the endpoint of one signal.
      otel.exporter.otlp.headers | map | | | Headers of each request. Values are percent-encoded and never logged.
      otel.exporter.otlp.<signal>.headers | map | | otel.exporter.otlp.headers | Headers of each request of one signal.
      otel.exporter.otlp.compression | none, gzip, zstd | | none | Compression of requests. zstd requires zstd-jni or aircompressor 2.
      otel.exporter.otlp.<signal>.compression | none, gzip, zstd | | otel.exporter.otlp.compression | Compression of the requests of one signal.
      otel.exporter.otlp.timeout | duration | 0 or more | 10s | Time limit for one request with all its retries. With several endpoints each attempt has an equal share of the time that is left. 0 means no limit, but 30 s for an attempt to send a stored request.
      otel.exporter.otlp.<signal>.timeout | duration | 0 or more | otel.exporter.otlp.timeout | Time limit for one request of one signal with all its retries. With several endpoints each attempt has an equal share of the time that is left. 0 means no limit, but 30 s for an attempt to send a stored request.
      otel.exporter.otlp.certificate | path | | | PEM file of trusted certificates, at most 4 MiB. Unset, those of the JVM are trusted.
      otel.exporter.otlp.<signal>.certificate | path | | otel.exporter.otlp.certificate | PEM file of trusted certificates for one signal.
      otel.exporter.otlp.client.key | path | | | PEM file of the client's private key for mutual TLS. The key must not be encrypted.
      otel.exporter.otlp.<signal>.client.key | path | | otel.exporter.otlp.client.key | PEM file of the client's private key for one signal.
      otel.exporter.otlp.client.certificate | path | | | PEM file of the client's certificate chain for mutual TLS.
      otel.exporter.otlp.<signal>.client.certificate | path | | otel.exporter.otlp.client.certificate | PEM file of the client's certificate chain for one signal.
      otel.exporter.prometheus.host | text | | localhost | Host name or address to listen on; 0.0.0.0 means all addresses.
      otel.exporter.prometheus.port | integer | 0 to 65535 | 9464 | Port to listen on. 0 selects any free port.
      otel.java.experimental.exporter.prometheus.metrics.default.histogram.aggregation | explicit_bucket_histogram, base2_exponential_bucket_histogram | | explicit_bucket_histogram | Default aggregation of the histograms that are served.
      ringlet.exporter.prometheus.translation.strategy | underscore_escaping_with_suffixes, no_utf8_escaping_with_suffixes | | underscore_escaping_with_suffixes | Translation of names: underscore_escaping_with_suffixes replaces characters, no_utf8_escaping_with_suffixes keeps them for scrapers that accept UTF-8.
      ringlet.exporter.prometheus.scope.info.enabled | boolean | | true | Whether each point has labels with the instrumentation scope.
      ringlet.exporter.prometheus.target.info.enabled | boolean | | true | Whether the metric target_info with the resource attributes is served.
      ringlet.exporter.prometheus.resource.constant.labels | list | | | Names of resource attributes that become labels of each point.
      otel.java.exporter.otlp.retry.disabled | boolean | | false | Whether a request that fails is not sent again. It is then dropped, or stored if there is a spool.
      otel.experimental.sdk.telemetry.version | legacy, latest | | legacy | latest enables self-telemetry, as ringlet.self.telemetry.enabled does.
      ringlet.exporter.otlp.endpoints | list | | | Addresses of receivers in order of preference, in place of otel.exporter.otlp.endpoint. A signal with an address of its own does not use them. The first that works is used. Each attempt has an equal share of what is left of otel.exporter.otlp.timeout.
      ringlet.exporter.otlp.<signal>.endpoints | list | | ringlet.exporter.otlp.endpoints | Addresses of receivers for one signal, in order of preference, in place of its single address. Their paths are used unchanged. Each attempt has an equal share of the time that is left.
      ringlet.exporter.otlp.endpoints.<number>.headers | map | | | Headers for one of the addresses, by its position from 1. Other headers are sent only to the first address and those of the same origin.
      ringlet.exporter.otlp.proxy | text | | | HTTP proxy as http://user:password@host:port, or none. Unset, the proxy settings of the JVM are used.
      ringlet.exporter.otlp.no.proxy | list | | | Hosts and domains that are reached without a proxy.
      ringlet.exporter.otlp.connect.timeout | duration | 0 or more | 10s | Time limit for opening a connection. 0 means no limit of its own.
      ringlet.exporter.otlp.max.request.bytes | bytes | 1 to 1g | 64m | Maximum size of a request before compression. Larger requests are split.
      ringlet.exporter.otlp.max.response.bytes | bytes | 1 to 1g | 4m | Maximum size of a response after decompression. A larger response is a failure.
      ringlet.exporter.otlp.max.concurrent.exports | integer | 1 to 64 | 1 | Maximum number of concurrent requests of a signal.
      ringlet.exporter.console.color | auto, always, never | | auto | Colors of the console exporter. auto writes them to a terminal, unless NO_COLOR is set or TERM is dumb.
      ringlet.exporter.file.path | path | | | File of the exporter otlp_file. The signal is inserted into its name: otlp.jsonl means otlp-traces.jsonl.
      ringlet.exporter.file.<signal>.path | path | | ringlet.exporter.file.path | File of the exporter otlp_file for one signal, used unchanged.
      ringlet.exporter.file.max.bytes | bytes | 1k to 1024g | 16m | Size at which a file is renamed and a new one is created.
      ringlet.exporter.file.max.files | integer | 1 to 1000 | 5 | Maximum number of files of a signal, including the current one. The oldest is deleted.
      ringlet.spool.directory | path | | | Directory where undelivered requests are stored. Unset, nothing is stored.
      ringlet.spool.max.bytes | bytes | 256k to 1024g | 64m | Maximum size of all files of the spool together.
      ringlet.spool.max.age | duration | 0 to 3650d | 0 | Maximum time that a request is stored. Older ones are dropped. 0 means no limit.
      ringlet.spool.policy | drop-oldest, drop-newest | | drop-oldest | What a full spool drops: the oldest requests, or the new one.
      ringlet.spool.sync.interval | duration | 0 to 10m | 500ms | Maximum time until a stored request is synced to the disk, so that a power cut does not lose it. With 0 it is synced within milliseconds.
      ringlet.spool.strict | boolean | | false | Whether each request is synced to the disk before it counts as stored.
      ringlet.spool.replay.any.endpoint | boolean | | false | Whether requests that were stored for another endpoint are sent to the current one.
      ringlet.spool.drain.max.bytes.per.second | bytes | 1k to 1024g | 4m | Maximum rate at which stored requests are sent, in bytes per second.
      ringlet.bsp.max.queue.bytes | bytes | 64k to 256m | by heap | Maximum memory for pending spans. By default 1/16 of the maximum heap, from 1m to 128m.
      ringlet.bsp.max.export.batch.bytes | bytes | 1k to 64m | by queue | Maximum size of a request of spans before compression, and the size of pending spans that starts an export. By default a quarter of the queue, from 16k to 1m; up to 4032k under a lasting load, from 24m a second until less than 12m.
      ringlet.blrp.max.queue.bytes | bytes | 64k to 256m | by heap | Maximum memory for pending log records. By default 1/16 of the maximum heap, from 1m to 128m.
      ringlet.blrp.max.export.batch.bytes | bytes | 1k to 64m | by queue | Maximum size of a request of log records before compression, and the size of pending log records that starts an export. By default a quarter of the queue, from 16k to 1m; up to 4032k under a lasting load, from 24m a second until less than 12m.
      ringlet.traces.processor | batch, simple | | batch | batch collects spans; simple exports each span when it ends, on the thread that ends it.
      ringlet.logs.processor | batch, simple | | batch | batch collects log records; simple exports each log record when it is emitted, on the thread that emits it.
      ringlet.self.telemetry.enabled | boolean | | false | Whether the otel.sdk.* metrics of the semantic conventions are exported.
      ringlet.customizers | list | | | Component providers that customize the SDK, by name: official (ringlet-official-sdk), adaptive (ringlet-samplers), anomalies (ringlet-anomalies), or those of the application.
      ringlet.viewer | boolean | | false | Whether a page on the loopback interface shows what the SDK exports (ringlet-viewer). Signals without an address are then sent nowhere else.
      ringlet.viewer.port | integer | 0 to 65535 | 4319 | Port of the page with ringlet.viewer=true; 0 for any that is free.
      ringlet.properties.file | path | | | File of settings in the form of java.util.Properties, UTF-8. It overrides only addPropertiesSupplier and the defaults.
      ringlet.shutdown.hook | boolean | | true | Whether the SDK is closed when the process ends.
      ringlet.close.timeout | duration | 0 or more | 10s | Time limit for close(). With 0 it does not wait for exports.
      ringlet.profiles.enabled | boolean | | false | Whether Flight Recorder records profiles that are exported.
      ringlet.profiles.cpu | boolean | | true | Whether profiles of CPU time are recorded.
      ringlet.profiles.alloc | boolean | | true | Whether profiles of allocation are recorded.
      ringlet.profiles.lock | boolean | | true | Whether profiles of lock contention and of time off the CPU are recorded.
      ringlet.profiles.exceptions | boolean | | | Whether profiles of exceptions are recorded. By default only where the recorder can limit their rate (JDK 25).
      ringlet.profiles.period | duration | 1s to 1h | 15s | Time between two requests of profiles.
      ringlet.profiles.cpu.period | duration | 1ms to 10s | 20ms | CPU time between two samples.
      ringlet.profiles.alloc.rate | integer | 1 to 100000 | 150 | Maximum number of allocation samples per second.
      ringlet.profiles.lock.threshold | duration | 0 to 1h | 10ms | Minimum duration of a wait that is recorded. With 0 all waits are recorded.
      ringlet.profiles.exceptions.rate | integer | 1 to 100000 | 100 | Maximum number of exception samples per second, where the recorder can limit it.
      ringlet.profiles.stack.depth | integer | 1 to 2048 | 512 | Maximum number of frames of a stack. Has no effect if the recorder was in use before (then 64).
      ringlet.profiles.max.request.bytes | bytes | 64k to 48m | 1m | Size at which a request of profiles is sent before its period ends.
      ringlet.profiles.export.timeout | duration | 1ms to 1h | 30s | Time limit for one export of profiles.
      ringlet.profiles.min.free.bytes | bytes | 0 or more | 64m | Minimum free space on Flight Recorder's disk. Profiling stops below it. With 0 it never stops.
      ringlet.profiles.links | boolean | | true | Whether samples have links to spans.
      ringlet.profiles.links.unsampled | boolean | | false | Whether samples also have links to spans that are not sampled.
      ringlet.profiles.links.max.bytes | bytes | 64k to 1g | 2m | Maximum memory for the recent scopes of all threads, from which links are made.
      ringlet.profiles.links.zero.filled | boolean | | false | Whether the empty link is encoded as 24 zero bytes instead of an empty message.
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

  /** Beginnings of settings of a part, and what switches it on: a value, or any value. */
  private static final Map<String, String> SWITCHES =
      Map.of(
          "otel.traces.sampler.arg", "otel.traces.sampler",
          "ringlet.spool.", "ringlet.spool.directory",
          "ringlet.viewer.port", "ringlet.viewer=true",
          "ringlet.sampler.adaptive.", "ringlet.customizers=adaptive");

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
  static @Nullable String remark(String key, Config config) {
    String remark = remark(key);
    if (remark != null) {
      return remark;
    }
    for (Map.Entry<String, String> one : SWITCHES.entrySet()) {
      if (key.startsWith(one.getKey()) && !isOn(one.getValue(), config)) {
        return key + " has no effect without " + one.getValue();
      }
    }
    return null;
  }

  private static boolean isOn(String switchedOn, Config config) {
    int equals = switchedOn.indexOf('=');
    if (equals < 0) {
      return config.isSet(switchedOn);
    }
    String value = switchedOn.substring(equals + 1);
    return config.getList(switchedOn.substring(0, equals)).stream()
        .anyMatch(value::equalsIgnoreCase);
  }

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
      return key + " is a setting of the official SDK that Ringlet does not have; it has no effect";
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
