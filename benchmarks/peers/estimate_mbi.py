"""The estimation problem of TimeToTarget with mbi (Private-PGM, JAX): CPU and wall seconds to the same errors.

usage: estimate_mbi.py PROBLEM [ITERATIONS [mirror|lbfgs|accelerated]]
"""

import json
import sys
import time

START = time.perf_counter()

import numpy as np
from mbi import Domain, LinearMeasurement, estimation

TARGETS = [189_149, 33_030, 31_707, 30_500, 30_023, 29_500, 29_308]
METHODS = {
    "mirror": estimation.MirrorDescent,
    "lbfgs": estimation.LBFGS,
    "accelerated": estimation.UniversalAcceleratedMethod,
}


def report(what, iteration):
    cpu, wall = time.process_time(), time.perf_counter() - START
    print(f"{what:22} iteration {iteration:4}  cpu {cpu:6.2f} s  wall {wall:6.2f} s", flush=True)


def main(path, iterations=1000, method="mirror"):
    with open(path) as file:
        problem = json.load(file)
    domain = Domain(problem["domain"].keys(), problem["domain"].values())
    sigma = problem["sigma"]
    counts = [np.array(y) for y in problem["y"]]
    cliques = [tuple(c) for c in problem["cliques"]]
    measurements = [LinearMeasurement(y, c, sigma) for y, c in zip(counts, cliques)]
    report("problem read", 0)
    state = {"iteration": 0, "reached": 0}

    def progress(marginals):
        state["iteration"] += estimation.CALLBACK_EVERY
        if method != "mirror":
            return
        error = sum(
            float(np.sum((np.asarray(marginals.project(c).datavector(), dtype=np.float64) - y) ** 2))
            for c, y in zip(cliques, counts)
        ) / (2 * sigma**2)
        while state["reached"] < len(TARGETS) and error <= TARGETS[state["reached"]]:
            report(f"error {TARGETS[state['reached']]}", state["iteration"])
            state["reached"] += 1
        if state["iteration"] % 500 == 0:
            report(f"error {error:.1f}", state["iteration"])

    model = METHODS[method]().estimate(domain, measurements, iters=int(iterations), callback_fn=progress)
    error = sum(
        float(np.sum((np.asarray(model.project(c).datavector(), dtype=np.float64) - y) ** 2))
        for c, y in zip(cliques, counts)
    ) / (2 * sigma**2)
    report(f"error {error:.1f}, end", state["iteration"])
    for _ in range(2):
        model.synthetic_data(rows=1_000_000)
        report("1000000 rows", 0)


if __name__ == "__main__":
    main(*sys.argv[1:])
