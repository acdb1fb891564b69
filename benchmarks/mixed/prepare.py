#!/usr/bin/env python3
"""Splits the tables of the comparison into rows to fit and a holdout, and writes their schemas with and without bins.

    prepare.py CHECKOUT OUT [TABLE ...]      tables: adult bank diabetes hospital cards

A fifth of the rows, or of the units where there are any, is held out. The simulated tables are drawn anew: 20,000 rows, and
10,000 of other units. OUT/TABLE/ gets train.csv, holdout.csv, declared.json (the schema as it is in the checkout) and
open.json (without effigy:bins). Needs ../shared beside the checkout for the public tables, and the built launcher.
"""
import json, os, re, subprocess, sys
import numpy as np, pandas as pd

TABLES = {
    "adult": ("adult.csv", "datasets/schemas/adult.schema.json", None),
    "bank": ("bank-marketing.csv", "datasets/schemas/bank-marketing.schema.json", None),
    "diabetes": ("diabetes130-5000.csv", "datasets/schemas/diabetes130.schema.json", "patient_nbr"),
    "hospital": ("hospital", "datasets/hospital-encounters/encounters.schema.json", "patient_id"),
    "cards": ("cards", "datasets/card-transactions/transactions.schema.json", "account_id"),
}


def simulate(home, kind, rows, first, path):
    command = [home + "/effigy", "simulate", kind, "--rows", str(rows), "--seed", "11", "-o", path]
    if first:
        command += ["--first-unit", first]
    said = subprocess.run(command, capture_output=True, text=True, check=True, env={**os.environ, "EFFIGY_NO_BUILD": "1"})
    return re.search(r"--first-unit (\d+)", said.stdout + said.stderr).group(1)


def main():
    home, out = sys.argv[1], sys.argv[2]
    for name in sys.argv[3:] or TABLES:
        source, schema, unit = TABLES[name]
        folder = os.path.join(out, name)
        os.makedirs(folder, exist_ok=True)
        declared = json.load(open(os.path.join(home, schema)))
        json.dump(declared, open(folder + "/declared.json", "w"), indent=1)
        for field in declared["fields"]:
            edges = field.pop("effigy:bins", None)
            bounds = field.setdefault("constraints", {})
            if isinstance(edges, list):
                bounds.setdefault("minimum", edges[0])
                bounds.setdefault("maximum", edges[-1])
        json.dump(declared, open(folder + "/open.json", "w"), indent=1)
        if source.endswith(".csv"):
            rows = pd.read_csv(os.path.join(home, "..", "shared", "datasets", source), dtype=str, keep_default_na=False)
            keys = rows[unit] if unit else pd.Series(np.arange(len(rows)))
            held = set(np.random.RandomState(3).permutation(keys.unique())[: keys.nunique() // 5])
            mask = keys.isin(held).to_numpy()
            rows[~mask].to_csv(folder + "/train.csv", index=False)
            rows[mask].to_csv(folder + "/holdout.csv", index=False)
        else:
            following = simulate(home, source, 20000, None, folder + "/train.csv")
            simulate(home, source, 10000, following, folder + "/holdout.csv")


main()
