// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet;

import dev.ringlet.export.Exporter;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Exporters that no pipeline closes yet; if the SDK is not built, they are closed here. Exporters
 * are compared by identity, because those of applications may be records.
 */
final class OwnedExporters {
  private final Set<Exporter> owned = Collections.newSetFromMap(new IdentityHashMap<>());

  /** From what exporter customizers returned to the exporter that they were given. */
  private final Map<Exporter, Exporter> originals = new IdentityHashMap<>();

  void add(Exporter exporter) {
    owned.add(exporter);
  }

  /** Adds the exporters that were added in between. */
  void addNew(List<AddedExporter> before, List<AddedExporter> after) {
    for (AddedExporter added : after) {
      if (!containsSame(before, added)) {
        add(added.exporter());
      }
    }
  }

  private static boolean containsSame(List<AddedExporter> exporters, AddedExporter wanted) {
    for (AddedExporter one : exporters) {
      if (one == wanted) {
        return true;
      }
    }
    return false;
  }

  /** Closing the customized exporter closes the original one. */
  void customized(Exporter original, Exporter customized) {
    originals.put(customized, original);
  }

  /** From now on a pipeline closes the exporter. */
  void handOver(Exporter customized) {
    owned.remove(originals.getOrDefault(customized, customized));
  }

  void close(Closer closer) {
    owned.forEach(exporter -> closer.close(exporter::close));
    owned.clear();
  }
}
