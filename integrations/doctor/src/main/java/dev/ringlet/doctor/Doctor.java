// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.doctor;

import dev.ringlet.config.Config;
import dev.ringlet.config.ConfigException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * The command. It shows the effective settings, the source of each, and the endpoint of each
 * signal; starts an SDK with these settings; and sends an empty request to each endpoint through
 * the exporter that the SDK uses. It shows no secret, and writes only the file that {@code --write}
 * names.
 *
 * <p>The exit code is 0 without a problem, 1 if a problem was found, and 2 for invalid arguments.
 */
public final class Doctor {
  static final int GOOD = 0;
  static final int PROBLEM = 1;
  static final int USAGE = 2;

  private Doctor() {}

  /** Runs the command and ends the process. */
  public static void main(String[] arguments) {
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset()));
    System.exit(run(List.of(arguments), System.getProperties(), System.getenv(), in, System.out));
  }

  /**
   * Runs the command.
   *
   * @return the exit code
   */
  static int run(
      List<String> arguments,
      Map<?, ?> systemProperties,
      Map<String, String> environment,
      BufferedReader in,
      PrintStream out) {
    Report report = new Report(out);
    Options options;
    try {
      options = Options.parse(arguments);
    } catch (IllegalArgumentException wrong) {
      out.println(wrong.getMessage());
      out.println(Options.USAGE);
      return USAGE;
    }
    if (options.help()) {
      out.println(Options.USAGE);
      return GOOD;
    }
    try (OwnLog log = OwnLog.listen()) {
      if (options.writes()) {
        return SettingsFile.write(options, in, out);
      }
      Map<String, String> overrides = new HashMap<>();
      if (options.file() != null) {
        overrides.put("ringlet.properties.file", options.file());
      }
      Config config = Config.of(overrides, systemProperties, environment);
      UnaryOperator<String> properties =
          name -> systemProperties.get(name) instanceof String value ? value : null;
      check(config, options, environment::get, properties, report, log);
    } catch (IllegalArgumentException wrong) {
      out.println(wrong.getMessage());
      return USAGE;
    } catch (ConfigException wrong) {
      report.problem(String.valueOf(wrong.getMessage()));
    } catch (IOException failed) {
      report.problem(failed.toString());
    }
    return report.end();
  }

  private static void check(
      Config config,
      Options options,
      UnaryOperator<String> environment,
      UnaryOperator<String> systemProperties,
      Report report,
      OwnLog log) {
    SettingsReport.print(config, options.all(), report);
    String file = config.getString(Declared.KEY);
    Routes routes;
    Declared declared = null;
    if (file == null) {
      routes = Routes.print(config, report);
    } else if (!Declared.isAvailable()) {
      routes =
          Routes.unknown(
              "it is not read, because ringlet-declarative-config is not on the class path",
              report);
    } else {
      try {
        declared = Declared.read(file, environment, systemProperties);
        declared.print(report);
        routes = declared.route(config, report);
      } catch (ConfigException wrong) { // the start says what is wrong with it
        routes = Routes.unknown("it cannot be used as it is", report);
      }
    }
    StartCheck.run(config, declared, report, log);
    if (options.network()) {
      routes.probe(report, options.timeout());
    }
  }
}
