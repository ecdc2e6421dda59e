// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.checks.validation;

import dev.ringlet.testing.PublicSurface;
import org.junit.jupiter.api.Test;

class PublicSurfaceTest {
  @Test
  void surfaceIsTheRecordedOne() {
    PublicSurface.assertRecorded();
  }
}
