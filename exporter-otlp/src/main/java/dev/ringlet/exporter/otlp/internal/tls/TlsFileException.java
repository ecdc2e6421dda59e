// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp.internal.tls;

import java.nio.file.Path;

/**
 * Thrown if a file cannot be used. The message names the file and the reason, and does not repeat
 * the content.
 */
public final class TlsFileException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final TlsFiles.Role role;

  TlsFileException(TlsFiles.Role role, Path path, String what) {
    super(path + " " + what);
    this.role = role;
  }

  /** The role of the file. */
  public TlsFiles.Role role() {
    return role;
  }
}
