// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0

/** Samplers for the Ringlet SDK that few users need. */
module dev.ringlet.samplers {
  requires com.fasterxml.jackson.core;
  requires java.net.http;
  requires transitive dev.ringlet.sdk;
  requires static org.jspecify;

  exports dev.ringlet.samplers;

  provides dev.ringlet.ComponentProvider with
      dev.ringlet.samplers.SamplersComponentProvider;
}
