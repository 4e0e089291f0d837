"""Polars with numpy: both files, one two-sample KS statistic a numeric column, label counts a text column.

native_polars.py BASELINE.csv CURRENT.csv
"""

import sys

import numpy as np
import polars as pl

from result import clocks, tell


def ks(left, right):
    left, right = np.sort(left), np.sort(right)
    values = np.concatenate([left, right])
    below_left = np.searchsorted(left, values, side="right") / len(left)
    below_right = np.searchsorted(right, values, side="right") / len(right)
    return float(np.abs(below_left - below_right).max())


start = clocks()
baseline, current = (pl.read_csv(path) for path in sys.argv[1:3])
statistics, labels = [], {}
for name, kind in baseline.schema.items():
    if kind.is_numeric():
        columns = (side[name].drop_nulls().to_numpy() for side in (baseline, current))
        statistics.append((ks(*columns), name))
    else:
        labels[name] = [side[name].value_counts() for side in (baseline, current)]
tell(f"Polars {pl.__version__}, numpy {np.__version__}", start, max(statistics))
