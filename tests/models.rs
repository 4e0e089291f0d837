//! Models as people save them, by versions of the libraries: what is read answers as the library does, what is refused is refused by its name.
//!
//! Files and expected values are made by `tests/data/models/make.py` once per set of versions, which stand in `expected.json`.
#![allow(clippy::unwrap_used)]

mod documents_support;
mod support;

use documents_support::{read, table};
use leeway::documents::model::{Encoder, Model, Predictor};
use leeway::documents::{Content, Document};
use leeway::monitors::attribution::{Attributor, Contributions};
use leeway::table::{Cell, Table};
use serde_json::Value;
use std::path::{Path, PathBuf};

/// How far a probability may be off, and a contribution.
const PROBABILITY: f64 = 1e-6;
const CONTRIBUTION: f64 = 1e-5;
/// Features of the models that ask numbers alone.
const NUMBERS: [&str; 6] = [
    "age",
    "income",
    "savings",
    "credit_score",
    "utilisation",
    "term_months",
];
/// Columns of the model that knows them by position.
const POSITIONS: [&str; 6] = [
    "gender",
    "region",
    "purpose",
    "age",
    "savings",
    "term_months",
];

fn data(path: &str) -> PathBuf {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    root.join("tests/data/models").join(path)
}

fn sets() -> Vec<PathBuf> {
    let entries = std::fs::read_dir(data("")).unwrap();
    let folders = entries.map(|entry| entry.unwrap().path());
    let mut sets: Vec<PathBuf> = folders.filter(|path| path.is_dir()).collect();
    sets.sort();
    sets
}

fn json(path: &Path) -> Value {
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

fn document(path: &Path) -> Document {
    let name = path.file_name().unwrap().to_str().unwrap();
    read(name, std::fs::read(path).unwrap()).remove(0)
}

fn rows(path: &Path) -> Table {
    let document = document(path);
    table(&document).clone()
}

/// Columns of a table by name, or all where there are no names.
fn cells<'a>(table: &'a Table, names: &[&str]) -> Vec<Vec<Cell<'a>>> {
    let all = |column: &'a leeway::table::Column| (0..table.rows).map(|row| column.cell(row));
    let of = |name: &&str| all(table.column(name).unwrap()).collect();
    names.iter().map(of).collect()
}

fn encoded(encoder: &Encoder, raw: &[Vec<Cell>]) -> Vec<Vec<f64>> {
    let columns = encoder.columns.iter();
    columns
        .map(|column| {
            raw[column.input]
                .iter()
                .map(|cell| column.encoded(*cell))
                .collect()
        })
        .collect()
}

fn explained(predictor: &Predictor, columns: &[Vec<f64>]) -> Contributions {
    let compared: Vec<Vec<f32>> = columns
        .iter()
        .enumerate()
        .map(|(feature, values)| predictor.compared(feature, values.iter().copied()))
        .collect();
    let compared: Vec<&[f32]> = compared.iter().map(Vec::as_slice).collect();
    let mut attributor =
        Attributor::new(predictor, compared.first().map_or(0, |column| column.len()));
    while !attributor.advance(&compared) {}
    attributor.finish()
}

/// What a model is asked, in its order.
fn asked(model: &Model, expected: &Value, rows: &Table) -> Vec<Vec<f64>> {
    let predictor = &model.predictor;
    if let Some(rows) = expected["rows"].as_array() {
        let number = |row: &Value, at: usize| row[at].as_f64().unwrap_or(f64::NAN);
        return (0..predictor.features)
            .map(|at| rows.iter().map(|row| number(row, at)).collect())
            .collect();
    }
    let Some(encoder) = &model.encoder else {
        let names: Vec<&str> = match predictor.feature_names.is_empty() {
            true => NUMBERS.to_vec(),
            false => predictor.feature_names.iter().map(String::as_str).collect(),
        };
        let number = |cell: &Cell| match cell {
            Cell::Number(value, _) => *value,
            _ => f64::NAN,
        };
        let columns = cells(rows, &names);
        return columns
            .iter()
            .map(|column| column.iter().map(number).collect())
            .collect();
    };
    let mut raw = match encoder.names.is_empty() {
        true => cells(rows, &POSITIONS),
        false => {
            let names: Vec<&str> = encoder.names.iter().map(String::as_str).collect();
            cells(rows, &names)
        }
    };
    if encoder.names.is_empty() {
        // As make.py has it for this model.
        for cell in raw.iter_mut().flatten() {
            match cell {
                Cell::Text("atlantis") => *cell = Cell::Text("south"),
                Cell::Missing => *cell = Cell::Number(40.0, true),
                _ => {}
            }
        }
    }
    let mut columns = encoded(encoder, &raw);
    if encoder.is_sparse && predictor.takes_zero_for_missing() {
        let zeros = columns.iter_mut().flatten().filter(|value| **value == 0.0);
        zeros.for_each(|value| *value = f64::NAN);
    }
    columns
}

