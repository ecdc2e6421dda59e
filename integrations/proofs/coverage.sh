#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Ringlet authors
# SPDX-License-Identifier: Apache-2.0
#
# Runs the tests of all published modules under JaCoCo and prints lines by module, and packages below
# 90 %. Code counts as covered whichever module's test executes it. Processes that tests start do not
# count. Reports with each line: <module>/target/site/jacoco/index.html.
#
#   coverage.sh           runs the tests and prints
#   coverage.sh report    prints what the last run found
set -euo pipefail
cd "$(dirname "$0")/../.."

IFS=, read -ra shipped <<<"$(integrations/packaging-tests/published.sh)"
# Tests of others that execute published code in their own process.
further=(integrations/{spring-boot-4-tests,spring-boot-3-tests} examples)
join() { local IFS=,; echo "$*"; }
maven=(mvn -B -q --no-transfer-progress -P '!jdk25' -Pcoverage)

if [[ "${1:-}" != report ]]; then
  rm -f target/coverage.exec
  for module in "${shipped[@]}" "${further[@]}"; do
    rm -rf "$module/target/surefire-reports"
  done
  "${maven[@]}" -pl "$(join "${shipped[@]}" "${further[@]}")" -am test
fi
"${maven[@]}" -pl "$(join "${shipped[@]}")" org.jacoco:jacoco-maven-plugin:report >/dev/null

failed=$(grep -lE '<(failure|error)[ >]' */target/surefire-reports/*.xml \
  integrations/*/target/surefire-reports/*.xml 2>/dev/null || true)
[[ -z "$failed" ]] || { echo "Tests failed under the agent:"; echo "$failed"; }

for module in "${shipped[@]}"; do
  csv="$module/target/site/jacoco/jacoco.csv"
  [[ ! -f "$csv" ]] || tail -n +2 "$csv" | sed "s|^|$module,|"
done | awk -F, '
  { lines[$1] += $9 + $10; hit[$1] += $10; all += $9 + $10; allhit += $10
    branches += $7 + $8; branchhit += $8
    if (!($1 in order)) { order[$1] = ++n; name[n] = $1 }
    p = $1 " " $3; plines[p] += $9 + $10; phit[p] += $10 }
  END {
    print "| module | lines | covered | % |\n|---|---|---|---|"
    for (i = 1; i <= n; i++) {
      m = name[i]; printf "| %s | %d | %d | %.1f |\n", m, lines[m], hit[m], 100 * hit[m] / lines[m] }
    printf "| all | %d | %d | %.1f |\n", all, allhit, 100 * allhit / all
    printf "\nBranches: %d of %d, %.1f %%\n", branchhit, branches, 100 * branchhit / branches
    print "\nPackages below 90 % of lines:"
    for (p in plines) if (phit[p] < 0.9 * plines[p])
      printf "%s: %d of %d, %.1f %%\n", p, phit[p], plines[p], 100 * phit[p] / plines[p] }'
[[ -z "$failed" ]]
