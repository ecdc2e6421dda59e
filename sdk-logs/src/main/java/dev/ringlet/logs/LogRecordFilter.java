// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.logs;

import dev.ringlet.config.ConfigException;
import dev.ringlet.internal.rules.Glob;
import dev.ringlet.internal.rules.Rule;
import dev.ringlet.internal.rules.RuleParser;
import dev.ringlet.internal.rules.Subject;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Value;
import io.opentelemetry.context.Context;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Filters and changes log records by rules, as {@code ringlet.logs.filter} has them.
 *
 * <pre>
 *   keep if severity&gt;=error; drop if scope=com.example.noisy*; drop if body="*heartbeat*";
 *   redact user.*; remove url.query if event!=""
 * </pre>
 *
 * <p>Rules stand between semicolons, with conditions after {@code if}, joined by {@code and}. First
 * all matching {@code remove} and {@code redact} (the value becomes {@value #REDACTED}) change the
 * record, then the first matching {@code keep} or {@code drop} decides; a record that none matches
 * is exported. Conditions compare {@code severity}, {@code body}, {@code event}, {@code scope} and
 * attributes with {@code =}, {@code !=} (where {@code *} and {@code ?} are wildcards), {@code <},
 * {@code <=}, {@code >} and {@code >=}.
 *
 * <p>Thread-safe. Records of a {@link LogRecorder} pass unfiltered, as processors do not see them.
 */
public final class LogRecordFilter implements LogRecordProcessor {
  /** The value of an attribute that is redacted. */
  public static final String REDACTED = "[redacted]";

  private static final List<String> SEVERITIES =
      List.of("trace", "debug", "info", "warn", "error", "fatal");

  /** Severity numbers come in fours, from 1 on. */
  private static final int NUMBERS_OF_A_SEVERITY = 4;

  private static final Map<String, List<String>> VOCABULARY =
      Map.of(
          "severity", SEVERITIES,
          "body", RuleParser.TEXT,
          "event", RuleParser.TEXT,
          "scope", RuleParser.TEXT);

  private static final Subject<ReadWriteLogRecord> RECORD =
      new Subject<>() {
        @Override
        public @Nullable CharSequence text(ReadWriteLogRecord record, String property) {
          return switch (property) {
            case "severity" -> {
              int place = (int) number(record, property);
              yield place < 0 ? null : SEVERITIES.get(place);
            }
            case "body" -> {
              Value<?> body = record.getBody();
              yield body == null ? null : body.asString();
            }
            case "event" -> record.getEventName();
            case "scope" -> record.getInstrumentationScope().getName();
            default -> null;
          };
        }

        @Override
        public @Nullable CharSequence attribute(ReadWriteLogRecord record, String name) {
          CharSequence[] found = new CharSequence[1];
          record
              .getAttributes()
              .forEach(
                  (key, value) -> {
                    if (key.getKey().equals(name)) {
                      found[0] = String.valueOf(value);
                    }
                  });
          return found[0];
        }

        @Override
        public long number(ReadWriteLogRecord record, String property) {
          int number = record.getSeverity().getSeverityNumber();
          return number == 0 ? -1 : (number - 1) / NUMBERS_OF_A_SEVERITY;
        }
      };

  private final List<Rule> rules;

  private LogRecordFilter(List<Rule> rules) {
    this.rules = rules;
  }

  /**
   * Creates a filter from rules.
   *
   * @param key of the setting that has them, for messages
   * @throws ConfigException with key and position if the rules cannot be read
   */
  public static LogRecordFilter parse(String key, String rules) {
    List<Rule> parsed = RuleParser.parse(key, rules, VOCABULARY);
    for (Rule rule : parsed) {
      boolean possible =
          isDecision(rule)
              ? rule.arguments().isEmpty()
              : isChange(rule) && !rule.arguments().isEmpty();
      if (!possible) {
        throw RuleParser.error(
            key, rule.position(), "drop, keep, or remove or redact with attributes,");
      }
    }
    return new LogRecordFilter(parsed);
  }

  private static boolean isDecision(Rule rule) {
    return rule.action().equals("drop") || rule.action().equals("keep");
  }

  private static boolean isChange(Rule rule) {
    return rule.action().equals("remove") || rule.action().equals("redact");
  }

  @Override
  public void onEmit(Context context, ReadWriteLogRecord record) {
    for (Rule rule : rules) {
      if (isChange(rule) && rule.matches(record, RECORD)) {
        change(record, rule);
      }
    }
    for (Rule rule : rules) {
      if (isDecision(rule) && rule.matches(record, RECORD)) {
        if (rule.action().equals("drop")) {
          record.drop();
        }
        return;
      }
    }
  }

  private static void change(ReadWriteLogRecord record, Rule rule) {
    boolean redact = rule.action().equals("redact");
    for (String pattern : rule.arguments()) {
      Glob glob = Glob.of(pattern);
      if (redact) {
        for (String name : namesIn(record, glob)) {
          record.setAttribute(AttributeKey.stringKey(name), REDACTED);
        }
      } else {
        record.removeAttributes(glob::matches);
      }
    }
  }

  /**
   * The names that match, of all attributes: {@code getAttributes} lacks those without room in the
   * record, and another rule may make room for them.
   */
  private static List<String> namesIn(ReadWriteLogRecord record, Glob glob) {
    List<String> names = new ArrayList<>();
    record.removeAttributes(
        name -> {
          if (glob.matches(name)) {
            names.add(name);
          }
          return false;
        });
    return names;
  }

  @Override
  public String toString() {
    return "LogRecordFilter{" + rules.size() + " rules}";
  }
}
