#!/bin/sh
# SPDX-FileCopyrightText: 2026 The Ringlet authors
# SPDX-License-Identifier: Apache-2.0
#
# Prints the folders of the modules that are published, for Maven's -pl: those that ringlet-bom
# manages, and itself.
set -eu
root=$(git -C "$(dirname "$0")" rev-parse --show-toplevel)
cd "$root"
managed=$(sed -n 's:.*<artifactId>\(ringlet-.*\)</artifactId>.*:\1:p' integrations/bom/pom.xml)
git ls-files '*pom.xml' | while read -r pom; do
  own=$(sed '/<parent>/,/<\/parent>/d' "$pom" | sed -n 's:.*<artifactId>\(.*\)</artifactId>.*:\1:p' | head -1)
  if [ "$own" != ringlet-integrations ] && echo "$managed" | grep -qx "$own"; then
    dirname "$pom"
  fi
done | paste -sd, -
