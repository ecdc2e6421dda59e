#!/bin/sh
# SPDX-FileCopyrightText: 2026 The Ringlet authors
# SPDX-License-Identifier: Apache-2.0
#
# Puts what the build made into a repository and lets the Gradle of this machine make an application
# of it, with "newest wins" and with imported platforms. The modules must have been packaged.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
version=$(sed -n 's:.*<version>\(.*\)</version>.*:\1:p' "$root/pom.xml" | head -1)
for module in sdk-api sdk-trace sdk-metrics sdk-logs exporter-otlp sdk integrations/bom; do
  target=$root/$module/target
  name=ringlet-$(basename "$module")
  folder=$work/repository/dev/ringlet/$name/$version
  mkdir -p "$folder"
  cp "$target/flattened-pom.xml" "$folder/$name-$version.pom"
  if [ "$module" != integrations/bom ]; then
    cp "$target/$name-$version.jar" "$folder"
  fi
done
cp -r "$here/src/gradle" "$work/shop"
cd "$work/shop"

build() {
  gradle -q --no-daemon "-Pcase=$1" "-PringletRepository=$work/repository" \
    "-PringletVersion=$version" chosen run | tee "$work/$1"
}

expect() {
  grep -qx "$2" "$work/$1" || {
    echo "$1: no line '$2'" >&2
    exit 1
  }
}

build newest
expect newest 'io.opentelemetry:opentelemetry-api:1.65.0'
expect newest 'com.squareup.okhttp3:okhttp-jvm:5.5.1'
expect newest 'a span arrived'
build platform
expect platform 'io.opentelemetry:opentelemetry-api:1.68.0'
expect platform "dev.ringlet:ringlet-sdk:$version"
expect platform 'a span arrived'
gradle --version | sed -n 's/^Gradle/passed with Gradle/p'
