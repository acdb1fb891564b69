#!/usr/bin/env bash
# Plants leaks of fifteen kinds in synthetic tables, and prints which of them the privacy audit finds.
#
#   benchmarks/ladder.sh SCHEMA CSV BASE DRAWS SHARES GATES [KINDS]
#   for example: benchmarks/ladder.sh datasets/schemas/adult.schema.json adult.csv fresh 10 0,0.01,0.1 evidence TWO_CELLS,AVERAGES
#
# BASE: fresh (real rows that nobody trained on), shuffled (a poor likeness) or a synthetic table's CSV. GATES: all, or those
# of the weight of evidence alone (a fifth of the time). Needs a JDK, Maven and what the build needs; some 2 CPU seconds a draw on 30,000 rows for evidence.
set -euo pipefail
home=$(cd "$(dirname "$0")/.." && pwd)
mvn -B -q -f "$home/pom.xml" ${EFFIGY_MAVEN_OPTIONS:-} -DskipTests package >&2
exec nice java -cp "$home/benchmarks/target/benchmarks.jar" org.effigy.audit.privacy.Ladder "$@"
