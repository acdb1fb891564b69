#!/usr/bin/env bash
# What discovery finds in the raw Adult table, and what it costs beside the declared domain: one-way total variation on the
# declared bins and categories, and CPU seconds of the whole process.
#
#   benchmarks/discovery.sh [RUNS] [EPSILON] [MODEL]        for example: benchmarks/discovery.sh 5 1 independent
#
# Needs ../shared beside the checkout, and python3. Prints what was found, a JSON line a run, then a table.
set -euo pipefail
home=$(cd "$(dirname "$0")/.." && pwd)
table=$home/../shared/datasets/adult.csv
declared=$home/datasets/schemas/adult.schema.json
runs=${1:-5}
epsilon=${2:-1}
model=${3:-independent}
columns=fnlwgt,capital-gain,native-country,occupation
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"$home/effigy" --version >&2

# The schema without these columns' bins, and without their domains; the other columns stay as they are declared.
python3 - "$declared" "$columns" "$work/unbinned.json" "$work/open.json" <<'EOT'
import json, sys
schema = json.load(open(sys.argv[1]))
fields = [field for field in schema["fields"] if field["name"] in sys.argv[2].split(",")]
for field in fields:
    field.pop("effigy:bins", None)
json.dump(schema, open(sys.argv[3], "w"))
for field in fields:
    for name in ("enum", "minimum", "maximum"):
        field["constraints"].pop(name, None)
json.dump(schema, open(sys.argv[4], "w"))
EOT

# "declared": with the schema's own bins. "unbinned": the declared domain, cut as a discovered one is.
for share in declared unbinned 0.05 0.1 0.2; do
    options=(--schema "$work/open.json" --discover "$columns" --discover-share "$share")
    [ "$share" != declared ] || options=(--schema "$declared")
    [ "$share" != unbinned ] || options=(--schema "$work/unbinned.json")
    for run in $(seq "$runs"); do
        TIMEFORMAT='%U %S'
        { time EFFIGY_NO_BUILD=1 "$home/effigy" synthesize "$table" "${options[@]}" --epsilon "$epsilon" --delta 1e-9 \
            --model "$model" -o "$work/synthetic.csv" 2>"$work/said"; } 2>"$work/time" ||
            { cat "$work/said" >&2; exit 1; }
        grep -E '^(Discovered|Changed)' "$work/said" | sed "s/^/share $share, run $run: /" || true
        python3 - "$declared" "$table" "$work/synthetic.csv" "$share" "$run" "$work/time" <<'EOT' | tee -a "$work/runs"
import bisect, collections, csv, json, sys
schema = json.load(open(sys.argv[1]))
def counts(path):
    with open(path, newline="") as file:
        rows = list(csv.DictReader(file))
    result = {}
    for field in schema["fields"]:
        name, edges = field["name"], field.get("effigy:bins")
        if isinstance(edges, list):
            cell = lambda text: bisect.bisect_right(edges[:-1], float(text)) if text != "?" else text
        elif field["type"] == "string":
            cell = lambda text: text
        else:
            cell = lambda text: text if text == "?" else int(text)
        tally = collections.Counter(cell(row[name]) for row in rows)
        result[name] = {value: count / len(rows) for value, count in tally.items()}
    return result
real, synthetic = counts(sys.argv[2]), counts(sys.argv[3])
tv = {name: sum(abs(real[name].get(v, 0) - synthetic[name].get(v, 0)) for v in set(real[name]) | set(synthetic[name])) / 2
      for name in real}
user, system = map(float, open(sys.argv[6]).read().split())
line = {"share": sys.argv[4], "run": int(sys.argv[5]), "cpu_seconds": round(user + system, 2)}
line.update({"tv_" + name: round(value, 5) for name, value in tv.items()})
others = [tv[name] for name in tv if name not in ("fnlwgt", "capital-gain", "native-country", "occupation")]
line["tv_other_columns"] = round(sum(others) / len(others), 5)
line["tv_all_columns"] = round(sum(tv.values()) / len(tv), 5)
print(json.dumps(line))
EOT
    done
done

python3 - "$work/runs" <<'EOT'
import json, statistics, sys
runs = [json.loads(line) for line in open(sys.argv[1])]
figures = ["cpu_seconds", "tv_fnlwgt", "tv_capital-gain", "tv_native-country", "tv_occupation", "tv_other_columns",
           "tv_all_columns"]
print("\n| share | runs | " + " | ".join(figures) + " |")
print("| --- " * (len(figures) + 2) + "|")
for share in dict.fromkeys(run["share"] for run in runs):
    rows = [run for run in runs if run["share"] == share]
    cells = []
    for figure in figures:
        values = [row[figure] for row in rows]
        spread = statistics.stdev(values) if len(values) > 1 else 0
        cells.append(f"{statistics.mean(values):.4f} ± {spread:.4f}")
    print(f"| {share} | {len(rows)} | " + " | ".join(cells) + " |")
EOT
