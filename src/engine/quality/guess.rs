//! Where label, prediction and probability are, where the user has not said: what Clarify's configuration says, else names, else values.

use super::answers::distinct;
use super::candidates::{Candidate, MOST_LABELS, array_of, candidates, kappa};
use crate::documents::model_quality::{ModelOutput, ProblemType};
use crate::documents::{Content, DocumentKind, Role};
use crate::engine::layout::{Layout, columns_of};
use crate::engine::source::Loaded;
use crate::report::settings::Settings;

/// What is known before values are read, and what was chosen for the rest.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Choices {
    /// Column of the true label.
    pub label: Option<String>,
    /// Column or JMESPath of the predicted label or number.
    pub prediction: Option<String>,
    /// Column or JMESPath of the positive label's probability.
    pub probability: Option<String>,
    /// The positive label.
    pub positive: Option<String>,
    /// What is predicted.
    pub problem: Option<ProblemType>,
    /// From which probability on the positive label is predicted, where that is to replace the predicted label.
    pub threshold: Option<f64>,
    /// Labels that arrays stand for.
    pub headers: Vec<String>,
}

const LABEL_NAMES: [&str; 10] = [
    "label",
    "target",
    "class",
    "outcome",
    "y",
    "ground_truth",
    "groundtruth",
    "groundtruthlabel",
    "actual",
    "y_true",
];

/// What the settings say, with the rest guessed.
pub fn choices(settings: &Settings, sources: &[Loaded], layout: &Layout) -> Choices {
    let config = config(sources);
    let said = |setting: &Option<String>, config: &Option<String>| {
        setting.clone().or_else(|| config.clone())
    };
    let mut choices = Choices {
        label: said(&settings.label, &config.label),
        prediction: said(&settings.prediction, &config.prediction),
        probability: said(&settings.probability, &config.probability),
        positive: said(&settings.positive, &config.positive),
        problem: settings
            .problem_type
            .as_deref()
            .and_then(ProblemType::parse),
        threshold: settings
            .probability_threshold
            .or(config.probability_threshold),
        headers: config.label_headers,
    };
    let candidates = candidates(sources, layout);
    if choices.prediction.is_none() && choices.probability.is_none() {
        let labels = label_values(&candidates, &choices, sources, layout);
        guess_answers(&mut choices, &candidates, labels.as_deref());
    } else {
        guess_by_name(&mut choices, &candidates);
    }
    if choices.label.is_none() {
        choices.label = guess_label(&choices, &candidates);
    }
    choices
}

/// What the first configuration by path says.
fn config(sources: &[Loaded]) -> ModelOutput {
    let configs = sources
        .iter()
        .filter(|source| source.document.kind == DocumentKind::AnalysisConfig);
    let first = configs.min_by_key(|source| &source.document.path);
    match first.map(|source| &source.document.content) {
        Some(Content::Json(value)) => ModelOutput::read(value),
        _ => ModelOutput::default(),
    }
}

/// The distinct true labels, if they are few: of label files, else of a column that is called like one.
fn label_values(
    candidates: &[Candidate],
    choices: &Choices,
    sources: &[Loaded],
    layout: &Layout,
) -> Option<Vec<String>> {
    let mut found = Vec::new();
    for source in layout.tables(sources, Role::Labels) {
        found.extend(distinct(columns_of(sources, source).first()?, MOST_LABELS)?);
    }
    if found.is_empty() {
        let named = choices
            .label
            .clone()
            .or_else(|| by_label_name(choices, candidates));
        let candidate = candidates
            .iter()
            .find(|one| Some(&one.name) == named.as_ref() && !one.is_output)?;
        found = candidate.labels()?;
    }
    found.sort();
    found.dedup();
    Some(found)
}

fn guess_by_name(choices: &mut Choices, candidates: &[Candidate]) {
    let taken = [
        choices.prediction.clone(),
        choices.probability.clone(),
        choices.label.clone(),
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
    if choices.prediction.is_none() {
        choices.prediction = find(&|name, is_output| {
            !is_score(name)
                && (name.contains("pred")
                    || matches!(name, "y_hat" | "yhat")
                    || (is_output && (name.ends_with("label") || name.ends_with("class"))))
        });
    }
    if choices.probability.is_none() {
        let numeric = |wanted: &str| {
            candidates
                .iter()
                .any(|one| one.name.to_lowercase() == wanted && one.is_number())
        };
        choices.probability = find(&|name, is_output| {
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

fn guess_answers(choices: &mut Choices, candidates: &[Candidate], labels: Option<&[String]>) {
    let outputs: Vec<&Candidate> = candidates.iter().filter(|one| one.is_output).collect();
    if let Some((array, length)) = array_of(&outputs) {
        choices.prediction = Some(array.clone());
        choices.probability = (length == 2).then_some(array);
        return;
    }
    guess_by_name(choices, candidates);
    if choices.prediction.is_some() || choices.probability.is_some() {
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
                true => choices.probability = Some(only.name.clone()),
                false => choices.prediction = Some(only.name.clone()),
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
            choices.prediction = found.map(|one| one.name.clone());
            choices.probability = share
                .filter(|share| Some(&share.name) != choices.prediction.as_ref())
                .map(|one| one.name.clone());
        }
    }
}

fn by_label_name(choices: &Choices, candidates: &[Candidate]) -> Option<String> {
    let free = |one: &&Candidate| {
        let name = Some(&one.name);
        !one.is_output
            && name != choices.prediction.as_ref()
            && name != choices.probability.as_ref()
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

fn guess_label(choices: &Choices, candidates: &[Candidate]) -> Option<String> {
    if let Some(named) = by_label_name(choices, candidates) {
        return Some(named);
    }
    let is_answer = |name: &String| {
        Some(name) == choices.prediction.as_ref() || Some(name) == choices.probability.as_ref()
    };
    let mut alone = candidates
        .iter()
        .filter(|one| one.is_on_baseline_alone && !is_answer(&one.name));
    if let (Some(only), None) = (alone.next(), alone.next()) {
        return Some(only.name.clone());
    }
    like_the_prediction(choices, candidates)
}

/// Of the columns that have the prediction's labels, the one that agrees with it most beyond chance (Cohen's kappa), if any does.
fn like_the_prediction(choices: &Choices, candidates: &[Candidate]) -> Option<String> {
    let prediction = candidates
        .iter()
        .find(|one| Some(&one.name) == choices.prediction.as_ref())?;
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

/// The settings with what was chosen for model quality in place of what columns' names alone suggest.
pub fn with_choices(mut settings: Settings, quality: &super::Quality) -> Settings {
    let choices = &quality.choices;
    if quality.baseline.is_some() || quality.current.is_some() || quality.has_labels {
        settings.label = choices.label.clone().or(settings.label);
        settings.prediction = choices.prediction.clone();
        settings.probability = choices.probability.clone();
        settings.positive = choices.positive.clone();
        settings.problem_type = choices.problem.map(|problem| problem.name().to_owned());
        settings.probability_threshold = choices.threshold;
    }
    settings
}

/// True when both settings ask the same of model quality.
pub fn asks_the_same(a: &Settings, b: &Settings) -> bool {
    let asked = |settings: &Settings| {
        let Settings {
            label,
            prediction,
            probability,
            positive,
            problem_type,
            probability_threshold,
            seed,
            selection,
            ..
        } = settings.clone();
        (
            label,
            prediction,
            probability,
            positive,
            problem_type,
            probability_threshold,
            seed,
            selection,
        )
    };
    asked(a) == asked(b)
}
