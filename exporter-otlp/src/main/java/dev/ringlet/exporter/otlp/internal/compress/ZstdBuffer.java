// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp.internal.compress;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/**
 * Compresses with zstd, by zstd-jni or else aircompressor 2. Both are optional and are found by
 * name. Not thread-safe.
 */
public final class ZstdBuffer implements BodyCompressor {
  private static final String JNI = "com.github.luben.zstd.ZstdCompressCtx";
  private static final String AIR = "io.airlift.compress.zstd.ZstdCompressor";
  private static final int INITIAL_BYTES = 16 * 1024;
  private static final int KEPT_BYTES = 4 * 1024 * 1024;

  private static final MethodType ARRAYS =
      MethodType.methodType(
          int.class, byte[].class, int.class, int.class, byte[].class, int.class, int.class);

  private final Object codec;
  private final MethodHandle compress;
  private final boolean targetFirst;
  private byte[] out = new byte[INITIAL_BYTES];

  private ZstdBuffer(Object codec, String method, boolean targetFirst)
      throws ReflectiveOperationException {
    this.codec = codec;
    this.targetFirst = targetFirst;
    compress =
        MethodHandles.publicLookup().findVirtual(codec.getClass(), method, ARRAYS).bindTo(codec);
  }

  /** Whether the application has one of the libraries. */
  public static boolean isAvailable() {
    return find(JNI) != null || find(AIR) != null;
  }

  /**
   * Creates a compressor.
   *
   * @throws IllegalStateException if neither library is available, or the one found cannot be used
   */
  public static ZstdBuffer create() {
    if (find(JNI) != null) {
      return withJni();
    }
    if (find(AIR) != null) {
      return withAircompressor();
    }
    throw new IllegalStateException(
        "zstd needs com.github.luben:zstd-jni or io.airlift:aircompressor 2");
  }

  static ZstdBuffer withJni() {
    return with(JNI, "compressByteArray", true);
  }

  static ZstdBuffer withAircompressor() {
    return with(AIR, "compress", false);
  }

  private static ZstdBuffer with(String name, String method, boolean targetFirst) {
    try {
      Object codec = find(name).getDeclaredConstructor().newInstance();
      return new ZstdBuffer(codec, method, targetFirst);
    } catch (ReflectiveOperationException | LinkageError unusable) {
      throw new IllegalStateException("the library for zstd cannot be used", unusable);
    }
  }

  private static Class<?> find(String name) {
    try {
      return Class.forName(name, false, ZstdBuffer.class.getClassLoader());
    } catch (ClassNotFoundException | LinkageError absent) {
      return null;
    }
  }

  @Override
  public String encoding() {
    return "zstd";
  }

  @Override
  public int compress(byte[] bytes, int offset, int length) {
    int bound = maxCompressedBytes(length);
    if (out.length < bound || out.length > Math.max(KEPT_BYTES, bound)) {
      out = new byte[Math.max(INITIAL_BYTES, bound)];
    }
    try {
      return targetFirst
          ? (int) compress.invokeExact(out, 0, out.length, bytes, offset, length)
          : (int) compress.invokeExact(bytes, offset, length, out, 0, out.length);
    } catch (RuntimeException | Error thrown) {
      throw thrown;
    } catch (Throwable checked) {
      throw new IllegalStateException(checked);
    }
  }

  /** An upper bound of the compressed size, a little above that of the zstd library. */
  private static int maxCompressedBytes(int length) {
    long bound = length + (length >>> 7) + 1024L;
    return (int) Math.min(bound, Integer.MAX_VALUE - 8);
  }

  @Override
  public byte[] bytes() {
    return out;
  }

  @Override
  public void close() {
    if (codec instanceof AutoCloseable open) {
      try {
        open.close();
      } catch (Exception ignored) {
        // the codec is not used after this
      }
    }
  }
}
