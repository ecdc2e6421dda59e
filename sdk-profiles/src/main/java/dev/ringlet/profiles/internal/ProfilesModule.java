// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.profiles.internal;

import dev.ringlet.internal.engine.OptionalModule;

/** Makes the module of profiles a part of applications that have it on their module path. */
public final class ProfilesModule implements OptionalModule {}
