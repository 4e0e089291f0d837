//! Model Monitor's files: read, written, read again.
#![allow(clippy::unwrap_used)]

use leeway::documents::model_monitor::{
    CheckType, Constraints, DriftMethod, ParsedDescription, Statistics, Unit, Violations, Wording,
};
use leeway::documents::{Content, Input, Note, Notes, ReadOptions, Reading, Step};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};

const REFERENCE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/reference");

/// Files of that name below `folder` of the reference.
fn reference_files(folder: &str, name: &str) -> Vec<PathBuf> {
    fn walk(folder: &Path, name: &str, found: &mut Vec<PathBuf>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                walk(&path, name, found);
            } else if path.file_name().is_some_and(|file| file == name) {
                found.push(path);
            }
        }
    }
    let mut found = Vec::new();
    walk(&Path::new(REFERENCE).join(folder), name, &mut found);
    found.sort();
    assert!(!found.is_empty());
    found
}

fn json_of(path: &Path) -> Value {
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

/// The notes' sentences, with what was found.
fn sentences(notes: &Notes) -> Vec<String> {
    notes
        .as_slice()
        .iter()
        .map(|note| match &note.found {
            Some(found) => format!("{} [{found}]", note.what),
            None => note.what.clone(),
        })
        .collect()
}

/// Reads, writes, reads again: the values are equal, the JSON says the same, and nothing is noted.
macro_rules! comes_back {
    ($type:ident, $path:expr) => {
        let path = $path;
        let original = json_of(&path);
        let mut notes = Notes::default();
        let value = $type::read(original.clone(), &mut notes).unwrap();
        assert_eq!(sentences(&notes), [""; 0], "{}", path.display());
        let text = value.write();
        let written: Value = serde_json::from_str(&text).unwrap();
        assert!(written == original, "{}", path.display());
        assert!($type::read(written, &mut notes).unwrap() == value, "{}", path.display());
        // Files that the container wrote come back to the byte, but for a last line feed and for blanks where a log collector broke long lists.
        let as_found = std::fs::read_to_string(&path).unwrap();
        if as_found.contains("\n 0.0") {
            let words = |text: &str| text.split_whitespace().collect::<String>();
            assert!(words(&text) == words(&as_found), "{}", path.display());
        } else if as_found.contains("[ {\n    \"") {
            assert!(text.trim_end() == as_found.trim_end(), "{}", path.display());
        }
    };
}

#[test]
#[cfg_attr(not(reference), ignore = "needs ../shared/reference")]
fn statistics_come_back() {
    for path in reference_files("data-quality", "statistics.json") {
        comes_back!(Statistics, path);
    }
}

#[test]
#[cfg_attr(not(reference), ignore = "needs ../shared/reference")]
fn constraints_come_back() {
    for path in reference_files("data-quality", "constraints.json") {
        comes_back!(Constraints, path);
    }
}

#[test]
#[cfg_attr(not(reference), ignore = "needs ../shared/reference")]
fn violations_come_back() {
    for folder in ["data-quality", "model-quality", "bias", "explainability"] {
        for path in reference_files(folder, "constraint_violations.json") {
            comes_back!(Violations, path);
        }
    }
}

/// Reads a value that can be used, with the sentences of its notes.
macro_rules! noted {
    ($type:ident, $value:expr) => {{
        let mut notes = Notes::default();
        let value = $type::read($value, &mut notes).unwrap();
        let text: Value = serde_json::from_str(&value.write()).unwrap();
        (value, sentences(&notes), text)
    }};
}

fn statistics_with(levels: Value, present: u64) -> Value {
    json!({"version": 0.0, "dataset": {"item_count": 3}, "features": [{"name": "age", "inferred_type": "Integral", "numerical_statistics": {
        "common": {"num_present": present, "num_missing": 0}, "mean": 2.0, "sum": 6.0, "std_dev": 1.0, "min": 1.0, "max": 3.0,
        "distribution": {"kll": {"buckets": [], "sketch": {"parameters": {"c": 0.64, "k": 2048.0}, "data": levels}}}}}]})
}

#[test]
fn odd_sketches_are_noted_and_kept() {
    let (good, notes, _) = noted!(Statistics, statistics_with(json!([[1.0, 2.0, 3.0]]), 3));
    assert_eq!((notes.len(), good.features.len()), (0, 1));
    let (_, notes, _) = noted!(Statistics, statistics_with(json!([[1.0], [2.0, 3.0]]), 3));
    assert_eq!(
        notes,
        [
            "A sketch does not weigh as much as its feature has values; shares are taken over the sketch's own weight. [age: weight 5, values present 3]"
        ]
    );
    for bad in [
        json!([[1.0, "NaN", 3.0]]),
        json!([[1.0, null]]),
        json!("none"),
    ] {
        let value = statistics_with(bad, 3);
        let (_, notes, text) = noted!(Statistics, value.clone());
        assert_eq!(notes.len(), 2);
        assert!(
            notes[0].starts_with(
                "`data` has a value that cannot be used; it is kept as it stands. [age: "
            ),
            "{notes:?}"
        );
        assert!(
            notes[1].starts_with("A sketch holds an item that is not a finite number"),
            "{notes:?}"
        );
        assert_eq!(
            text["features"][0]["numerical_statistics"]["distribution"]["kll"]["sketch"],
            value["features"][0]["numerical_statistics"]["distribution"]["kll"]["sketch"]
        );
    }
}

#[test]
fn numbers_may_be_words_or_null_and_unknown_members_stay_in_place() {
    let value = json!({"made_by": "hand", "version": 0, "dataset": {"item_count": 3, "site": "x"}, "features": [
        {"name": "a", "inferred_type": "Fractional", "owner": {"team": 7}, "numerical_statistics": {
            "common": {"num_present": 3, "share": 1, "num_missing": 0}, "mean": "NaN", "sum": "Infinity", "std_dev": null, "min": "-Infinity", "median": 2.0, "max": 3.5,
            "approximate_num_distinct_values": 3, "completeness": 1.0}},
        {"name": "b", "inferred_type": "Unknown"},
        {"name": "c", "inferred_type": "String", "string_statistics": {"common": {"num_present": 2, "num_missing": 1}, "distinct_count": 2.0, "completeness": 0.5,
            "distribution": {"categorical": {"buckets": [{"value": "x", "count": 2}], "note": []}}}}], "end": true});
    let mut notes = Notes::default();
    let first = Statistics::read(value.clone(), &mut notes).unwrap();
    assert_eq!(sentences(&notes), [""; 0]);
    let text = first.write();
    let written: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(written.to_string(), value.to_string());
    assert_eq!(Statistics::read(written, &mut notes).unwrap(), first);
    assert!(
        text.contains("\"approximate_num_distinct_values\" : 3,\n      \"completeness\" : 1.0\n"),
        "{text}"
    );
}

#[test]
fn constraints_of_every_generation_are_read() {
    let (newest, notes, _) = noted!(
        Constraints,
        json!({"version": 0.0, "features": [], "monitoring_config": {"evaluate_constraints": "Enabled", "distribution_constraints": {
        "perform_comparison": "Enabled", "comparison_threshold": 0.1, "comparison_method": "Simple", "categorical_comparison_threshold": 0.2, "categorical_drift_method": "ChiSquared"}}})
    );
    let options = newest.monitoring.comparison.unwrap();
    assert_eq!(
        (notes.len(), options.is_robust, options.categorical_method),
        (0, Some(false), Some(DriftMethod::ChiSquared))
    );
    let (misspelled, notes, _) = noted!(
        Constraints,
        json!({"features": [], "monitoring_config": {"distribution_constraints": {"comparion_method": "Robust"}}})
    );
    assert_eq!(
        misspelled.monitoring.comparison.unwrap().is_robust,
        Some(true)
    );
    assert_eq!(
        notes,
        [
            "`comparion_method`, as the documentation of 2020 has it, was read as `comparison_method`."
        ]
    );
}

#[test]
fn thresholds_of_the_wrong_type_are_noted_and_kept() {
    let value = json!({"features": [{"name": "a", "inferred_type": "Whole", "completeness": "most"}, 7, {"inferred_type": "String"}, {"name": "a"}],
        "monitoring_config": {"datatype_check_threshold": [1], "domain_content_threshold": "0.5", "distribution_constraints": {"comparison_threshold": {}, "comparison_method": "Fuzzy"}}});
    let (constraints, notes, text) = noted!(Constraints, value);
    assert_eq!(
        notes,
        [
            "An item of the list is not an object; it was left out. [7]",
            "`inferred_type` has a value that cannot be used; it is kept as it stands. [a: \"Whole\"]",
            "`completeness` has a value that cannot be used; it is kept as it stands. [a: \"most\"]",
            "A feature has no name; it was left out.",
            "A feature is listed twice; the first entry is used. [a]",
            "`comparison_threshold` has a value that cannot be used; it is kept as it stands. [{}]",
            "`comparison_method` has a value that cannot be used; it is kept as it stands. [\"Fuzzy\"]",
            "`datatype_check_threshold` has a value that cannot be used; it is kept as it stands. [[1]]",
            "`domain_content_threshold` is a number written as a text; it was read as the number. [\"0.5\"]",
        ]
    );
    assert_eq!(constraints.features.len(), 2);
    assert_eq!(text["features"][0]["inferred_type"], "Whole");
    assert_eq!(
        text["monitoring_config"]["datatype_check_threshold"],
        json!([1])
    );
    assert_eq!(
        text["monitoring_config"]["distribution_constraints"],
        json!({"comparison_threshold": {}, "comparison_method": "Fuzzy"})
    );
}

#[test]
fn files_of_other_monitors_are_refused_by_what_they_hold() {
    let refused = |result: Result<Statistics, Note>| result.unwrap_err().what;
    let notes = &mut Notes::default();
    for (value, sentence) in [
        (
            json!({"regression_metrics": {}}),
            "These statistics belong to the model-quality monitor, not to the data-quality monitor.",
        ),
        (
            json!({"metrics": {}}),
            "These statistics have no list of features.",
        ),
        (json!([1]), "The statistics are not an object."),
    ] {
        assert_eq!(refused(Statistics::read(value, notes)), sentence);
    }
    let thresholds = json!({"accuracy": {"threshold": 0.8042607307114923}});
    assert_eq!(
        Constraints::read(thresholds, notes).unwrap_err().what,
        "These constraints have no list of features."
    );
    let quality = json!({"version": 0.0, "binary_classification_constraints": {}});
    assert_eq!(
        Constraints::read(quality, notes).unwrap_err().what,
        "These constraints belong to the model-quality monitor, not to the data-quality monitor."
    );
    assert_eq!(
        Violations::read(json!({}), notes).unwrap_err().what,
        "These violations have no list."
    );
    assert_eq!(sentences(notes), [""; 0]);
}

#[test]
fn violations_of_custom_containers_keep_what_they_have() {
    let (none, notes, text) = noted!(Violations, json!({"run": 3, "violations": "N/A"}));
    assert_eq!(none.violations.len(), 0);
    assert_eq!(
        notes,
        ["`violations` has a value that cannot be used; it is kept as it stands. [\"N/A\"]"]
    );
    assert_eq!(text, json!({"run": 3, "violations": "N/A"}));
    let own = json!({"violations": [{"sentence": "He is here.", "feature_name": "score", "constraint_check_type": "baseline_drift_check", "endpoint_name": null, "avg_cosine_score": 0.5},
        {"feature_name": "accuracy", "constraint_check_type": "mqm_drift_check", "value": -1, "description": "Model Quality Alert - accuracy_score: -1 is less than validation_accuracy: 0.8"}]});
    let (read, notes, text) = noted!(Violations, own.clone());
    assert_eq!(
        notes,
        [
            "A violation has no description; what it observed is not known. [score: baseline_drift_check]"
        ]
    );
    assert_eq!(text, own);
    assert_eq!(read.violations[1].check_type, CheckType::Other);
    assert_eq!(read.violations[1].parsed.as_ref().unwrap().observed, -1.0);
}

#[test]
fn every_known_wording_gives_its_numbers() {
    use Wording::*;
    let cases = [
        (
            "Data type match requirement is not met. Expected data type: Integral, Expected match: 100.0%. Observed: Only 99.64592817400101% of data is Integral.",
            DataType,
            99.64592817400101,
            Some(100.0),
            Unit::Percent,
            Some("Integral"),
        ),
        (
            "Data completeness requirement is not met. Expected: 100.0%. Observed: Only 0.8919722497522299%.",
            Completeness,
            0.8919722497522299,
            Some(100.0),
            Unit::Percent,
            None,
        ),
        (
            "Baseline drift distance: 0.9293200129316993 exceeds threshold: 0.1",
            DriftDistance,
            0.9293200129316993,
            Some(0.1),
            Unit::Plain,
            None,
        ),
        (
            "There are missing columns in current dataset. Number of columns in current dataset: 69, Number of columns in baseline constraints: 70",
            MissingColumns,
            69.0,
            Some(70.0),
            Unit::Count,
            None,
        ),
        (
            "There are extra columns in current dataset. Number of columns in current dataset: 4178, Number of columns in baseline constraints: 60",
            ExtraColumns,
            4178.0,
            Some(60.0),
            Unit::Count,
            None,
        ),
        (
            "Value: 0.009009009009009009 does not meet the constraint requirement! ",
            Value,
            0.009009009009009009,
            None,
            Unit::Plain,
            None,
        ),
        (
            "Metric precision with 0.6990740740740741 +/- 0.011633050186414431 was LessThanThreshold '1.0'",
            MetricBelow,
            0.6990740740740741,
            Some(1.0),
            Unit::Plain,
            Some("precision"),
        ),
        (
            "Metric truePositiveRate with 0.11532625189681335 +/- 5.092682820403929E-4 was LessThanThreshold '0.5714285714285714'",
            MetricBelow,
            0.11532625189681335,
            Some(0.5714285714285714),
            Unit::Plain,
            Some("truePositiveRate"),
        ),
        (
            "Metric auc with 0.40499671268902043 was LessThanThreshold '0.7674270492314835'",
            MetricBelow,
            0.40499671268902043,
            Some(0.7674270492314835),
            Unit::Plain,
            Some("auc"),
        ),
        (
            "Metric falsePositiveRate with 0.25 was GreaterThanThreshold '0.0'",
            MetricAbove,
            0.25,
            Some(0.0),
            Unit::Plain,
            Some("falsePositiveRate"),
        ),
        (
            "Metric r2 with -53.790146743270654 +/- 4.829550001308316 was LessThanThreshold '-7.7419149776821'",
            MetricBelow,
            -53.790146743270654,
            Some(-7.7419149776821),
            Unit::Plain,
            Some("r2"),
        ),
        (
            "Metric value -0.2777777777777778 doesn't meet the baseline constraint requirement 0.0",
            BiasMetric,
            -0.2777777777777778,
            Some(0.0),
            Unit::Plain,
            None,
        ),
        (
            "Metric value Infinity doesn't meet the baseline constraint requirement 2.916666666666667",
            BiasMetric,
            f64::INFINITY,
            Some(2.916666666666667),
            Unit::Plain,
            None,
        ),
        (
            "Value 0.0751544567666083 does not meet the constraint requirement",
            Value,
            0.0751544567666083,
            None,
            Unit::Plain,
            None,
        ),
        (
            "Feature attribution drift 0.860173572903856 exceeds threshold 0.9",
            AttributionDrift,
            0.860173572903856,
            Some(0.9),
            Unit::Plain,
            None,
        ),
        (
            "Class 0 predicted 7.14% of the time: Exceeded 5.00% threshold",
            ClassShare,
            7.14,
            Some(5.0),
            Unit::Percent,
            Some("0"),
        ),
        (
            "Model Quality Alert - accuracy_score: -1 is less than validation_accuracy: 0.8042607307114923",
            QualityAlert,
            -1.0,
            Some(0.8042607307114923),
            Unit::Plain,
            Some("accuracy_score"),
        ),
        (
            "Share of known labels is too low. Expected: 100.0%. Observed: Only 97.5%.",
            ExpectedObserved,
            97.5,
            Some(100.0),
            Unit::Percent,
            None,
        ),
    ];
    for (text, wording, observed, expected, unit, subject) in cases {
        let parsed = ParsedDescription::of(text).unwrap_or_else(|| panic!("{text}"));
        assert_eq!(
            (
                parsed.wording,
                parsed.observed,
                parsed.expected,
                parsed.unit,
                parsed.subject.as_deref()
            ),
            (wording, observed, expected, unit, subject),
            "{text}"
        );
    }
    let deviation = |text| ParsedDescription::of(text).unwrap().deviation;
    assert_eq!(deviation(cases[7].0), Some(5.092682820403929e-4));
    assert_eq!(deviation(cases[8].0), None);
    for text in [
        "",
        "All is well.",
        "Observed: nothing",
        "Metric with was LessThanThreshold",
        "Class predicted",
    ] {
        assert_eq!(ParsedDescription::of(text), None, "{text}");
    }
}

/// What the whole way from the file's bytes makes of a text: its statistics and its notes.
fn opened(text: &str) -> (Option<Statistics>, Vec<String>) {
    let input = Input {
        path: "statistics.json".to_owned(),
        size: text.len() as u64,
        data: Box::new(std::io::Cursor::new(text.as_bytes().to_vec())),
    };
    let mut reading = Reading::start(input, &ReadOptions::default());
    let document = loop {
        match reading.step() {
            Step::Document(document) => break document,
            Step::More => {}
            Step::Done => panic!("no document"),
        }
    };
    let notes = document.notes.iter().map(|note| note.what.clone());
    let notes = notes.collect();
    match document.content {
        Content::Statistics(statistics) => (Some(statistics), notes),
        _ => (None, notes),
    }
}

/// Sketches are read past the JSON parser where they are what they should be; that changes nothing but the time.
#[track_caller]
fn assert_read_the_same(text: &str) {
    let value: Value = serde_json::from_str(text).unwrap();
    let mut notes = Notes::default();
    let expected = Statistics::read(value, &mut notes).unwrap();
    let (read, said) = opened(text);
    let read = read.unwrap();
    assert!(read == expected, "{}", &text[..80]);
    let notes = notes.as_slice().iter().map(|note| note.what.clone());
    assert_eq!(said, notes.collect::<Vec<_>>());
    assert!(read.write() == expected.write());
}

#[test]
fn the_quick_way_reads_what_the_parser_reads() {
    for text in [
        // An unknown member beside the levels, an item in every notation, levels outside of a sketch, and levels of a feature that has no name.
        r#"{"version": 0, "data": [[1, 2]], "features": [
            {"name": "a", "inferred_type": "Fractional", "numerical_statistics": {"common": {"num_present": 7, "num_missing": 0},
             "distribution": {"kll": {"sketch": {"parameters": {"c": 0.64, "k": 2048.0}, "data": [ [ 1.5, -2E-3,3 ], [], [0.1] ], "seen": [[1]]}}}}},
            {"name": "\"data\": [[1]]", "numerical_statistics": {"common": {"num_present": 1}, "distribution": {"kll": {"sketch": {"data": [[12345678901234567890.5]]}}}}}]}"#,
        r#"{"features": [{"numerical_statistics": {"distribution": {"kll": {"sketch": {"data": [[1.0]]}}}}}, {"name": "b", "numerical_statistics": {"common": {"num_present": 0}}}]}"#,
    ] {
        assert_read_the_same(text);
    }
}

