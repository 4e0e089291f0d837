//! Names that say what a column holds.

use leeway_table::{Column, Table};

/// Names that columns of labels go by, words joined by `_`; then those that may be anything's.
const LABEL: [&str; 16] = [
    "label",
    "labels",
    "true_label",
    "label_true",
    "actual_label",
    "ground_truth",
    "groundtruth",
    "ground_truth_label",
    "groundtruthlabel",
    "ground_truth_data",
    "truth",
    "target",
    "actual",
    "actuals",
    "y_true",
    "true_class",
];
const LABEL_PERHAPS: [&str; 3] = ["class", "outcome", "y"];
/// Names of predictions, and words in them.
const PREDICTION: [&str; 13] = [
    "prediction",
    "predictions",
    "predicted",
    "pred",
    "preds",
    "y_hat",
    "yhat",
    "y_pred",
    "predicted_label",
    "predicted_class",
    "predicted_value",
    "prediction_label",
    "model_prediction",
];
const PREDICTION_WORDS: [&str; 8] = [
    "pred",
    "preds",
    "predict",
    "predicts",
    "predicted",
    "prediction",
    "predictions",
    "yhat",
];
/// Names of probabilities, and words in them.
const PROBABILITY: [&str; 8] = [
    "probability",
    "prob",
    "proba",
    "probabilities",
    "predicted_probability",
    "prediction_probability",
    "pred_proba",
    "y_prob",
];
const PROBABILITY_WORDS: [&str; 4] = ["prob", "proba", "probability", "probabilities"];
const PROBABILITY_PERHAPS: [&str; 6] = [
    "score",
    "scores",
    "predicted_score",
    "prediction_score",
    "model_score",
    "y_score",
];
/// Words of a score that a model answered with.
const SCORE_WORDS: [&str; 3] = ["score", "scores", "confidence"];

/// The three columns that measures of a model need.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Answer {
    /// The truth.
    Label,
    /// What the model predicted.
    Prediction,
    /// The probability of the positive label.
    Probability,
}

impl Answer {
    /// All, in the order of their discriminants.
    pub const ALL: [Answer; 3] = [Answer::Label, Answer::Prediction, Answer::Probability];
}

/// How surely a name says what its column is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Called {
    /// Others are called so too.
    Perhaps,
    /// Nothing else is called so.
    Surely,
}

impl Called {
    /// What a column's name says of it as the label, the prediction or the probability; `None` where it says nothing.
    ///
    /// `is_output`: the model answered with it, so that more names speak for themselves.
    pub fn of(name: &str, answer: Answer, is_output: bool) -> Option<Called> {
        let words = words(name);
        let name = words.join("_");
        let has = |known: &[&str]| words.iter().any(|word| known.contains(&word.as_str()));
        let is_score = has(&PROBABILITY_WORDS) || has(&SCORE_WORDS);
        let ends_in = |known: [&str; 2]| {
            words
                .last()
                .is_some_and(|word| known.contains(&word.as_str()))
        };
        let is = |surely: bool, perhaps: bool| match (surely, perhaps) {
            (true, _) => Some(Called::Surely),
            (_, true) => Some(Called::Perhaps),
            _ => None,
        };
        let name = name.as_str();
        match answer {
            Answer::Label => is(LABEL.contains(&name), LABEL_PERHAPS.contains(&name)),
            Answer::Prediction if is_score => None,
            Answer::Prediction => is(
                PREDICTION.contains(&name),
                has(&PREDICTION_WORDS) || (is_output && ends_in(["label", "class"])),
            ),
            Answer::Probability => is(
                PROBABILITY.contains(&name),
                has(&PROBABILITY_WORDS)
                    || PROBABILITY_PERHAPS.contains(&name)
                    || (is_output && is_score),
            ),
        }
    }
}

/// The words of a name in lower case: `groundTruthLabel`, `Ground truth label` and `ground_truth_label` have the same.
fn words(name: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut is_inside = false;
    let mut before = ' ';
    for letter in name.chars() {
        let begins = !is_inside || (letter.is_uppercase() && before.is_lowercase());
        if letter.is_alphanumeric() {
            if begins {
                words.push(String::new());
            }
            if let Some(word) = words.last_mut() {
                word.extend(letter.to_lowercase());
            }
        }
        is_inside = letter.is_alphanumeric();
        before = letter;
    }
    words
}

/// Names of an event's id, in lower case.
const ID_NAMES: [&str; 5] = [
    "inferenceid",
    "inference_id",
    "eventid",
    "event_id",
    "sagemakerinferenceid",
];

/// The column of ids, if there is one.
///
/// The first of those that are called so; `None` otherwise.
pub fn id_column(table: &Table) -> Option<&Column> {
    table.columns.iter().find(|column| is_id(column))
}

/// The column of labels in a file of labels: the one called so, else the first that is no id.
///
/// `None` where all columns are ids.
pub fn label_column(table: &Table) -> Option<&Column> {
    let columns = || table.columns.iter();
    let called = |column: &&Column| Called::of(&column.name, Answer::Label, false);
    let named = columns().filter(|column| called(column).is_some()).rev();
    let named = named.max_by_key(called);
    let first = || columns().find(|column| !is_id(column));
    named.or_else(first).or(table.columns.first())
}

fn is_id(column: &Column) -> bool {
    ID_NAMES.contains(&column.name.to_lowercase().as_str())
}