fn far(what: &str, found: f64, expected: &Value, tolerance: f64) -> Option<String> {
    let expected = expected.as_f64().unwrap_or(f64::NAN);
    let is_close = (found - expected).abs() <= tolerance * (1.0 + expected.abs())
        || found.is_nan() && expected.is_nan();
    (!is_close).then(|| format!("{what}: {found} for {expected}"))
}

/// What is wrong with a model that was read, as sentences.
fn faults(model: &Model, expected: &Value, rows: &Table) -> Vec<String> {
    let predictor = &model.predictor;
    let columns = asked(model, expected, rows);
    let mut faults = Vec::new();
    if let (Some(encoded), Some(_)) = (expected["encoded"].as_array(), &model.encoder) {
        for (row, expected) in encoded.iter().enumerate() {
            for (at, column) in columns.iter().enumerate() {
                faults.extend(far(
                    &format!("encoded {row} {at}"),
                    column[row],
                    &expected[at],
                    1e-8,
                ));
            }
        }
    }
    let found = explained(predictor, &columns);
    for (row, expected) in expected["answer"].as_array().unwrap().iter().enumerate() {
        let scores: Vec<f64> = found.scores.iter().map(|class| class[row]).collect();
        let answers = predictor.transform(&scores);
        match expected.as_array() {
            Some(classes) => {
                for (class, expected) in classes.iter().enumerate() {
                    faults.extend(far(
                        &format!("answer {row} {class}"),
                        answers[class],
                        expected,
                        PROBABILITY,
                    ));
                }
            }
            None => faults.extend(far(
                &format!("answer {row}"),
                answers[0],
                expected,
                PROBABILITY,
            )),
        }
    }
    for (row, expected) in expected["contributions"]
        .as_array()
        .into_iter()
        .flatten()
        .enumerate()
    {
        // One class after the other, each with what it starts from.
        let width = predictor.features + 1;
        for class in 0..predictor.classes {
            for feature in 0..width {
                let value = match feature == predictor.features {
                    true => found.expected[class],
                    false => found.values[class * predictor.features + feature][row],
                };
                let what = format!("contribution {row} {class} {feature}");
                faults.extend(far(
                    &what,
                    value,
                    &expected[class * width + feature],
                    CONTRIBUTION,
                ));
            }
        }
    }
    faults.truncate(4);
    faults
}

