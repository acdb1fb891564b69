#!/usr/bin/env python3
"""Scores synthetic tables of mixed columns against the rows that were fitted, and learners on a real holdout.

    score.py PREPARED [RUNS.jsonl]        PREPARED holds TABLE/{train.csv,holdout.csv,open.json}, as prepare.py writes them

Reads JSON lines (a file, or standard input), each with at least table and file, and prints them with these figures added;
any other keys stay as they are. A line whose file is "holdout" scores the holdout itself: what chance alone would bring.

  w1       Wasserstein distance over the standard deviation of the fitted rows, mean over ordered columns. Dates count as days
  ks       Kolmogorov-Smirnov distance, mean over ordered columns
  missing  difference of the missing rate, mean over columns
  pearson, spearman   absolute difference of the correlations, mean over pairs of ordered columns, missing cells left out
  ratio    absolute difference of the correlation ratio, mean over pairs of a nominal and an ordered column
  cramer   absolute difference of Cramer's V (bias-corrected), mean over pairs of nominal columns
  tv1, tv2, tv3       total variation of tables of one, two and three columns, ordered columns cut at the
           deciles of the holdout, missing apart
  weekday, month      total variation of the weekday and month shares of dates, where there are dates
  auc, r2  of boosted trees trained on the synthetic rows and tested on the holdout: of the schema's target, and of one number
  outside  cells that the schema doesn't allow

Of each kind of pair and of triples 200 are looked at where there are more, the same ones each time.
"""
import itertools, json, os, sys, warnings
os.environ.setdefault("OMP_NUM_THREADS", "1")
import numpy as np, pandas as pd
from scipy.stats import rankdata
warnings.filterwarnings("ignore")

REGRESSION = {"adult": "age", "bank": "age", "diabetes": "num_medications", "hospital": "cost", "cards": "amount"}
LOGARITHM = {"cost", "amount"}
DAY = 86400e9


class Table:
    """Columns as numbers (ordered ones) or codes (nominal ones); missing is NaN or -1."""

    def __init__(self, path, schema):
        raw = pd.read_csv(path, dtype=str, keep_default_na=False)
        self.rows, self.ordered, self.nominal, self.dates, self.outside = len(raw), {}, {}, {}, 0
        for field in schema["fields"]:
            if field.get("effigy:role") in ("identifier", "unit"):
                continue
            name, kind, bounds = field["name"], field.get("type", "string"), field.get("constraints", {})
            markers = field.get("missingValues", schema.get("missingValues", [""]))
            text = raw[name]
            missing = text.isin(markers)
            if kind in ("integer", "number") and "enum" not in bounds:
                value = pd.to_numeric(text.where(~missing), errors="coerce").to_numpy(dtype=float)
                self.outside += int((np.isnan(value) & ~missing).sum())
                low, high = float(bounds["minimum"]), float(bounds["maximum"])
                self.outside += int(((value < low) | (value > high)).sum())
                self.ordered[name] = np.clip(value, low, high)
            elif kind in ("date", "datetime"):
                time = pd.to_datetime(text.where(~missing), errors="coerce")
                self.outside += int((time.isna() & ~missing).sum())
                stamp = time.astype("datetime64[ns]").astype("int64").to_numpy(dtype=float) / DAY
                self.ordered[name] = np.where(time.isna(), np.nan, stamp)
                self.dates[name] = time
            else:
                groups = field.get("effigy:groups")
                values = list(groups) if groups else bounds.get("enum", ["false", "true"])
                codes = text.map({str(v): i for i, v in enumerate(values)})
                self.outside += 0 if groups else int((codes.isna() & ~missing).sum())
                if groups:
                    codes = text.map(lambda t: grouped(t, groups, values))
                self.nominal[name] = codes.where(~missing).fillna(-1).astype(int).to_numpy()


def grouped(text, groups, values, known={}):
    """The group of a code, by the rules in docs/guides/schema.md as far as these tables need them."""
    key = (text, tuple(values))
    if key in known:
        return known[key]
    found = values.index(text) if text in values else -1
    if found < 0 and text:
        letter = text[0] if text[0].isalpha() else ""
        try:
            number = int(float(text[len(letter):]))
        except ValueError:
            number = -1
        for i, members in enumerate(groups.values()):
            if text in members:
                found = i
                break
        for i, members in enumerate(groups.values() if found < 0 else []):
            for member in members:
                ends = member.split("-")
                try:
                    low, high = (int(e[len(letter):]) for e in (ends[0], ends[-1]))
                except ValueError:
                    continue
                if ends[0].startswith(letter) and (letter or ends[0][0].isdigit()) and low <= number <= high:
                    found = i
                    break
            if found >= 0:
                break
    known[key] = found
    return found


