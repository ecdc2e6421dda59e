// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.samplers;

import dev.ringlet.trace.SamplingRequest;

/** The same intent for every span. */
record FixedIntent(long intent, String description) implements ComposableSampler {
  @Override
  public long getSamplingIntent(SamplingRequest request) {
    return intent;
  }

  @Override
  public String getDescription() {
    return description;
  }

  @Override
  public String toString() {
    return description;
  }
}
