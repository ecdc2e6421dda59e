// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.console.internal;

import dev.ringlet.internal.bytes.ProtoReader;
import dev.ringlet.internal.otlp.CommonTags.InstrumentationScope;
import dev.ringlet.internal.otlp.CommonTags.Resource;
import dev.ringlet.internal.otlp.EnvelopeTags.Request;
import dev.ringlet.internal.otlp.EnvelopeTags.Resources;
import dev.ringlet.internal.otlp.EnvelopeTags.Scopes;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * The resource and scope of records, which the requests of all signals nest alike.
 *
 * @param resource the attributes of the resource as words
 * @param service the name of the service, safe, or the empty string
 * @param scope the name of the instrumentation scope, safe, or the empty string
 */
record RecordOrigin(List<String> resource, String service, String scope) {
  private static final int MAX_NAME_CHARS = 80;
  private static final int MAX_ATTRIBUTES = 64;

  /** Passes every record of a request to {@code records}, with its origin. */
  static void forEach(
      ProtoReader request, Glyphs glyphs, BiConsumer<RecordOrigin, ProtoReader> records) {
    while (request.next()) {
      if (request.tag() == Request.RESOURCES) {
        RecordOrigin ofResource = readResource(request.message(), glyphs);
        eachField(
            request.message(),
            Resources.SCOPES,
            scope -> {
              RecordOrigin origin = ofResource.readScope(scope.message(), glyphs);
              eachField(
                  scope.message(),
                  Scopes.RECORDS,
                  record -> records.accept(origin, record.message()));
            });
      }
    }
  }

  private static void eachField(ProtoReader in, int tag, Consumer<ProtoReader> action) {
    while (in.next()) {
      if (in.tag() == tag) {
        action.accept(in);
      }
    }
  }

  private static RecordOrigin readResource(ProtoReader in, Glyphs glyphs) {
    List<String> words = new ArrayList<>();
    String[] service = {""};
    eachField(
        in,
        Resources.RESOURCE,
        resource ->
            eachField(
                resource.message(),
                Resource.ATTRIBUTES,
                pair -> {
                  Attribute attribute = Attribute.read(pair.message(), glyphs);
                  if (attribute.key().equals("service.name") && attribute.string() != null) {
                    service[0] = SafeText.line(attribute.string(), MAX_NAME_CHARS, glyphs);
                  }
                  if (words.size() < MAX_ATTRIBUTES) {
                    words.add(attribute.word());
                  }
                }));
    return new RecordOrigin(words, service[0], "");
  }

  private RecordOrigin readScope(ProtoReader in, Glyphs glyphs) {
    String[] name = {""};
    eachField(
        in,
        Scopes.SCOPE,
        scope ->
            eachField(
                scope.message(),
                InstrumentationScope.NAME,
                text -> name[0] = SafeText.line(text.string(), MAX_NAME_CHARS, glyphs)));
    return new RecordOrigin(resource, service, name[0]);
  }
}
