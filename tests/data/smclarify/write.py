"""Writes what smclarify says of small tables: cases.json, beside this file.

    python write.py      with smclarify==0.5, numpy<3 and pandas<3

A table counts rows by its place 4 * in_group + 2 * label + prediction; there is one for each value of the variable that the conditional metrics condition on. A metric that smclarify refuses is null.
The tables are drawn with a fixed seed, so that many have an empty group, no positive row or nothing but false negatives. The flip test needs more than counts.
"""

import json
import math
from importlib.metadata import version
from pathlib import Path

import numpy as np
import pandas as pd
from smclarify.bias.metrics import call_metric, posttraining, pretraining

PRE = ["CI", "DPL", "JS", "KL", "LP", "TVD", "KS", "CDDL"]
POST = ["AD", "CDDPL", "DAR", "DCA", "DCR", "DI", "DPPL", "DRR", "GE", "RD", "SD", "TE"]

draw = np.random.default_rng(20260102)


def table(chance):
    return [int(count) if draw.random() < chance else 0 for count in draw.integers(1, 9, 8)]


def rows(tables):
    for stratum, counts in enumerate(tables):
        for place, count in enumerate(counts):
            yield from [(bool(place & 4), bool(place & 2), bool(place & 1), stratum)] * count


def expected(tables):
    frame = pd.DataFrame(list(rows(tables)), columns=["in_group", "label", "prediction", "stratum"])
    arguments = {
        "feature": frame["in_group"].astype(int),
        "sensitive_facet_index": frame["in_group"].astype(bool),
        "label": frame["label"].astype(int),
        "positive_label_index": frame["label"].astype(bool),
        "predicted_label": frame["prediction"].astype(int),
        "positive_predicted_label_index": frame["prediction"].astype(bool),
        "group_variable": frame["stratum"],
    }
    values = {}
    for module, names in [(pretraining, PRE), (posttraining, POST)]:
        for name in names:
            try:
                value = float(call_metric(getattr(module, name), **arguments))
            except (ValueError, AssertionError, ZeroDivisionError):
                value = math.nan
            values[name] = None if math.isnan(value) else str(value) if math.isinf(value) else value
    return values


tables = [
    [[5, 1, 1, 3, 1, 0, 2, 1]],
    [[5, 1, 1, 3, 0, 0, 0, 0]],
    [[0, 0, 0, 0, 1, 2, 2, 1]],
    [[0, 0, 3, 0, 0, 0, 2, 0]],
    [[0, 0, 3, 0, 0, 0, 0, 0]],
]
tables += [[table(chance) for _ in range(strata)] for chance in (0.3, 0.5, 0.9) for strata in (1, 2, 3) for _ in range(5)]
tables = [one for one in tables if sum(map(sum, one)) > 0]
lines = ",\n".join(json.dumps({"tables": one, "expected": expected(one)}, separators=(",", ":")) for one in tables)
versions = {name: version(name) for name in ("smclarify", "pandas", "numpy")}
out = Path(__file__).with_name("cases.json")
out.write_text(f'{{"written_by":"write.py","versions":{json.dumps(versions)},"cases":[\n{lines}\n]}}\n')
