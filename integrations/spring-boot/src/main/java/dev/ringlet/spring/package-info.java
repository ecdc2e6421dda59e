// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0

/** Ringlet in Spring Boot. */
package dev.ringlet.spring;
