#!/usr/bin/env python3
"""Draws a table from a Gaussian copula without privacy: what a private one can at best come near.

    gaussian_copula.py FOLDER KIND OUT.csv      FOLDER holds train.csv and open.json, as benchmarks/mixed/prepare.py writes them

KIND is library (copulas.multivariate.GaussianMultivariate of the Python package copulas, with beta marginals, which is what SDV's
GaussianCopulaSynthesizer takes by default) or empirical (numpy and SciPy: the rows' own quantiles as marginals, correlations of normal
scores). Dates count as numbers; a nominal column becomes a number by its values' shares, as SDV does; of a column with missing cells the
mean stands in for them, and a column of 0 and 1 says where.
"""
import json, sys, time
import numpy as np, pandas as pd
from scipy.stats import norm, rankdata

DAY = 86400e9
folder, kind, out = sys.argv[1:4]
schema = json.load(open(folder + "/open.json"))
train = pd.read_csv(folder + "/train.csv", dtype=str, keep_default_na=False)
random = np.random.default_rng(1)
numbers, back = {}, {}
for field in schema["fields"]:
    name = field["name"]
    if field.get("effigy:role") in ("identifier", "unit"):
        continue
    text, kind_of = train[name], field.get("type", "string")
    missing = (text == "").to_numpy()
    if kind_of in ("integer", "number", "date", "datetime"):
        if kind_of in ("date", "datetime"):
            value = pd.to_datetime(text.where(~missing)).astype("datetime64[ns]").astype("int64").to_numpy(float) / DAY
        else:
            value = pd.to_numeric(text.where(~missing)).to_numpy(float)
        value = np.where(missing, value[~missing].mean(), value)
        low, high = value.min(), value.max()
        step = {"integer": 1, "date": 1, "datetime": 1 / 288}.get(kind_of, 10.0 ** -field.get("effigy:precision", 2))

        def restore(x, kind_of=kind_of, low=low, high=high, step=step, precision=field.get("effigy:precision", 2)):
            x = np.clip(np.round(x / step) * step, low, high)
            if kind_of == "integer":
                return x.round().astype(int).astype(str)
            if kind_of == "number":
                return np.char.mod("%%.%df" % precision, x)
            stamp = pd.to_datetime((np.round(x * 288) * 300 * 1e9).astype("int64"))
            return stamp.strftime("%Y-%m-%d" if kind_of == "date" else "%Y-%m-%dT%H:%M:%S").to_numpy()

        numbers[name], back[name] = value, restore
        if missing.any():
            numbers["missing " + name] = missing.astype(float)
    else:
        shares = text.value_counts(normalize=True)
        ends = np.cumsum(shares.to_numpy())
        place = dict(zip(shares.index, ends - shares.to_numpy() / 2))
        numbers[name] = text.map(place).to_numpy(float)
        back[name] = lambda x, ends=ends, names=shares.index.to_numpy(): names[
            np.minimum(np.searchsorted(ends, x), len(names) - 1)]
data = pd.DataFrame(numbers)
begun = time.process_time()
if kind == "library":
    from copulas.multivariate import GaussianMultivariate
    from copulas.univariate import BetaUnivariate

    np.random.seed(1)
    model = GaussianMultivariate(distribution=BetaUnivariate)
    model.fit(data)
    drawn = model.sample(len(data))
else:
    scores = np.column_stack([norm.ppf(rankdata(data[c]) / (len(data) + 1)) for c in data])
    z = random.multivariate_normal(np.zeros(data.shape[1]), np.corrcoef(scores.T), len(data), method="eigh")
    drawn = pd.DataFrame({c: np.quantile(data[c], norm.cdf(z[:, i]), method="inverted_cdf") for i, c in enumerate(data)})
seconds = time.process_time() - begun
table = pd.DataFrame({name: train[name].to_numpy() for name in train})
for name, restore in back.items():
    values = restore(drawn[name].to_numpy())
    if "missing " + name in drawn:
        values = np.where(drawn["missing " + name].to_numpy() > 0.5, "", values)
    table[name] = values
table.to_csv(out, index=False)
print(json.dumps({"table": folder.rstrip("/").split("/")[-1], "model": "copula without privacy, " + kind, "run": 1,
                  "cpu": round(seconds, 2), "file": out}))
