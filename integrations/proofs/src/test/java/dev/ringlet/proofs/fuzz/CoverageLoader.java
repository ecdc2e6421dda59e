// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.proofs.fuzz;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jacoco.core.instr.Instrumenter;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Loads Ringlet's classes again, the covered ones with a probe on each edge of their control flow
 * (by JaCoCo, in memory), so that no agent is needed. The harness itself and all other classes are
 * those of the parent.
 */
final class CoverageLoader extends ClassLoader {
  private static final String OURS = "dev.ringlet.";
  private static final Pattern HARNESS = Pattern.compile("dev\\.ringlet\\.proofs\\.fuzz\\.[A-Z].*");
  private static final String COVERAGE = Coverage.class.getName().replace('.', '/');
  private static final int MAX_WORD_CHARS = 48;
  private static final int[] CONSTANTS = {3, 4, 5, 6, 8}; // the numbers and strings of JVMS 4.4

  private final List<String> covered;
  private final Instrumenter instrumenter = new Instrumenter(this::probes);
  private final List<boolean[]> probes = new ArrayList<>();
  private final Set<ByteBuffer> constants = new TreeSet<>();

  CoverageLoader(ClassLoader parent, List<String> covered) {
    super(parent);
    this.covered = covered;
  }

  /** Writes the code by which a class gets its probes. */
  private int probes(long id, String name, int count, MethodVisitor code) {
    int number = Coverage.add(count);
    probes.add(Coverage.probes(number));
    code.visitLdcInsn(number);
    code.visitMethodInsn(Opcodes.INVOKESTATIC, COVERAGE, "probes", "(I)[Z", false);
    return 1;
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (!name.startsWith(OURS) || HARNESS.matcher(name).matches()) {
      return super.loadClass(name, resolve);
    }
    synchronized (getClassLoadingLock(name)) {
      Class<?> loaded = findLoadedClass(name);
      return loaded == null ? define(name) : loaded;
    }
  }

  private Class<?> define(String name) throws ClassNotFoundException {
    byte[] bytes;
    try (InputStream in = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
      if (in == null) {
        throw new ClassNotFoundException(name);
      }
      bytes = in.readAllBytes();
      if (covered.stream().anyMatch(name::startsWith)) {
        collectConstants(bytes);
        bytes = instrumenter.instrument(bytes, name);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(name, e);
    }
    return defineClass(name, bytes, 0, bytes.length);
  }

  private void collectConstants(byte[] bytes) {
    ClassReader reader = new ClassReader(bytes);
    char[] buffer = new char[reader.getMaxStringLength()];
    for (int i = 1; i < reader.getItemCount(); i++) {
      int at = reader.getItem(i);
      if (at > 0 && isConstant(reader.readByte(at - 1))) {
        Object constant = reader.readConst(i, buffer);
        if (constant instanceof String text && text.length() <= MAX_WORD_CHARS) {
          constants.add(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
        } else if (constant instanceof Integer number) {
          constants.add(ByteBuffer.allocate(4).putInt(0, number));
        } else if (constant instanceof Long number) {
          constants.add(ByteBuffer.allocate(8).putLong(0, number));
        }
      }
    }
  }

  private static boolean isConstant(int tag) {
    for (int constant : CONSTANTS) {
      if (tag == constant) {
        return true;
      }
    }
    return false;
  }

  /** The probes of the covered classes that are loaded by now, one array for each class. */
  List<boolean[]> probes() {
    return probes;
  }

  /** The constants of the covered classes that are loaded by now. */
  List<byte[]> constants() {
    return constants.stream().map(ByteBuffer::array).toList();
  }
}
