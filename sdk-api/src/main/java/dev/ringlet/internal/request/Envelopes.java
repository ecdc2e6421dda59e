// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.internal.request;

import dev.ringlet.common.InstrumentationScope;
import dev.ringlet.common.Resource;
import dev.ringlet.internal.otlp.CommonTags;
import dev.ringlet.internal.otlp.EnvelopeTags.Resources;
import dev.ringlet.internal.otlp.EnvelopeTags.Scopes;
import dev.ringlet.internal.record.RecordBuffer;
import dev.ringlet.internal.record.RecordPool;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Encodes resources, instrumentation scopes and schema URLs, once for all requests. */
public final class Envelopes {
  private static final byte[] NONE = new byte[0];

  private Envelopes() {}

  /** The field {@code ResourceSpans.resource} or its equivalent, with tag and length. */
  public static byte[] resource(RecordPool pool, Resource resource) {
    RecordBuffer out = begin(pool, CommonTags.Resource.ATTRIBUTES);
    int mark = out.beginMessage(Resources.RESOURCE);
    resource.getAttributes().forEach(out);
    return end(out, mark);
  }

  /** The field {@code ScopeSpans.scope} or its equivalent, with tag and length. */
  public static byte[] scope(RecordPool pool, InstrumentationScope scope) {
    RecordBuffer out = begin(pool, CommonTags.InstrumentationScope.ATTRIBUTES);
    int mark = out.beginMessage(Scopes.SCOPE);
    if (!scope.getName().isEmpty()) {
      out.writeString(CommonTags.InstrumentationScope.NAME, scope.getName());
    }
    if (scope.getVersion() != null && !scope.getVersion().isEmpty()) {
      out.writeString(CommonTags.InstrumentationScope.VERSION, scope.getVersion());
    }
    scope.getAttributes().forEach(out);
    return end(out, mark);
  }

  /** The field {@code schema_url} with tag and length; empty if there is no schema URL. */
  public static byte[] schemaUrl(RecordPool pool, @Nullable String schemaUrl) {
    if (schemaUrl == null || schemaUrl.isEmpty()) {
      return NONE;
    }
    RecordBuffer out = begin(pool, 0);
    out.writeString(Resources.SCHEMA_URL, schemaUrl);
    byte[] field = Arrays.copyOf(out.data(), out.position());
    out.release();
    return field;
  }

  private static RecordBuffer begin(RecordPool pool, int attributeTag) {
    RecordBuffer out = pool.take();
    out.begin(attributeTag, Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE);
    return out;
  }

  private static byte[] end(RecordBuffer out, int mark) {
    out.endMessage(mark);
    byte[] field = Arrays.copyOf(out.data(), out.position());
    out.release();
    return field;
  }
}
