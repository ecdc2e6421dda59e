#!/bin/sh
# SPDX-FileCopyrightText: 2026 The Ringlet authors
# SPDX-License-Identifier: Apache-2.0
#
# Validates the configuration files of this folder with a Collector: the one that OTELCOL names, otelcol-contrib or
# otelcol of the PATH, or one with just their components, which --build makes with Go (minutes, once).
#
#   examples/deploy/validate.sh [--build]
set -eu
cd "$(dirname "$0")"
built=target/otelcol/otelcol
collector=${OTELCOL:-$(command -v otelcol-contrib || command -v otelcol || true)}
if [ -z "$collector" ] && [ "${1:-}" = --build ] && ! [ -x $built ]; then
  mkdir -p target
  go run go.opentelemetry.io/collector/cmd/builder@v0.161.0 --config otelcol-builder.yaml
fi
if [ -z "$collector" ] && [ -x $built ]; then
  collector=$built
fi
if [ -z "$collector" ]; then
  echo 'The files are not validated: there is no Collector. Set OTELCOL, or use --build, which needs Go.'
  exit 0
fi
"$collector" --version
for file in collector.yaml gateway/agent.yaml gateway/gateway.yaml; do
  "$collector" validate --config "$file"
  echo "$file is valid"
done
