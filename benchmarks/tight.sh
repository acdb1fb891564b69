#!/usr/bin/env bash
# Audits each model by thousands of fits on neighbours made to hurt, and prints lower bounds beside the claims.
#
#   benchmarks/tight.sh [FITS] [MODEL ...]      for example: benchmarks/tight.sh 6000, or benchmarks/tight.sh 2000 mst aim
#
# FITS: fits an audit, 6,000 unless given; MODEL: all unless named. Needs a JDK, Maven and what the build needs; about 12 CPU
# minutes for all models at 6,000. Exits with 1 if a bound is above its claim.
set -euo pipefail
home=$(cd "$(dirname "$0")/.." && pwd)
mvn -B -q -f "$home/pom.xml" ${EFFIGY_MAVEN_OPTIONS:-} -DskipTests package >&2
exec nice java -cp "$home/benchmarks/target/benchmarks.jar" org.effigy.attack.TightAudits "$@"
