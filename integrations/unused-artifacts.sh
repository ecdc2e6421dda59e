#!/bin/sh
# SPDX-FileCopyrightText: 2026 The Ringlet authors
# SPDX-License-Identifier: Apache-2.0
#
# What optional artifacts on the class path cost a program that uses none of them: a process makes the
# SDK, ends a span and waits for its arrival, with ringlet-sdk alone and with each artifact added, and
# with all of them. Medians of so many runs each, by turns (11 unless an argument says otherwise), and
# the classes that were loaded from the artifacts. The JDK is that of JAVA_HOME.
#
#   mvn -B -q -Pbench -pl examples,jmh,integrations/official-sdk,integrations/prometheus,integrations/declarative-config,integrations/resources,integrations/samplers,integrations/doctor -am -DskipTests package dependency:build-classpath -Dmdep.outputFile=target/class-path.txt -DincludeScope=runtime
#   integrations/unused-artifacts.sh
set -eu
runs=${1:-11}
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
cd "$(dirname "$0")/.."
work=$(mktemp -d)
"$java" -cp examples/target/examples.jar dev.ringlet.examples.Viewer --port 0 >"$work/viewer" 2>&1 &
viewer=$!
trap 'kill $viewer; wait; rm -rf "$work"' EXIT
while ! grep -q ENDPOINT= "$work/viewer"; do
  kill -0 $viewer # or it has failed
  sleep 0.1
done
endpoint=$(sed -n 's/.*ENDPOINT=//p' "$work/viewer")

# The jar of a module and those that it needs.
jars() {
  ls "$1"/target/ringlet-*-SNAPSHOT.jar | tr '\n' ':'
  cat "$1/target/class-path.txt"
}

core="jmh/target/classes:$(jars sdk)"
artifacts='official-sdk prometheus declarative-config resources samplers doctor'
class_path() {
  case $1 in
    sdk) echo "$core" ;;
    all) printf '%s' "$core" && for each in $artifacts; do printf ':%s' "$(jars "integrations/$each")"; done ;;
    *) echo "$core:$(jars "integrations/$1")" ;;
  esac
}

probe() {
  "$java" -XX:+UseSerialGC "$2" "-Dotel.exporter.otlp.endpoint=$endpoint" \
    -cp "$(cat "$work/$1.path")" dev.ringlet.jmh.startup.StartUpProbe ringlet 2>"$work/errors"
}

rows="sdk $artifacts all"
for row in $rows; do
  class_path "$row" >"$work/$row.path"
  probe "$row" "-Xlog:class+load:file=$work/$row.log" >"$work/out"
done
for run in $(seq "$runs"); do
  for row in $rows; do
    probe "$row" -Xshare:auto >>"$work/$row.times"
  done
done

median() { # of a column
  awk "{ print \$$2 }" "$work/$1.times" | sort -n | sed -n "$(((runs + 1) / 2))p"
}
echo '| on the class path | classes | of the artifacts | ms to a span | ms to its arrival | jars |'
echo '|---|---|---|---|---|---|'
for row in $rows; do
  own=$(grep -cE ' dev\.ringlet\.(official|prometheus|declarative|resources|samplers|doctor)\.| org\.snakeyaml| io\.prometheus' "$work/$row.log" || true)
  echo "| $row | $(median "$row" 3) | $own | $(($(median "$row" 1) / 1000000)) | $(($(median "$row" 2) / 1000000)) | $(tr ':' '\n' <"$work/$row.path" | grep . | sort -u | wc -l) |"
done
