//! Checks that Model Monitor does not make: unseen labels, missing rows, negative values.

use std::collections::BTreeSet;

use crate::words;
use leeway_documents::model_monitor::ConfigOption;
use leeway_stats::proportion::two_proportions;
use leeway_table::canonical_label;

use super::check::Check;
use super::phrases::named;
use super::side::Evidence;
use super::subject::Subject;

/// Unseen labels are a finding from this share of the current rows on.
const UNSEEN_SHARE: f64 = 0.01;
/// The missing share is a finding when it moved by this much, and not by chance.
const MISSING_SHIFT: f64 = 0.05;
/// What "by chance" means.
const SIGNIFICANCE: f64 = 0.05;

impl Subject<'_> {
    /// The current labels that are not among the domains, with their rows, the most frequent first; and all present rows.
    pub(super) fn unseen(&self, current: &Evidence) -> Option<(Vec<(String, u64)>, u64)> {
        let domains: BTreeSet<String> = self
            .constraint
            .domains
            .as_ref()?
            .iter()
            .map(|label| canonical_label(label))
            .collect();
        let labels = current.labels()?;
        let present = labels.values().sum();
        let mut unseen: Vec<(String, u64)> = labels
            .iter()
            .filter(|(label, _)| !domains.contains(*label))
            .map(|(label, count)| (label.clone(), *count))
            .collect();
        unseen.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        Some((unseen, present))
    }

    /// Whether labels occur that the baseline never had.
    pub(super) fn unseen_labels(&self, mut check: Check, current: &Evidence) -> Check {
        let Some((unseen, present)) = self.unseen(current) else {
            return check.not_made("The statistics do not list the labels.");
        };
        let count: u64 = unseen.iter().map(|(_, rows)| rows).sum();
        let rows = current.rows();
        let share = count as f64 / rows as f64;
        let names: Vec<String> = unseen.into_iter().map(|(label, _)| label).collect();
        check.explanation = if names.is_empty() {
            format!(
                "All {} have labels that the baseline had.",
                words::plural(present, "value", "values")
            )
        } else {
            format!(
                "{} of {}, {} %, have labels that the baseline never had: {}; {} % is a finding.",
                words::count(count),
                words::plural(rows, "row", "rows"),
                words::number(share * 100.0),
                named(&names),
                words::number(UNSEEN_SHARE * 100.0)
            )
        };
        check.rows = rows;
        check.observed = Some(share);
        check.threshold = Some(UNSEEN_SHARE);
        check.decided_beyond(share >= UNSEEN_SHARE)
    }

    /// Whether the share of missing rows has moved, more than by chance.
    pub(super) fn missing_share(&self, mut check: Check, current: &Evidence) -> Check {
        let Some(baseline) = self.baseline else {
            return check.not_made("The baseline has no statistics or samples of this feature.");
        };
        let (before, now) = (baseline.presence().1, current.presence().1);
        let (n, m) = (baseline.rows(), current.rows());
        let test = match two_proportions(before, n, now, m) {
            Ok(test) => test,
            Err(reason) => return check.not_made(&reason.to_string()),
        };
        check.explanation = format!(
            "{} % of {} are missing, {} % of the baseline's {}: {} points, p {}; {} points with p under {SIGNIFICANCE} are a finding.",
            words::number(now as f64 / m as f64 * 100.0),
            words::plural(m, "row", "rows"),
            words::number(before as f64 / n as f64 * 100.0),
            words::count(n),
            words::number(test.difference * 100.0),
            words::number(test.p_value),
            words::number(MISSING_SHIFT * 100.0)
        );
        check.rows = m;
        check.observed = Some(test.difference);
        check.threshold = Some(MISSING_SHIFT);
        check.decided_beyond(test.difference.abs() >= MISSING_SHIFT && test.p_value < SIGNIFICANCE)
    }
}

/// Whether values are negative where the baseline had none.
pub(super) fn non_negative(mut check: Check, current: &Evidence) -> Check {
    let (Some((count, is_exact)), Some(smallest)) = (current.negative(), current.smallest()) else {
        return check.not_made("The current side has no numbers, or its statistics do not tell.");
    };
    let rows = current.rows();
    let about = if is_exact { "" } else { "about " };
    check.explanation = if count == 0 {
        format!(
            "The smallest value is {}; none is negative.",
            words::number(smallest)
        )
    } else {
        format!(
            "{about}{} of {} are negative, down to {}; the baseline had none (`{}`). Model Monitor notes this in a baseline and does not check it.",
            words::count(count),
            words::plural(rows, "row", "rows"),
            words::number(smallest),
            ConfigOption::IsNonNegative.name()
        )
    };
    check.rows = rows;
    check.observed = Some(count as f64 / rows as f64);
    check.threshold = Some(0.0);
    check.decided_beyond(count > 0)
}