def ks_w1(a, b):
    a, b = np.sort(a[~np.isnan(a)]), np.sort(b[~np.isnan(b)])
    if not len(a) or not len(b):
        return (0.0, 0.0) if len(a) == len(b) else (1.0, 1.0)
    points = np.unique(np.concatenate([a, b]))
    fa = np.searchsorted(a, points, side="right") / len(a)
    fb = np.searchsorted(b, points, side="right") / len(b)
    gap = np.abs(fa - fb)
    spread = a.std() or 1.0
    return float(gap.max()), float((gap[:-1] * np.diff(points)).sum() / spread)


def correlation(x, y):
    both = ~np.isnan(x) & ~np.isnan(y)
    x, y = x[both], y[both]
    if len(x) < 3 or x.std() == 0 or y.std() == 0:
        return 0.0
    return float(np.corrcoef(x, y)[0, 1])


def ranks(x):
    r = np.full(len(x), np.nan)
    r[~np.isnan(x)] = rankdata(x[~np.isnan(x)])
    return r


def ratio(codes, x):
    ok = ~np.isnan(x)
    codes, x = codes[ok] + 1, x[ok]
    if len(x) < 3 or x.var() == 0:
        return 0.0
    n = np.bincount(codes)
    means = np.bincount(codes, weights=x) / np.maximum(n, 1)
    return float(np.sqrt((n * (means - x.mean()) ** 2).sum() / (len(x) * x.var())))


def cramer(a, b):
    table = np.zeros((a.max() + 2, b.max() + 2))
    np.add.at(table, (a + 1, b + 1), 1)
    table = table[table.sum(1) > 0][:, table.sum(0) > 0]
    r, k = table.shape
    if min(r, k) < 2:
        return 0.0
    n = table.sum()
    expected = np.outer(table.sum(1), table.sum(0)) / n
    phi = ((table - expected) ** 2 / expected).sum() / n
    phi = max(0.0, phi - (k - 1) * (r - 1) / (n - 1))
    return float(np.sqrt(phi / max(1e-9, min(k - 1 - (k - 1) ** 2 / (n - 1), r - 1 - (r - 1) ** 2 / (n - 1)))))


def coded(table, cuts):
    columns = {}
    for name, x in table.ordered.items():
        columns[name] = np.where(np.isnan(x), 0, 1 + np.searchsorted(cuts[name], np.nan_to_num(x), side="right"))
    for name, codes in table.nominal.items():
        columns[name] = codes + 1
    return columns


def variation(a, b, columns):
    key_a = np.zeros(len(a[columns[0]]), dtype=np.int64)
    key_b = np.zeros(len(b[columns[0]]), dtype=np.int64)
    for c in columns:
        size = 1 + max(a[c].max(initial=0), b[c].max(initial=0))
        key_a, key_b = key_a * size + a[c], key_b * size + b[c]
    cells = 1 + max(key_a.max(initial=0), key_b.max(initial=0))
    if cells > 4_000_000:
        _, inverse = np.unique(np.concatenate([key_a, key_b]), return_inverse=True)
        key_a, key_b, cells = inverse[: len(key_a)], inverse[len(key_a):], inverse.max() + 1
    p = np.bincount(key_a, minlength=cells) / len(key_a)
    q = np.bincount(key_b, minlength=cells) / len(key_b)
    return 0.5 * float(np.abs(p - q).sum())


def design(table, without):
    names = [n for n in table.ordered if n != without] + [n for n in table.nominal if n != without]
    return np.column_stack([table.ordered[n] if n in table.ordered else table.nominal[n] for n in names])


def learn(table, holdout, target, number):
    from sklearn.ensemble import HistGradientBoostingClassifier, HistGradientBoostingRegressor
    from sklearn.metrics import r2_score, roc_auc_score
    y, z = table.nominal[target], holdout.nominal[target]
    # The share of the commonest class against the rest, where there are more than two.
    positive = 1 if z.max() == 1 else np.bincount(z[z >= 0]).argmax()
    y, z = (y == positive).astype(int), (z == positive).astype(int)
    auc = 0.5
    if y.min() != y.max():
        model = HistGradientBoostingClassifier(max_iter=60, random_state=0).fit(design(table, target), y)
        auc = roc_auc_score(z, model.predict_proba(design(holdout, target))[:, 1])
    f = np.log1p if number in LOGARITHM else (lambda v: v)
    u, v = f(table.ordered[number]), f(holdout.ordered[number])
    model = HistGradientBoostingRegressor(max_iter=60, random_state=0).fit(design(table, number)[~np.isnan(u)], u[~np.isnan(u)])
    r2 = r2_score(v[~np.isnan(v)], model.predict(design(holdout, number)[~np.isnan(v)]))
    return float(auc), float(r2)


