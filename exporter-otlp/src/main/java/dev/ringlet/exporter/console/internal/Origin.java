// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.console.internal;

import dev.ringlet.internal.bytes.ProtoReader;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * The resource and scope of records. Requests of all signals nest alike: resources in field 1,
 * their scopes in field 2, and the scopes' records in field 2.
 *
 * @param resource the attributes of the resource as words
 * @param service the name of the service, safe, or the empty string
 * @param scope the name of the instrumentation scope, safe, or the empty string
 */
record Origin(List<String> resource, String service, String scope) {
  private static final int OUTER = 1;
  private static final int INNER = 2;
  private static final int SCOPE_NAME = 1;
  private static final int MAX_NAME_CHARS = 80;
  private static final int MAX_ATTRIBUTES = 64;

  /** Passes every record of a request to {@code records}, with its origin. */
  static void forEach(ProtoReader request, Glyphs glyphs, BiConsumer<Origin, ProtoReader> records) {
    while (request.next()) {
      if (request.field() == OUTER) {
        Origin ofResource = readResource(request.message(), glyphs);
        eachField(
            request.message(),
            INNER,
            scope -> {
              Origin origin = ofResource.readScope(scope.message(), glyphs);
              eachField(scope.message(), INNER, record -> records.accept(origin, record.message()));
            });
      }
    }
  }

  private static void eachField(ProtoReader in, int field, Consumer<ProtoReader> action) {
    while (in.next()) {
      if (in.field() == field) {
        action.accept(in);
      }
    }
  }

  private static Origin readResource(ProtoReader in, Glyphs glyphs) {
    List<String> words = new ArrayList<>();
    String[] service = {""};
    eachField(
        in,
        OUTER,
        resource ->
            eachField(
                resource.message(),
                OUTER,
                pair -> {
                  Attribute attribute = Attribute.read(pair.message(), glyphs);
                  if (attribute.key().equals("service.name") && attribute.string() != null) {
                    service[0] = SafeText.line(attribute.string(), MAX_NAME_CHARS, glyphs);
                  }
                  if (words.size() < MAX_ATTRIBUTES) {
                    words.add(attribute.word());
                  }
                }));
    return new Origin(words, service[0], "");
  }

  private Origin readScope(ProtoReader in, Glyphs glyphs) {
    String[] name = {""};
    eachField(
        in,
        OUTER,
        scope ->
            eachField(
                scope.message(),
                SCOPE_NAME,
                text -> name[0] = SafeText.line(text.string(), MAX_NAME_CHARS, glyphs)));
    return new Origin(resource, service, name[0]);
  }
}
