// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.trace;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanContext;

/**
 * A link of a span. Follows the OpenTelemetry specification, "Tracing API", section "Link".
 * Immutable.
 *
 * @param spanContext the context of the linked span; remote or not as it was recorded
 * @param attributes the attributes of the link, within the limits
 * @param droppedAttributes number of attributes that exceeded a limit
 */
public record SpanLink(SpanContext spanContext, Attributes attributes, int droppedAttributes) {}
