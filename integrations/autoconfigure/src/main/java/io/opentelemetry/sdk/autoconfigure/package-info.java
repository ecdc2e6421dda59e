// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0

/** The class that the API looks up, implemented by Ringlet. */
@org.jspecify.annotations.NullMarked
package io.opentelemetry.sdk.autoconfigure;
