// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0

/**
 * Classes with the names and methods of those of the official SDK that are final there, made of
 * Ringlet: a program that is written against the official SDK changes these imports and no more.
 */
package dev.ringlet.official.sdk;
