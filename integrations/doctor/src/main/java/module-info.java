// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0

/** Shows the settings of the Ringlet SDK, tries its endpoints, and writes files of settings. */
module dev.ringlet.doctor {
  requires java.logging;
  requires transitive dev.ringlet.sdk;
  requires static dev.ringlet.declarative;
  requires static org.jspecify;

  exports dev.ringlet.doctor;
}
