// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp.internal.tls;

import java.nio.file.Path;

/** Tells which file cannot be used and why; never repeats what is in it. */
public final class TlsFileException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final TlsFiles.Role role;

  TlsFileException(TlsFiles.Role role, Path path, String what) {
    super(path + " " + what);
    this.role = role;
  }

  /** What the file is for. */
  public TlsFiles.Role role() {
    return role;
  }
}
