// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.proofs.fleet;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * Simulates all scenarios and prints a table. Arguments: the number of devices, and maybe a file to
 * which the table is added and beside which the charts go.
 */
public final class FleetMain {
  private FleetMain() {}

  public static void main(String[] args) throws IOException {
    int devices = Integer.parseInt(args[0]);
    Path file = args.length > 1 ? Path.of(args[1]) : null;
    print(file, FleetResult.HEADER);
    for (Scenario scenario : scenarios(devices)) {
      FleetResult result = new Fleet(scenario).run();
      print(file, result.toString());
      if (file != null) {
        String name = scenario.title().replaceAll("[^a-zA-Z0-9]+", "-") + ".svg";
        Files.writeString(file.resolveSibling(name), FleetChart.svg(result));
      }
    }
  }

  private static List<Scenario> scenarios(int devices) {
    List<Scenario> scenarios = new ArrayList<>();
    for (boolean everywhere : new boolean[] {true, false}) {
      for (Scenario.Outage outage : Scenario.Outage.values()) {
        Scenario one = Scenario.of(devices, outage, everywhere);
        scenarios.add(one);
        scenarios.add(one.withoutJitter());
        if (everywhere) {
          scenarios.add(one.withRetryAfter(10));
        }
      }
    }
    return scenarios;
  }

  private static void print(Path file, String line) throws IOException {
    System.out.println(line);
    if (file != null) {
      Files.writeString(file, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
  }
}
