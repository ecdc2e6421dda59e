// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.trace;

import dev.ringlet.common.Resource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The configuration of a provider.
 *
 * @param idGenerator null for random ids
 */
record SpanSettings(
    Resource resource,
    SpanLimits limits,
    Sampler sampler,
    @Nullable IdGenerator idGenerator,
    List<SpanProcessor> processors) {}
