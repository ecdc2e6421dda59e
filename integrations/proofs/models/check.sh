#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Ringlet authors
# SPDX-License-Identifier: Apache-2.0
#
# Runs every model in this folder exhaustively, and every mutant of it, which must fail.
#   check.sh [-v] [model ...]     names without .pml; -v shows the output of what is unexpected
#
# The head comment of a model says what there is to run:
#   @config name flags        one run of the model with these flags for the preprocessor
#   @claim name config        one more run of a config, for a formula (ltl) and all fair cycles
#   @mutant n [config:]what text   what is violated: a property Pn, "end" (a state in which a thread
#                             cannot go on), or the name of a claim
set -euo pipefail
cd "$(dirname "$0")"

verbose=''
if [[ "${1:-}" == -v ]]; then
  verbose=1
  shift
fi
models=("$@")
if ((${#models[@]} == 0)); then
  for file in *.pml; do
    models+=("${file%.pml}")
  done
fi

# Each property that the head of a model names has a mutant, and no mutant names another one.
for model in "${models[@]}"; do
  claims=$(sed -n 's/^ \* @claim \([^ ]*\).*/\1/p' "$model.pml")
  named=$(sed -n 's/^ \*   \(P[0-9]*\|end\) .*/\1/p' "$model.pml"; echo "$claims")
  violated=$(sed -n 's/^ \* @mutant [0-9]* \([^ ]*:\)\{0,1\}\([^ ]*\).*/\2/p' "$model.pml")
  differ=$(comm -3 --output-delimiter=' only a mutant: ' \
    <(sort -u <<<"$named" | sed '/^$/d') <(sort -u <<<"$violated" | sed '/^$/d'))
  if [[ -z "$named" || -n "$differ" ]]; then
    echo "$model: properties without a mutant, or mutants of none:" $differ >&2
    exit 1
  fi
done

for tool in spin gcc; do
  if ! command -v "$tool" >/dev/null; then
    echo "$tool is missing, so the models are skipped"
    exit 0
  fi
done

depth=200000
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# compile DIR MODEL FLAGS OPTIMIZATION CLAIM
compile() {
  mkdir -p "$1"
  cp "$2.pml" "$1/model.pml"
  local kind='-DSAFETY'
  [[ -z "$5" ]] || kind='-DNFAIR=4'
  # shellcheck disable=SC2086
  (cd "$1" && spin -a $3 model.pml >spin.txt 2>&1 &&
    gcc "$4" -w $kind -DCOLLAPSE -DVECTORSZ=2048 -o pan pan.c >gcc.txt 2>&1)
}

# line WIDTHS: model, run, expected, verdict, states, depth, seconds
row() { printf '%-16s %-34s %-10s %-10s %9s %7s %6s\n' "$@"; }

# job MODEL CONFIG FLAGS MUTANT EXPECTED CLAIM TEXT
job() {
  local model=$1 config=$2 flags=$3 mutant=$4 expected=$5 claim=$6 text=$7
  local dir="$work/$model-$config-$mutant-$claim" optimize=-O2 verdict start=$EPOCHREALTIME
  [[ -z "$mutant" ]] || optimize=-O1 flags="$flags -DMUTANT_$mutant"
  if ! compile "$dir" "$model" "$flags" "$optimize" "$claim"; then
    cat "$dir"/spin.txt "$dir"/gcc.txt 2>/dev/null || true
    row "$model" "${text:0:34}" "$expected" 'NO MODEL' - - -
    return 1
  fi
  local args=(-m"$depth" -w20)
  [[ -z "$claim" ]] || args+=(-a -f -N "$claim")
  (cd "$dir" && timeout 300 ./pan "${args[@]}" >out.txt 2>&1) || true
  local states reached
  states=$(sed -n 's/^ *\([0-9.e+]*\) states, stored.*/\1/p' "$dir/out.txt" | head -1)
  reached=$(sed -n 's/.*depth reached \([0-9]*\).*/\1/p' "$dir/out.txt" | head -1)
  local violated=''
  case "$(grep -m1 '^pan:1:' "$dir/out.txt" || true)" in
    *'invalid end state'*) violated=end ;;
    *'acceptance cycle'*) violated=${claim:-cycle} ;;
    *'assertion violated'*)
      violated=$(grep -m1 '^pan:1:' "$dir/out.txt" | grep -oE 'P[0-9]+' | head -1 || true)
      violated=${violated:-${claim:-assertion}}
      ;;
  esac
  if grep -q 'errors: 0$' "$dir/out.txt"; then
    verdict=holds
    # The whole space: no bound of depth, memory or time was met.
    if grep -qE 'max search depth too small|out of memory|truncated|interrupted' "$dir/out.txt" ||
      [[ "${reached:-$depth}" -ge $((depth - 1)) ]]; then
      verdict=TRUNCATED
    fi
  else
    verdict=${violated:-NO RESULT}
  fi
  local seconds
  seconds=$(awk -v a="$start" -v b="$EPOCHREALTIME" 'BEGIN { printf "%.1f", b - a }')
  local mark=''
  [[ "$verdict" == "$expected" ]] || mark=' <== UNEXPECTED'
  row "$model" "${text:0:34}" "$expected" "$verdict$mark" "${states:--}" "${reached:--}" "$seconds"
  if [[ -n "$mark" ]]; then
    [[ -z "$verbose" ]] || tail -60 "$dir/out.txt"
    return 1
  fi
}
export -f job compile row
export work depth verbose

