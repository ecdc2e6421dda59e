// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.resources;

import com.sun.net.httpserver.HttpServer;
import dev.ringlet.common.Resource;
import dev.ringlet.config.Config;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.UnaryOperator;

/** A machine made of files, variables, properties and a scripted metadata service. */
final class Fixture implements AutoCloseable {
  private final Path root;
  private final Map<String, String> environment = new HashMap<>();
  private final Properties properties = new Properties();
  private final Map<String, String> settings = new HashMap<>();

  /** An answer that leads to another place. */
  static final String REDIRECT = "(redirect)";

  private final Map<String, String> answers = new HashMap<>();
  private final CountDownLatch closed = new CountDownLatch(1);
  private HttpServer server;

  /** Method, path and headers that count of each request, in order. */
  final List<String> requests = new CopyOnWriteArrayList<>();

  Fixture(Path root) {
    this.root = root;
  }

  Fixture env(String... pairs) {
    for (int i = 0; i < pairs.length; i += 2) {
      environment.put(pairs[i], pairs[i + 1]);
    }
    return this;
  }

  Fixture property(String key, String value) {
    properties.setProperty(key, value);
    return this;
  }

  Fixture setting(String key, String value) {
    settings.put(key, value);
    return this;
  }

  Fixture file(String path, String... lines) {
    try {
      Path file = root.resolve(path.substring(1));
      Files.createDirectories(file.getParent());
      Files.writeString(file, String.join("\n", lines) + "\n");
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Fixture dmi(String... pairs) {
    for (int i = 0; i < pairs.length; i += 2) {
      file("/sys/class/dmi/id/" + pairs[i], pairs[i + 1]);
    }
    return this;
  }

  /** The token of a service account with this payload. */
  Fixture token(String payload) {
    String part =
        Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(payload.getBytes(StandardCharsets.UTF_8));
    return file("/var/run/secrets/kubernetes.io/serviceaccount/token", "e30." + part + ".c2ln");
  }

  /** What the metadata service answers, by method and path with query. */
  Fixture answer(String request, String body) {
    answers.put(request, body);
    return this;
  }

  /** Starts a metadata service with these answers; any other request gets 404. */
  Fixture online() {
    settings.put("ringlet.resource.metadata.enabled", "true");
    settings.putIfAbsent("ringlet.resource.metadata.timeout", "1s");
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext(
        "/",
        exchange -> {
          String request = exchange.getRequestMethod() + " " + exchange.getRequestURI();
          List<String> line = new ArrayList<>(List.of(request));
          exchange
              .getRequestHeaders()
              .forEach(
                  (name, values) -> {
                    if (name.toLowerCase(java.util.Locale.ROOT).contains("metadata")) {
                      line.add(name.toLowerCase(java.util.Locale.ROOT) + "=" + values.get(0));
                    }
                  });
          requests.add(String.join(" ", line));
          String body = answers.get(request);
          if ("(hang)".equals(body)) {
            await();
          }
          if (REDIRECT.equals(body)) {
            exchange.getResponseHeaders().set("Location", "/elsewhere");
            exchange.sendResponseHeaders(307, -1);
            exchange.close();
            return;
          }
          byte[] bytes = body == null ? new byte[0] : body.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(
              body == null ? 404 : 200, bytes.length == 0 ? -1 : bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
    server.start();
    return this;
  }

  private void await() {
    try {
      closed.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private URI route(URI uri) {
    String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
    return URI.create(
        "http://127.0.0.1:" + server.getAddress().getPort() + uri.getRawPath() + query);
  }

  Surroundings surroundings() {
    Config config = Config.of(settings, Map.of(), Map.of());
    MetadataClient asked = MetadataClient.fromConfig(config);
    UnaryOperator<URI> route = server == null ? UnaryOperator.identity() : this::route;
    MetadataClient metadata = new MetadataClient(asked.enabled(), asked.timeoutNanos(), route);
    return new Surroundings(
        root, environment, properties::getProperty, () -> null, config, metadata);
  }

  Map<String, Object> detect(String detector) {
    Resource resource = ResourceDetectorProvider.detect(detector, surroundings());
    Map<String, Object> attributes = new TreeMap<>();
    resource.getAttributes().forEach((key, value) -> attributes.put(key.getKey(), value));
    SemanticConventions.check(resource.getAttributes());
    return attributes;
  }

  @Override
  public void close() {
    closed.countDown();
    if (server != null) {
      server.stop(0);
    }
  }
}
