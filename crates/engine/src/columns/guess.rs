//! What nobody said: label, prediction and probability by columns' names, else by their values.

use super::answers::distinct;
use super::candidates::{Candidate, MOST_LABELS, array_of, candidates, kappa};
use super::classes::positive_among;
use super::meanings::Answers;
use super::names::{LABEL_NAMES, label_column};
use crate::layout::{Layout, table};
use crate::source::Loaded;
use leeway_documents::Role;
use leeway_documents::model_quality::ProblemType;

/// Fills in what nobody said.
///
/// What is settled stays; by names first, then by values. What cannot be guessed stays `None`.
pub fn guess(answers: &mut Answers, sources: &[Loaded], layout: &Layout) {
    let candidates = candidates(sources, layout);
    if answers.prediction.is_none() && answers.probability.is_none() {
        let labels = label_values(&candidates, answers, sources, layout);
        guess_answers(answers, &candidates, labels.as_deref());
    } else {
        guess_by_name(answers, &candidates);
    }
    if answers.label.is_none() {
        answers.label = guess_label(answers, &candidates);
    }
    let is_of_two = answers
        .problem
        .is_none_or(|problem| problem == ProblemType::Binary);
    if answers.positive.is_none() && is_of_two {
        let labels = label_values(&candidates, answers, sources, layout);
        let predicted = || {
            let is_it = |one: &&Candidate| Some(&one.name) == answers.prediction.as_ref();
            candidates.iter().find(is_it)?.labels()
        };
        let labels = labels.or_else(|| predicted().filter(|_| answers.label.is_none()));
        answers.positive = labels.and_then(|labels| positive_among(&labels));
    }
}

/// The distinct true labels, if they are few: of label files, else of a column that is called like one.
fn label_values(
    candidates: &[Candidate],
    answers: &Answers,
    sources: &[Loaded],
    layout: &Layout,
) -> Option<Vec<String>> {
    let mut found = Vec::new();
    for source in layout.tables(sources, Role::Labels) {
        let table = table(&sources[source])?;
        found.extend(distinct(label_column(table)?, MOST_LABELS)?);
    }
    if found.is_empty() {
        let named = answers
            .label
            .clone()
            .or_else(|| by_label_name(answers, candidates));
        let candidate = candidates
            .iter()
            .find(|one| Some(&one.name) == named.as_ref() && !one.is_output)?;
        found = candidate.labels()?;
    }
    found.sort();
    found.dedup();
    Some(found)
}

fn guess_by_name(answers: &mut Answers, candidates: &[Candidate]) {
    let taken = [
        answers.prediction.clone(),
        answers.probability.clone(),
        answers.label.clone(),
    ];
    let find = |fits: &dyn Fn(&str, bool) -> bool| {
        let free = |one: &&Candidate| one.is_output || !taken.contains(&Some(one.name.clone()));
        let of = |is_output: bool| {
            let mut of_kind = candidates
                .iter()
                .filter(free)
                .filter(move |one| one.is_output == is_output);
            of_kind
                .find(|one| fits(&one.name.to_lowercase(), is_output))
                .map(|one| one.name.clone())
        };
        of(true).or_else(|| of(false))
    };
    let is_score =
        |name: &str| name.contains("prob") || name.contains("score") || name.contains("confidence");
    if answers.prediction.is_none() {
        answers.prediction = find(&|name, is_output| {
            !is_score(name)
                && (name.contains("pred")
                    || matches!(name, "y_hat" | "yhat")
                    || (is_output && (name.ends_with("label") || name.ends_with("class"))))
        });
    }
    if answers.probability.is_none() {
        let numeric = |wanted: &str| {
            candidates
                .iter()
                .any(|one| one.name.to_lowercase() == wanted && one.is_number())
        };
        answers.probability = find(&|name, is_output| {
            let is_named = name.contains("prob")
                || if is_output {
                    is_score(name)
                } else {
                    matches!(
                        name,
                        "score" | "scores" | "predicted_score" | "prediction_score" | "model_score"
                    )
                };
            is_named && numeric(name)
        });
    }
}

