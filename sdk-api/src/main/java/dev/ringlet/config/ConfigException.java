// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.config;

/**
 * A setting cannot be used. The message names the key and what is expected of its value; it never
 * repeats the value, because settings may hold secrets.
 */
public final class ConfigException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Makes an exception whose message names a key and never a value. */
  public ConfigException(String message) {
    super(message);
  }
}
