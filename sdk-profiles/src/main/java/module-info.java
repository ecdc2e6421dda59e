// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0

/** Continuous profiles for the Ringlet SDK. */
@SuppressWarnings("module") // the module named below is compiled later
module dev.ringlet.sdk.profiles {
  requires static java.management;
  requires jdk.jfr;
  requires transitive dev.ringlet.sdk.api;
  requires static org.jspecify;

  exports dev.ringlet.profiles;
  exports dev.ringlet.profiles.internal to
      dev.ringlet.sdk;

  provides dev.ringlet.internal.engine.OptionalModule with
      dev.ringlet.profiles.internal.ProfilesModule;
}
