// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.internal.engine;

/**
 * A service that nothing looks up: a module that provides it is part of each application on whose
 * module path it lies, as if it were on the class path.
 */
public interface OptionalModule {}
