"""Statistics of data that outgrow a browser tab, in the format of SageMaker Model Monitor, one file per hour.

In: CSV, JSON Lines, Parquet or data capture, from any path that Spark can read. Out: `<out>/yyyy/mm/dd/hh/statistics.json`
for every hour (UTC) that has rows, and `<out>/statistics.json` for rows without a time. With `--baseline` all rows make one
`<out>/statistics.json` and one `<out>/constraints.json`. Leeway joins such files and compares them.

Of captures, endpoint inputs and outputs are read; events of a batch transform, whose payload is elsewhere or merged into one
side, count among the lines that could not be read.

The hour of a row comes from `inferenceTime` (capture) or `--time-column`, else from `yyyy/mm/dd/hh` in its path.

Missing are an empty field, JSON null, NaN, and the words of `--missing` in a CSV field. Spark does not tell whether a CSV field
was quoted, so a quoted word is missing too; Leeway itself keeps it as a label. In JSON and Parquet a text is present whatever it
says. A number is a decimal as CSV and JSON writers print it. Infinite numbers are present, and are in no moment and no sketch.

Counts are exact and moments are Spark's. Numbers of distinct values are Spark's estimates (5 %), but exact where labels are
listed. Labels are listed up to 120. The ten buckets are counted from the sketch, as Model Monitor's container does.

The sketch is a KLL sketch of Apache DataSketches with its own k of 2048. The file lists its items by level: an item that weighs
2^i is in level i, and all weights add up to the number of finite values. The file also has to name k and c. Its k is the
sketch's own. Its c, 0.64, is what Model Monitor writes and what a reader shrinks levels by when it joins files; DataSketches
shrinks its own by 2/3, which leaves no trace in items and weights. DataSketches gives an error of 0.14 % of rank (99 %) for
this k, and Leeway grants every sketch of this k 0.24 %. DataSketches flips unseeded coins: sketches of the same rows differ
from run to run, within that error.
"""

import argparse
import base64
import csv
import itertools
import json
import math
import os
import sys

from pyspark.sql import SparkSession, functions as F, types as T

K, C = 2048, 0.64
MAX_DOMAIN = 120
# Features with more labels than this, by an estimate that is off by 5 %, are not worth counting label by label.
MAX_ESTIMATED_DOMAIN = MAX_DOMAIN * 3 // 2
MISSING_WORDS = "NaN,nan,NA,N/A,null,NULL,None,?"

INTEGER = r"^[ \t\n\f\r]*[+-]?[0-9]+[ \t\n\f\r]*$"
NUMBER = r"^[ \t\n\f\r]*[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?[ \t\n\f\r]*$"
INFINITE = r"(?i)^[ \t\n\f\r]*[+-]?inf(inity)?[ \t\n\f\r]*$"
PATH_HOUR = r"^.*/(\d{4})/(\d{1,2})/(\d{1,2})/(\d{1,2})/"

# A record is a time and a list of entries. The first entry has no name and stands for the row, so that rows are counted
# in the same pass even where some records lack some features. Every other one is a feature's name and its text, or null.
ENTRIES = T.ArrayType(T.StructType().add("name", T.StringType()).add("text", T.StringType()))
RECORDS = T.ArrayType(T.StructType().add("time", T.StringType()).add("entries", ENTRIES))
ROW = (None, None)


# Records from JSON Lines and data capture, line by line in Spark's Python workers.


def json_value(text):
    """The value of a JSON text; numbers stay text as they were written, NaN is null."""
    constants = {"NaN": None, "Infinity": "inf", "-Infinity": "-inf"}
    return json.loads(text, parse_int=str, parse_float=str, parse_constant=constants.get)


def flatten(value, path, unnamed):
    """Entries of a JSON record: keys joined with dots, positions for elements; `unnamed` begins names where there is no key."""
    if isinstance(value, (dict, list)):
        items = value.items() if isinstance(value, dict) else enumerate(value)
        for key, inner in items:
            start = f"{path}." if path else unnamed if isinstance(value, list) else ""
            yield from flatten(inner, f"{start}{key}", unnamed)
    else:
        text = str(value).lower() if isinstance(value, bool) else value
        yield (path or f"{unnamed}0", text)


