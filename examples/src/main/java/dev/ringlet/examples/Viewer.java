// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.examples;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;

/** Starts the viewer, which receives OTLP and shows it in a browser, until it is stopped. */
public final class Viewer {
  private static final String USAGE =
      """
      Usage: Viewer [--port N] [--exit-after SECONDS] [--host NAME --token TOKEN]
        --port N              port of the page and of OTLP; 4318 by default, 0 for any that is free
        --exit-after SECONDS  ends then
        --host NAME           address to listen on; localhost by default
        --token TOKEN         what browsers and senders must have; needed for other hosts
      """;

  private Viewer() {}

  public static void main(String[] arguments) {
    int status = run(List.of(arguments), System.out, System.err, Viewer::sleepSeconds);
    if (status != 0) {
      System.exit(status);
    }
  }

  /**
   * Runs until the time is over.
   *
   * @param stay waits for a number of seconds, {@code Long.MAX_VALUE} for no end
   * @return the exit code
   */
  static int run(List<String> arguments, PrintStream out, PrintStream error, LongConsumer stay) {
    dev.ringlet.viewer.Viewer.Builder builder = dev.ringlet.viewer.Viewer.builder();
    long seconds = Long.MAX_VALUE;
    try {
      for (int i = 0; i < arguments.size(); i += 2) {
        String option = arguments.get(i);
        if (option.equals("--help")) {
          out.print(USAGE);
          return 0;
        }
        String value = i + 1 < arguments.size() ? arguments.get(i + 1) : "";
        switch (option) {
          case "--port" -> builder.setPort((int) number(option, value, 65_535));
          case "--exit-after" -> seconds = number(option, value, Integer.MAX_VALUE);
          case "--host" -> builder.setHost(value);
          case "--token" -> builder.setToken(value);
          default -> throw new IllegalArgumentException("unknown option " + option);
        }
      }
      return show(builder, seconds, out, stay);
    } catch (IllegalArgumentException e) {
      error.println(e.getMessage());
      error.print(USAGE);
      return 2;
    } catch (UncheckedIOException e) {
      IOException cause = e.getCause();
      error.println(
          "The viewer cannot listen: " + cause.getMessage() + "; --port has another port");
      return 1;
    }
  }

  private static int show(
      dev.ringlet.viewer.Viewer.Builder builder, long seconds, PrintStream out, LongConsumer stay) {
    try (dev.ringlet.viewer.Viewer viewer = builder.build()) {
      out.println("Viewer: " + viewer.url() + "/");
      out.println("Send to it: OTEL_EXPORTER_OTLP_ENDPOINT=" + viewer.url());
      stay.accept(seconds);
      return 0;
    }
  }

  private static long number(String option, String value, long max) {
    try {
      long number = Long.parseLong(value);
      if (number >= 0 && number <= max) {
        return number;
      }
    } catch (NumberFormatException e) {
      // said below
    }
    throw new IllegalArgumentException(
        option + ": a number from 0 to " + max + " expected, not \"" + value + "\"");
  }

  static void sleepSeconds(long seconds) {
    try {
      TimeUnit.SECONDS.sleep(seconds);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
