// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.profiles.jfr;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringlet.common.Resource;
import dev.ringlet.profiles.Profiles;
import dev.ringlet.profiles.RingletProfiler;
import dev.ringlet.testing.Await;
import dev.ringlet.testing.CapturingExporter;
import dev.ringlet.testing.FreshProcess;
import java.lang.management.ManagementFactory;
import java.util.List;
import javax.management.MBeanServerFactory;
import javax.management.ObjectName;
import javax.management.StandardMBean;
import org.junit.jupiter.api.Test;

/** A process configures its recorder once, so each test has a process of its own. */
class RecorderOptionsTest {
  /** Sets the options and prints those of the recorder. */
  static final class Main {
    public static void main(String[] args) throws Exception {
      System.out.println(RecorderOptions.set(100));
      System.out.println("servers: " + MBeanServerFactory.findMBeanServer(null).size());
      printOptions();
    }
  }

  /** Sets an option where no MBean of the platform has the command. */
  static final class ServerMain {
    public static void main(String[] args) throws Exception {
      RecorderOptions.configure(
          List.of("no MBean", new StandardMBean(() -> {}, Runnable.class)), "stackdepth=80");
      printOptions();
    }
  }

  /** Profiles itself until a request arrives. */
  static final class ProfiledMain {
    public static void main(String[] args) throws Exception {
      CapturingExporter exporter = new CapturingExporter();
      RingletProfiler profiler =
          RingletProfiler.start(Profiles.config(), Resource.getDefault(), exporter);
      long end = Await.deadline();
      while (exporter.payloads().isEmpty() && System.nanoTime() - end < 0) {
        Thread.sleep(50); // an event
        profiler.flush(Await.LONG);
      }
      profiler.close();
      System.out.println(exporter.payloads().isEmpty() ? "nothing" : "profiles");
    }
  }

  private static void printOptions() throws Exception {
    System.out.println(
        ManagementFactory.getPlatformMBeanServer()
            .invoke(
                new ObjectName("com.sun.management:type=DiagnosticCommand"),
                "jfrConfigure",
                new Object[] {new String[0]},
                new String[] {String[].class.getName()}));
  }

  @Test
  void stacksAreDeeperAndFilesSmallerThanByDefault() {
    assertThat(FreshProcess.output(Main.class))
        .startsWith("true")
        .contains("servers: 0") // which takes 2 MB
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

  @Test
  void theServerOfMBeansSetsOptionsWhereNoMBeanDoes() {
    assertThat(FreshProcess.output(ServerMain.class)).containsPattern("Stack depth: 80\\s");
  }

  @Test
  void theJdkNeedsNoModuleOfManagement() {
    List<String> options = List.of("--limit-modules", "java.logging,jdk.jfr,jdk.unsupported");
    assertThat(FreshProcess.output(options, ProfiledMain.class)).contains("profiles");
  }
}
