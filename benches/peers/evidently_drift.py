"""Evidently's preset for data drift, on frames that pandas read.

evidently_drift.py BASELINE.csv CURRENT.csv
"""

import sys

import evidently
import pandas as pd
from evidently import Report
from evidently.presets import DataDriftPreset

from result import clocks, tell

start = clocks()
baseline, current = (pd.read_csv(path) for path in sys.argv[1:3])
before = clocks()[0]
snapshot = Report([DataDriftPreset()]).run(current, baseline)
metrics = snapshot.dict()["metrics"]
in_preset = clocks()[0] - before
tell(f"Evidently {evidently.__version__}", start, f"{len(metrics)} metrics; {in_preset:.1f} s of it in the preset")
