#!/usr/bin/env bash
# Fits simulated tables of many columns: processor seconds, memory and errors, a JSON line a fit.
#
#   benchmarks/wide.sh [MODEL ...]      for example: benchmarks/wide.sh aim mst privbayes
#
# Tables: COLUMNS ROWS EPSILON VALUES PARENTS SEED, a line each on standard input; without any, those of
# benchmarks/results/2026-12-01-wide.md. Needs benchmarks/target/benchmarks.jar (docs/tutorials/benchmarking.md).
set -euo pipefail
home=$(cd "$(dirname "$0")/.." && pwd)
[ $# -gt 0 ] || set -- aim mst privbayes
if [ -t 0 ]; then
    tables=$(printf '%s\n' "40 20000 1 12 1 7" "100 20000 1 12 1 7" "100 20000 1 12 1 8" "100 20000 1 12 2 7" \
        "300 20000 1 12 1 7" "300 20000 1 12 1 8" "1000 20000 1 12 1 7" "40 20000 1 20 1 7" "80 20000 1 20 1 7" \
        "160 20000 1 20 1 7" "100 10000 1 12 1 7" "100 100000 1 12 1 7" "100 1000000 1 12 1 7")
else
    tables=$(cat)
fi
while read -r table; do
    for model in "$@"; do
        # shellcheck disable=SC2086 # a table is several arguments
        java -Xmx1g -XX:+UseSerialGC -cp "$home/benchmarks/target/benchmarks.jar" org.effigy.synth.WideTable \
            "$model" $table </dev/null
    done
done <<<"$tables"
