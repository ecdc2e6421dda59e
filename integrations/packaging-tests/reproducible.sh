#!/bin/sh
# SPDX-FileCopyrightText: 2026 The Ringlet authors
# SPDX-License-Identifier: Apache-2.0
#
# Makes the artifacts of a release twice, in two copies of the last commit in folders of other names,
# and compares all jars (sources and Javadoc too), POMs and lists of components byte by byte.
# Arguments go to Maven.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
root=$(git -C "$here" rev-parse --show-toplevel)
modules=$("$here/published.sh")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
for copy in one another; do
  git clone -q "$root" "$work/$copy"
  (
    cd "$work/$copy"
    find . -name pom.xml -exec sed -i 's/-SNAPSHOT</</' {} +
    mvn -B -q -DskipTests -Prelease -pl "$modules" -am package "$@"
    find . -path '*/target/*' \( -name 'ringlet-*.jar' -o -name flattened-pom.xml \
      -o -name 'ringlet-*-cyclonedx.json' \) ! -name '*-tests.jar' | sort | xargs sha256sum
  ) >"$work/$copy.sums"
done
count=$(wc -l <"$work/one.sums")
if [ "$count" -lt 40 ]; then
  echo "only $count files were found" >&2
  exit 1
fi
if ! diff "$work/one.sums" "$work/another.sums"; then
  echo 'the two builds differ' >&2
  exit 1
fi
echo "$count files are the same in both builds"
