// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The metadata of a native image against the code. Each reflective call in our classes is a line of
 * {@code reflective-uses.txt}, with what is registered for it; a new one fails here until it has a
 * line and, where needed, metadata.
 */
class NativeImageMetadataTest {
  private static final Pattern REFLECTIVE =
      Pattern.compile(
          "java\\.lang\\.Class\\.(forName|new.*|get(Declared)?(Method|Field|Constructor|Class)s?"
              + "|getResource.*|getRecordComponents)"
              + "|java\\.lang\\.ClassLoader\\.(loadClass|get.*Resource.*)"
              + "|java\\.lang\\.Module\\.getResource.*"
              + "|java\\.lang\\.invoke\\.MethodHandles\\$Lookup\\.(find|unreflect|define).*"
              + "|java\\.lang\\.invoke\\.ConstantBootstraps\\..*VarHandle"
              + "|java\\.lang\\.reflect\\.Proxy\\.newProxyInstance"
              + "|java\\.util\\.ServiceLoader\\.load.*"
              + "|java\\.util\\.ResourceBundle\\.getBundle"
              + "|java\\.util\\.concurrent\\.atomic\\..*Updater\\.newUpdater");

  private static final String VAR_HANDLE = "ConstantBootstraps.fieldVarHandle";
  private static final Pattern VAR_HANDLE_FIELD =
      Pattern.compile(
          "fieldVarHandle\\(\\s*MethodHandles\\.lookup\\(\\),\\s*\"(\\w+)\","
              + "\\s*VarHandle\\.class,\\s*(\\w+)\\.class");

  /** What only some versions of the JDK or of the API have. */
  private static final Set<String> NOT_EVERYWHERE =
      Set.of(
          "io.opentelemetry.api.internal.InstrumentationUtil",
          "io.opentelemetry.api.impl.InstrumentationUtil",
          "java.io.Console.isTerminal()",
          "java.io.PrintStream.charset()",
          "java.lang.Thread.isVirtual()",
          "java.net.http.HttpClient.shutdown()",
          "jdk.jfr.consumer.RecordingStream.stop()");

  /** A line of the table: so many calls in a class, and what is registered for them. */
  private record Use(String caller, String called, int calls, List<String> registered) {
    String call() {
      return caller + " " + called + " " + calls;
    }
  }

  /**
   * Frameworks make metadata of their own for what they find in the starters; the viewer is a tool
   * for the JVM of a developer.
   */
  private static final Set<String> LEFT_TO_FRAMEWORKS =
      Set.of("ringlet-spring-boot-starter", "ringlet-viewer");

  /** Names of fields and methods in the calls that read official builders. */
  private static final Pattern OFFICIAL_NAME =
      Pattern.compile(
          "(?:read\\(made, |changed\\(\\s*made,\\s*fresh,\\s*|call\\(view, |field\\(\\w+, )\"(\\w+)\"");

  static Stream<Published> modules() {
    return Published.all().stream()
        .filter(Published::isModule)
        .filter(module -> !LEFT_TO_FRAMEWORKS.contains(module.artifactId()));
  }

