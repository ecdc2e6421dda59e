// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.viewer.internal.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** The files of the page, from the class path; a fixed list, so that no path leads elsewhere. */
final class Assets extends Handler.Abstract {
  private static final String UPLOT = "META-INF/maven/org.webjars.npm/uplot/pom.properties";
  private static final String SCRIPT = "text/javascript; charset=utf-8";
  private static final String STYLE = "text/css; charset=utf-8";
  private static final String[] OWN = {
    "anomalies.js",
    "app.js",
    "charts.js",
    "dom.js",
    "findings.js",
    "flame.js",
    "health.js",
    "layout.js",
    "lists.js",
    "logs.js",
    "map.js",
    "metrics.js",
    "net.js",
    "profiles.js",
    "span.js",
    "traces.js",
    "waterfall.js"
  };

  private record Asset(String resource, boolean isOwn, String type) {}

  private final Map<String, Asset> assets = new HashMap<>();
  private final Map<String, byte[]> loaded = new ConcurrentHashMap<>();

  Assets() {
    assets.put("/", new Asset("page/index.html", true, "text/html; charset=utf-8"));
    assets.put("/page/style.css", new Asset("page/style.css", true, STYLE));
    assets.put("/page/icon.svg", new Asset("page/icon.svg", true, "image/svg+xml"));
    for (String name : OWN) {
      assets.put("/page/" + name, new Asset("page/" + name, true, SCRIPT));
    }
    String uplot = "META-INF/resources/webjars/uplot/" + version() + "/dist/";
    assets.put("/lib/uplot.js", new Asset(uplot + "uPlot.esm.js", false, SCRIPT));
    assets.put("/lib/uplot.css", new Asset(uplot + "uPlot.min.css", false, STYLE));
  }

  private static String version() {
    Properties properties = new Properties();
    try (InputStream in = Assets.class.getClassLoader().getResourceAsStream(UPLOT)) {
      if (in != null) {
        properties.load(in);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return properties.getProperty("version", "");
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    String path = Request.getPathInContext(request);
    Asset asset = assets.get(path);
    if (asset == null || !request.getMethod().equals("GET")) {
      return false;
    }
    byte[] bytes = loaded.computeIfAbsent(path, key -> load(asset));
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, asset.type);
    response.write(true, ByteBuffer.wrap(bytes), callback);
    return true;
  }

  private static byte[] load(Asset asset) {
    try (InputStream in =
        asset.isOwn
            ? Assets.class.getResourceAsStream(asset.resource)
            : Assets.class.getClassLoader().getResourceAsStream(asset.resource)) {
      if (in == null) {
        throw new IllegalStateException("not on the class path: " + asset.resource);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
