// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package com.example.greeting;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.info.BuildProperties;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.client.RestClient;

/** A web application as a user would write it; nothing in it names Ringlet. */
@SpringBootConfiguration
@EnableAutoConfiguration
@Import(GreetingApplication.Greetings.class)
class GreetingApplication {
  /** Answers, and calls itself. */
  @RestController
  static class Greetings {
    private static final Logger LOGGER = LoggerFactory.getLogger(Greetings.class);

    private final RestClient client;
    private final Environment environment;

    Greetings(ObjectProvider<RestClient.Builder> client, Environment environment) {
      this.client = client.getObject().build();
      this.environment = environment;
    }

    @GetMapping("/greeting/{name}")
    String greeting(@PathVariable String name) {
      LOGGER.info("greeting {}", name);
      return "Hello " + name;
    }

    @GetMapping("/relayed/{name}")
    String relayed(@PathVariable String name) {
      String port = environment.getProperty("local.server.port");
      return client
          .get()
          .uri("http://localhost:" + port + "/greeting/{name}", name)
          .retrieve()
          .body(String.class);
    }
  }

  /** As the build plugin of Spring Boot makes them. */
  @Bean
  BuildProperties buildProperties() {
    Properties properties = new Properties();
    properties.setProperty("name", "greeting-build");
    properties.setProperty("version", "1.2.3");
    return new BuildProperties(properties);
  }

  /** Starts it on a free port, with a log file, and the settings {@code --key=value}. */
  static ConfigurableApplicationContext start(Path log, String... settings) {
    List<String> arguments = new ArrayList<>(Arrays.asList(settings));
    arguments.add("--server.port=0");
    arguments.add("--logging.file.name=" + log);
    return new SpringApplication(GreetingApplication.class).run(arguments.toArray(String[]::new));
  }

  static String get(ConfigurableApplicationContext application, String path) {
    return RestClient.create()
        .get()
        .uri(
            "http://localhost:"
                + application.getEnvironment().getProperty("local.server.port")
                + path)
        .retrieve()
        .body(String.class);
  }

  static String text(Path log) {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The names of all threads that begin with one of these words. */
  static List<String> threads(String... beginnings) {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> Arrays.stream(beginnings).anyMatch(name::startsWith))
        .sorted()
        .toList();
  }
}
