"""Models as people save them, with what each answers to rows.csv. Run with each set of versions: make.py OUT BASELINE.csv; OUT is a folder below this one.

Sets, by Python: 3.6 scikit-learn 0.23.2, xgboost 1.0.2, joblib 0.17.0 (xgb-1.0); 3.8 scikit-learn 0.23.2, xgboost 1.3.3, lightgbm 2.3.1 (xgb-1.3); 3.9 scikit-learn
1.0.2, xgboost 1.7.6, lightgbm 3.3.5 (xgb-1.7); 3.11 scikit-learn 1.4.2, xgboost 2.1.4, lightgbm 4.3.0, catboost 1.2.5 (xgb-2.1); 3.13 xgboost 3.2.0 and what was newest
(xgb-3.2). What each had stands in its expected.json. Files are kept small: few shallow trees.
"""
import json, pickle, sys, os, warnings
import joblib, numpy as np, pandas as pd, sklearn, xgboost as xgb
from sklearn.compose import ColumnTransformer
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import Pipeline, FeatureUnion
from sklearn.preprocessing import *
from sklearn.tree import DecisionTreeClassifier
from sklearn.ensemble import RandomForestClassifier, GradientBoostingClassifier
from sklearn.feature_extraction.text import TfidfVectorizer

warnings.filterwarnings("ignore")
OUT = sys.argv[1]
os.makedirs(OUT, exist_ok=True)
AT_LEAST = lambda module, *version: tuple(int(part) for part in module.__version__.split(".")[:2]) >= version

data = pd.read_csv(sys.argv[2])
COLUMNS = ["age", "gender", "employment", "region", "income", "savings", "credit_score", "utilisation", "term_months", "purpose"]
X, y = data[COLUMNS].copy(), data["repaid"].astype(int)
LACKING = ("income", "age", "employment")
for name in COLUMNS:
    if name not in LACKING:
        X[name] = X[name].fillna(X[name].mode()[0])
X.loc[::17, "income"] = np.nan
X.loc[::13, "employment"] = np.nan
HERE = os.path.dirname(os.path.abspath(__file__))
path = os.path.join(HERE, "rows.csv")
if not os.path.exists(path):
    rows = X.tail(24).copy()
    rows.iloc[1, 4] = np.nan
    rows.iloc[2, 2] = np.nan
    rows.iloc[3, 3] = "atlantis"
    rows.iloc[4, 0] = np.nan
    rows.to_csv(path, index=False)
R = pd.read_csv(path)[COLUMNS]
NUMBERS = ["age", "income", "savings", "credit_score", "utilisation", "term_months"]
expected = {"versions": {module.__name__: module.__version__ for module in (sklearn, xgb, joblib, np)}, "models": {}}


def dense(matrix):
    return np.asarray(matrix.toarray() if hasattr(matrix, "toarray") else matrix, float)


def numbers(values):
    return [numbers(value) if isinstance(value, (list, np.ndarray)) else (None if value != value else float("%.9g" % value)) for value in values]


def expect(name, answer, **more):
    found = {"answer": numbers(np.asarray(answer, float))}
    for key, value in more.items():
        found[key] = value if isinstance(value, str) else numbers(np.asarray(value, float))
    expected["models"][name] = found


def write(name, value, how=pickle, **options):
    with open(os.path.join(OUT, name), "wb") as file:
        how.dump(value, file, **options)


def mixed():
    """Steps of all kinds, columns by name."""
    return ColumnTransformer([
        ("filled", Pipeline([("impute", SimpleImputer(strategy="median", add_indicator=True)), ("scale", StandardScaler())]), ["income", "age"]),
        ("robust", RobustScaler(), ["savings"]),
        ("ranged", MinMaxScaler(), ["credit_score", "utilisation"]),
        ("words", Pipeline([("impute", SimpleImputer(strategy="constant", fill_value="none")), ("hot", OneHotEncoder(handle_unknown="ignore"))]), ["employment", "region"]),
        ("first", OneHotEncoder(drop="first"), ["gender"]),
        ("order", OrdinalEncoder(), ["purpose"]),
        ("as", "passthrough", ["term_months"])], remainder="drop")


# Boosters alone: of numbers with names, and of what a ColumnTransformer made.
named = xgb.train({"objective": "binary:logistic", "max_depth": 3, "eta": 0.5, "seed": 7}, xgb.DMatrix(X[NUMBERS], y), 5)
D = xgb.DMatrix(R[NUMBERS])
of_named = dict(answer=named.predict(D), contributions=named.predict(D, pred_contribs=True))
def keep(name):
    expect(name, **of_named)
named.save_model(os.path.join(OUT, "booster.json")); keep("booster.json")
if AT_LEAST(xgb, 1, 6):
    named.save_model(os.path.join(OUT, "booster.ubj")); keep("booster.ubj")
if not AT_LEAST(xgb, 3, 1):
    old = "booster.deprecated" if AT_LEAST(xgb, 2, 1) else "booster.bin"
    try:
        named.save_model(os.path.join(OUT, old)); keep(old)
    except Exception as error:
        print("no old binary form:", str(error).splitlines()[0])
