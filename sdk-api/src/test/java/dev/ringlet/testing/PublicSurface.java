// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;

/**
 * The public surface of a module: what it exports, and every public or protected member of the
 * exported packages. It is recorded in the file {@code api.txt} of the module, so that a change of
 * the surface is a change of that file.
 *
 * <p>{@code -Dringlet.api.record=true} writes the file.
 */
public final class PublicSurface {
  private static final Path RECORD = Path.of("api.txt");
  private static final Path CLASSES = Path.of("target", "classes");

  private PublicSurface() {}

  /** Compares the module in the working directory with its recorded surface. */
  public static void assertRecorded() {
    try {
      List<String> surface = read(CLASSES);
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

  /**
   * Checks that a user of the module in the working directory can name every type that its visible
   * members name: each is visible itself, in a package that its module exports to all.
   */
  public static void assertNamesExportedTypesOnly() {
    assertThat(hiddenTypes(visibleTypes(CLASSES)))
        .as("members that name a type which their users cannot name")
        .isEmpty();
  }

  /** Checks that every exported package says which of its values may be null. */
  public static void assertNullMarked() {
    assertThat(exportedPackages(module(CLASSES)))
        .as("exported packages without @NullMarked")
        .isNotEmpty()
        .allMatch(PublicSurface::isNullMarked);
  }

  private static boolean isNullMarked(String packageName) {
    try {
      return Class.forName(packageName + ".package-info").isAnnotationPresent(NullMarked.class);
    } catch (ClassNotFoundException e) {
      return false;
    }
  }

  /** Each member of the types that names a hidden type, with that type. */
  static List<String> hiddenTypes(List<Class<?>> types) {
    List<String> hidden = new ArrayList<>();
    for (Class<?> type : types) {
      SignatureTypes.of(type)
          .forEach(
              (member, named) ->
                  named.stream()
                      .filter(PublicSurface::isHidden)
                      .map(one -> type.getName() + ": " + member + " names " + one.getName())
                      .forEach(hidden::add));
    }
    return hidden;
  }

  private static boolean isHidden(Class<?> type) {
    return type.getName().startsWith("dev.ringlet.")
        && !(isVisible(type)
            && exportedPackages(module(locationOf(type))).contains(type.getPackageName()));
  }

  private static Path locationOf(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The module in a directory of classes or in a jar. */
  private static ModuleDescriptor module(Path location) {
    return ModuleFinder.of(location).findAll().stream()
        .findFirst()
        .map(ModuleReference::descriptor)
        .orElseGet(() -> automaticModule(location));
  }

  /** Classes without a descriptor become an automatic module, which exports all of its packages. */
  private static ModuleDescriptor automaticModule(Path classes) {
    ModuleDescriptor.Builder module = ModuleDescriptor.newModule("automatic");
    try (Stream<Path> files = Files.walk(classes)) {
      files
          .filter(file -> file.toString().endsWith(".class"))
          .map(file -> classes.relativize(file.getParent()).toString())
          .distinct()
          .forEach(folder -> module.exports(folder.replace(File.separatorChar, '.')));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return module.build();
  }

  private static Set<String> exportedPackages(ModuleDescriptor module) {
    return module.exports().stream()
        .filter(exports -> !exports.isQualified())
        .map(ModuleDescriptor.Exports::source)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static List<String> read(Path classes) throws IOException {
    ModuleDescriptor module = module(classes);
    List<String> lines = new ArrayList<>();
    lines.add("module " + module.name());
    module.requires().stream()
        .filter(r -> !r.modifiers().contains(ModuleDescriptor.Requires.Modifier.MANDATED))
        .map(r -> "  requires " + modifiers(r.modifiers()) + r.name())
        .sorted()
        .forEach(lines::add);
    for (ModuleDescriptor.Exports exports : new TreeSet<>(module.exports())) {
      if (exports.isQualified()) {
        lines.add("  exports " + exports.source() + " to " + new TreeSet<>(exports.targets()));
      } else {
        lines.add("  exports " + exports.source());
      }
    }
    visibleTypes(classes).forEach(type -> addType(type, lines));
    return lines;
  }

  /** The visible types of all exported packages, by name. */
  private static List<Class<?>> visibleTypes(Path classes) {
    List<Class<?>> types = new ArrayList<>();
    for (String name : exportedPackages(module(classes))) {
      addPackage(classes, name, types);
    }
    return types;
  }

  private static String modifiers(java.util.Set<ModuleDescriptor.Requires.Modifier> modifiers) {
    return modifiers.stream()
        .map(m -> m.name().toLowerCase(java.util.Locale.ROOT) + " ")
        .sorted()
        .collect(Collectors.joining());
  }

  private static void addPackage(Path classes, String name, List<Class<?>> visible) {
    List<String> types;
    try (Stream<Path> files = Files.list(classes.resolve(name.replace('.', '/')))) {
      types =
          files
              .map(file -> file.getFileName().toString())
              .filter(file -> file.endsWith(".class") && !file.equals("package-info.class"))
              .map(file -> name + "." + file.substring(0, file.length() - ".class".length()))
              .sorted()
              .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    for (String type : types) {
      try {
        Class<?> c = Class.forName(type, false, PublicSurface.class.getClassLoader());
        if (isVisible(c)) {
          visible.add(c);
        }
      } catch (ClassNotFoundException | LinkageError optional) {
        // Needs a jar that an application may leave out; such a class is not public.
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

  static boolean isVisible(int modifiers) {
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
