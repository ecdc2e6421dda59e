// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.versions;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * This JVM's class path with other jars in it, for programs that are loaded again, together with
 * all that they use. What goes in and comes out are strings.
 */
public final class ChildClassPath implements AutoCloseable {
  /** Everything to be run here has a static method of this name that takes strings. */
  private static final String METHOD = "run";

  private final Loader loader;

  private ChildClassPath(List<Path> entries) {
    loader = new Loader(entries.stream().map(ChildClassPath::url).toArray(URL[]::new));
  }

  /** The class path as it is. */
  public static ChildClassPath plain() {
    return new ChildClassPath(current());
  }

  /** The class path and the API's incubator. */
  public static ChildClassPath withIncubator() {
    List<Path> entries = current();
    entries.addAll(jars("incubator"));
    return new ChildClassPath(entries);
  }

  /** The oldest version of the API, and of the official SDK, that we run on, and its incubator. */
  public static ChildClassPath withOldestApi() {
    List<Path> older = jars("oldest-api");
    List<Path> entries = current();
    for (Path jar : older) {
      String name = jar.getFileName().toString().replace(".jar", "-");
      boolean replaced =
          entries.removeIf(entry -> entry.getFileName().toString().matches(name + "\\d.*\\.jar"));
      if (!replaced) {
        throw new AssertionError(jar + " replaces nothing");
      }
    }
    entries.addAll(older);
    entries.addAll(jars("incubator"));
    return new ChildClassPath(entries);
  }

  /** Ringlet and one version of the API, with its incubator or without it, and nothing else. */
  static ChildClassPath withApi(String version, boolean incubator) {
    List<Path> entries = current();
    entries.removeIf(entry -> entry.toString().contains("opentelemetry"));
    for (Path jar : jars("api-" + version)) {
      if (incubator || !jar.toString().contains("incubator")) {
        entries.add(jar);
      }
    }
    return new ChildClassPath(entries);
  }

  /** Hides a class, as if the jar did not have it. Call it before the first run. */
  ChildClassPath without(String className) {
    loader.hidden = className;
    return this;
  }

  private static List<Path> current() {
    String[] entries = System.getProperty("java.class.path").split(File.pathSeparator);
    return new ArrayList<>(Arrays.stream(entries).map(Path::of).toList());
  }

  private static List<Path> jars(String folder) {
    try (Stream<Path> jars = Files.list(Path.of("target", folder))) {
      return jars.sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static URL url(Path path) {
    try {
      return path.toUri().toURL();
    } catch (MalformedURLException e) {
      throw new IllegalArgumentException(e);
    }
  }

  /** Runs a program, which is loaded for the first run. */
  public List<String> run(Class<?> program, String... arguments) {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(loader);
    try {
      Method method =
          Class.forName(program.getName(), true, loader).getDeclaredMethod(METHOD, String[].class);
      method.setAccessible(true);
      return ((List<?>) method.invoke(null, (Object) arguments))
          .stream().map(String.class::cast).toList();
    } catch (InvocationTargetException e) {
      throw new AssertionError(program + " failed", e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  /** The classes that programs and what they use have loaded so far, sorted by name. */
  public Set<String> loaded() {
    return new TreeSet<>(loader.loaded);
  }

  @Override
  public void close() {
    try {
      loader.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static final class Loader extends URLClassLoader {
    private final Set<String> loaded = ConcurrentHashMap.newKeySet();
    private volatile String hidden = "";

    Loader(URL[] urls) {
      super(urls, ClassLoader.getPlatformClassLoader());
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
      if (name.equals(hidden)) {
        throw new ClassNotFoundException(name);
      }
      Class<?> found = super.findClass(name);
      loaded.add(name);
      return found;
    }
  }
}