def json_records(text):
    """The records of a JSON payload: lines, a list of records, or one record."""
    try:
        value = json_value(text)
    except ValueError:
        return [json_value(line) for line in text.splitlines() if line.strip()]
    if isinstance(value, dict):
        for key in ("instances", "predictions", "dataframe_records", "inputs", "outputs", "data", "records", "rows"):
            if isinstance(value.get(key), list):
                value = value[key]
                return value if key in ("instances", "predictions") else nested(value)
    return nested(value)


def nested(value):
    """The elements of a list of records; anything else is one record."""
    is_list = isinstance(value, list) and value and all(isinstance(inner, (dict, list)) for inner in value)
    return value if is_list else [value]


def side(payload, missing, names, unnamed):
    """The records of one side of a capture, each a list of entries. `names` are those of columns that have none."""
    data = (payload or {}).get("data")
    if data is None:
        return []
    encoding = payload.get("encoding")
    if encoding == "BASE64":
        data = base64.b64decode(data).decode("utf-8")
    is_json = encoding == "JSON" or (encoding != "CSV" and data.lstrip()[:1] in ("{", "[", '"'))
    if is_json:
        rows = [list(flatten(record, "", unnamed)) for record in json_records(data)]
    else:
        lines = [fields for fields in csv.reader(data.splitlines()) if fields]
        present = [[None if field in missing else field for field in fields] for fields in lines]
        rows = [[(f"{unnamed}{i}", field) for i, field in enumerate(fields)] for fields in present]
    known = {f"{unnamed}{i}": name for i, name in enumerate(names)}
    return [[(known.get(name, name), text) for name, text in row] for row in rows]


def capture_records(event, missing, inputs, outputs):
    """What a model was sent and answered, record by record, each with the event's time."""
    sent = side(event["captureData"].get("endpointInput"), missing, inputs, "_c")
    answered = side(event["captureData"].get("endpointOutput"), missing, outputs, "_out")
    if len(answered) == 1 and len(sent) == len(answered[0]) > 1:
        first = answered[0][0][0]
        answered = [[(first, text)] for _, text in answered[0]]
    if not sent and not answered:
        raise ValueError("neither side was captured")
    time = (event.get("eventMetadata") or {}).get("inferenceTime")
    pairs = itertools.zip_longest(sent, answered[: len(sent)] if sent else answered, fillvalue=[])
    return [(time, [ROW, *before, *after]) for before, after in pairs]


def line_records(line, missing, inputs, outputs, time_column):
    """The records of a line; raises where it is neither a JSON object nor a JSON array."""
    value = json_value(line)
    if isinstance(value, dict) and "captureData" in value:
        return capture_records(value, missing, inputs, outputs)
    if not isinstance(value, (dict, list)):
        raise ValueError("a record is an object or an array")
    names = {f"_c{i}": name for i, name in enumerate(inputs)}
    entries = {names.get(name, name): text for name, text in flatten(value, "", "_c")}
    return [(entries.pop(time_column, None), [ROW, *entries.items()])]


def read_lines(spark, options, left_out):
    """Records of JSON Lines or data capture; a line that cannot be read adds one to `left_out`."""
    arguments = ({"", *options.missing}, options.columns, options.output_columns, options.time_column)

    def records(line):
        if not line.strip():
            return []
        try:
            return line_records(line, *arguments)
        except (ValueError, LookupError, TypeError, AttributeError, csv.Error):
            left_out.add(1)
            return []

    lines = spark.read.option("recursiveFileLookup", True).text(options.paths)
    record = F.explode(F.udf(records, RECORDS)("value"))
    found = lines.select(F.col("_metadata.file_path").alias("path"), record.alias("record"))
    return found.select("path", F.col("record.time").try_cast("timestamp").alias("time"), "record.entries")


# Records from tables, which Spark reads itself.


def read_table(spark, options):
    """Records of CSV or Parquet."""
    reader = spark.read.option("recursiveFileLookup", True)
    if options.format == "parquet":
        table = reader.parquet(*options.paths)
    else:
        table = reader.csv(options.paths, header=not options.no_header, sep=options.separator, quote='"', escape='"')
        if options.no_header:
            table = table.toDF(*(options.columns + table.columns[len(options.columns) :])[: len(table.columns)])
    time = F.lit(None)
    if options.time_column:
        time = F.col(quoted(options.time_column))
    entries = [F.struct(F.lit(None).cast("string").alias("name"), F.lit(None).cast("string").alias("text"))]
    for name, column, kind in flat_columns(table.schema):
        if name != options.time_column:
            text = text_of(column, kind, options.missing if options.format == "csv" else [])
            entries.append(F.struct(F.lit(name).alias("name"), text.alias("text")))
    path = F.col("_metadata.file_path").alias("path")
    return table.select(path, time.try_cast("timestamp").alias("time"), F.array(*entries).alias("entries"))


