// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.profiles;

import dev.ringlet.export.ExportResult;
import dev.ringlet.export.Exporter;
import dev.ringlet.export.Payload;
import dev.ringlet.testing.ProfilesValidator;
import io.opentelemetry.proto.collector.profiles.v1development.ExportProfilesServiceRequest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Keeps every request, after the validator has looked at it; a finding fails the next look. */
public final class ValidatingExporter implements Exporter {
  private final List<ExportProfilesServiceRequest> requests = new ArrayList<>();
  private final List<Integer> sizes = new ArrayList<>();
  private AssertionError finding;
  private long items;
  private volatile boolean closed;

  @Override
  public synchronized ExportResult export(Payload payload) {
    try {
      byte[] bytes =
          Arrays.copyOfRange(
              payload.bytes(), payload.offset(), payload.offset() + payload.length());
      ExportProfilesServiceRequest request = ProfilesValidator.check(bytes);
      int samples = Profiles.profiles(request).mapToInt(p -> p.getSamplesCount()).sum();
      if (samples != payload.items()) {
        throw new AssertionError(payload.items() + " items told, but " + samples + " samples");
      }
      requests.add(request);
      sizes.add(bytes.length);
      items += samples;
    } catch (AssertionError e) {
      finding = e;
    }
    notifyAll();
    return ExportResult.delivered();
  }

  public synchronized List<ExportProfilesServiceRequest> requests() {
    if (finding != null) {
      throw finding;
    }
    return List.copyOf(requests);
  }

  public synchronized List<Integer> sizes() {
    return List.copyOf(sizes);
  }

  public synchronized long items() {
    return items;
  }

  public boolean isClosed() {
    return closed;
  }

  @Override
  public void close() {
    closed = true;
  }
}
