// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp.internal.http;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.net.Socket;

/**
 * A plain socket that checks that the server begins with an HTTP/2 SETTINGS frame. OkHttp checks
 * this too, but on another thread: the request may then fail with a lost connection and no hint of
 * the protocol.
 */
final class GreetedSocket extends Socket {
  /** The index of the frame type, behind three bytes of length. */
  private static final int TYPE_INDEX = 3;

  private static final int SETTINGS = 4;

  private final Runnable onOther;

  /**
   * Creates an unconnected socket that calls {@code onOther} if the server uses another protocol.
   */
  GreetedSocket(Runnable onOther) {
    this.onOther = onOther;
  }

  @Override
  public InputStream getInputStream() throws IOException {
    return new Greeting(super.getInputStream());
  }

  private final class Greeting extends FilterInputStream {
    private int position;

    Greeting(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int count = in.read(bytes, offset, length);
      if (position <= TYPE_INDEX && count > 0) {
        int index = TYPE_INDEX - position;
        position += Math.min(count, TYPE_INDEX + 1);
        if (index < count && bytes[offset + index] != SETTINGS) {
          onOther.run();
          throw new ProtocolException("the server does not support HTTP/2");
        }
      }
      return count;
    }
  }
}