fn guess_answers(answers: &mut Answers, candidates: &[Candidate], labels: Option<&[String]>) {
    let outputs: Vec<&Candidate> = candidates.iter().filter(|one| one.is_output).collect();
    if let Some((array, length)) = array_of(&outputs) {
        answers.prediction = Some(array.clone());
        answers.probability = (length == 2).then_some(array);
        return;
    }
    guess_by_name(answers, candidates);
    if answers.prediction.is_some() || answers.probability.is_some() {
        return;
    }
    let is_label = |one: &&&Candidate| {
        let found = one.labels();
        found.is_some_and(|found| {
            !found.is_empty()
                && labels.is_some_and(|labels| found.iter().all(|label| labels.contains(label)))
        })
    };
    match outputs.as_slice() {
        [only] => {
            let is_binary = labels.is_none_or(|labels| labels.len() <= 2);
            let is_labels = Some(only).filter(|one| is_label(one)).is_some();
            match only.is_share() && is_binary && !is_labels {
                true => answers.probability = Some(only.name.clone()),
                false => answers.prediction = Some(only.name.clone()),
            }
        }
        several => {
            let share = several.iter().find(|one| one.is_share());
            let is_whole = |one: &&&Candidate| {
                one.labels().is_some() && share.is_none_or(|share| share.name != one.name)
            };
            let found = several
                .iter()
                .find(is_label)
                .or_else(|| several.iter().find(is_whole));
            answers.prediction = found.map(|one| one.name.clone());
            answers.probability = share
                .filter(|share| Some(&share.name) != answers.prediction.as_ref())
                .map(|one| one.name.clone());
        }
    }
}

fn by_label_name(answers: &Answers, candidates: &[Candidate]) -> Option<String> {
    let free = |one: &&Candidate| {
        let name = Some(&one.name);
        !one.is_output
            && name != answers.prediction.as_ref()
            && name != answers.probability.as_ref()
    };
    let of_name = |name: &&str| {
        candidates
            .iter()
            .filter(free)
            .find(|one| one.name.to_lowercase() == **name)
    };
    LABEL_NAMES
        .iter()
        .find_map(of_name)
        .map(|one| one.name.clone())
}

fn guess_label(answers: &Answers, candidates: &[Candidate]) -> Option<String> {
    if let Some(named) = by_label_name(answers, candidates) {
        return Some(named);
    }
    let is_answer = |name: &String| {
        Some(name) == answers.prediction.as_ref() || Some(name) == answers.probability.as_ref()
    };
    let mut alone = candidates
        .iter()
        .filter(|one| one.is_on_baseline_alone && !is_answer(&one.name));
    if let (Some(only), None) = (alone.next(), alone.next()) {
        return Some(only.name.clone());
    }
    like_the_prediction(answers, candidates)
}

/// Of the columns that have the prediction's labels, the one that agrees with it most beyond chance (Cohen's kappa), if any does.
fn like_the_prediction(answers: &Answers, candidates: &[Candidate]) -> Option<String> {
    let prediction = candidates
        .iter()
        .find(|one| Some(&one.name) == answers.prediction.as_ref())?;
    let labels = prediction.labels().filter(|labels| labels.len() > 1)?;
    let column = |one: &Candidate| {
        one.baseline
            .first()
            .or(one.columns.first())
            .map(|column| (*column).clone())
    };
    let predicted = column(prediction)?;
    let mut best: Option<(f64, &Candidate)> = None;
    for one in candidates
        .iter()
        .filter(|one| !one.is_output && one.name != prediction.name)
    {
        if one.labels().as_ref() != Some(&labels) {
            continue;
        }
        let agreement = column(one)
            .and_then(|column| kappa(&column, &predicted))
            .unwrap_or(0.0);
        if agreement > best.as_ref().map_or(0.05, |(best, _)| *best) {
            best = Some((agreement, one));
        }
    }
    best.map(|(_, one)| one.name.clone())
}