#[test]
fn what_is_read_answers_as_its_library_and_what_is_refused_is_named() {
    let rows = rows(&data("rows.csv"));
    let mut report = Vec::new();
    let mut wrong = Vec::new();
    for set in sets() {
        let expected = json(&set.join("expected.json"));
        report.push(format!("{}", expected["versions"]).replace('"', ""));
        for (name, expected) in expected["models"].as_object().unwrap() {
            let document = document(&set.join(name));
            let is_refused = expected["refused"] == true;
            let line = match (&document.content, is_refused) {
                (Content::Model(model), false) => {
                    let faults = faults(model, expected, &rows);
                    let is_right = faults.is_empty();
                    wrong.extend(
                        faults
                            .iter()
                            .map(|fault| format!("{} {name}: {fault}", set.display())),
                    );
                    format!(
                        "{} {}",
                        document.kind.name(),
                        if is_right { "read" } else { "WRONG" }
                    )
                }
                (Content::Encoder(encoder), false) => {
                    let names: Vec<&str> = encoder.names.iter().map(String::as_str).collect();
                    let columns = encoded(encoder, &cells(&rows, &names));
                    for (row, expected) in
                        expected["encoded"].as_array().unwrap().iter().enumerate()
                    {
                        assert_eq!(columns.len(), expected.as_array().unwrap().len());
                        for (at, column) in columns.iter().enumerate() {
                            let far = far(
                                &format!("encoded {row} {at}"),
                                column[row],
                                &expected[at],
                                1e-8,
                            );
                            wrong.extend(far.map(|far| format!("{} {name}: {far}", set.display())));
                        }
                    }
                    format!("{} encoder read", document.kind.name())
                }
                (_, true) => {
                    let problem = document.problem.as_ref();
                    let found = problem.and_then(|problem| problem.found.clone());
                    format!(
                        "{} refused: {}",
                        document.kind.name(),
                        found.unwrap_or_default()
                    )
                }
                _ => {
                    let problem = document.problem.map(|problem| problem.to_string());
                    wrong.push(format!("{} {name}: {problem:?}", set.display()));
                    "NOT READ".to_owned()
                }
            };
            report.push(format!("  {name}: {line}"));
        }
    }
    let report = report.join("\n") + "\n";
    assert!(wrong.is_empty(), "{}\n{report}", wrong.join("\n"));
    let path = data("read.txt");
    if std::env::var_os("LEEWAY_ACCEPT").is_some() {
        std::fs::write(&path, &report).unwrap();
    }
    assert_eq!(report, std::fs::read_to_string(&path).unwrap_or_default());
}

/// The sets that others made, where they are at hand: booster and pipeline in each form, the encoder apart, and both in a tar.
#[test]
#[cfg_attr(not(reference), ignore = "needs ../shared/reference")]
fn sets_of_the_reference_answer_as_expected() {
    let entries = std::fs::read_dir(support::reference().join("models")).unwrap();
    let mut count = 0;
    for set in entries
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_dir())
    {
        let expected = json(&set.join("expected.json"));
        let rows = rows(&set.join("rows.csv"));
        let with = |answer: &Value| {
            let mut of = serde_json::json!({"answer": answer, "encoded": expected["encoded"]});
            if answer == &expected["probability"] {
                of["contributions"] = expected["contributions_of_encoded"].clone();
            }
            of
        };
        let Content::Encoder(encoder) = document(&set.join("preprocess.pkl")).content else {
            panic!("{}: no encoder", set.display());
        };
        let of_booster = |content: Content| match content {
            Content::Model(model) => {
                // The encoder was applied as a dense matrix.
                let encoder = Some(Encoder {
                    is_sparse: false,
                    ..encoder.clone()
                });
                let model = Model { encoder, ..model };
                faults(&model, &with(&expected["probability"]), &rows)
            }
            _ => vec!["no model".to_owned()],
        };
        for name in ["model.json", "xgboost-model", "xgboost-model.pkl"] {
            let faults = of_booster(document(&set.join(name)).content);
            assert!(faults.is_empty(), "{} {name}: {faults:?}", set.display());
        }
        let joblib = document(&set.join("preprocess.joblib")).content;
        // NaN is no value's equal.
        let written = format!("{:?}", Content::Encoder(encoder.clone()));
        assert_eq!(format!("{joblib:?}"), written, "{}", set.display());
        let packed = set.join("model.tar.gz");
        let documents = read("model.tar.gz", std::fs::read(packed).unwrap());
        let paths: Vec<&str> = documents
            .iter()
            .map(|document| document.path.as_str())
            .collect();
        assert_eq!(
            paths,
            [
                "model.tar.gz/xgboost-model",
                "model.tar.gz/code/preprocess.pkl"
            ]
        );
        assert!(of_booster(documents[0].content.clone()).is_empty());
        assert_eq!(format!("{:?}", documents[1].content), written);
        let Content::Model(pipeline) = document(&set.join("pipeline.joblib")).content else {
            panic!("{}: no pipeline", set.display());
        };
        let mut of_pipeline = with(&expected["pipeline_probability"]);
        if pipeline
            .encoder
            .as_ref()
            .is_some_and(|encoder| encoder.is_sparse)
        {
            // Zeros are missing there, which `encoded` does not show.
            of_pipeline["encoded"] = Value::Null;
        }
        let faults = faults(&pipeline, &of_pipeline, &rows);
        assert!(faults.is_empty(), "{}: {faults:?}", set.display());
        count += 1;
    }
    assert!(count > 1);
}