# Jobs as lines of six tabs; the mutants last, because they are short.
list() {
  local model line config flags mutant what text claim
  for model in "${models[@]}"; do
    declare -A configs=()
    while read -r config flags; do
      configs[$config]=$flags
      printf '%s\t%s\t%s\t\tholds\t\t%s\n' "$model" "$config" "$flags" "$config"
    done < <(sed -n 's/^ \* @config //p' "$model.pml")
    if ((${#configs[@]} == 0)); then
      configs[-]=''
      printf '%s\t-\t\t\tholds\t\tthe model\n' "$model"
    fi
    declare -A claims=()
    while read -r claim config; do
      claims[$claim]=${config:--}
      printf '%s\t%s\t%s\t\tholds\t%s\t%s\n' "$model" "${config:--}" "${configs[${config:--}]}" \
        "$claim" "claim $claim"
    done < <(sed -n 's/^ \* @claim //p' "$model.pml")
    while read -r mutant what text; do
      config=-
      if [[ "$what" == *:* ]]; then
        config=${what%%:*}
        what=${what#*:}
      fi
      claim=''
      if [[ -n "${claims[$what]:-}" ]]; then
        claim=$what
        config=${claims[$what]}
      fi
      printf '%s\t%s\t%s\t%s\t%s\t%s\t%s\n' "$model" "$config" "${configs[$config]}" "$mutant" \
        "$what" "$claim" "mutant $mutant: $text"
    done < <(sed -n 's/^ \* @mutant //p' "$model.pml")
    unset configs claims
  done
}

row model run expected verdict states depth seconds
list >"$work/jobs"
[[ -s "$work/jobs" ]] || exit 1
# An empty field would be lost between two tabs, so each gets a sign of its own.
sed 's/\t\t/\t~\t/g; s/\t\t/\t~\t/g; s/$/\t./' "$work/jobs" | tr '\t' '\n' |
  xargs -d '\n' -n 8 -P "$(nproc)" bash -c '
    args=(); for one in "${@:1:7}"; do [[ "$one" == "~" ]] && one=""; args+=("$one"); done
    job "${args[@]}"' job || {
  echo 'a model does not hold, or a mutant is not seen' >&2
  exit 1
}
mutants=$(awk -F'\t' '$4 != ""' "$work/jobs" | wc -l)
echo "$(($(wc -l <"$work/jobs") - mutants)) runs hold, $mutants mutants fail as they must"
