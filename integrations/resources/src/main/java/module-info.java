// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0

/** Resource detectors for the Ringlet SDK. */
module dev.ringlet.resources {
  requires com.fasterxml.jackson.core;
  requires transitive dev.ringlet.sdk;
  requires static org.jspecify;

  exports dev.ringlet.resources;

  provides dev.ringlet.ComponentProvider with
      dev.ringlet.resources.ResourceDetectorProvider;
}
