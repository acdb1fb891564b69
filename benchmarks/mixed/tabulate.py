#!/usr/bin/env python3
"""Prints the lines that score.py wrote as a Markdown table: means over runs, one row for each table, model, bins and epsilon.

    tabulate.py SCORES.jsonl ...
"""
import json, sys

COLUMNS = ["w1", "ks", "missing", "pearson", "spearman", "ratio", "cramer", "tv1", "tv2", "tv3", "weekday", "month", "auc",
           "r2", "cpu"]
groups = {}
for path in sys.argv[1:]:
    for line in open(path):
        run = json.loads(line)
        groups.setdefault((run["table"], run.get("epsilon", 0), run.get("model"), run.get("bins", "")), []).append(run)
print("| table | epsilon | model | bins | runs | " + " | ".join(COLUMNS) + " |")
print("| --- " * (len(COLUMNS) + 5) + "|")
for (table, epsilon, model, bins), runs in sorted(groups.items()):
    cells = []
    for column in COLUMNS:
        values = [run[column] for run in runs if column in run]
        mean = sum(values) / len(values) if values else 0
        cells.append(("%.1f" if column == "cpu" else "%.3f" if abs(mean) >= .1 else "%.4f") % mean if values else "")
    print(f"| {table} | {epsilon or ''} | {model} | {bins} | {len(runs)} | " + " | ".join(cells) + " |")