write("booster.pkl", named); keep("booster.pkl")
write("booster-2.pkl", named, protocol=2); keep("booster-2.pkl")
joblib.dump(named, os.path.join(OUT, "booster.joblib")); keep("booster.joblib")
joblib.dump(named, os.path.join(OUT, "booster-zlib.joblib"), compress=3); keep("booster-zlib.joblib")
if "booster.bin" in expected["models"] or "booster.deprecated" in expected["models"]:
    end = "bin" if "booster.bin" in expected["models"] else "deprecated"
    for name, params, target in [
        ("classes", {"objective": "multi:softprob", "num_class": 3}, pd.qcut(X["utilisation"], 3, labels=False)),
        ("dart", {"objective": "count:poisson", "booster": "dart", "rate_drop": 0.5, "base_score": 20.0}, X["term_months"]),
        ("linear", {"objective": "reg:squarederror", "booster": "gblinear"}, X["term_months"])]:
        of = X[NUMBERS[:-1]].fillna(0.0) if name == "linear" else X[NUMBERS[:-1]]
        DR = R[NUMBERS[:-1]].fillna(0.0) if name == "linear" else R[NUMBERS[:-1]]
        model = xgb.train(dict(params, max_depth=2, eta=0.5, seed=7), xgb.DMatrix(of.values, target), 3)
        file = "%s.%s" % (name, end)
        model.save_model(os.path.join(OUT, file))
        asked = xgb.DMatrix(DR.values)
        answer = model.predict(asked, training=False) if name == "dart" else model.predict(asked)
        expect(file, answer, rows=DR.values)

# A ColumnTransformer, and what is behind it.
encode = mixed()
E = dense(encode.fit_transform(X))
RK = R.copy()
RE = dense(encode.transform(RK))
expect("encoder.joblib", [], encoded=RE); joblib.dump(encode, os.path.join(OUT, "encoder.joblib"))
write("encoder.pkl", encode); expect("encoder.pkl", [], encoded=RE)
for name, classifier in [
    ("pipeline.joblib", xgb.XGBClassifier(n_estimators=5, max_depth=3, random_state=7)),
    ("logistic.joblib", LogisticRegression(max_iter=1000)),
    ("tree.joblib", DecisionTreeClassifier(max_depth=4, random_state=7)),
    ("forest.joblib", RandomForestClassifier(n_estimators=4, max_depth=3, random_state=7)),
    ("boosted.joblib", GradientBoostingClassifier(n_estimators=4, max_depth=2, random_state=7))]:
    pipe = Pipeline([("encode", mixed()), ("model", classifier)]); pipe.fit(X, y)
    more = {}
    if name == "pipeline.joblib":
        more["contributions"] = pipe.named_steps["model"].get_booster().predict(xgb.DMatrix(pipe.named_steps["encode"].transform(RK)), pred_contribs=True)
    expect(name, pipe.predict_proba(RK)[:, 1], **more)
    joblib.dump(pipe, os.path.join(OUT, name), compress=3 if name in ("forest.joblib", "boosted.joblib") else 0)

# Columns by position, the rest passed through, sparse: what is 0 is missing to XGBoost then.
P = X[["gender", "region", "purpose", "age", "savings", "term_months"]].values
PR = R[["gender", "region", "purpose", "age", "savings", "term_months"]].copy()
PR.loc[PR["region"] == "atlantis", "region"] = "south"
PR["age"] = PR["age"].fillna(40.0)
sparse = ColumnTransformer([("hot", OneHotEncoder(handle_unknown="ignore"), [0, 1, 2])], remainder="passthrough", sparse_threshold=0.9)
positions = Pipeline([("encode", sparse), ("model", xgb.XGBClassifier(n_estimators=5, max_depth=3, random_state=7))])
positions.fit(P, y)
assert positions.named_steps["encode"].sparse_output_
expect("positions.pkl", positions.predict_proba(PR.values)[:, 1]); write("positions.pkl", positions)

if AT_LEAST(sklearn, 1, 3):
    rare = Pipeline([("encode", ColumnTransformer([
        ("rare", OneHotEncoder(min_frequency=200, handle_unknown="infrequent_if_exist"), ["region", "employment"]),
        ("order", OrdinalEncoder(handle_unknown="use_encoded_value", unknown_value=-1, encoded_missing_value=-2), ["purpose"]),
        ("most", Pipeline([("a", SimpleImputer(strategy="mean", keep_empty_features=True)), ("b", MaxAbsScaler()), ("c", FunctionTransformer())]), ["income", "age"]),
        ("clipped", MinMaxScaler(clip=True, feature_range=(-1, 1)), slice(5, 7))])),
        ("model", xgb.XGBClassifier(n_estimators=5, max_depth=3, random_state=7))])
    rare.fit(X, y)
    expect("rare.pkl", rare.predict_proba(R)[:, 1], encoded=dense(rare.named_steps["encode"].transform(R))); write("rare.pkl", rare)

