#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Ringlet authors
# SPDX-License-Identifier: Apache-2.0
#
# Mutates the kernel, the judging of responses, delivery and spool with PIT, package by package, and
# prints mutants, killed ones and the score. Names of packages as arguments limit the run. Each
# package is tested by the tests of its module that are listed with it; PIT lists survivors in
# <module>/target/pit-reports/<package>/.
set -euo pipefail
cd "$(dirname "$0")/../.."

exporter=dev.ringlet.exporter.otlp.internal
kernel=dev.ringlet.internal
# package module classes tests
table="
response  exporter-otlp $exporter.response.*  $exporter.response.*
delivery  exporter-otlp $exporter.delivery.*  $exporter.delivery.*,$exporter.http.DiagnosisTest,dev.ringlet.exporter.otlp.DeliveryMessagesTest
spool     exporter-otlp $exporter.spool.*     $exporter.spool.*
bytes     sdk-api       $kernel.bytes.*       $kernel.bytes.*,$kernel.otlp.*,$kernel.record.*
record    sdk-api       $kernel.record.*      $kernel.record.*
request   sdk-api       $kernel.request.*     $kernel.request.*,$kernel.batch.*
sending   sdk-api       $kernel.delivery.*    $kernel.delivery.*,$kernel.batch.*
batch     sdk-api       $kernel.batch.*       $kernel.batch.*
ring      sdk-api       $kernel.ring.*        $kernel.ring.*
"
wanted=" ${*:-response delivery spool bytes record request sending batch ring} "

echo '| package | mutants | killed | score |'
echo '|---|---|---|---|'
while read -r name module classes tests; do
  [[ -n "$name" && "$wanted" == *" $name "* ]] || continue
  reports="$PWD/$module/target/pit-reports/$name"
  rm -rf "$reports"
  mvn -B -q --no-transfer-progress -P '!jdk25' -Pmutation -pl "$module" -am \
    test-compile org.pitest:pitest-maven:mutationCoverage \
    -Dmutation.classes="$classes" -Dmutation.tests="$tests" -DreportsDirectory="$reports" \
    >"$module/target/pit-$name.txt" 2>&1 || { tail -40 "$module/target/pit-$name.txt" >&2; exit 1; }
  # A mutant that does not end in time, or ends its process, is killed.
  awk -F, -v name="$name" '
    { all++ } $6 != "SURVIVED" && $6 != "NO_COVERAGE" { killed++ }
    END { printf "| %s | %d | %d | %.0f %% |\n", name, all, killed, 100 * killed / all }' \
    "$reports/mutations.csv"
done <<<"$table"