def quoted(name):
    """A column's name as Spark reads it, whatever it holds."""
    return "`" + name.replace("`", "``") + "`"


def flat_columns(schema, path=(), shown=""):
    """Name, column and type of every field; fields of structs have names joined with dots."""
    for field in schema.fields:
        inner = (*path, field.name)
        if isinstance(field.dataType, T.StructType):
            yield from flat_columns(field.dataType, inner, f"{shown}{field.name}.")
        else:
            yield shown + field.name, F.col(".".join(map(quoted, inner))), field.dataType


def text_of(column, kind, missing):
    """A column as text, null where it is missing."""
    if isinstance(kind, (T.FloatType, T.DoubleType)):
        return F.when(~F.isnan(column), column.cast("string"))
    if isinstance(kind, (T.ArrayType, T.MapType)):
        return F.to_json(column)
    text = column.cast("string")
    return F.when(~text.isin("", *missing), text) if isinstance(kind, T.StringType) else text


# From records to what a file says.


def hourly(records, is_baseline):
    """One row per entry: hour (`yyyy/mm/dd/hh`, or null), position in the record, name, text."""
    parts = [F.regexp_extract("path", PATH_HOUR, group) for group in (1, 2, 3, 4)]
    path_time = F.try_to_timestamp(F.concat_ws(" ", *parts), F.lit("y M d H"))
    hour = F.date_format(F.coalesce("time", path_time), "yyyy/MM/dd/HH")
    hour = F.lit(None).cast("string") if is_baseline else hour
    entries = records.select(hour.alias("hour"), F.posexplode("entries").alias("position", "entry"))
    return entries.select("hour", "position", "entry.name", "entry.text")


def typed(entries):
    """Entries with the type of their text (null where it is missing) and its value, where that is a finite number."""
    text = F.col("text")
    kind = F.when(text.rlike(INTEGER), "Integral").when(text.rlike(NUMBER) | text.rlike(INFINITE), "Fractional")
    entries = entries.withColumn("type", F.when(text.isNotNull(), kind.otherwise("String")))
    entries = entries.withColumn("number", F.when(F.col("type") != "String", text.try_cast("double")))
    return entries.withColumn("value", F.when(F.abs("number") < math.inf, F.col("number")))


def aggregate(entries):
    """Counts, moments and the sketch of every feature in every hour; rows of an hour where the name is null."""
    text, value = F.col("text"), F.col("value")
    identity = F.when(text.isNotNull(), F.xxhash64(value, F.when(value.isNull(), text)))
    return typed(entries).groupBy("hour", "name").agg(
        F.min("position").alias("position"),
        F.count("*").alias("rows"),
        F.count("text").alias("present"),
        F.count_if(F.col("type") == "Fractional").alias("fractional"),
        F.count_if(F.col("type") == "String").alias("texts"),
        F.count("value").alias("finite"),
        F.avg("value").alias("mean"),
        F.sum("value").alias("sum"),
        F.stddev_pop("value").alias("std_dev"),
        F.min("value").alias("min"),
        F.max("value").alias("max"),
        F.approx_count_distinct(identity).alias("distinct"),
        F.kll_sketch_agg_double("value", F.lit(K)).alias("sketch"),
    )


def inferred_type(feature):
    """The type as Model Monitor infers it."""
    if feature["present"] == 0:
        return "Unknown"
    return "String" if feature["texts"] else "Fractional" if feature["fractional"] else "Integral"


def count_labels(entries, counts):
    """Rows by label for every hour and text feature with few labels, by (hour, name); `counts` lacks nothing but sketches."""
    most = {}
    for feature in counts:
        if inferred_type(feature) == "String":
            most[feature["name"]] = max(most.get(feature["name"], 0), feature["distinct"])
    few = [name for name, distinct in most.items() if distinct <= MAX_ESTIMATED_DOMAIN]
    labels = {}
    if few:
        present = entries.where(F.col("name").isin(few) & F.col("text").isNotNull())
        for row in present.groupBy("hour", "name", "text").count().toLocalIterator():
            known = labels.setdefault((row["hour"], row["name"]), {})
            label = canonical(row["text"])
            known[label] = known.get(label, 0) + row["count"]
    return {key: dict(sorted(known.items())) for key, known in labels.items()}


