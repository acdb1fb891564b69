#!/usr/bin/env bash
# Scores a model on the coded Adult table: utility by the neutral scorer, CPU seconds of the whole process.
#
#   benchmarks/adult.sh MODEL [RUNS] [EPSILON ...]      for example: benchmarks/adult.sh independent 5 0.3 1 3 10
#
# Needs ../shared beside the checkout, and python3 with numpy, pandas and scikit-learn. EFFIGY_OPTIONS is added to the
# command line of effigy. Prints a JSON line a run, then a table of means and standard deviations.
set -euo pipefail
home=$(cd "$(dirname "$0")/.." && pwd)
shared=$home/../shared
model=${1:?name a model}
runs=${2:-5}
shift $(($# < 2 ? $# : 2))
[ $# -gt 0 ] || set -- 0.3 1 3 10
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
# One thread a learner: on a busy machine more of them wait for each other. The scores are the same.
export OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1
"$home/effigy" --version >&2

for epsilon in "$@"; do
    for run in $(seq "$runs"); do
        TIMEFORMAT='%U %S'
        # shellcheck disable=SC2086 # the options are meant to be split
        { time EFFIGY_NO_BUILD=1 "$home/effigy" synthesize "$shared/datasets/adult-coded-train.csv" \
            --schema "$home/datasets/schemas/adult-coded.schema.json" --epsilon "$epsilon" --delta 1e-9 \
            --model "$model" --quiet ${EFFIGY_OPTIONS:-} -o "$work/synthetic.csv" 2>"$work/errors"; } 2>"$work/time" ||
            { cat "$work/errors" >&2; exit 1; }
        python3 "$shared/tools/score.py" "$shared/datasets/adult-coded-train.csv" \
            "$shared/datasets/adult-coded-holdout.csv" "$work/synthetic.csv" \
            "$shared/datasets/adult-coded-domain.json" 'income>50K' \
            --triples "$shared/datasets/adult-coded-triples.json" --name "$model" |
            python3 -c "
import json, sys
score = json.load(sys.stdin)
user, system = map(float, open('$work/time').read().split())
print(json.dumps(dict(score, epsilon=$epsilon, run=$run, cpu_seconds=round(user + system, 2))))" | tee -a "$work/runs"
    done
done

python3 - "$work/runs" <<'EOT'
import json, statistics, sys
runs = [json.loads(line) for line in open(sys.argv[1])]
figures = ["cpu_seconds", "tv1_train", "tv1_holdout", "tv2_train", "tv2_holdout", "tv3_train", "tv3_holdout",
           "trees_auc", "logistic_auc"]
print("\n| epsilon | runs | " + " | ".join(figures) + " |")
print("| --- " * (len(figures) + 2) + "|")
for epsilon in sorted({run["epsilon"] for run in runs}):
    rows = [run for run in runs if run["epsilon"] == epsilon]
    cells = []
    for figure in figures:
        values = [row[figure] for row in rows]
        spread = statistics.stdev(values) if len(values) > 1 else 0
        cells.append(f"{statistics.mean(values):.4f} ± {spread:.4f}")
    print(f"| {epsilon} | {len(rows)} | " + " | ".join(cells) + " |")
EOT
