#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Ringlet authors
# SPDX-License-Identifier: Apache-2.0
#
# Mutates the kernel, the judging of responses, delivery and spool with PIT, package by package, and
# prints mutants, killed ones, those of them that did not end in time, and the score. Ends with
# status 1 if a score is below 85 %. Arguments limit the run: a package of the table below, or one
# class of it as package:Class. Each package is tested by the tests of its module that are listed
# with it. Survivors follow by class and line with their number; with more detail they are in
# <module>/target/pit-reports/<package>/. MUTATION_THREADS is the number of processes (2).
set -euo pipefail
cd "$(dirname "$0")/../.."

goal=85
exporter=dev.ringlet.exporter.otlp.internal
kernel=dev.ringlet.internal
# package module classes tests
table="
response  exporter-otlp $exporter.response  $exporter.response.*
delivery  exporter-otlp $exporter.delivery  $exporter.delivery.*
spool     exporter-otlp $exporter.spool     $exporter.spool.*
bytes     sdk-api       $kernel.bytes       $kernel.bytes.*,$kernel.record.AttributeBufferTest
record    sdk-api       $kernel.record      $kernel.record.*
request   sdk-api       $kernel.request     $kernel.request.*
sending   sdk-api       $kernel.delivery    $kernel.delivery.*
batch     sdk-api       $kernel.batch       $kernel.batch.*
ring      sdk-api       $kernel.ring        $kernel.ring.*
"
wanted=" ${*:-response delivery spool bytes record request sending batch ring} "
for argument in "$@"; do
  if ! grep -q "^${argument%%:*} " <<<"$table"; then
    echo "no package of the table is called ${argument%%:*}" >&2
    exit 2
  fi
done
below=0

# Lines of mutations.csv: file, class, mutator, method, line, status, test.
summary() {
  awk -F, -v name="$1" -v goal="$goal" '
    { all++ }
    $6 != "SURVIVED" && $6 != "NO_COVERAGE" { killed++ }
    $6 == "TIMED_OUT" { late++ }
    END {
      printf "| %s | %d | %d | %d | %.1f %% |\n", name, all, killed, late, 100 * killed / all
      exit 100 * killed < goal * all
    }' "$2"
}

survivors() {
  awk -F, '
    $6 == "SURVIVED" || $6 == "NO_COVERAGE" {
      sub(/.*\./, "", $2); sub(/.*\./, "", $3); sub(/Mutator$/, "", $3)
      print "  " $2 "." $4 ":" $5 " " $3 ($6 == "SURVIVED" ? "" : ", not reached")
    }' "$1" | sort -V | uniq -c
}

echo '| package | mutants | killed | of them late | score |'
echo '|---|---|---|---|---|'
while read -r name module package tests; do
  [[ -n "$name" && "$wanted" == *" $name"[\ :]* ]] || continue
  classes="$package.*"
  if [[ "$wanted" =~ \ "$name":([A-Za-z]+) ]]; then
    classes="$package.${BASH_REMATCH[1]},$package.${BASH_REMATCH[1]}\$*"
  fi
  reports="$PWD/$module/target/pit-reports/$name"
  log="$module/target/pit-$name.txt"
  rm -rf "$reports"
  mkdir -p "$module/target"
  # The goal runs in each module that is built; only one of them has these tests.
  mvn -B -q --no-transfer-progress -P '!jdk25' -Pmutation -pl "$module" -am \
    test-compile org.pitest:pitest-maven:mutationCoverage \
    -Dmutation.classes="$classes" -Dmutation.tests="$tests" -DreportsDirectory="$reports" \
    -Dmutation.threads="${MUTATION_THREADS:-2}" \
    </dev/null >"$log" 2>&1 || { tail -40 "$log" >&2; exit 1; }
  summary "$name" "$reports/mutations.csv" || below=1
  survivors "$reports/mutations.csv" >&2
done <<<"$table"
exit $below
