// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.profiles.jfr;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringlet.testing.FreshProcess;
import java.lang.management.ManagementFactory;
import java.util.List;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;

/** A process configures its recorder once, so each test has a process of its own. */
class RecorderOptionsTest {
  /** Sets the options and prints those of the recorder. */
  static final class Main {
    public static void main(String[] args) throws Exception {
      System.out.println(RecorderOptions.set(100));
      System.out.println(
          ManagementFactory.getPlatformMBeanServer()
              .invoke(
                  new ObjectName("com.sun.management:type=DiagnosticCommand"),
                  "jfrConfigure",
                  new Object[] {new String[0]},
                  new String[] {String[].class.getName()}));
    }
  }

  @Test
  void stacksAreDeeperAndFilesSmallerThanByDefault() {
    assertThat(FreshProcess.output(Main.class))
        .startsWith("true")
        .containsPattern("Stack depth: 100\\s")
        .containsPattern("Max chunk size: 2.0 MB\\s");
  }

  @Test
  void whatTheCommandLineSetsIsLeftAsItIs() {
    List<String> options = List.of("-XX:FlightRecorderOptions=stackdepth=70,maxchunksize=5m");
    assertThat(FreshProcess.output(options, Main.class))
        .startsWith("false")
        .containsPattern("Stack depth: 70\\s")
        .containsPattern("Max chunk size: 5.0 MB\\s");
  }

  @Test
  void anOptionThatTheCommandLineDoesNotSetIsSet() {
    assertThat(FreshProcess.output(List.of("-XX:FlightRecorderOptions=stackdepth=70"), Main.class))
        .startsWith("true")
        .containsPattern("Stack depth: 70\\s")
        .containsPattern("Max chunk size: 2.0 MB\\s");
  }
}
