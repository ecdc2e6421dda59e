// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.doctor;

import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The arguments of the command, each by its name without the dashes. */
record Options(Map<String, String> values) {
  static final String USAGE =
      """
      Usage: java -jar ringlet-doctor.jar [options]

        Shows the settings of the Ringlet SDK and tries its endpoints. Settings come from the
        environment, from system properties (java -Dotel.service.name=shop -jar ...), and from a
        file.

        --file FILE       a file of settings, as ringlet.properties.file would name it
        --all             also shows settings that have their default
        --no-network      tries no endpoint
        --timeout SECONDS longest time for one endpoint, 10 by default

        --write FILE      writes a file of settings and checks nothing; one that ends with .yaml
                          is for otel.config.file. Asks what is not given:
        --for KIND        collector (on this host), vendor (an endpoint with a token),
                          edge (a device with a spool on disk), offline (files only)
        --service NAME    service.name of the resource
        --endpoint URL    where to send
        --protocol NAME   http/protobuf, http/json or grpc
        --header NAME     header for the token, authorization by default
        --token TEXT      value of the header, as in "Bearer abc"; safer: answer the question
        --directory DIR   where spool or files are
        --force           overwrites a file that is there

        --help            shows this

      Exit code: 0 all is well, 1 a problem was found, 2 wrong arguments.""";

  private static final Set<String> FLAGS = Set.of("all", "no-network", "force", "help");
  private static final Set<String> WITH_VALUE =
      Set.of(
          "file",
          "timeout",
          "write",
          "for",
          "service",
          "endpoint",
          "protocol",
          "header",
          "token",
          "directory");
  private static final int DEFAULT_SECONDS = 10;
  private static final int MAX_SECONDS = 3600;

  static Options parse(List<String> arguments) {
    Map<String, String> values = new HashMap<>();
    for (Iterator<String> all = arguments.iterator(); all.hasNext(); ) {
      String argument = all.next();
      String name = argument.startsWith("--") ? argument.substring(2) : "";
      if (FLAGS.contains(name)) {
        values.put(name, "true");
      } else if (!WITH_VALUE.contains(name)) {
        throw new IllegalArgumentException(argument + " is not known.");
      } else if (all.hasNext()) {
        values.put(name, all.next());
      } else {
        throw new IllegalArgumentException(argument + " needs a value.");
      }
    }
    Options options = new Options(values);
    options.timeout();
    return options;
  }

  @Nullable String get(String name) {
    return values.get(name);
  }

  private boolean has(String name) {
    return values.containsKey(name);
  }

  boolean help() {
    return has("help");
  }

  boolean all() {
    return has("all");
  }

  boolean network() {
    return !has("no-network");
  }

  boolean force() {
    return has("force");
  }

  boolean writes() {
    return has("write");
  }

  @Nullable String file() {
    return get("file");
  }

  Duration timeout() {
    String seconds = get("timeout");
    if (seconds == null) {
      return Duration.ofSeconds(DEFAULT_SECONDS);
    }
    if (!seconds.matches("[1-9][0-9]{0,3}") || Integer.parseInt(seconds) > MAX_SECONDS) {
      throw new IllegalArgumentException("--timeout needs a number from 1 to " + MAX_SECONDS + ".");
    }
    return Duration.ofSeconds(Integer.parseInt(seconds));
  }

  /** Shows no value: one may be a token. */
  @Override
  public String toString() {
    return "Options" + values.keySet();
  }
}
