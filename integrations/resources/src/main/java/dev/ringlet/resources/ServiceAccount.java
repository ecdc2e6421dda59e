// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.resources;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Claims of the token of the pod's service account: pod and node (since Kubernetes 1.21 and 1.29),
 * and as its issuer the cluster of a cloud. Only the payload is read; no part of the token is kept
 * or logged.
 */
final class ServiceAccount {
  private static final String FOLDER = "/var/run/secrets/kubernetes.io/serviceaccount/";

  private ServiceAccount() {}

  static @Nullable String namespace(Surroundings around) {
    return around.word(FOLDER + "namespace");
  }

  /** The values of the payload by their pointers; empty if there is no token. */
  static Map<String, String> claims(Surroundings around) {
    String[] parts = around.text(FOLDER + "token").trim().split("\\.");
    if (parts.length != 3) {
      return Map.of();
    }
    try {
      return Json.values(
          new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8));
    } catch (IllegalArgumentException e) {
      return Map.of();
    }
  }

  /** Finds a pattern at the start of the issuer's address; null if it does not fit. */
  static @Nullable Matcher issuer(Surroundings around, Pattern pattern) {
    String issuer = claims(around).get("/iss");
    Matcher matcher = issuer == null ? null : pattern.matcher(issuer);
    return matcher != null && matcher.lookingAt() ? matcher : null;
  }
}
