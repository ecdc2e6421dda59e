#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Ringlet authors
# SPDX-License-Identifier: Apache-2.0
#
# Runs the tests of all published modules under JaCoCo and prints lines and branches by module, and
# packages below 90 % of lines. Fails below 90 % of all lines, if a test fails, and if a module was not
# tested. Code counts as covered whichever module's test executes it. Processes that tests start do
# not count. Reports with each line: <module>/target/site/jacoco/index.html.
#
#   coverage.sh                   runs the tests and prints
#   coverage.sh add MODULE...     runs the tests of these modules again, or those that were missing,
#                                 adds what they execute to what the last run found, and prints
#   coverage.sh report            prints what the last run found
set -euo pipefail
cd "$(dirname "$0")/../.."

IFS=, read -ra shipped <<<"$(integrations/packaging-tests/published.sh)"
# Tests of others that execute published code in their own process.
further=(integrations/{spring-boot-4-tests,spring-boot-3-tests} examples)
join() { local IFS=,; echo "$*"; }
maven=(mvn -B -q --no-transfer-progress -P '!jdk25' -Pcoverage)

# Tests the modules in "tested" and builds what they need.
run_tests() {
  local module
  for module in "${tested[@]}"; do
    rm -rf "$module/target/surefire-reports"
  done
  "${maven[@]}" -pl "$(join "${tested[@]}")" -am test
}

case "${1:-}" in
  "")
    rm -f target/coverage.exec
    tested=("${shipped[@]}" "${further[@]}")
    run_tests
    ;;
  add)
    shift
    tested=("$@")
    skipped=()
    trap 'rm -f "${skipped[@]/%//target/coverage-skip}"' EXIT
    for module in "${shipped[@]}" "${further[@]}"; do
      if [[ " ${tested[*]} " != *" $module "* ]]; then
        skipped+=("$module")
        mkdir -p "$module/target"
        touch "$module/target/coverage-skip"
      fi
    done
    run_tests
    ;;
  report) ;;
  *)
    echo "usage: coverage.sh [add MODULE... | report]" >&2
    exit 2
    ;;
esac
for module in "${shipped[@]}"; do
  rm -rf "$module/target/site/jacoco"
done
"${maven[@]}" -pl "$(join "${shipped[@]}")" org.jacoco:jacoco-maven-plugin:report >/dev/null

failed=$(grep -lE '<(failure|error)[ >]' */target/surefire-reports/*.xml \
  integrations/*/target/surefire-reports/*.xml 2>/dev/null || true)
[[ -z "$failed" ]] || printf 'Tests failed under the agent:\n%s\n' "$failed"
untested=()
for module in "${shipped[@]}" "${further[@]}"; do
  [[ "$module" == integrations/bom ]] || compgen -G "$module/target/surefire-reports/*.xml" >/dev/null ||
    untested+=("$module")
done
[[ ${#untested[@]} == 0 ]] || echo "Not tested: ${untested[*]}"

for module in "${shipped[@]}"; do
  csv="$module/target/site/jacoco/jacoco.csv"
  [[ "$module" == integrations/bom ]] || tail -n +2 "$csv" | sed "s|^|$module,|"
done | awk -F, '
  { lines[$1] += $9 + $10; hit[$1] += $10; all += $9 + $10; allhit += $10
    branches[$1] += $7 + $8; branchhit[$1] += $8; allbranches += $7 + $8; allbranchhit += $8
    if (!($1 in order)) { order[$1] = ++n; name[n] = $1 }
    p = $1 " " $3; plines[p] += $9 + $10; phit[p] += $10 }
  function share(part, of) { return of ? 100 * part / of : 100 }
  function row(what, l, lh, b, bh) {
    printf "| %s | %d | %d | %.1f | %d | %d | %.1f |\n", what, l, lh, share(lh, l), b, bh, share(bh, b) }
  END {
    print "| module | lines | covered | % | branches | covered | % |\n|---|---|---|---|---|---|---|"
    for (i = 1; i <= n; i++) {
      m = name[i]; row(m, lines[m], hit[m], branches[m], branchhit[m]) }
    row("all", all, allhit, allbranches, allbranchhit)
    print "\nPackages below 90 % of lines:"
    for (p in plines) if (phit[p] < 0.9 * plines[p])
      printf "%s: %d of %d, %.1f %%\n", p, phit[p], plines[p], share(phit[p], plines[p])
    exit allhit < 0.9 * all }'
[[ -z "$failed" && ${#untested[@]} == 0 ]]
