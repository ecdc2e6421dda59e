// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.internal.engine;

import dev.ringlet.internal.batch.RecordSink;
import dev.ringlet.internal.record.RecordPool;
import dev.ringlet.internal.time.AnchoredClock;

/**
 * What records are made with and where they go.
 *
 * @param sink null when nothing is exported
 */
public record Pipeline(AnchoredClock clock, RecordPool pool, RecordSink sink) {}
