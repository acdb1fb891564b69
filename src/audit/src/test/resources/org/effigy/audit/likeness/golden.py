"""Golden figures for org.effigy.audit.utility: the same statistics by SciPy, scikit-learn and SDMetrics.

    python3 golden.py        writes real.csv, judged.csv and scipy.json beside itself

Made with Python 3.11, NumPy 2.4.6, pandas 2.3.3, SciPy 1.17.1, scikit-learn 1.9.1, SDMetrics 0.32.0. The tables are
invented; the second is not a good likeness of the first.
"""
import itertools, json, pathlib
import numpy as np, pandas as pd
from scipy import stats
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import mutual_info_score
from sdmetrics.column_pairs import ContingencySimilarity, CorrelationSimilarity
from sdmetrics.single_column import KSComplement, TVComplement, CategoryCoverage, RangeCoverage

HERE = pathlib.Path(__file__).parent


def table(seed, rows, shift):
    r = np.random.default_rng(seed)
    age = np.clip(np.rint(r.normal(45 + shift, 14, rows)), 0, 99)
    pay = np.round(np.exp(r.normal(2 + 0.02 * age, 0.5)), 1).clip(0, 400)
    job = np.array(["a", "b", "c", "d"])[np.minimum(3, (r.random(rows) * (2 + age / 40)).astype(int))]
    town = np.array(["n", "s", "e"])[np.where(r.random(rows) < .6, (job > "b").astype(int), r.integers(0, 3, rows))]
    f = pd.DataFrame({"age": age, "pay": pay, "job": job, "town": town})
    f.loc[r.random(rows) < .07, "pay"] = np.nan
    f.loc[r.random(rows) < .05, "town"] = np.nan
    f["age"] = f["age"].astype(int)
    return f


real, judged = table(1, 400, 0), table(2, 300, 4)
real.to_csv(HERE / "real.csv", index=False)
judged.to_csv(HERE / "judged.csv", index=False)
real, judged = (pd.read_csv(HERE / f"{n}.csv", keep_default_na=True) for n in ("real", "judged"))
numbers, categories = ["age", "pay"], ["job", "town"]


def bins(f):
    """The schema's: ages one by one; pay 0, 5, 10, 20, 40, 80, 160, 400."""
    g = f.copy()
    edges = np.array([0, 5, 10, 20, 40, 80, 160, 400.])
    g["pay"] = np.minimum(np.searchsorted(edges, f["pay"], side="right") - 1, 6)
    g.loc[f["pay"].isna(), "pay"] = -1
    g["town"] = f["town"].fillna("?")
    return g.astype(str)


def tv(a, b):
    p, q = a.value_counts(normalize=True), b.value_counts(normalize=True)
    return float(p.subtract(q, fill_value=0).abs().sum() / 2)


def v(f):
    t = pd.crosstab(f["job"], f["town"]).to_numpy()
    n = t.sum()
    phi2 = stats.chi2_contingency(t, correction=False)[0] / n
    r, c = t.shape
    phi2 = max(0, phi2 - (r - 1) * (c - 1) / (n - 1))
    return float(np.sqrt(phi2 / min(r - (r - 1) ** 2 / (n - 1) - 1, c - (c - 1) ** 2 / (n - 1) - 1)))


def eta(f, cat, num):
    g = f[[cat, num]].dropna()
    groups = [x[num].to_numpy() for _, x in g.groupby(cat)]
    F = stats.f_oneway(*groups).statistic
    k, n = len(groups), len(g)
    return float(np.sqrt(F * (k - 1) / (F * (k - 1) + n - k)))


gold = {"origin": "golden.py: SciPy 1.17.1, scikit-learn 1.9.1, SDMetrics 0.32.0, NumPy 2.4.6, pandas 2.3.3"}
ba, bb = bins(real), bins(judged)
for k in (1, 2, 3):
    gold[f"tv{k}"] = float(np.mean([tv(ba[list(c)], bb[list(c)]) for c in itertools.combinations(real.columns, k)]))
for c in numbers:
    x, y = real[c].dropna(), judged[c].dropna()
    gold[f"ks.{c}"] = float(stats.ks_2samp(x, y).statistic)
    gold[f"wasserstein.{c}"] = float(stats.wasserstein_distance(x, y))
    gold[f"quantile.{c}"] = [float(np.quantile(x, q)) for q in (.01, .05, .25, .5, .75, .95, .99)]
    gold[f"sdmetrics.ks.{c}"] = float(KSComplement.compute(real[c], judged[c]))
    gold[f"sdmetrics.range.{c}"] = float(RangeCoverage.compute(real[c], judged[c]))
for c in categories:
    gold[f"sdmetrics.tv.{c}"] = float(TVComplement.compute(real[c], judged[c]))
    gold[f"sdmetrics.coverage.{c}"] = float(CategoryCoverage.compute(real[c], judged[c]))
gold["sdmetrics.contingency"] = float(ContingencySimilarity.compute(real[["job", "town"]], judged[["job", "town"]]))
gold["sdmetrics.correlation"] = float(CorrelationSimilarity.compute(real[numbers], judged[numbers]))
for name, f in (("real", real), ("judged", judged)):
    g = f[numbers].dropna()
    gold[f"pearson.{name}"] = float(stats.pearsonr(g.age, g.pay).statistic)
    gold[f"spearman.{name}"] = float(stats.spearmanr(g.age, g.pay).statistic)
    gold[f"cramers-v.{name}"] = v(f)
    for c in categories:
        for n in numbers:
            gold[f"eta.{c}.{n}.{name}"] = eta(f, c, n)
    for a, b in itertools.combinations(real.columns, 2):
        gold[f"mi.{a}.{b}.{name}"] = float(mutual_info_score(bins(f)[a], bins(f)[b]))

both = pd.concat([real, judged], ignore_index=True)
label = np.r_[np.zeros(len(real)), np.ones(len(judged))]
X = [((both[c] - both[c].mean()) / both[c].std(ddof=0)).fillna(0).to_numpy() for c in numbers]
X += [both.pay.isna().to_numpy(float)]
X += [(both.job == j).to_numpy(float) for j in "bcd"] + [(both.town == t).to_numpy(float) for t in "se"]
X += [both.town.isna().to_numpy(float)]
X = np.column_stack(X)
model = LogisticRegression(C=np.inf, tol=1e-12, max_iter=100000, solver="newton-cholesky").fit(X, label)
p = model.predict_proba(X)[:, 1]
gold["pmse"] = float(np.mean((p - label.mean()) ** 2))
gold["propensity.rank"] = int(X.shape[1] + 1)
gold["fisher.fewer"] = float(stats.fisher_exact([[3, 497], [30, 1470]], alternative="less").pvalue)
gold["fisher.fewer.common"] = float(stats.fisher_exact([[440, 60], [1400, 100]], alternative="less").pvalue)
gold["chi-square"] = float(stats.chi2_contingency([[30, 50, 20], [60, 60, 80]], correction=False).pvalue)
gold["ks.chance"] = float(stats.kstwobign.sf(0.1 * np.sqrt(200 * 300 / 500)))
(HERE / "scipy.json").write_text(json.dumps(gold, indent=1) + "\n")