def canonical(text):
    """A label; one that is a whole number in any spelling (`8`, `8.0`, `08`) is that number."""
    try:
        value = float(text) if text.isascii() and "_" not in text else math.nan
    except ValueError:
        return text
    return str(int(value)) if abs(value) < 1e15 and value.is_integer() else text


def levels(sketch, count):
    """The items of a serialised sketch by level; an item of level i weighs 2^i. All weights together are `count`."""
    import datasketches  # on the driver alone, so that workers do without

    found = []
    for item, weight in datasketches.kll_doubles_sketch.deserialize(bytes(sketch)):
        level = weight.bit_length() - 1
        found.extend([] for _ in range(level + 1 - len(found)))
        found[level].append(item)
    weight = sum(len(items) << level for level, items in enumerate(found))
    if weight != count:
        raise ValueError(f"a sketch weighs {weight} where {count} values were counted")
    return found or [[]]


def buckets(least, most, items_by_level):
    """Ten buckets of equal width, half open but for the last, counted from the sketch."""
    width = most - least
    bounds = [least + width * i / 10 if width < math.inf else least * (1 - i / 10) + most * (i / 10) for i in range(11)]
    counts = [0.0] * 10
    for level, items in enumerate(items_by_level):
        for item in items:
            bucket = next((i for i in range(10) if bounds[i] <= item < bounds[i + 1]), 9 if item == bounds[10] else None)
            if bucket is not None:
                counts[bucket] += 1 << level
    ends = zip(bounds, bounds[1:], counts)
    return [{"lower_bound": lower, "upper_bound": upper, "count": count} for lower, upper, count in ends]


def figure(value):
    """A float as the container writes it: what is not finite is a word."""
    if value is None or math.isfinite(value):
        return value
    return "NaN" if math.isnan(value) else "Infinity" if value > 0 else "-Infinity"


def feature_files(feature, rows, labels):
    """What `statistics.json` and `constraints.json` say about a feature of an hour of `rows` rows."""
    name, kind, present = feature["name"], inferred_type(feature), feature["present"]
    common = {"num_present": present, "num_missing": rows - present}
    statistics = {"name": name, "inferred_type": kind}
    constraints = {"name": name, "inferred_type": kind, "completeness": present / rows}
    if kind in ("String", "Unknown"):
        is_listed = kind == "String" and labels is not None and len(labels) <= MAX_DOMAIN
        distinct = float(0 if kind == "Unknown" else len(labels) if is_listed else feature["distinct"])
        about = {"common": common, "distinct_count": distinct, "completeness": present / rows}
        if is_listed:
            listed = [{"value": label, "count": count} for label, count in labels.items()]
            about["distribution"] = {"categorical": {"buckets": listed}}
            constraints["string_constraints"] = {"domains": list(labels)}
        statistics["string_statistics"] = about
        return statistics, constraints
    about = {"common": common}
    if feature["finite"]:
        items = levels(feature["sketch"], feature["finite"])
        about |= {key: figure(feature[key]) for key in ("mean", "sum", "std_dev", "min", "max")}
        about["approximate_num_distinct_values"] = feature["distinct"]
        about["completeness"] = present / rows
        sketch = {"parameters": {"c": C, "k": float(K)}, "data": items}
        about["distribution"] = {"kll": {"buckets": buckets(feature["min"], feature["max"], items), "sketch": sketch}}
    constraints["num_constraints"] = {"is_non_negative": not feature["finite"] or feature["min"] >= 0}
    statistics["numerical_statistics"] = about
    return statistics, constraints


MONITORING_CONFIG = {
    "evaluate_constraints": "Enabled",
    "emit_metrics": "Enabled",
    "datatype_check_threshold": 1.0,
    "domain_content_threshold": 1.0,
    "distribution_constraints": {
        "perform_comparison": "Enabled",
        "comparison_threshold": 0.1,
        "comparison_method": "Robust",
        "categorical_comparison_threshold": 0.1,
        "categorical_drift_method": "LInfinity",
    },
}


