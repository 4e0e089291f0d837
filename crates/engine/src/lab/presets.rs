//! Scenarios by the names that the AWS sample on monitoring with a model of one's own gives them.
//!
//! Where the baseline has the columns of that sample (South German Credit), they are its scenarios; elsewhere the same happens to columns of the same kind.

use super::bench::Bench;
use leeway_report::lab::answer::{LabColumn, Preset, Scenario};
use leeway_scenarios::changes::{Answers, Change, ChangeKind, Condition};
use leeway_table::{MIN_DISTINCT_NUMERICAL, Series, Table};

/// Values that a column is offered with.
const MOST_VALUES: usize = 30;
/// The label that the sample's labels are swapped in.
const SWAPPED: f64 = 0.3;

/// The columns that can be changed.
///
/// One for each column of the table, in its order, with what can be done to its values.
pub fn columns(table: &Table) -> Vec<LabColumn> {
    let column = |column: &leeway_table::Column| {
        let counts = Series::new([column]).label_counts();
        let mut values: Vec<(String, u64)> = match counts.len() <= MOST_VALUES {
            true => counts.into_iter().collect(),
            false => Vec::new(),
        };
        values.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        LabColumn {
            name: column.name.clone(),
            is_number: column.types.text == 0 && column.present() > 0,
            values: values.into_iter().map(|(value, _)| value).collect(),
        }
    };
    table.columns.iter().map(column).collect()
}

/// The six scenarios.
///
/// Those that the columns allow say what they change; the others say why not. Source: the scenarios of the AWS sample on monitoring with a model of one's
/// own.
pub fn presets(bench: &Bench, columns: &[LabColumn]) -> Vec<Preset> {
    let (table, answers) = (bench.baseline(), &bench.answers);
    let picks = Picks::of(table, answers, columns);
    let all = [
        (
            Scenario::Concept,
            "What labels mean has changed, the data have not: they follow the prediction, 30 % of them swapped, and small amounts turn out bad.",
            concept(&picks, answers),
        ),
        (
            Scenario::Label,
            "One label becomes far more frequent: its rows come five times.",
            label(answers),
        ),
        (
            Scenario::Feature,
            "One number grows by two standard deviations, and labels follow what the model then predicts.",
            feature(&picks, answers),
        ),
        (
            Scenario::FeatureSystematic,
            "A pipeline breaks: one column is the same in every row.",
            systematic(&picks),
        ),
        (
            Scenario::Explainability,
            "Several features move at once, so that the model relies on others.",
            explainability(&picks, answers),
        ),
        (
            Scenario::Bias,
            "The positive answers of one group disappear, all but one.",
            bias(&picks, answers),
        ),
    ];
    let preset = |(name, about, changes): (Scenario, &str, Result<Vec<Change>, &str>)| {
        let reason = changes.as_ref().err().map(|reason| (*reason).to_owned());
        Preset {
            name,
            about: about.to_owned(),
            changes: changes.unwrap_or_default(),
            reason,
        }
    };
    all.into_iter().map(preset).collect()
}

/// The columns that scenarios are about.
struct Picks {
    /// A number that is shifted.
    number: Option<String>,
    /// A number with its tenth part, below which labels turn bad.
    small: Option<(String, f64)>,
    /// A category in an order, one of which is moved down.
    ordered: Option<String>,
    /// A category whose low values become another.
    recoded: Option<(String, f64, String)>,
    /// A group: column and value.
    group: Option<(String, String)>,
}

impl Picks {
    fn of(table: &Table, answers: &Answers, columns: &[LabColumn]) -> Picks {
        let is_answer = |name: &String| {
            [&answers.label, &answers.prediction, &answers.probability]
                .into_iter()
                .any(|answer| answer.as_ref() == Some(name))
        };
        let named = |name: &str| {
            columns
                .iter()
                .find(|column| column.name == name && column.is_number)
        };
        let features: Vec<&LabColumn> =
            columns.iter().filter(|one| !is_answer(&one.name)).collect();
        let few = |most: usize| {
            let fits = move |one: &&&LabColumn| (2..=most).contains(&one.values.len());
            features.iter().find(fits).copied()
        };
        let is_wide = |one: &&&LabColumn| {
            let column = table.column(&one.name);
            one.is_number
                && column.is_some_and(|column| {
                    Series::new([column]).label_counts().len() >= MIN_DISTINCT_NUMERICAL
                })
        };
        let numbers: Vec<&LabColumn> = features.iter().filter(is_wide).copied().collect();
        let number = named("duration").or(numbers.first().copied());
        let small = named("amount").or(numbers.last().copied());
        let ordered = named("savings").or(few(20).filter(|one| one.values.len() > 2));
        let recoded = named("status").or(features
            .iter()
            .rev()
            .find(|one| one.is_number && one.values.len() > 2)
            .copied());
        let group = named("foreign_worker").or(few(5));
        Picks {
            number: number.map(|one| one.name.clone()),
            small: small.and_then(|one| {
                let at_most = if one.name == "amount" {
                    1000.0
                } else {
                    tenth(table, &one.name)?
                };
                Some((one.name.clone(), at_most))
            }),
            ordered: ordered.map(|one| one.name.clone()),
            recoded: recoded.and_then(|one| {
                let mut values: Vec<f64> = one
                    .values
                    .iter()
                    .filter_map(|value| value.parse().ok())
                    .collect();
                values.sort_unstable_by(f64::total_cmp);
                let at_most = *values.get(values.len() / 2 - 1)?;
                let highest = leeway_table::format_number_label(*values.last()?);
                Some((one.name.clone(), at_most, highest))
            }),
            group: group.and_then(|one| {
                // The sample counts foreign workers as 1; elsewhere the rarest group is taken.
                let value = match one.name.as_str() {
                    "foreign_worker" => Some("1".to_owned()),
                    _ => one.values.last().cloned(),
                };
                Some((one.name.clone(), value?))
            }),
        }
    }
}

