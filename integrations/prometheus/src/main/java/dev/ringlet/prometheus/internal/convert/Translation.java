// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.prometheus.internal.convert;

import java.util.function.Predicate;

/**
 * How metrics are translated.
 *
 * @param isUtf8 whether names keep characters that older versions of Prometheus do not take
 * @param hasScopeInfo whether points have the scope as labels
 * @param hasTargetInfo whether the resource is a metric of its own
 * @param resourceLabels attributes of the resource that every point has as labels
 */
public record Translation(
    boolean isUtf8,
    boolean hasScopeInfo,
    boolean hasTargetInfo,
    Predicate<String> resourceLabels) {}
