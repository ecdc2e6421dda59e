// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.declarative.create;

import dev.ringlet.ComponentProvider;
import dev.ringlet.declarative.official.OfficialPlugins;
import dev.ringlet.declarative.yaml.Node;
import dev.ringlet.export.Signal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Components of names that Ringlet itself does not know: first those of Ringlet's own interface,
 * then those of the official SDK's, if {@code ringlet-official-sdk} and that interface are there.
 * Looked for when a file has such a name.
 */
final class Plugins {
  private @Nullable List<ComponentProvider> providers;

  List<ComponentProvider> providers() {
    if (providers == null) {
      providers = ComponentProvider.loadAll();
    }
    return providers;
  }

  /** Makes the component; null if no provider knows the name. */
  <T> @Nullable T createOrNull(
      Class<T> type, @Nullable Signal signal, String name, Map<String, Object> properties) {
    for (ComponentProvider provider : providers()) {
      T made = provider.createDeclared(type, signal, name, properties);
      if (made != null) {
        return made;
      }
    }
    return OfficialPlugins.isAvailable()
        ? OfficialPlugins.create(type, signal, name, properties)
        : null;
  }

  /**
   * Makes the component that a choice names.
   *
   * @param known the names that need no plugin, for the message
   */
  <T> T create(Class<T> type, @Nullable Signal signal, Node choice, List<String> known) {
    return create(type, signal, choice, choice.chosen().plainMap(), known);
  }

  <T> T create(
      Class<T> type,
      @Nullable Signal signal,
      Node choice,
      Map<String, Object> properties,
      List<String> known) {
    String name = choice.choice();
    Node node = choice.chosen();
    T made = Places.at(node, () -> createOrNull(type, signal, name, properties));
    if (made == null) {
      throw Places.wrong(
          node,
          "there is no such component; possible are "
              + String.join(", ", known)
              + (known.isEmpty() ? "" : ", and ")
              + "the name of a component of a ComponentProvider on the class path"
              + hint(name));
    }
    return made;
  }

  private static String hint(String name) {
    if (name.startsWith("prometheus")) {
      return "; prometheus/development needs dev.ringlet:ringlet-prometheus";
    }
    if (name.startsWith("composite")
        || name.startsWith("probability")
        || name.startsWith("jaeger_remote")) {
      return "; " + name + " needs dev.ringlet:ringlet-samplers";
    }
    return OfficialPlugins.isAvailable()
        ? ""
        : "; one of the official SDK needs dev.ringlet:ringlet-official-sdk and"
            + " io.opentelemetry:opentelemetry-api-incubator";
  }
}