/// The number below which a tenth of the rows are.
fn tenth(table: &Table, name: &str) -> Option<f64> {
    let mut values = Vec::new();
    table.column(name)?.add_finite_numbers(&mut values);
    values.sort_unstable_by(f64::total_cmp);
    values.get(values.len() / 10).copied()
}

const NO_LABEL: &str = "No column is known to hold the label: name it in the settings.";
const NO_NUMBER: &str = "The baseline has no column of numbers.";

fn change(kind: ChangeKind, feature: &str, amount: f64, value: &str) -> Change {
    Change {
        kind,
        feature: feature.to_owned(),
        amount,
        value: value.to_owned(),
        when: None,
    }
}

/// Labels that follow the prediction, some swapped.
fn swapped(answers: &Answers) -> Option<Change> {
    answers.label.as_ref()?;
    Some(change(ChangeKind::Swap, "", SWAPPED, ""))
}

fn concept(picks: &Picks, answers: &Answers) -> Result<Vec<Change>, &'static str> {
    let swapped = swapped(answers).ok_or(NO_LABEL)?;
    let label = answers.label.as_deref().ok_or(NO_LABEL)?;
    let mut changes = vec![swapped];
    if let (Some((feature, at_most)), Some("1")) = (&picks.small, answers.positive.as_deref()) {
        changes.push(Change {
            when: Some(Condition {
                feature: feature.clone(),
                at_most: *at_most,
            }),
            ..change(ChangeKind::Constant, label, 1.0, "0")
        });
    }
    Ok(changes)
}

fn label(answers: &Answers) -> Result<Vec<Change>, &'static str> {
    answers.label.as_ref().ok_or(NO_LABEL)?;
    let positive = answers.positive.as_deref();
    let positive =
        positive.ok_or("No label is known to be the positive one: name it in the settings.")?;
    Ok(vec![change(ChangeKind::Repeat, "", 4.0, positive)])
}

fn feature(picks: &Picks, answers: &Answers) -> Result<Vec<Change>, &'static str> {
    let number = picks.number.as_deref().ok_or(NO_NUMBER)?;
    let shift = change(ChangeKind::Shift, number, 2.0, "");
    Ok([Some(shift), swapped(answers)]
        .into_iter()
        .flatten()
        .collect())
}

fn systematic(picks: &Picks) -> Result<Vec<Change>, &'static str> {
    let number = picks.number.as_deref().ok_or(NO_NUMBER)?;
    Ok(vec![change(ChangeKind::Constant, number, 1.0, "1")])
}

fn explainability(picks: &Picks, answers: &Answers) -> Result<Vec<Change>, &'static str> {
    let number = picks.number.as_deref().ok_or(NO_NUMBER)?;
    let mut changes = vec![change(ChangeKind::Shift, number, 2.0, "")];
    if let Some(ordered) = &picks.ordered {
        changes.push(change(ChangeKind::Down, ordered, 0.8, ""));
    }
    if let Some((feature, at_most, highest)) = &picks.recoded {
        changes.push(Change {
            when: Some(Condition {
                feature: feature.clone(),
                at_most: *at_most,
            }),
            ..change(ChangeKind::Constant, feature, 1.0, highest)
        });
    }
    changes.extend(swapped(answers));
    Ok(changes)
}

fn bias(picks: &Picks, answers: &Answers) -> Result<Vec<Change>, &'static str> {
    if answers.label.is_none() && answers.prediction.is_none() {
        return Err(NO_LABEL);
    }
    let (feature, value) = picks
        .group
        .as_ref()
        .ok_or("No column has few labels, of which one could be a group.")?;
    Ok(vec![change(ChangeKind::Remove, feature, 1.0, value)])
}