# Stopped early.
try:
    options = dict(n_estimators=40, max_depth=3, learning_rate=1.0, random_state=7)
    fit = dict(eval_set=[(X[NUMBERS][1000:], y[1000:])], verbose=False)
    if AT_LEAST(xgb, 2, 0):
        options["early_stopping_rounds"] = 3
    else:
        fit["early_stopping_rounds"] = 3
    early = xgb.XGBClassifier(**options); early.fit(X[NUMBERS][:1000], y[:1000], **fit)
    expect("early.pkl", early.predict_proba(R[NUMBERS])[:, 1]); write("early.pkl", early)
except Exception as error:
    print("no early stopping:", error)

# What is refused.
def refused(name, value):
    write(name, value); expected["models"][name] = {"refused": True}
words = Pipeline([("encode", ColumnTransformer([("text", TfidfVectorizer(), "employment")])), ("model", LogisticRegression())])
words.fit(X.assign(employment=X["employment"].fillna("none")), y)
refused("tfidf.pkl", words)
logs = Pipeline([("log", FunctionTransformer(np.log1p)), ("model", LogisticRegression(max_iter=1000))])
logs.fit(X[["savings", "term_months"]], y)
refused("function.pkl", logs)

try:
    import lightgbm as lgb
    expected["versions"]["lightgbm"] = lgb.__version__
    L = X[NUMBERS].copy(); LR = R[NUMBERS].copy()
    for name, params, target in [
        ("lightgbm.txt", {"objective": "binary"}, y),
        ("lightgbm-zero.txt", {"objective": "binary", "zero_as_missing": True}, y),
        ("lightgbm-none.txt", {"objective": "binary", "use_missing": False}, y),
        ("lightgbm-classes.txt", {"objective": "multiclass", "num_class": 3}, pd.qcut(X["utilisation"], 3, labels=False)),
        ("lightgbm-poisson.txt", {"objective": "poisson"}, X["term_months"])]:
        model = lgb.train(dict(params, num_leaves=8, seed=7, verbose=-1, min_data_in_leaf=5), lgb.Dataset(L, target), 4)
        model.save_model(os.path.join(OUT, name))
        expect(name, model.predict(LR), contributions=np.asarray(model.predict(LR, pred_contrib=True)))
    C = L.assign(region=X["region"].astype("category").cat.codes, purpose=X["purpose"].astype("category").cat.codes)
    CR = LR.assign(region=pd.Categorical(R["region"], X["region"].astype("category").cat.categories).codes, purpose=pd.Categorical(R["purpose"], X["purpose"].astype("category").cat.categories).codes)
    model = lgb.train({"objective": "binary", "num_leaves": 8, "verbose": -1, "min_data_in_leaf": 5, "min_data_per_group": 5, "cat_smooth": 1}, lgb.Dataset(C, y, categorical_feature=["region", "purpose"]), 4)
    model.save_model(os.path.join(OUT, "lightgbm-categories.txt"))
    expect("lightgbm-categories.txt", model.predict(CR), contributions=model.predict(CR, pred_contrib=True), rows=CR.values)
    write("lightgbm.pkl", model); expect("lightgbm.pkl", model.predict(CR), rows=CR.values)
    pipe = Pipeline([("encode", mixed()), ("model", lgb.LGBMClassifier(n_estimators=4, num_leaves=6, min_child_samples=5))]); pipe.fit(X, y)
    expect("lightgbm.joblib", pipe.predict_proba(RK)[:, 1]); joblib.dump(pipe, os.path.join(OUT, "lightgbm.joblib"))
except ImportError:
    pass
try:
    import catboost
    expected["versions"]["catboost"] = catboost.__version__
    for name, loss, target in [("catboost.json", "Logloss", y), ("catboost-rmse.json", "RMSE", X["term_months"])]:
        model = catboost.CatBoost({"loss_function": loss, "iterations": 5, "depth": 3, "random_seed": 7, "verbose": False, "allow_writing_files": False, "thread_count": 1})
        model.fit(X[NUMBERS], target)
        model.save_model(os.path.join(OUT, name), format="json")
        answer = model.predict(R[NUMBERS], prediction_type="Probability")[:, 1] if loss == "Logloss" else model.predict(R[NUMBERS])
        expect(name, answer, contributions=model.get_feature_importance(catboost.Pool(R[NUMBERS]), type="ShapValues"))
    words = catboost.CatBoost({"loss_function": "Logloss", "iterations": 3, "depth": 3, "verbose": False, "allow_writing_files": False, "thread_count": 1})
    words.fit(X[NUMBERS + ["region"]], y, cat_features=["region"])
    words.save_model(os.path.join(OUT, "catboost-words.json"), format="json", pool=catboost.Pool(X[NUMBERS + ["region"]], y, cat_features=["region"]))
    expected["models"]["catboost-words.json"] = {"refused": True}
    write("catboost.pkl", model); expected["models"]["catboost.pkl"] = {"refused": True}
except ImportError:
    pass
json.dump(expected, open(os.path.join(OUT, "expected.json"), "w"), separators=(",", ":"))
