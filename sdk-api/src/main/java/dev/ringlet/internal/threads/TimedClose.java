// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.internal.threads;

import java.time.Duration;

/** Something that adapts code of another interface, whose shutdown is waited for. */
public interface TimedClose {
  /** Closes, and waits at most so long. */
  void close(Duration timeout);

  /** What is adapted, whose class a message names. */
  Object adapted();
}
