// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.internal.engine;

/**
 * A service without a lookup at run time. The JVM resolves a module that provides it if the module
 * is on the module path, without {@code --add-modules}.
 */
public interface OptionalModule {}
