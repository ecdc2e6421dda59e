// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.viewer.internal.server;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import org.eclipse.jetty.io.Content;
import org.jspecify.annotations.Nullable;

/** Reads bodies, which are bounded before and after decompression. */
final class RequestBody {
  static final int MAX_BYTES = 64 << 20;

  private RequestBody() {}

  /**
   * Reads the whole body.
   *
   * @throws TooLargeException if it has more than {@value #MAX_BYTES} bytes
   */
  static byte[] read(Content.Source source) throws IOException {
    try (InputStream in = Content.Source.asInputStream(source)) {
      return bounded(in);
    }
  }

  /** Undoes a content encoding; null for none. */
  static byte[] decode(byte[] body, @Nullable String encoding) throws IOException {
    if (encoding == null || encoding.isEmpty() || encoding.equalsIgnoreCase("identity")) {
      return body;
    }
    if (!encoding.equalsIgnoreCase("gzip")) {
      throw new UnsupportedEncodingException("unknown encoding " + encoding + "; gzip is known");
    }
    try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(body))) {
      return bounded(in);
    }
  }

  private static byte[] bounded(InputStream in) throws IOException {
    byte[] body = in.readNBytes(MAX_BYTES + 1);
    if (body.length > MAX_BYTES) {
      throw new TooLargeException();
    }
    return body;
  }

  /** The body has too many bytes. */
  static final class TooLargeException extends IOException {
    private static final long serialVersionUID = 1;

    TooLargeException() {
      super("more than " + MAX_BYTES + " bytes");
    }
  }

  /** The encoding is not known. */
  static final class UnsupportedEncodingException extends IOException {
    private static final long serialVersionUID = 1;

    UnsupportedEncodingException(String message) {
      super(message);
    }
  }
}
