// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringlet.testing.LogCapture;
import io.opentelemetry.sdk.autoconfigure.spi.AutoConfigurationCustomizerProvider;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.logging.LogRecord;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Class paths with other jars in front of and behind this one. */
class ClassPathTest {
  @TempDir Path directory;
  private final LogCapture log = new LogCapture("dev.ringlet.autoconfigure");

  @AfterEach
  void close() {
    log.close();
  }

  private static URL location(Class<?> type) {
    return type.getProtectionDomain().getCodeSource().getLocation();
  }

  private URL folderWith(String file) throws Exception {
    Path folder = Files.createTempDirectory(directory, "jar");
    Path path = folder.resolve(file);
    Files.createDirectories(path.getParent());
    Files.createFile(path);
    return folder.toUri().toURL();
  }

  private URL official() throws Exception {
    return folderWith("io/opentelemetry/sdk/autoconfigure/AutoConfiguredOpenTelemetrySdk.class");
  }

  /** Calls a method of a class of this module that has been loaded from a class path. */
  private Object call(String type, String name, URL... classPath) throws Exception {
    URL[] all =
        Stream.concat(
                Arrays.stream(classPath),
                Stream.of(location(AutoConfigurationCustomizerProvider.class)))
            .toArray(URL[]::new);
    try (URLClassLoader loader = new URLClassLoader(all, ClassLoader.getPlatformClassLoader())) {
      Class<?> loaded = loader.loadClass("dev.ringlet.autoconfigure." + type);
      Method method =
          Arrays.stream(loaded.getDeclaredMethods())
              .filter(one -> one.getName().equals(name))
              .findFirst()
              .orElseThrow();
      method.setAccessible(true);
      return method.getParameterCount() == 0
          ? method.invoke(null)
          : method.invoke(loaded.getConstructor().newInstance(), (Object) null);
    }
  }

  private List<String> warnings() {
    return log.records().stream().map(LogRecord::getMessage).toList();
  }

  private static URL own() {
    return location(ClassPath.class);
  }

  @Test
  void aloneItIsTheFirstAndWarnsOfNothing() throws Exception {
    assertThat(call("ClassPath", "isFirst", own())).isEqualTo(true);
    call("ClassPath", "warn", own());
    call("OfficialFirst", "customize", own());
    assertThat(warnings()).isEmpty();
  }

  @Test
  void beforeTheOfficialJarItWarnsOfThatOne() throws Exception {
    URL official = official();
    assertThat(call("ClassPath", "isFirst", own(), official)).isEqualTo(true);
    call("OfficialFirst", "customize", own(), official);
    assertThat(warnings()).isEmpty();

    call("ClassPath", "warn", own(), official);
    assertThat(warnings())
        .singleElement()
        .asString()
        .contains("that of ringlet-autoconfigure is first");
  }

  @Test
  void behindTheOfficialJarItWarnsThatItDoesNotRun() throws Exception {
    URL official = official();
    assertThat(call("ClassPath", "isFirst", official, own())).isEqualTo(false);
    call("OfficialFirst", "customize", official, own());
    assertThat(warnings())
        .singleElement()
        .asString()
        .startsWith("The official SDK starts, not Ringlet");
  }

  @Test
  void providersThatNothingLoadsAreNamed() throws Exception {
    String services = "META-INF/services/io.opentelemetry.sdk.autoconfigure.spi.";
    URL resources = folderWith(services + "ResourceProvider");
    URL customizers = folderWith(services + "AutoConfigurationCustomizerProvider");
    URL exporters = folderWith(services + "traces.ConfigurableSpanExporterProvider");

    call("ClassPath", "warn", own(), customizers, exporters, resources);

    assertThat(log.records())
        .singleElement()
        .satisfies(
            record -> {
              assertThat(record.getMessage()).startsWith("Without effect, unless ");
              assertThat(record.getParameters()[0].toString())
                  .contains(customizers.getPath(), resources.getPath())
                  .doesNotContain(exporters.getPath(), own().getPath());
            });
  }

  @Test
  void aClassOfTheAdapterThatCannotBeLoadedIsNoAdapter() throws Exception {
    URL broken = folderWith("dev/ringlet/official/OfficialComponents.class");
    assertThat(call("ClassPath", "hasAdapter", own(), broken)).isEqualTo(false);
    assertThat(call("ClassPath", "hasAdapter", own())).isEqualTo(false);
  }
}
