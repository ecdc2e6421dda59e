// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.proofs.fuzz.planted;

import dev.ringlet.proofs.fuzz.FuzzTarget;
import java.util.List;

/** A target whose fault is behind six comparisons in a row. */
public class PlantedTarget implements FuzzTarget {
  private final PlantedParser parser = new PlantedParser();

  /** A target of which some inputs do not end. */
  public static final class Endless extends PlantedTarget {
    @Override
    public void run(byte[] input) {
      super.parser.hungry(input);
    }
  }

  /** A target that takes too much memory for one of its seeds. */
  public static final class Hungry extends PlantedTarget {
    @Override
    public void run(byte[] input) {
      if (input[0] == 2) {
        super.parser.hungry(input);
      }
    }

    @Override
    public List<byte[]> seeds() {
      return List.of(new byte[] {2}, new byte[] {4});
    }
  }

  @Override
  public void run(byte[] input) {
    parser.deep(input);
  }

  @Override
  public List<byte[]> seeds() {
    return List.of(new byte[8]);
  }

  @Override
  public List<String> covered() {
    return List.of(PlantedParser.class.getName());
  }

  @Override
  public int maxBytes() {
    return 16;
  }

  @Override
  public long maxAllocatedBytes() {
    return 1 << 20;
  }
}
