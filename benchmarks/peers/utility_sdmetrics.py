"""SDMetrics' QualityReport and SciPy's statistics beside a utility audit's JSON: what is the same, and by how much what isn't.

    python3 benchmarks/peers/utility_sdmetrics.py TRAIN.csv SYNTHETIC.csv AUDIT.json

Needs sdmetrics, scipy and pandas. "?" is read as missing, as the schemas of Adult say.
"""
import itertools, json, sys, time
import numpy as np, pandas as pd
from scipy import stats
from sdmetrics.reports.single_table import QualityReport

train, synthetic = (pd.read_csv(f, na_values=["?"], keep_default_na=False) for f in sys.argv[1:3])
audit = json.load(open(sys.argv[3]))
grids = {g["id"]: g for s in audit["sections"] for g in s["grids"]}


def cell(grid, row, column):
    g = grids["utility.fidelity." + grid]
    return g["values"][g["rows"].index(row)][g["columns"].index(column)]


numbers = [c for c in train if train[c].dtype != object]
metadata = {"columns": {c: {"sdtype": "numerical" if c in numbers else "categorical"} for c in train}}
start = time.process_time()
report = QualityReport()
report.generate(train, synthetic, metadata, verbose=False)
print(f"SDMetrics: score {report.get_score():.6f}, CPU seconds {time.process_time() - start:.1f}")
print(report.get_properties().to_string(index=False))
worst = {}


def compare(what, theirs, ours):
    off = abs(theirs - ours)
    worst[what] = max(worst.get(what, 0), off)


for _, r in report.get_details("Column Shapes").iterrows():
    ks = r["Metric"] == "KSComplement"
    ours = cell("columns", r["Column"], ("kolmogorov-smirnov" if ks else "total-variation") + ".train")
    gaps = train[r["Column"]].isna().any() or synthetic[r["Column"]].isna().any()
    compare(r["Metric"] + (", columns with missing cells" if gaps else ""), 1 - r["Score"], ours)
for _, r in report.get_details("Column Pair Trends").iterrows():
    a, b = r["Column 1"], r["Column 2"]
    if r["Metric"] == "CorrelationSimilarity":
        compare("Pearson, train", r["Real Correlation"], cell("pearson.train", a, b))
        compare("Pearson, synthetic", r["Synthetic Correlation"], cell("pearson.synthetic", a, b))
for c in numbers:
    compare("SciPy ks_2samp", stats.ks_2samp(train[c], synthetic[c]).statistic, cell("columns", c, "kolmogorov-smirnov.train"))
    compare("SciPy wasserstein_distance", stats.wasserstein_distance(train[c], synthetic[c]), cell("columns", c, "wasserstein.train"))
for a, b in itertools.combinations(numbers, 2):
    for name, f in (("train", train), ("synthetic", synthetic)):
        compare("SciPy spearmanr", stats.spearmanr(f[a], f[b]).statistic, cell("spearman." + name, a, b))
for a, b in itertools.combinations([c for c in train if c not in numbers], 2):
    for name, f in (("train", train), ("synthetic", synthetic)):
        t = pd.crosstab(f[a], f[b]).to_numpy()
        n, (r, k) = t.sum(), t.shape
        phi2 = max(0, stats.chi2_contingency(t, correction=False)[0] / n - (r - 1) * (k - 1) / (n - 1))
        v = np.sqrt(phi2 / min(r - (r - 1) ** 2 / (n - 1) - 1, k - (k - 1) ** 2 / (n - 1) - 1))
        compare("SciPy chi2_contingency, Cramer's V corrected", v, cell("cramers-v." + name, a, b))
        t = pd.crosstab(f[a].fillna("?"), f[b].fillna("?")).to_numpy() / len(f)
        e = t.sum(1, keepdims=True) * t.sum(0)
        compare("NumPy mutual information", float((t[t > 0] * np.log(t[t > 0] / e[t > 0])).sum()), cell("mutual-information." + name, a, b))
for what, off in worst.items():
    print(f"{what}: largest difference {off:.2g}")
