#!/usr/bin/env bash
# Fuzzes the readers of everything that comes from outside, one after the other, under Jazzer.
#
#   benchmarks/fuzz.sh [SECONDS] [TARGET ...]     for example: benchmarks/fuzz.sh 3600 csv model
#
# SECONDS is the time for each target (60). Targets are csv, packed, parquet, schema, model, manifest, ledger and policy; all unless some
# are named. Inputs that reached new code stay in target/fuzz/corpus, and a later run begins with them. What fails is left
# in target/fuzz/found: make it a line of src/cli/src/test/resources/fuzz/TARGET.hex with 'xxd -p -c0', and mend the reader. Exit
# status 1 if anything failed.
set -euo pipefail
home=$(cd "$(dirname "$0")/.." && pwd)
seconds=${1:-60}
shift $(($# < 1 ? $# : 1))
[ $# -gt 0 ] || set -- csv packed parquet schema model manifest ledger policy
work=$home/target/fuzz
mkdir -p "$work/found" "$work/logs"

# EFFIGY_NO_BUILD=1 takes what an earlier run built.
[ -n "${EFFIGY_NO_BUILD:-}" ] || mvn -B -q -f "$home/pom.xml" -pl src/cli -am -Pfuzz test-compile dependency:build-classpath \
    -Dmdep.outputFile="$work/classpath" >&2
classes=$home/src/cli/target/test-classes:$home/src/cli/target/classes:$(cat "$work/classpath")
java -cp "$classes" org.effigy.fuzz.Seeds "$work/corpus"

package() {
    case $1 in
        csv | packed | schema) echo table ;;
        parquet) echo table.parquet ;;
        model | manifest) echo synth ;;
        ledger) echo privacy ;;
        policy) echo audit ;;
        *) echo "fuzz.sh: there is no target '$1': csv, packed, parquet, schema, model, manifest, ledger, policy" >&2 && exit 2 ;;
    esac
}

# Inputs that failed so far; slow ones are kept beside them and are none.
failures() {
    find "$work/found" -name "$1-*" ! -name '*-slow-unit-*' | wc -l
}

# What guides the fuzzer: the readers, and not the estimators behind them, which would only be slower.
readers='org.effigy.table.**:org.effigy.synth.**:org.effigy.privacy.**:org.effigy.audit.*:de.siegmar.fastcsv.**:io.airlift.compress.**:org.apache.parquet.format.**'
# Readers of files read from memory, where the machine has a folder there.
scratch=$([ -d /dev/shm ] && echo /dev/shm || echo "${TMPDIR:-/tmp}")
failed=0
echo "| target | seconds | processor seconds | inputs run | edges | features | inputs kept | failures |"
echo "| --- | --- | --- | --- | --- | --- | --- | --- |"
for target in "$@"; do
    name=$(package "$target")
    class=org.effigy.$name.$(echo "${target:0:1}" | tr '[:lower:]' '[:upper:]')${target:1}Fuzz
    log=$work/logs/$target.log
    before=$(failures "$target")
    TIMEFORMAT='%R %U %S'
    # A wall clock stops inputs that take 5 minutes, so that a busy machine is no failure.
    { time java -Xmx512m -XX:+UseSerialGC -Djava.io.tmpdir="$scratch" -cp "$classes" com.code_intelligence.jazzer.Jazzer \
        --target_class="$class" --instrumentation_includes="$readers" --keep_going=20 \
        -max_total_time="$seconds" -timeout=300 -rss_limit_mb=2048 -max_len=8192 -print_final_stats=1 \
        -artifact_prefix="$work/found/$target-" --reproducer_path="$work/logs" \
        "$work/corpus/$target" >"$log" 2>&1 || true; } 2>"$work/time"
    read -r real user system <"$work/time"
    found=$(($(failures "$target") - before))
    ((failed += found)) || true
    last=$(grep -E '^#[0-9]+.*cov: ' "$log" | tail -1 || true)
    echo "| $target | ${real%.*} | $(awk "BEGIN { printf \"%d\", $user + $system }") |" \
        "$(sed -n 's/^stat::number_of_executed_units: *//p' "$log" | tail -1) |" \
        "$(sed -n 's/.*cov: \([0-9]*\).*/\1/p' <<<"$last") | $(sed -n 's/.*ft: \([0-9]*\).*/\1/p' <<<"$last") |" \
        "$(sed -n 's/.*corp: \([0-9]*\).*/\1/p' <<<"$last") | $found |"
done
exit $((failed > 0))
