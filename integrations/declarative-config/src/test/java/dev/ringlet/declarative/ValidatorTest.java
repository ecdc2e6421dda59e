// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.declarative;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringlet.declarative.schema.Validator;
import dev.ringlet.declarative.yaml.Substitution;
import dev.ringlet.declarative.yaml.YamlReader;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ValidatorTest {
  private static Validator.Findings check(String yaml) {
    return Validator.check(
        YamlReader.read(
            "otel.yaml",
            yaml,
            new Substitution(Map.of("DELAY", "soon", "TOKEN", "secret")::get, name -> null)));
  }

  /** In a row {@code /} is a line break, and two blanks behind it one level. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "tracer_provider:/  processors:/    - batch:/        schedule_delay: soon/        exporter: {console: }"
            + " | line 5, column 25, tracer_provider.processors[0].batch.schedule_delay:"
            + " expected a whole number of 0 or more, not \"soon\"",
        "tracer_provider:/  processors:/    - batch:/        schedule_delay: ${DELAY}/        exporter: {console: }"
            + " | line 5, column 25, tracer_provider.processors[0].batch.schedule_delay:"
            + " expected a whole number of 0 or more, not \"${DELAY}\"",
        "tracer_provider:/  processors:/    - batch:/        max_queue_size: 0/        exporter: {console: }"
            + " | line 5, column 25, tracer_provider.processors[0].batch.max_queue_size:"
            + " expected a whole number of 1 or more, not \"0\"",
        "tracer_provider:/  processors:/    - batch: {}"
            + " | line 4, column 14, tracer_provider.processors[0].batch:"
            + " exporter is required and has no value",
        "tracer_provider:/  processors:/    - batch: {exporter: }"
            + " | line 4, column 24, tracer_provider.processors[0].batch.exporter:"
            + " exporter is required and has no value",
        "tracer_provider:/  processors: []"
            + " | line 3, column 15, tracer_provider.processors:"
            + " expected a list of one item or more, not a list",
        "tracer_provider:/  processors: none"
            + " | line 3, column 15, tracer_provider.processors: expected a list, not \"none\"",
        "tracer_provider:/  processors: [{simple: {exporter: {console: , otlp_http: }}}]"
            + " | line 3, column 36, tracer_provider.processors[0].simple.exporter: expected exactly"
            + " one of otlp_http, otlp_grpc, otlp_file/development, console, not keys console,"
            + " otlp_http",
        "tracer_provider:/  processors: [{simple: {exporter: {console: }}}]/  sampler: always_on"
            + " | line 4, column 12, tracer_provider.sampler: expected keys of always_off,"
            + " always_on, composite/development, jaeger_remote/development, parent_based,"
            + " probability/development, trace_id_ratio_based, not \"always_on\"",
        "tracer_provider:/  processors: [{simple: {exporter: {console: }}}]/  sampler:"
            + " {trace_id_ratio_based: {ratio: 1.5}} | line 4, column 43,"
            + " tracer_provider.sampler.trace_id_ratio_based.ratio: expected a number from 0 to 1,"
            + " not \"1.5\"",
        "tracer_provider:/  processors: [{mine: text}] | line 3, column 23,"
            + " tracer_provider.processors[0].mine: expected the keys of the component mine, or"
            + " nothing, not \"text\"",
        "attribute_limits: {attribute_length: 5} | line 2, column 38,"
            + " attribute_limits.attribute_length: is not known; possible are"
            + " attribute_value_length_limit, attribute_count_limit",
        "propagator: {composite: [{baggage: {a: 1}}]} | line 2, column 40,"
            + " propagator.composite[0].baggage.a: is not known; possible are no keys at all",
        "disabled: perhaps | line 2, column 11, disabled: expected true or false, not \"perhaps\"",
        "log_level: loud | line 2, column 12, log_level: expected one of trace, trace2, trace3,"
            + " trace4, debug, debug2, debug3, debug4, info, info2, info3, info4, warn, warn2,"
            + " warn3, warn4, error, error2, error3, error4, fatal, fatal2, fatal3, fatal4, not"
            + " \"loud\"",
        "resource: {attributes: [{name: a}]} | line 2, column 25, resource.attributes[0]: value is"
            + " required and has no value",
        "resource: {schema_url: [a]} | line 2, column 24, resource.schema_url: expected text, not a"
            + " list",
        "meter_provider: {readers: [{}]} | line 2, column 28, meter_provider.readers[0]: expected"
            + " exactly one of periodic, pull, not {}",
        "meter_provider: {readers: [{push: }]} | line 2, column 34, meter_provider.readers[0].push:"
            + " is not known; possible are periodic, pull",
        "distribution: {mine: 5} | line 2, column 22, distribution.mine: expected keys with values,"
            + " not \"5\"",
        "logger_provider: 5 | line 2, column 18, logger_provider: expected keys of processors,"
            + " limits, logger_configurator/development, not \"5\""
      })
  void aProblemIsToldWithItsPlaceAndWhatIsPossible(String rows, String problem) {
    String yaml = "file_format: \"1.0\"\n" + rows.replace("/ ", "\n ");
    assertThat(check(yaml).problems()).containsExactly(problem);
  }

  @Test
  void allProblemsAreTold() {
    assertThat(check("disabled: 5\nlog_level: 5").problems())
        .hasSize(3)
        .contains("line 1, column 1: file_format is required and has no value");
  }

  @Test
  void anEmptyFileIsRefused() {
    assertThat(check("# nothing").problems())
        .containsExactly(
            "line 1, column 1: the file is empty; it needs at least file_format: \"1.0\"");
  }

  @Test
  void anUnknownKeyOfTheRootIsARemark() {
    Validator.Findings findings = check("file_format: \"1.0\"\ntracerprovider: {}");
    assertThat(findings.problems()).isEmpty();
    assertThat(findings.remarks())
        .singleElement()
        .asString()
        .startsWith("line 2, column 17, tracerprovider: is not known and has no effect");
  }

  @Test
  void aKeyWithoutAValueIsAsAbsent() {
    assertThat(
            check(
                    "file_format: \"1.0\"\ndisabled:\ntracer_provider:\nresource: {attributes: ,"
                        + " schema_url: }\npropagator: {composite: }\nlog_level:")
                .problems())
        .isEmpty();
  }

  @Test
  void aQuotedNumberOrBooleanIsTakenAsOne() {
    assertThat(
            check(
                    "file_format: 1.0\ndisabled: \"false\"\nattribute_limits:"
                        + " {attribute_count_limit: \"5\"}")
                .problems())
        .isEmpty();
  }

  @Test
  void noSecretIsShown() {
    String exporter =
        "tracer_provider: {processors: [{simple: {exporter: {otlp_http: {headers_list: [a=secret],"
            + " endpoint: [\"http://user:secret@host\"], headers: secret}}}}]}";
    assertThat(check("file_format: \"1.0\"\n" + exporter).problems())
        .hasSize(3)
        .noneMatch(problem -> problem.contains("secret"));
    assertThat(check("file_format: \"1.0\"\ndisabled: ${TOKEN}").problems())
        .noneMatch(problem -> problem.contains("secret"));
  }
}
