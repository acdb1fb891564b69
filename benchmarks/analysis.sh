#!/usr/bin/env bash
# How often 95 % intervals of `effigy analyze` hold what is true of two simulated populations of six columns: a table a run.
#
#   benchmarks/analysis.sh [FITS [ROWS]]      for example: benchmarks/analysis.sh 40 20000; 200 fits take hours
#
# Needs benchmarks/target/benchmarks.jar (docs/tutorials/benchmarking.md).
set -euo pipefail
home=$(cd "$(dirname "$0")/.." && pwd)
for table in hospital cards; do
    java -Xmx3g -cp "$home/benchmarks/target/benchmarks.jar" org.effigy.analysis.Coverage \
        "$table" mst,aim .5,1,3 "${1:-200}" "${2:-20000}"
done
