"""A table with more rows: drawn with replacement, numbers moved by up to a fiftieth of their range.

python enlarge.py TABLE TIMES SEED > OUT
"""
import csv
import random
import sys

NUMBERS = {"age", "fnlwgt", "education_num", "capital_gain", "capital_loss", "hours_per_week"}

with open(sys.argv[1], newline="") as file:
    rows = list(csv.reader(file))
names, rows = rows[0], rows[1:]
times, rng = int(sys.argv[2]), random.Random(int(sys.argv[3]))
ranges = {}
for k, name in enumerate(names):
    if name in NUMBERS:
        values = [float(row[k]) for row in rows]
        ranges[k] = (min(values), max(values))
out = csv.writer(sys.stdout, lineterminator="\n")
out.writerow(names)
for _ in range(times * len(rows)):
    row = list(rng.choice(rows))
    for k, (low, high) in ranges.items():
        moved = float(row[k]) + (high - low) / 50 * rng.uniform(-1, 1)
        row[k] = str(round(min(high, max(low, moved))))
    out.writerow(row)
