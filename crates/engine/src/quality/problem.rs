//! What is predicted, where nobody said.

use crate::columns::{TableAnswers, distinct, numbers};
use crate::source::Loaded;
use leeway_documents::Content;
use leeway_documents::model_quality::ProblemType;
use leeway_table::Column;

/// Labels of a classification; more distinct numbers are a regression.
const MOST_CLASSES: usize = 50;

/// The problem that a file of model quality names: constraints and statistics, the first by path.
///
/// `None` where no file names one.
pub fn stated(sources: &[Loaded]) -> Option<ProblemType> {
    let named = sources.iter().filter_map(|source| {
        let problem = match &source.document.content {
            Content::QualityStatistics(statistics) => Some(statistics.problem),
            Content::QualityConstraints(constraints) => constraints.problem,
            _ => None,
        };
        Some((&source.document.path, problem?))
    });
    named
        .min_by_key(|(path, _)| *path)
        .map(|(_, problem)| problem)
}

/// The problem that a side's values look like; `None` without labels or without predictions.
///
/// `tables` hold labels and answers, one value per row.
pub fn guess(tables: &[TableAnswers]) -> Option<ProblemType> {
    let truth: Vec<&Column> = tables.iter().filter_map(|table| table.truth).collect();
    let predicted: Vec<&Column> = tables.iter().filter_map(|table| table.predicted).collect();
    let has_probability = tables.iter().any(|table| table.probability.is_some());
    if truth.is_empty() || (predicted.is_empty() && !has_probability) {
        return None;
    }
    let are_numbers = |columns: &[&Column]| columns.iter().all(|column| column.types.text == 0);
    let names = |columns: &[&Column]| -> Option<Vec<String>> {
        let mut all = Vec::new();
        for column in columns {
            all.extend(distinct(column, MOST_CLASSES)?);
        }
        all.sort();
        all.dedup();
        Some(all)
    };
    let labels = names(&truth);
    let are_whole = |columns: &[&Column]| {
        columns.iter().all(|column| {
            numbers(column)
                .iter()
                .all(|value| value.is_nan() || value.fract() == 0.0)
        })
    };
    if are_numbers(&truth) && are_numbers(&predicted) {
        let many = labels.as_ref().is_none_or(|labels| labels.len() > 2);
        if labels.is_none() || (many && !(are_whole(&predicted) && are_whole(&truth))) {
            return Some(ProblemType::Regression);
        }
    }
    let mut classes = labels.unwrap_or_else(|| vec![String::new(); MOST_CLASSES]);
    // A prediction between 0 and 1 is the probability of one of two labels.
    if !are_numbers(&predicted) || are_whole(&predicted) {
        classes.extend(names(&predicted).unwrap_or_else(|| vec![String::new(); MOST_CLASSES]));
        classes.sort();
        classes.dedup();
    }
    Some(if classes.len() <= 2 {
        ProblemType::Binary
    } else {
        ProblemType::Multiclass
    })
}