  private static List<Use> table() throws IOException {
    List<Use> uses = new ArrayList<>();
    try (InputStream in =
        NativeImageMetadataTest.class.getResourceAsStream("/reflective-uses.txt")) {
      for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n")) {
        if (line.isBlank() || line.startsWith("#")) {
          continue;
        }
        if (line.startsWith(" ")) {
          uses.get(uses.size() - 1).registered().add(line.strip());
        } else {
          String[] words = line.strip().split(" ");
          uses.add(new Use(words[0], words[1], Integer.parseInt(words[2]), new ArrayList<>()));
        }
      }
    }
    return uses;
  }

  /** Calls of reflective methods by caller and method, as {@code Class Type.method}. */
  private static Map<String, Integer> calls(Published module) {
    JavaClasses classes =
        new ClassFileImporter().importPath(module.folder().resolve("target/classes"));
    Map<String, Integer> calls = new TreeMap<>();
    classes.stream()
        .flatMap(type -> type.getMethodCallsFromSelf().stream())
        .filter(NativeImageMetadataTest::isReflective)
        .forEach(
            call -> {
              String owner = call.getTargetOwner().getSimpleName();
              String caller = call.getOriginOwner().getName().replaceAll("\\$\\d+$", "");
              calls.merge(caller + " " + owner + "." + call.getName(), 1, Integer::sum);
            });
    return calls;
  }

  private static boolean isReflective(JavaMethodCall call) {
    return REFLECTIVE.matcher(call.getTargetOwner().getName() + "." + call.getName()).matches();
  }

  @Test
  void eachReflectiveCallHasALine() throws IOException {
    Set<String> found = new TreeSet<>();
    for (Published module : modules().toList()) {
      calls(module)
          .forEach(
              (call, times) -> {
                if (!call.endsWith(VAR_HANDLE)) {
                  found.add(call + " " + times);
                }
              });
    }
    assertThat(table().stream().map(Use::call)).containsExactlyInAnyOrderElementsOf(found);
  }

  @ParameterizedTest
  @MethodSource("modules")
  void theMetadataIsThatOfTheCode(Published module) throws Exception {
    Map<String, Integer> calls = calls(module);
    Set<String> expected = new TreeSet<>(handleFields(module, calls));
    for (Use use : table()) {
      if (calls.containsKey(use.caller() + " " + use.called())) {
        expected.addAll(use.registered());
      }
    }
    assertThat(registered(module)).isEqualTo(expected);
  }

  /** The adapter hands names to one reflective call, which the classes do not show. */
  @Test
  void theNamesThatAreReadFromOfficialBuildersAreRegistered() throws IOException {
    Published adapter = Published.of("ringlet-official-sdk");
    Set<String> read = new TreeSet<>();
    for (Path source : adapter.sources()) {
      OFFICIAL_NAME
          .matcher(Files.readString(source))
          .results()
          .forEach(found -> read.add(found.group(1)));
    }
    Set<String> registered = new TreeSet<>();
    for (JsonNode entry : entries(adapter)) {
      entry.path("fields").forEach(field -> registered.add(field.get("name").asText()));
      entry.path("methods").forEach(method -> registered.add(method.get("name").asText()));
    }
    assertThat(registered).isEqualTo(read);
  }

  /** Fields of VarHandles by the sources, which must show as many as the classes have calls. */
  private static Set<String> handleFields(Published module, Map<String, Integer> calls)
      throws IOException {
    Set<String> fields = new TreeSet<>();
    for (Path source : module.sources()) {
      String text = Files.readString(source);
      Path folder = module.folder().resolve("src/main/java").relativize(source.getParent());
      String packageName = folder.toString().replace(File.separatorChar, '.');
      Matcher matcher = VAR_HANDLE_FIELD.matcher(text);
      while (matcher.find()) {
        fields.add(packageName + "." + matcher.group(2) + "#" + matcher.group(1));
      }
    }
    int inClasses =
        calls.entrySet().stream()
            .filter(call -> call.getKey().endsWith(VAR_HANDLE))
            .mapToInt(Map.Entry::getValue)
            .sum();
    assertThat(fields)
        .as("fieldVarHandle(MethodHandles.lookup(), \"field\", VarHandle.class, X.class, …)")
        .hasSize(inClasses);
    return fields;
  }

  private static Path metadata(Published module, String file) {
    return module
        .folder()
        .resolve("target/classes/META-INF/native-image/dev.ringlet")
        .resolve(module.artifactId())
        .resolve(file);
  }

  /** Types, methods, fields and resources that the metadata of a module names. */
  private static Set<String> registered(Published module) throws IOException {
    Set<String> names = new TreeSet<>();
    for (JsonNode entry : entries(module)) {
      String type = entry.get("name").asText();
      names.add(type);
      for (JsonNode method : entry.path("methods")) {
        List<String> parameters = new ArrayList<>();
        method.get("parameterTypes").forEach(parameter -> parameters.add(parameter.asText()));
        String list = String.join(", ", parameters);
        names.add(type + "." + method.get("name").asText() + "(" + list + ")");
        names.remove(type);
      }
      for (JsonNode field : entry.path("fields")) {
        names.add(type + "#" + field.get("name").asText());
        names.remove(type);
      }
    }
    Path resources = metadata(module, "resource-config.json");
    if (Files.exists(resources)) {
      for (JsonNode include :
          new ObjectMapper().readTree(resources.toFile()).at("/resources/includes")) {
        names.add(include.get("pattern").asText().replace("\\Q", "").replace("\\E", ""));
      }
    }
    return names;
  }

  private static JsonNode entries(Published module) throws IOException {
    Path config = metadata(module, "reflect-config.json");
    ObjectMapper mapper = new ObjectMapper();
    return Files.exists(config) ? mapper.readTree(config.toFile()) : mapper.createArrayNode();
  }

  /** A name that is misspelt registers nothing, in silence. */
  @ParameterizedTest
  @MethodSource("modules")
  void whatIsRegisteredExists(Published module) throws Exception {
    for (JsonNode entry : entries(module)) {
      String type = entry.get("name").asText();
      Class.forName(entry.at("/condition/typeReachable").asText(), false, loader());
      if (NOT_EVERYWHERE.contains(type)) {
        continue;
      }
      Class<?> found = Class.forName(type, false, loader());
      for (JsonNode field : entry.path("fields")) {
        assertThat(found.getDeclaredField(field.get("name").asText())).isNotNull();
      }
      for (JsonNode method : entry.path("methods")) {
        String name = method.get("name").asText();
        List<String> parameters = new ArrayList<>();
        method.get("parameterTypes").forEach(parameter -> parameters.add(parameter.asText()));
        if (NOT_EVERYWHERE.contains(type + "." + name + "()")) {
          continue;
        }
        assertThat(
                Stream.concat(
                        Stream.of(found.getMethods())
                            .map(m -> m.getName() + names(m.getParameterTypes())),
                        Stream.of(found.getDeclaredConstructors())
                            .map(c -> "<init>" + names(c.getParameterTypes())))
                    .toList())
            .contains(name + parameters);
      }
    }
  }

  private static List<String> names(Class<?>[] types) {
    return Stream.of(types).map(Class::getTypeName).toList();
  }

  private static ClassLoader loader() {
    return NativeImageMetadataTest.class.getClassLoader();
  }
}
