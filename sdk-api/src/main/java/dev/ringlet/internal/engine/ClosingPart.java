// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.internal.engine;

import java.time.Duration;
import java.util.function.Consumer;

/**
 * Code of the application that a provider closes.
 *
 * @param name for messages
 * @param close gets the time that is left; does not throw
 */
public record ClosingPart(String name, Consumer<Duration> close) {}
