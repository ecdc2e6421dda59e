// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.samplers;

import dev.ringlet.trace.SamplingRequest;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;

/** Follows the specification, "ComposableAnnotating". */
final class Annotating implements ComposableSampler {
  private final ComposableSampler delegate;
  private final Attributes attributes;
  private final AttributeKey<?>[] keys;
  private final Object[] values;

  Annotating(ComposableSampler delegate, Attributes attributes) {
    this.delegate = delegate;
    this.attributes = attributes;
    keys = attributes.asMap().keySet().toArray(new AttributeKey<?>[0]);
    values = attributes.asMap().values().toArray();
  }

  @Override
  public long getSamplingIntent(SamplingRequest request) {
    long intent = delegate.getSamplingIntent(request);
    if (intent != SamplingIntent.NONE) {
      for (int i = 0; i < keys.length; i++) {
        set(request, keys[i], values[i]);
      }
    }
    return intent;
  }

  @SuppressWarnings("unchecked") // a value has the type of its key
  private static <T> void set(SamplingRequest request, AttributeKey<T> key, Object value) {
    request.setAttribute(key, (T) value);
  }

  @Override
  public void close() {
    delegate.close();
  }

  @Override
  public String getDescription() {
    return "ComposableAnnotatingSampler{" + delegate.getDescription() + "," + attributes + "}";
  }

  @Override
  public String toString() {
    return getDescription();
  }
}
