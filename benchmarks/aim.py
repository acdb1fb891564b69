#!/usr/bin/env python3
"""Fit with `effigy synthesize --model aim` again and again, score each output, and print one JSON line a run.

    benchmarks/aim.py TRAIN HOLDOUT DOMAIN.json TARGET TRIPLES.json SCHEMA SCORER \
        [--epsilon 1] [--runs 5] [--summary FILE] [--options OPTION ...]

TRAIN and HOLDOUT are integer-coded CSV files, SCHEMA the schema of TRAIN, SCORER a program that is called as
`SCORER TRAIN HOLDOUT SYNTHETIC DOMAIN.json TARGET --triples TRIPLES.json` and prints total variations and AUCs
as one JSON object. CPU seconds are user + system of the whole process, start of the JVM, reading, sampling and
writing included; memory is its largest resident set. Run it from the root of a checkout, after
`mvn -pl src package`. The synthetic tables have as many rows as the model estimates the real one to have.
"""
import argparse, json, os, statistics, subprocess, sys, tempfile


def one(a, epsilon):
    with tempfile.TemporaryDirectory() as folder:
        out = os.path.join(folder, "synthetic.csv")
        command = ["java", "-XX:+UseSerialGC", "-jar", "target/effigy-cli.jar", "synthesize", a.train,
                   "--schema", a.schema, "--epsilon", str(epsilon), "--delta", "1e-9", "--model", "aim",
                   "--quiet", "-o", out] + a.options
        process = subprocess.Popen(command)
        _, status, used = os.wait4(process.pid, 0)
        if status != 0:
            sys.exit("effigy failed: " + " ".join(command))
        score = json.loads(subprocess.run(
            [sys.executable, a.scorer, a.train, a.holdout, out, a.domain, a.target, "--triples", a.triples],
            check=True, capture_output=True, text=True).stdout)
    score.pop("name", None)
    return {"epsilon": epsilon, "cpuSeconds": round(used.ru_utime + used.ru_stime, 2),
            "memoryMegabytes": round(used.ru_maxrss / 1024), **score}


def main():
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("train", "holdout", "domain", "target", "triples", "schema", "scorer"):
        args.add_argument(name)
    args.add_argument("--epsilon", type=float, nargs="+", default=[1.0])
    args.add_argument("--runs", type=int, default=5)
    args.add_argument("--summary", help="a file to which mean and standard deviation are written, a line an epsilon")
    args.add_argument("--options", nargs=argparse.REMAINDER, default=[], help="last: passed on to effigy")
    a = args.parse_args()
    lines = []
    for epsilon in a.epsilon:
        runs = []
        for _ in range(a.runs):
            runs.append(one(a, epsilon))
            print(json.dumps(runs[-1]), flush=True)
        cells = [f"{key} {statistics.mean(values):.4f} +- {statistics.pstdev(values):.4f}"
                 for key in runs[0] if key not in ("epsilon", "rows", "cells_outside_domain")
                 for values in [[run[key] for run in runs]]]
        lines.append(f"epsilon {epsilon}: " + ", ".join(cells))
    if a.summary:
        with open(a.summary, "w") as file:
            file.write("\n".join(lines) + "\n")


main()
