// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.profiles;

import dev.ringlet.export.ExportResult;
import dev.ringlet.export.Payload;
import dev.ringlet.testing.CapturingExporter;
import dev.ringlet.testing.ProfilesValidator;
import io.opentelemetry.proto.collector.profiles.v1development.ExportProfilesServiceRequest;
import java.util.List;

/** Keeps every request, after the validator has looked at it; a finding fails the next look. */
public final class ValidatingExporter extends CapturingExporter {
  private volatile AssertionError finding;

  @Override
  public ExportResult export(Payload payload) {
    try {
      ExportProfilesServiceRequest request = ProfilesValidator.check(payload.copy().bytes());
      int samples = Profiles.profiles(request).mapToInt(p -> p.getSamplesCount()).sum();
      if (samples != payload.items()) {
        throw new AssertionError(payload.items() + " items, but " + samples + " samples");
      }
    } catch (AssertionError e) {
      finding = e;
    }
    return super.export(payload);
  }

  public List<ExportProfilesServiceRequest> requests() {
    if (finding != null) {
      throw finding;
    }
    return requests(ExportProfilesServiceRequest::parseFrom).toList();
  }
}