def write(spark, path, document):
    """Writes a JSON document to any path that Spark can write."""
    path = spark._jvm.org.apache.hadoop.fs.Path(path)
    files = path.getFileSystem(spark._jsc.hadoopConfiguration())
    files.setWriteChecksum(False)
    stream = files.create(path, True)
    stream.write(bytearray(json.dumps(document, ensure_ascii=False, allow_nan=False).encode("utf-8")))
    stream.close()


def write_hours(spark, options, aggregates, labels, parts):
    """Writes the files of every hour; features in the order of the records. The driver holds one of `parts` at a time."""
    hours = 0
    ordered = aggregates.repartition(parts, "hour").sortWithinPartitions("hour", "position", "name")
    for hour, group in itertools.groupby(ordered.toLocalIterator(), key=lambda row: row["hour"]):
        found = [row.asDict() for row in group]
        rows = next(row["rows"] for row in found if row["name"] is None)
        named = [row for row in found if row["name"] is not None]
        files = [feature_files(row, rows, labels.get((hour, row["name"]))) for row in named]
        folder = options.out.rstrip("/") + (f"/{hour}" if hour else "")
        statistics = {"version": 0.0, "dataset": {"item_count": rows}, "features": [first for first, _ in files]}
        write(spark, f"{folder}/statistics.json", statistics)
        if options.baseline:
            constraints = [second for _, second in files]
            document = {"version": 0.0, "features": constraints, "monitoring_config": MONITORING_CONFIG}
            write(spark, f"{folder}/constraints.json", document)
        hours += 1
    return hours


def parse_options(arguments):
    """The options of the command line."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    names = {"type": lambda text: text.split(","), "default": [], "metavar": "A,B,C"}
    parser.add_argument("paths", nargs="+", help="files or folders, in any file system that Spark knows")
    parser.add_argument("--out", required=True, help="folder to write to")
    parser.add_argument("--format", required=True, choices=["csv", "jsonl", "parquet", "capture"])
    parser.add_argument("--baseline", action="store_true", help="one file for all rows, and constraints.json")
    parser.add_argument("--time-column", metavar="NAME", help="column with the time of a row; not a feature")
    parser.add_argument("--columns", help="names of columns that have none, in order; of a capture, the inputs", **names)
    parser.add_argument("--output-columns", help="names of a capture's outputs that have none", **names)
    parser.add_argument("--columns-from", metavar="FILE", help="statistics.json or constraints.json of a baseline: its "
                        "features, but for the output columns, are --columns")
    parser.add_argument("--no-header", action="store_true", help="the CSV has no header")
    parser.add_argument("--separator", default=",", help="of CSV fields")
    parser.add_argument("--missing", default=MISSING_WORDS, help=f"words that mean missing in CSV: {MISSING_WORDS}")
    options = parser.parse_args(arguments)
    options.missing = options.missing.split(",")
    return options


def main():
    """Runs the job."""
    options = parse_options(sys.argv[1:])
    # Workers of a local run use this interpreter; a cluster sets its own.
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    builder = SparkSession.builder.appName("leeway statistics").config("spark.sql.session.timeZone", "UTC")
    # An hour's features at once in memory (40 kB a sketch) before Spark sorts instead.
    builder = builder.config("spark.sql.objectHashAggregate.sortBased.fallbackThreshold", 2048)
    spark = builder.getOrCreate()
    partitions = "spark.sql.shuffle.partitions"
    if not spark.sparkContext.getConf().contains(partitions):
        spark.conf.set(partitions, 2 * spark.sparkContext.defaultParallelism)  # what is shuffled is small
    if options.columns_from:
        text = spark.read.option("wholetext", True).text(options.columns_from).first()["value"]
        names = [feature["name"] for feature in json.loads(text)["features"]]
        options.columns = [name for name in names if name not in options.output_columns]
    left_out = spark.sparkContext.accumulator(0)
    is_table = options.format in ("csv", "parquet")
    records = read_table(spark, options) if is_table else read_lines(spark, options, left_out)
    entries = hourly(records, options.baseline)
    aggregates = aggregate(entries).persist()
    counts = aggregates.where("name is not null").drop("sketch").collect()
    lines = left_out.value
    days = math.ceil(len({row["hour"] for row in counts}) / 24)
    hours = write_hours(spark, options, aggregates, count_labels(entries, counts), max(days, 1))
    print(f"{hours} statistics written below {options.out}; {lines} lines could not be read", file=sys.stderr)
    spark.stop()


if __name__ == "__main__":
    main()
