// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.house;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import dev.ringlet.house.left.Left;
import dev.ringlet.house.right.Right;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules of the design that a compiler does not see, for the main classes of all modules. */
class HouseRulesTest {
  private static final JavaClasses MAIN =
      new ClassFileImporter()
          .withImportOption(HouseRulesTest::isMain)
          .importPackages("dev.ringlet");

  private static boolean isMain(Location location) {
    return !location.contains("test-classes") && !location.contains("-tests.jar");
  }

  @Test
  void allModulesAreSeen() {
    assertThat(MAIN.size()).isGreaterThan(300);
    for (String name :
        List.of("trace", "metrics", "logs", "profiles", "exporter.otlp", "internal.ring")) {
      assertThat(MAIN.containPackage("dev.ringlet." + name)).as(name).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"trace", "metrics", "logs", "profiles", "exporter"})
  void leavesDoNotSeeEachOther(String leaf) {
    String[] others =
        List.of("trace", "metrics", "logs", "profiles", "exporter").stream()
            .filter(other -> !other.equals(leaf))
            .map(other -> "dev.ringlet." + other + "..")
            .toArray(String[]::new);
    noClasses()
        .that()
        .resideInAPackage("dev.ringlet." + leaf + "..")
        .should()
        .dependOnClassesThat(resideInAPackage("dev.ringlet").or(resideInAnyPackage(others)))
        .check(MAIN);
  }

  @Test
  void packagesHaveNoCycles() {
    assertThat(PackageCycles.in(MAIN, "dev.ringlet")).isEmpty();
  }

  @Test
  void cyclesOfPackagesAreFound() {
    JavaClasses cyclic = new ClassFileImporter().importClasses(Left.class, Right.class);
    assertThat(PackageCycles.in(cyclic, "dev.ringlet"))
        .containsExactly(Left.class.getPackageName(), Right.class.getPackageName());
  }

  /** Durations and deadlines may read {@code System.nanoTime}; what a record carries may not. */
  @Test
  void wallClockIsReadBehindTheClockOnly() {
    noClasses()
        .that()
        .doNotHaveFullyQualifiedName("dev.ringlet.common.SystemClock")
        .should()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(java.time.Instant.class, "now")
        .orShould()
        .callMethod(java.time.Clock.class, "systemUTC")
        .check(MAIN);
  }

  @Test
  void unsafeIsNotUsed() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .haveFullyQualifiedName("sun.misc.Unsafe")
        .check(MAIN);
  }

  /** The current context is a thread's own, and profiles follow it; nothing else is. */
  @Test
  void threadLocalsAreNotUsed() {
    noClasses()
        .that()
        .haveSimpleNameNotStartingWith("TrackingStorage")
        .and()
        .haveNameNotMatching(".*TrackingStorage[$].*")
        .should()
        .dependOnClassesThat()
        .areAssignableTo(ThreadLocal.class)
        .check(MAIN);
  }

  /** A logger that fails has nowhere else to write. */
  @Test
  void streamsOfTheProcessBelongToTheExportersThatWriteThere() {
    noClasses()
        .that()
        .resideOutsideOfPackages("dev.ringlet.exporter.console..", "dev.ringlet.exporter.file..")
        .and()
        .doNotHaveFullyQualifiedName("dev.ringlet.internal.log.ThrottledLogger")
        .should()
        .accessField(System.class, "out")
        .orShould()
        .accessField(System.class, "err")
        .check(MAIN);
  }

  /** Version 1.49 of the API asks only a getter of an internal type for all headers. */
  @Test
  void internalsOfTheApiAreNotUsed() {
    noClasses()
        .that()
        .haveNameNotMatching(".*BoundedBaggage\\$(Api|LimitedExtended)")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.opentelemetry..internal..")
        .check(MAIN);
  }

  @Test
  void mutableStaticsAreNotKept() {
    classes()
        .should(
            new ArchCondition<JavaClass>("have final static fields only") {
              @Override
              public void check(JavaClass item, ConditionEvents events) {
                item.getFields().stream()
                    .filter(f -> f.getModifiers().contains(JavaModifier.STATIC))
                    .filter(f -> !f.getModifiers().contains(JavaModifier.FINAL))
                    .filter(f -> !f.getModifiers().contains(JavaModifier.SYNTHETIC))
                    .forEach(
                        f ->
                            events.add(
                                SimpleConditionEvent.violated(
                                    f, f.getFullName() + " is static and not final")));
              }
            })
        .check(MAIN);
  }
}
