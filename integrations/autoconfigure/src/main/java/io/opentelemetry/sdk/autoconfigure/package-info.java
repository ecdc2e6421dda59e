// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0

/** The one class that the API looks for, made of Ringlet. */
@org.jspecify.annotations.NullMarked
package io.opentelemetry.sdk.autoconfigure;
