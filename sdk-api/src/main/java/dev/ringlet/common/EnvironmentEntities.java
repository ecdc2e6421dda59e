// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.common;

import dev.ringlet.internal.text.PercentDecoder;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.logging.Logger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code otel.entities}: entities separated by semicolons, each a type, identifying
 * attributes, and perhaps describing attributes and the URL of a schema, as in {@code
 * service{service.name=shop}[service.version=2]@https://example.org/schema}. Follows the
 * specification, "Entity Propagation". A malformed entity is ignored with a warning. Of two
 * entities of one type the last one is used. Loaded only if the setting is used.
 */
final class EnvironmentEntities {
  static final String KEY = "otel.entities";

  private static final String NAME = "[a-zA-Z][a-zA-Z0-9._-]*";
  private static final Pattern ENTITY =
      Pattern.compile(
          "\\s*(" + NAME + ")\\s*\\{([^{}\\[\\]]*)}\\s*(?:\\[([^{}\\[\\]]*)]\\s*)?(?:@.*)?",
          Pattern.DOTALL);
  private static final Pattern PAIR = Pattern.compile("\\s*(" + NAME + ")\\s*=([^=@]*)");

  private EnvironmentEntities() {}

  /** Adds the attributes of all entities. */
  static void putAll(AttributesBuilder attributes, String text) {
    Map<String, Attributes> byType = new LinkedHashMap<>();
    int number = 0;
    for (String entity : text.split(";")) {
      number++;
      if (entity.isBlank()) {
        continue;
      }
      Matcher parts = ENTITY.matcher(entity);
      Attributes all = parts.matches() ? attributes(parts.group(2), parts.group(3)) : null;
      if (all == null) {
        warn("entity " + number + " is malformed and left out");
        continue;
      }
      if (byType.remove(parts.group(1)) != null) {
        warn("there are two entities of the type " + parts.group(1) + "; the last one is used");
      }
      byType.put(parts.group(1), all);
    }
    byType.values().forEach(attributes::putAll);
  }

  private static @Nullable Attributes attributes(String identifying, @Nullable String describing) {
    AttributesBuilder all = Attributes.builder();
    boolean good = putPairs(all, identifying) && !all.build().isEmpty();
    return good && (describing == null || putPairs(all, describing)) ? all.build() : null;
  }

  private static boolean putPairs(AttributesBuilder to, String pairs) {
    for (String one : pairs.split(",", -1)) {
      Matcher pair = PAIR.matcher(one);
      if (pair.matches()) {
        to.put(pair.group(1), PercentDecoder.decode(pair.group(2).trim()));
      } else if (!pairs.isBlank()) {
        return false;
      }
    }
    return true;
  }

  private static void warn(String text) {
    Logger.getLogger(EnvironmentEntities.class.getName()).warning(KEY + ": " + text);
  }
}