def some(items):
    """All of a list, or the same 200 of a long one."""
    if len(items) <= 200:
        return items
    return [items[i] for i in np.random.RandomState(7).choice(len(items), 200, replace=False)]


class Reference:
    def __init__(self, folder, name):
        self.schema = json.load(open(f"{folder}/{name}/open.json"))
        self.train = Table(f"{folder}/{name}/train.csv", self.schema)
        self.holdout = Table(f"{folder}/{name}/holdout.csv", self.schema)
        self.cuts = {}
        for column, x in self.holdout.ordered.items():
            x = x[~np.isnan(x)]
            self.cuts[column] = np.unique(np.quantile(x, np.arange(0, 10) / 10)) if len(x) else np.array([0.0])
        self.codes = coded(self.train, self.cuts)
        self.statistics = self.describe(self.train)
        roles = [f["name"] for f in self.schema["fields"] if f.get("effigy:role") == "target"]
        self.target, self.number = roles[0], REGRESSION[name]

    def describe(self, t):
        rank = {n: ranks(x) for n, x in t.ordered.items()}
        ordered, nominal = list(t.ordered), list(t.nominal)
        pairs = list(itertools.combinations(ordered, 2))
        return {
            "pearson": [correlation(t.ordered[a], t.ordered[b]) for a, b in pairs],
            "spearman": [correlation(rank[a], rank[b]) for a, b in pairs],
            "ratio": [ratio(t.nominal[a], t.ordered[b]) for a, b in some([(a, b) for a in nominal for b in ordered])],
            "cramer": [cramer(t.nominal[a], t.nominal[b]) for a, b in some(list(itertools.combinations(nominal, 2)))],
        }

    def score(self, t):
        s, figures = self.train, {}
        distances = [ks_w1(s.ordered[n], t.ordered[n]) for n in s.ordered]
        figures["w1"] = np.mean([d[1] for d in distances])
        figures["ks"] = np.mean([d[0] for d in distances])
        rates = [abs(np.isnan(s.ordered[n]).mean() - np.isnan(t.ordered[n]).mean()) for n in s.ordered]
        rates += [abs((s.nominal[n] < 0).mean() - (t.nominal[n] < 0).mean()) for n in s.nominal]
        figures["missing"] = np.mean(rates)
        for kind, values in self.describe(t).items():
            gaps = np.abs(np.array(values) - np.array(self.statistics[kind]))
            figures[kind] = float(np.mean(gaps)) if len(gaps) else 0.0
        codes = coded(t, self.cuts)
        for k in (1, 2, 3):
            cliques = some(list(itertools.combinations(self.codes, k)))
            figures[f"tv{k}"] = np.mean([variation(self.codes, codes, c) for c in cliques])
        for name in s.dates:
            for part, size in (("weekday", 7), ("month", 13)):
                p, q = (np.bincount(getattr(x.dates[name].dropna().dt, part), minlength=size) for x in (s, t))
                figures.setdefault(part, []).append(0.5 * np.abs(p / p.sum() - q / q.sum()).sum())
        for part in ("weekday", "month"):
            if part in figures:
                figures[part] = np.mean(figures[part])
        figures["auc"], figures["r2"] = learn(t, self.holdout, self.target, self.number)
        figures["outside"] = t.outside
        return {k: round(float(v), 5) for k, v in figures.items()}


def main():
    lines = open(sys.argv[2]) if len(sys.argv) > 2 else sys.stdin
    known = {}
    for line in lines:
        if not line.startswith("{"):
            continue
        run = json.loads(line)
        name = run["table"]
        if name not in known:
            known[name] = Reference(sys.argv[1], name)
        reference = known[name]
        if run["file"] == "holdout":
            figures = reference.score(reference.holdout)
            figures["auc"], figures["r2"] = learn(reference.train, reference.holdout, reference.target, reference.number)
            figures = {k: round(v, 5) for k, v in figures.items()}
        else:
            figures = reference.score(Table(run["file"], reference.schema))
        print(json.dumps({**run, **figures}), flush=True)


main()
