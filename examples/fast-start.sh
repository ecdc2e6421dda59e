#!/bin/sh
# SPDX-FileCopyrightText: 2026 The Ringlet authors
# SPDX-License-Identifier: Apache-2.0
#
# How long Quickstart lives, from its process' start to its end with a span delivered: as it is, with
# an archive of its classes, and on JDK 25 with an AOT cache. The median of so many runs each, by
# turns (10 unless an argument says otherwise). The JDK is that of JAVA_HOME.
#
#   mvn -B -q -pl examples -am -DskipTests package && examples/fast-start.sh
set -eu
runs=${1:-10}
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
cd "$(dirname "$0")"
jar=target/examples.jar
work=$(mktemp -d)
"$java" -cp $jar dev.ringlet.examples.Viewer --port 0 >"$work/viewer" 2>&1 &
viewer=$!
trap 'kill $viewer; wait; rm -rf "$work"' EXIT
while ! grep -q ENDPOINT= "$work/viewer"; do
  kill -0 $viewer # or it has failed
  sleep 0.1
done
endpoint=$(sed -n 's/.*ENDPOINT=//p' "$work/viewer")

quickstart() {
  "$java" -XX:+UseSerialGC "$@" "-Dotel.exporter.otlp.endpoint=$endpoint" \
    -cp $jar dev.ringlet.examples.Quickstart >"$work/log" 2>&1
}

# The options by which an operator makes the archive once, and uses it at each start.
quickstart "-XX:ArchiveClassesAtExit=$work/quickstart.jsa"
modes='plain archive'
if "$java" -XX:AOTCache="$work/none" -version >"$work/log" 2>&1; then
  quickstart "-XX:AOTCacheOutput=$work/quickstart.aot"
  modes="$modes cache"
fi

options() {
  case $1 in
    archive) echo "-XX:SharedArchiveFile=$work/quickstart.jsa" ;;
    cache) echo "-XX:AOTCache=$work/quickstart.aot" ;;
    *) echo -Xshare:auto ;;
  esac
}

for run in $(seq "$runs"); do
  for mode in $modes; do
    begin=$(date +%s%N)
    quickstart "$(options "$mode")"
    echo $((($(date +%s%N) - begin) / 1000000)) >>"$work/$mode"
  done
done
grep -q 'traces produced 1, exported 1' "$work/log"
for mode in $modes; do
  echo "$mode: $(sort -n "$work/$mode" | sed -n "$(((runs + 1) / 2))p") ms"
done
du -k "$work"/quickstart.* | sed "s:$work/::"
