#!/bin/sh
# SPDX-FileCopyrightText: 2026 The Ringlet authors
# SPDX-License-Identifier: Apache-2.0
#
# Builds what is published twice, in two copies of the last commit in folders of other names, and
# compares all jars (sources and Javadoc too) and POMs byte by byte. Arguments go to Maven.
set -eu
root=$(git -C "$(dirname "$0")" rev-parse --show-toplevel)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
for copy in one another; do
  git clone -q "$root" "$work/$copy"
  (cd "$work/$copy" && mvn -B -q -DskipTests -pl sdk,sdk-profiles,integrations/bom -am package "$@")
  (
    cd "$work/$copy"
    find . -path '*/target/*' \( -name 'ringlet-*.jar' -o -name flattened-pom.xml \) \
      ! -name '*-tests.jar' | sort | xargs sha256sum
  ) >"$work/$copy.sums"
done
count=$(wc -l <"$work/one.sums")
if [ "$count" -lt 20 ]; then
  echo "only $count files were found" >&2
  exit 1
fi
if ! diff "$work/one.sums" "$work/another.sums"; then
  echo 'the two builds differ' >&2
  exit 1
fi
echo "$count files are the same in both builds"
