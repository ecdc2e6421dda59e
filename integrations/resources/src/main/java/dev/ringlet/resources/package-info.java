// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0

/** Detectors of host, process, container, cluster and cloud for the resource of a Ringlet SDK. */
@NullMarked
package dev.ringlet.resources;

import org.jspecify.annotations.NullMarked;
