// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.resources;

import dev.ringlet.common.Resource;
import java.io.IOException;
import java.util.Map;

/**
 * The document about a virtual machine that a cloud's metadata service returns for a token. AWS and
 * Alibaba Cloud differ in addresses and names only.
 *
 * @param service address of the service, up to the version and a slash
 * @param tokenHeader header of the token; with {@code -ttl-seconds}, that of its life
 * @param attributes attributes by the JSON pointers of their values
 */
record InstanceDocument(String service, String tokenHeader, Map<String, String> attributes) {
  private static final String TTL_SECONDS = "60";

  void read(MetadataClient metadata, Resource.Builder found) throws IOException {
    String token = metadata.put(service + "api/token", tokenHeader + "-ttl-seconds", TTL_SECONDS);
    Map<String, String> values =
        Json.values(
            metadata.get(service + "dynamic/instance-identity/document", tokenHeader, token));
    attributes.forEach((pointer, attribute) -> found.put(attribute, values.get(pointer)));
    found.put("host.name", metadata.find(service + "meta-data/hostname", tokenHeader, token));
  }
}
