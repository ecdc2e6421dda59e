// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.internal.otlp;

import static dev.ringlet.internal.bytes.WireType.LEN;

/**
 * Tags of the messages around the records of a request, which are the same for all four signals.
 *
 * @see dev.ringlet.internal.otlp
 */
public final class EnvelopeTags {
  private EnvelopeTags() {}

  /** {@code ExportTraceServiceRequest} and the requests of the other signals. */
  public static final class Request {
    /** {@code resource_spans}, {@code resource_metrics} and so on. */
    public static final int RESOURCES = 1 << 3 | LEN;

    /** {@code dictionary}, of profiles only. */
    public static final int DICTIONARY = 2 << 3 | LEN;

    private Request() {}
  }

  /** {@code ResourceSpans} and the corresponding messages of the other signals. */
  public static final class Resources {
    public static final int RESOURCE = 1 << 3 | LEN;

    /** {@code scope_spans}, {@code scope_metrics} and so on. */
    public static final int SCOPES = 2 << 3 | LEN;

    public static final int SCHEMA_URL = 3 << 3 | LEN;

    private Resources() {}
  }

  /** {@code ScopeSpans} and the corresponding messages of the other signals. */
  public static final class Scopes {
    public static final int SCOPE = 1 << 3 | LEN;

    /** {@code spans}, {@code metrics}, {@code log_records} or {@code profiles}. */
    public static final int RECORDS = 2 << 3 | LEN;

    public static final int SCHEMA_URL = 3 << 3 | LEN;

    private Scopes() {}
  }
}
