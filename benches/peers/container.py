"""pandas with scipy, measuring what the AWS sample's drift container measures, without its isolation forest.

container.py BASELINE.csv CURRENT.csv

A column with fewer than 50 distinct values, or of text, is categorical. Numbers: shares by the baseline's deciles, KS on
standardised values, Wasserstein, and KS with and without missing values. Labels: shares of those on both sides, and chi-square,
also of the missing ones. Both: drift score, Jensen-Shannon.
"""

import sys

import numpy as np
import pandas as pd
import scipy
from scipy.spatial.distance import jensenshannon
from scipy.stats import chisquare, ks_2samp, wasserstein_distance

from result import clocks, tell


def chi_square(before, now):
    # Rounded counts do not add up to the same, which newer versions of scipy mind.
    return chisquare(before, now, sum_check=False)


def numerical(before, now):
    edges = np.nanpercentile(before, np.linspace(0, 100, 11))
    shares = [
        pd.cut(side, edges, duplicates="drop").value_counts(normalize=True).sort_index().to_numpy()
        for side in (before, now)
    ]
    mean, deviation = before.mean(), before.std()
    scaled = [(side - mean) / deviation for side in (before, now)]
    present = [side.dropna() for side in (before, now)]
    return shares, {
        "missing": ks_2samp(before, now).pvalue - ks_2samp(*present).pvalue,
        "ks": ks_2samp(*scaled).statistic,
        "wasserstein": wasserstein_distance(*scaled),
    }


def categorical(before, now):
    counts = [side.value_counts(normalize=True, dropna=False) for side in (before, now)]
    common = counts[0].index.intersection(counts[1].index)
    shares = [side.loc[common].to_numpy() for side in counts]
    missing = [np.array([1 - share, share]) * len(now) for share in (before.isna().mean(), now.isna().mean())]
    return shares, {
        "missing": chi_square(*missing).pvalue if all(missing[1]) else None,
        "chi_square": chi_square(*((side * len(now)).astype(int) for side in shares)).statistic,
    }


start = clocks()
baseline, current = (pd.read_csv(path) for path in sys.argv[1:3])
table = {}
for name in baseline.columns:
    before, now = baseline[name], current[name]
    is_number = pd.api.types.is_numeric_dtype(before) and before.nunique() >= 50
    shares, measures = (numerical if is_number else categorical)(before, now)
    measures["drift_score"] = 100 * np.abs(shares[0] - shares[1]).sum()
    measures["jensenshannon"] = jensenshannon(*shares)
    table[name] = measures
largest = max((measures["ks"], name) for name, measures in table.items() if "ks" in measures)
tell(f"pandas {pd.__version__}, scipy {scipy.__version__}", start, largest)
