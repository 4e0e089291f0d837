"""Times xgboost's own pred_contribs on a tenth of the rows: pred_contribs.py FOLDER ROWS FEATURES TREES DEPTH.

Writes the model (model.json) and the rows (columns.f32, column by column) into FOLDER, so that the same can be timed elsewhere.
"""

import os
import sys
import time

import numpy as np
import xgboost

folder = sys.argv[1]
rows, features, trees, depth = map(int, sys.argv[2:6])
random = np.random.default_rng(1)
x = random.normal(size=(rows, features)).astype(np.float32)
y = (x[:, :5].sum(axis=1) + x[:, 5] * x[:, 6] + random.normal(size=rows) > 0).astype(int)
data = xgboost.DMatrix(x, label=y)
booster = xgboost.train(
    {"objective": "binary:logistic", "max_depth": depth, "eta": 0.1, "seed": 1}, data, num_boost_round=trees
)
booster.save_model(os.path.join(folder, "model.json"))
np.ascontiguousarray(x.T).tofile(os.path.join(folder, "columns.f32"))
for threads in sorted({1, os.cpu_count()}):
    booster.set_param({"nthread": threads})
    fresh = xgboost.DMatrix(x[: rows // 10], nthread=threads)
    start = time.perf_counter()
    values = booster.predict(fresh, pred_contribs=True)
    seconds = time.perf_counter() - start
    total = np.abs(values[:, :-1].astype(np.float64)).sum()
    print(f"native xgboost {xgboost.__version__}, {threads} thread(s), {rows // 10} rows: {seconds:.2f} s (sum of magnitudes {total:.1f})")
