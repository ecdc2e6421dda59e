// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.module.ModuleDescriptor;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The public surface of a module: what it exports, and every public or protected member of the
 * exported packages. It is recorded in the file {@code api.txt} of the module, so that a change of
 * the surface is a change of that file.
 *
 * <p>{@code -Dringlet.api.record=true} writes the file.
 */
public final class PublicSurface {
  private static final Path RECORD = Path.of("api.txt");

  private PublicSurface() {}

  /** Compares the module in the working directory with its recorded surface. */
  public static void assertRecorded() {
    try {
      List<String> surface = read(Path.of("target", "classes"));
      if (Boolean.getBoolean("ringlet.api.record")) {
        Files.write(RECORD, surface);
      }
      assertThat(surface)
          .as("public surface; -Dringlet.api.record=true records a change that is meant")
          .isEqualTo(Files.readAllLines(RECORD));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> read(Path classes) throws IOException {
    ModuleDescriptor module;
    try (InputStream in = Files.newInputStream(classes.resolve("module-info.class"))) {
      module = ModuleDescriptor.read(in);
    }
    List<String> lines = new ArrayList<>();
    lines.add("module " + module.name());
    module.requires().stream()
        .filter(r -> !r.modifiers().contains(ModuleDescriptor.Requires.Modifier.MANDATED))
        .map(r -> "  requires " + modifiers(r.modifiers()) + r.name())
        .sorted()
        .forEach(lines::add);
    TreeSet<String> open = new TreeSet<>();
    for (ModuleDescriptor.Exports exports : new TreeSet<>(module.exports())) {
      if (exports.isQualified()) {
        lines.add("  exports " + exports.source() + " to " + new TreeSet<>(exports.targets()));
      } else {
        lines.add("  exports " + exports.source());
        open.add(exports.source());
      }
    }
    for (String name : open) {
      addPackage(classes, name, lines);
    }
    return lines;
  }

  private static String modifiers(java.util.Set<ModuleDescriptor.Requires.Modifier> modifiers) {
    return modifiers.stream()
        .map(m -> m.name().toLowerCase(java.util.Locale.ROOT) + " ")
        .sorted()
        .collect(Collectors.joining());
  }

  private static void addPackage(Path classes, String name, List<String> lines) throws IOException {
    List<String> types;
    try (Stream<Path> files = Files.list(classes.resolve(name.replace('.', '/')))) {
      types =
          files
              .map(file -> file.getFileName().toString())
              .filter(file -> file.endsWith(".class") && !file.equals("package-info.class"))
              .map(file -> name + "." + file.substring(0, file.length() - ".class".length()))
              .sorted()
              .toList();
    }
    for (String type : types) {
      Class<?> c;
      try {
        c = Class.forName(type, false, PublicSurface.class.getClassLoader());
      } catch (ClassNotFoundException | LinkageError optional) {
        continue; // needs a jar that an application may leave out; such a class is not public
      }
      if (isVisible(c)) {
        addType(c, lines);
      }
    }
  }

  /** Whether the type and all types around it are public or protected. */
  private static boolean isVisible(Class<?> type) {
    return isVisible(type.getModifiers())
        && (type.getDeclaringClass() == null
            ? type.getEnclosingClass() == null
            : isVisible(type.getDeclaringClass()));
  }

  private static boolean isVisible(int modifiers) {
    return (modifiers & (Modifier.PUBLIC | Modifier.PROTECTED)) != 0;
  }

  private static void addType(Class<?> type, List<String> lines) {
    StringBuilder head = new StringBuilder("\n").append(describe(type));
    Type parent = type.getGenericSuperclass();
    if (parent != null && parent != Object.class && !type.isEnum() && !type.isRecord()) {
      head.append(" extends ").append(parent.getTypeName());
    }
    if (type.getInterfaces().length > 0) {
      head.append(type.isInterface() ? " extends " : " implements ");
      head.append(
          Arrays.stream(type.getGenericInterfaces())
              .map(Type::getTypeName)
              .collect(Collectors.joining(", ")));
    }
    lines.addAll(List.of(head.toString().split("\n")));
    TreeSet<String> members = new TreeSet<>();
    for (Field field : type.getDeclaredFields()) {
      add(field, field.toGenericString(), members);
    }
    for (Constructor<?> constructor : type.getDeclaredConstructors()) {
      add(constructor, constructor.toGenericString(), members);
    }
    for (Method method : type.getDeclaredMethods()) {
      add(method, method.toGenericString(), members);
    }
    members.forEach(member -> lines.add("  " + member));
  }

  /** As {@link Class#toGenericString}, whose words differ between versions of the JDK. */
  private static String describe(Class<?> type) {
    String kind = "class";
    if (type.isAnnotation()) {
      kind = "@interface";
    } else if (type.isInterface()) {
      kind = "interface";
    } else if (type.isEnum()) {
      kind = "enum";
    } else if (type.isRecord()) {
      kind = "record";
    }
    String parameters =
        Arrays.stream(type.getTypeParameters())
            .map(parameter -> parameter + " extends " + Arrays.toString(parameter.getBounds()))
            .collect(Collectors.joining(", "));
    return Modifier.toString(type.getModifiers() & ~Modifier.INTERFACE)
        + (type.isSealed() ? " sealed " : " ")
        + kind
        + " "
        + type.getName()
        + (parameters.isEmpty() ? "" : "<" + parameters + ">");
  }

  private static void add(Member member, String text, TreeSet<String> members) {
    boolean bridge = member instanceof Method method && method.isBridge();
    if (isVisible(member.getModifiers()) && !member.isSynthetic() && !bridge) {
      String owner = member.getDeclaringClass().getName() + ".";
      String name = member instanceof Executable ? text.replace(owner, "") : text;
      members.add(name);
    }
  }
}
