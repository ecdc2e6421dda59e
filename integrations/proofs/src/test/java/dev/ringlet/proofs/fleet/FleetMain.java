// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.proofs.fleet;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Simulates all scenarios and prints a table. Arguments: devices, and a file for it. */
public final class FleetMain {
  private FleetMain() {}

  public static void main(String[] args) throws IOException {
    int devices = Integer.parseInt(args[0]);
    List<Scenario> scenarios = new ArrayList<>();
    for (boolean everywhere : new boolean[] {false, true}) {
      for (Scenario.Outage outage : Scenario.Outage.values()) {
        Scenario one = Scenario.of(devices, outage, everywhere);
        scenarios.add(one);
        scenarios.add(one.withoutJitter());
        if (everywhere) {
          scenarios.add(one.withRetryAfter(10));
        }
      }
    }
    StringBuilder text = new StringBuilder(FleetResult.HEADER).append('\n');
    System.out.println(FleetResult.HEADER);
    for (Scenario scenario : scenarios) {
      FleetResult result = new Fleet(scenario).run();
      System.out.println(result);
      text.append(result).append('\n');
    }
    if (args.length > 1) {
      Files.writeString(Path.of(args[1]), text);
    }
  }
}
