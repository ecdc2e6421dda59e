// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.profiles.internal;

import dev.ringlet.internal.bytes.ProtoWriter;
import java.util.Arrays;

/**
 * One request that all exporters of a profiler share: nothing changes its bytes.
 *
 * @param items samples in it
 */
record ProfileMessage(byte[] bytes, int items) {
  static ProfileMessage of(ProtoWriter written, int items) {
    return new ProfileMessage(Arrays.copyOf(written.data(), written.position()), items);
  }
}
