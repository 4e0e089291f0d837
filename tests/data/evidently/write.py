"""Writes what Evidently says of small data sets: cases.json, beside this file.

    DO_NOT_TRACK=1 python write.py      with evidently==0.7.23 and pandas<3

Each case is one column of two sides, drawn with a fixed seed. A side is a list of [value, times]; null is missing. Evidently decides the type of the column, the test and the verdict by
itself. Windows are four equal parts of the current side, each held against the whole baseline with the type that the whole column has.
"""

import json
import os
from pathlib import Path

os.environ["DO_NOT_TRACK"] = "1"

import evidently
import numpy as np
import pandas as pd
import scipy
from evidently import DataDefinition, Dataset, Report
from evidently.core.datasets import infer_column_type
from evidently.legacy.core import ColumnType
from evidently.metrics import ValueDrift

draw = np.random.default_rng(20260101)


def normal(rows, mean=0.0, deviation=10.0, missing=0, digits=1):
    values = [round(float(value), digits) for value in draw.normal(mean, deviation, rows - missing)]
    return shuffled(values + [None] * missing)


def labels(counts, missing=0):
    return shuffled([label for label, count in counts.items() for _ in range(count)] + [None] * missing)


def shuffled(values):
    return [values[place] for place in draw.permutation(len(values))]


def repeated(values, times):
    return [value for value, count in zip(values, times) for _ in range(count)]


CASES = {
    "numbers up to 1000: Kolmogorov-Smirnov, missing left out": (normal(300, missing=20), normal(260, 3, missing=40)),
    "1000 numbers among 1040 rows: still a test": (normal(1040, missing=40), normal(400, 1.5)),
    "1001 numbers: Wasserstein": (normal(1060, missing=59), normal(400, 1.5, missing=10)),
    "a constant baseline beside numbers that vary": ([4.5] * 1001, normal(200, 4.5, 0.01, digits=4)),
    "five distinct numbers, up to 1000": (
        labels({0.5: 100, 1.5: 80, 2.5: 60, 3.5: 40, 4.5: 20}, 7),
        labels({0.5: 80, 1.5: 80, 2.5: 60, 3.5: 50, 4.5: 30}, 3),
    ),
    "five distinct numbers, over 1000": (
        labels({0.5: 500, 1.5: 300, 2.5: 250, 3.5: 40, 4.5: 20}),
        labels({0.5: 80, 1.5: 80, 2.5: 60, 3.5: 50}, 5),
    ),
    "three labels: goodness of fit": (
        labels({"a": 500, "b": 300, "c": 200}),
        labels({"a": 540, "b": 290, "c": 170}),
    ),
    "six labels, of Evidently's own tests": (
        repeated("123456", [16, 18, 16, 14, 12, 12]),
        repeated("123456", [16, 16, 16, 16, 16, 8]),
    ),
    "a label that the baseline lacks": (labels({"a": 300, "b": 200}), labels({"a": 120, "b": 79, "c": 1})),
    "two labels: z-test, missing left out": (labels({"yes": 300, "no": 200}, 30), labels({"yes": 130, "no": 70}, 50)),
    "one label on both sides": (labels({"only": 300}, 10), labels({"only": 100})),
    "labels over 1000: Jensen-Shannon, missing left out": (
        labels({"a": 600, "b": 400, "c": 100}, 200),
        labels({"a": 200, "b": 200, "c": 60, "d": 4}, 30),
    ),
    "whole numbers with few distinct values are labels": (
        labels(dict(zip(range(8), [60, 50, 40, 40, 30, 30, 20, 10]))),
        labels(dict(zip(range(8), [40, 50, 40, 40, 30, 30, 20, 20]))),
    ),
    "the same beside missing ones are numbers": (
        labels(dict(zip(range(8), [60, 50, 40, 40, 30, 30, 20, 10])), 4),
        labels(dict(zip(range(8), [40, 50, 40, 40, 30, 30, 20, 20])), 4),
    ),
}


def series(values):
    return pd.Series([np.nan if value is None and not has_text(values) else value for value in values])


def has_text(values):
    return any(isinstance(value, str) for value in values)


def of(baseline, current, column_type):
    is_number = column_type == ColumnType.Numerical
    definition = DataDefinition(
        numerical_columns=["x"] if is_number else [], categorical_columns=[] if is_number else ["x"]
    )
    side = lambda values: Dataset.from_pandas(pd.DataFrame({"x": values}), data_definition=definition)
    found = Report([ValueDrift(column="x")], include_tests=True).run(side(current), side(baseline)).dict()
    (metric,), (test,) = found["metrics"], found["tests"]
    return {
        "method": metric["config"]["method"],
        "score": float(metric["value"]),
        "drifted": test["status"].name == "FAIL",
    }


def runs(values):
    out = []
    for value in values:
        if out and out[-1][0] == value:
            out[-1][1] += 1
        else:
            out.append([value, 1])
    return out


cases = []
for name, (baseline, current) in CASES.items():
    before, now = series(baseline), series(current)
    column_type = infer_column_type(now)
    size = len(now) // 4
    windows = [now[at * size : (at + 1) * size] for at in range(4)]
    cases.append(
        {
            "name": name,
            "baseline": runs(baseline),
            "current": runs(current),
            "kind": {ColumnType.Numerical: "numerical", ColumnType.Categorical: "categorical"}[column_type],
            "expected": of(before, now, column_type),
            "windows": [of(before, window.reset_index(drop=True), column_type) for window in windows],
        }
    )

versions = {"evidently": evidently.__version__, "pandas": pd.__version__, "scipy": scipy.__version__}
lines = ",\n".join(json.dumps(case, separators=(",", ":")) for case in cases)
out = Path(__file__).with_name("cases.json")
out.write_text(f'{{"written_by":"write.py","versions":{json.dumps(versions)},"cases":[\n{lines}\n]}}\n')