#[test]
#[cfg_attr(not(reference), ignore = "needs ../shared/reference")]
fn so_it_does_in_genuine_files() {
    for path in reference_files("data-quality", "statistics.json") {
        assert_read_the_same(&std::fs::read_to_string(path).unwrap());
    }
}

#[test]
fn odd_levels_are_noted_on_the_whole_way_too() {
    let text = statistics_with(json!([[1.0, 2.0]]), 2).to_string();
    assert!(text.contains("[[1.0,2.0]]"));
    assert_eq!(opened(&text).1, [""; 0]);
    let unusable = "A sketch holds an item that is not a finite number, or no levels; the feature is read without its sketch.";
    for (odd, note) in [
        ("[[NaN,2.0]]", unusable),
        ("[[1.0,1e400]]", unusable),
        ("[[1.0,\"x\"]]", unusable),
        (
            "[[1.0],[2.0]]",
            "A sketch does not weigh as much as its feature has values; shares are taken over the sketch's own weight.",
        ),
    ] {
        let (read, notes) = opened(&text.replace("[[1.0,2.0]]", odd));
        assert!(read.is_some(), "{odd}");
        assert!(notes.iter().any(|known| known == note), "{odd}: {notes:?}");
    }
    let (read, _) = opened(&text.replace("[[1.0,2.0]]", "[[1.0,2.0"));
    assert!(read.is_none());
}
