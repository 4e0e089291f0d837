"""Writes intervals of shares and of differences of shares, from scipy and statsmodels, into shares.csv and differences.csv beside it.

    python make.py
"""

import pathlib

import scipy
import statsmodels
from scipy.optimize import brentq
from scipy.stats import binom
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint

FOLDER = pathlib.Path(__file__).parent
VERSIONS = f"# scipy {scipy.__version__}, statsmodels {statsmodels.__version__}: make.py\n"
TRIALS = [1, 2, 3, 4, 5, 7, 10, 20, 33, 50, 200, 500, 10_000, 1_000_000]


def mid_p(successes, trials):
    """Both limits of the mid-p test, from scipy's binomial distribution."""

    def above(share):
        return binom.sf(successes, trials, share) + 0.5 * binom.pmf(successes, trials, share) - 0.025

    def below(share):
        return binom.cdf(successes - 1, trials, share) + 0.5 * binom.pmf(successes, trials, share) - 0.025

    low = 0.0 if successes == 0 else brentq(above, 0, 1, xtol=1e-15)
    high = 1.0 if successes == trials else brentq(below, 0, 1, xtol=1e-15)
    return low, high


with open(FOLDER / "shares.csv", "w") as file:
    file.write(VERSIONS + "successes,trials,method,low,high\n")
    for trials in TRIALS:
        for successes in sorted({0, 1, trials // 3, trials // 2, trials - 1, trials}):
            if trials <= 4:
                method, (low, high) = "mid-p", mid_p(successes, trials)
            else:
                method, (low, high) = "beta", proportion_confint(successes, trials, method="beta")
            file.write(f"{successes},{trials},{method},{float(low)!r},{float(high)!r}\n")



def difference(counts, method):
    """The interval, or "nan" twice where statsmodels finds no end of the score interval."""
    try:
        return confint_proportions_2indep(*counts, method=method)
    except ValueError:
        return "nan", "nan"


with open(FOLDER / "differences.csv", "w") as file:
    file.write(VERSIONS + "rest_part,rest,group_part,group,newcomb_low,newcomb_high,score_low,score_high\n")
    for rest_part, rest in [(60, 200), (100, 200), (10, 200), (600, 2000), (30_000, 100_000)]:
        for group_part, group in [(0, 5), (2, 5), (5, 5), (3, 10), (9, 20), (20, 50), (150, 500), (2_500, 10_000)]:
            counts = (rest_part, rest, group_part, group)
            ends = [float(end) for method in ["newcomb", "score"] for end in difference(counts, method)]
            file.write(",".join(str(field) for field in [*counts, *ends]) + "\n")
