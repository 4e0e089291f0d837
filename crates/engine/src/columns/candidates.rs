//! The columns that label, prediction and probability are looked for among.

use super::answers::{distinct, numbers};
use crate::layout::{Layout, columns_of, series};
use crate::source::Loaded;
use leeway_documents::Role;
use leeway_report::settings::Rules;
use leeway_table::{Column, InferredType, Origin, Values};

/// Labels of which a prediction's column is recognised by its values.
pub const MOST_LABELS: usize = 50;

/// A column that may be chosen, on both sides.
pub struct Candidate<'a> {
    /// The feature's or the column's name.
    pub name: String,
    /// True for what the model answers.
    pub is_output: bool,
    /// True for what the model is sent.
    pub is_input: bool,
    /// True when the current side lacks it.
    pub is_on_baseline_alone: bool,
    /// Its columns on both sides.
    pub columns: Vec<&'a Column>,
    /// Its columns on the baseline.
    pub baseline: Vec<&'a Column>,
}

impl Candidate<'_> {
    /// True when all its values are numbers.
    ///
    /// By the files' own types; columns without any value do not count against it.
    pub fn is_number(&self) -> bool {
        let mut types = self.columns.iter().map(|column| column.inferred_type());
        types.all(|kind| kind.is_number() || kind == InferredType::Unknown)
    }

    /// True when all values are in 0 to 1 and some are inside.
    ///
    /// Labels that read as numbers count as these; missing values do not matter.
    pub fn is_share(&self) -> bool {
        let mut is_inside = false;
        let are_within = self.are_within_one(|value| is_inside |= value > 0.0 && value < 1.0);
        are_within && is_inside
    }

    /// True when all values are numbers in 0 to 1, as probabilities are.
    ///
    /// Both ends belong to it; missing values do not matter.
    pub fn is_within_one(&self) -> bool {
        self.are_within_one(|_| ())
    }

    fn are_within_one(&self, mut look: impl FnMut(f64)) -> bool {
        let mut is_within = |value: f64| {
            look(value);
            value.is_nan() || (0.0..=1.0).contains(&value)
        };
        let are_within = self.columns.iter().all(|column| match &column.values {
            Values::Numbers(numbers) => numbers.values.iter().all(|value| is_within(*value)),
            Values::Labels(labels) => {
                let parsed = column.numbers_by_code();
                let number = |code: &u32| parsed.get(*code as usize).copied();
                labels.codes.iter().filter_map(number).all(&mut is_within)
            }
        });
        are_within && self.is_number()
    }

    /// Its distinct labels, if they are few.
    ///
    /// Ascending by text, each once; `None` where a column has more than [`MOST_LABELS`]. Empty where no value is present.
    pub fn labels(&self) -> Option<Vec<String>> {
        let mut all = Vec::new();
        for column in &self.columns {
            all.extend(distinct(column, MOST_LABELS)?);
        }
        all.sort();
        all.dedup();
        Some(all)
    }
}

/// All columns that label, prediction or probability may be: those that the user gave another role are none.
///
/// The features first, in the layout's order, then further columns of the current side; empty without rows.
pub fn candidates<'a>(sources: &'a [Loaded], layout: &Layout, rules: &Rules) -> Vec<Candidate<'a>> {
    let mut candidates: Vec<Candidate> = Vec::new();
    for feature in &layout.features {
        let baseline = series(sources, feature.baseline.columns()).columns;
        let current = series(sources, feature.current.columns()).columns;
        candidates.push(Candidate {
            name: feature.name.clone(),
            is_output: current.iter().any(|column| column.origin == Origin::Output),
            is_input: current.iter().any(|column| column.origin == Origin::Input),
            is_on_baseline_alone: current.is_empty() && !baseline.is_empty(),
            columns: baseline.iter().chain(&current).copied().collect(),
            baseline,
        });
    }
    let known: std::collections::BTreeSet<_> = layout
        .features
        .iter()
        .flat_map(|feature| feature.current.columns())
        .copied()
        .collect();
    for source in layout.tables(sources, Role::Current) {
        for (at, column) in columns_of(sources, source).iter().enumerate() {
            if known.contains(&(source, at)) || column.origin == Origin::Input {
                continue;
            }
            let is_output = column.origin == Origin::Output;
            let same = candidates.iter_mut().find(|one| {
                one.name == column.name && one.is_output == is_output && one.baseline.is_empty()
            });
            match same {
                Some(same) => same.columns.push(column),
                None => candidates.push(Candidate {
                    name: column.name.clone(),
                    is_output,
                    is_input: false,
                    is_on_baseline_alone: false,
                    columns: vec![column],
                    baseline: Vec::new(),
                }),
            }
        }
    }
    let has_role = |name: &str| {
        rules
            .column_choices
            .get(name)
            .is_some_and(|choice| choice.role.is_some())
    };
    candidates.retain(|one| !has_role(&one.name));
    candidates
}

/// The array that the model answered with, and its length: outputs called `name.0`, `name.1` …, or unnamed ones that add up to 1 in every row.
///
/// `outputs` are columns of one table. `None` where there is no such array.
pub fn array_of(outputs: &[&Candidate]) -> Option<(String, usize)> {
    let elements = |prefix: &str, separator: &str| {
        let of_array = outputs.iter().filter(|one| {
            let rest = one
                .name
                .strip_prefix(prefix)
                .and_then(|rest| rest.strip_prefix(separator));
            rest.is_some_and(|rest| rest.parse::<u32>().is_ok())
        });
        of_array.copied().collect::<Vec<&Candidate>>()
    };
    let first = outputs.iter().find_map(|one| one.name.strip_suffix(".0"));
    let (name, elements) = match first {
        Some(name) => (name.to_owned(), elements(name, ".")),
        None => ("_out".to_owned(), elements("_out", "")),
    };
    if elements.len() < 2 || elements.iter().any(|one| !one.is_share()) {
        return None;
    }
    let columns: Vec<Vec<f64>> = elements
        .iter()
        .filter_map(|one| one.columns.first().map(|column| numbers(column)))
        .collect();
    let rows = columns.first()?.len();
    let adds_up = |row: usize| {
        let sum: f64 = columns
            .iter()
            .map(|column| column.get(row).copied().unwrap_or(f64::NAN))
            .sum();
        sum.is_nan() || (sum - 1.0).abs() < 1e-3
    };
    (0..rows).all(adds_up).then_some((name, elements.len()))
}
