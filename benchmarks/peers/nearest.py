"""Nearest rows by comparing all pairs, in Numba and by FAISS (flat L1 on one-hot columns): sums and CPU seconds.

python nearest.py TRAIN HOLDOUT SYNTHETIC   (needs numpy, numba and faiss-cpu; one thread)
"""
import csv
import sys
import time

import faiss
import numba
import numpy as np

NUMBERS = {"age", "fnlwgt", "education_num", "capital_gain", "capital_loss", "hours_per_week"}


def read(path):
    with open(path, newline="") as file:
        rows = list(csv.reader(file))
    return rows[0], rows[1:]


@numba.njit(fastmath=True)
def nearest(numbers, codes, of_numbers, of_codes):
    total = 0.0
    for i in range(len(numbers)):
        best = np.inf
        for j in range(len(of_numbers)):
            distance = 0.0
            for k in range(numbers.shape[1]):
                distance += abs(numbers[i, k] - of_numbers[j, k])
            for k in range(codes.shape[1]):
                if codes[i, k] != of_codes[j, k]:
                    distance += 1.0
            if distance < best:
                best = distance
        total += best
    return total


def one_hot(numbers, codes, sizes):
    wide = [numbers]
    for k, size in enumerate(sizes):
        column = np.zeros((len(codes), size))
        column[np.arange(len(codes)), codes[:, k]] = 0.5
        wide.append(column)
    return np.ascontiguousarray(np.hstack(wide), dtype=np.float32)


def main():
    names, train = read(sys.argv[1])
    tables = [train, read(sys.argv[2])[1], read(sys.argv[3])[1]]
    is_number = [name in NUMBERS for name in names]
    known = [{} for _ in names]
    coded = []
    for rows in tables:
        numbers = np.array([[float(v) for v, n in zip(row, is_number) if n] for row in rows])
        codes = np.array(
            [[known[k].setdefault(v, len(known[k])) for k, v in enumerate(row) if not is_number[k]] for row in rows],
            dtype=np.int32,
        )
        coded.append((numbers, codes))
    low, high = coded[0][0].min(0), coded[0][0].max(0)
    coded = [((numbers - low) / (high - low), codes) for numbers, codes in coded]
    made, made_codes = coded[2]
    nearest(made[:10], made_codes[:10], made[:10], made_codes[:10])
    for of_numbers, of_codes in coded[:2]:
        start = time.process_time()
        total = nearest(made, made_codes, of_numbers, of_codes)
        print(f"numba, {len(of_numbers)} references: sum {total:.4f}, {time.process_time() - start:.2f} CPU s")
    faiss.omp_set_num_threads(1)
    sizes = [len(values) for values, number in zip(known, is_number) if not number]
    query = one_hot(made, made_codes, sizes)
    for of_numbers, of_codes in coded[:2]:
        references = one_hot(of_numbers, of_codes, sizes)
        start = time.process_time()
        index = faiss.IndexFlat(references.shape[1], faiss.METRIC_L1)
        index.add(references)
        distances, _ = index.search(query, 1)
        print(f"FAISS, {len(of_numbers)} references: sum {distances.astype(float).sum():.4f},"
              f" {time.process_time() - start:.2f} CPU s")


main()
