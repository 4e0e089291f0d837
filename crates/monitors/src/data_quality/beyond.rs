//! Checks that Model Monitor does not make: unseen labels, missing rows, negative values.
//!
//! Unseen labels and missing rows are judged as the default verdict judges them: the change has a size, and is more than chance. All tests of both over all constrained features are
//! one family ([`decide`]), so that of data sets without drift at most 5 % violate any of them. A test whose share is zero on both sides is no member; where the baseline's
//! rows are not known, nothing tells chance from change, and the check is not made.
//!
//! Negative values are a constraint that Model Monitor writes and nobody checks: one such value violates it, by chance or not, as one violates `completeness` 1.0.

use std::collections::BTreeSet;

use crate::drift::{MISSING_SHARE_CHANGE, NEW_LABEL_SHARE};
use crate::words;
use leeway_documents::model_monitor::ConfigOption;
use leeway_stats::adjust::benjamini_hochberg;
use leeway_stats::fisher::fisher_exact;
use leeway_stats::unseen::Unseen;
use leeway_table::canonical_label;

use super::check::Check;
use super::phrases::named;
use super::side::Evidence;
use super::subject::Subject;

/// Of data sets without drift, at most so many violate any check that is tested against chance.
const LEVEL: f64 = 0.05;

/// Decides the checks that were tested against chance: violated where the change is as large as its threshold and its p, adjusted over all of them, is under the level.
pub(crate) fn decide(checks: &mut [Check]) {
    let mut tested: Vec<(&mut Check, f64)> = checks
        .iter_mut()
        .filter_map(|check| check.p_value.map(|p| (check, p)))
        .collect();
    let raw: Vec<f64> = tested.iter().map(|(_, p)| *p).collect();
    let adjusted = benjamini_hochberg(&raw);
    for ((check, _), p) in tested.iter_mut().zip(adjusted) {
        let (observed, threshold) = (
            check.observed.unwrap_or(0.0).abs(),
            check.threshold.unwrap_or(0.0),
        );
        check.status = crate::Status::of(observed >= threshold && p < LEVEL);
        check.explanation += &format!(
            "{}. From {} on a change that is more than chance is a finding.",
            words::than_chance(p, LEVEL),
            words::percent(threshold)
        );
    }
}

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

    /// Whether more rows have labels that the baseline never had than it lets expect; [`decide`] follows.
    pub(super) fn unseen_labels(&self, mut check: Check, current: &Evidence) -> Check {
        let Some((unseen, present)) = self.unseen(current) else {
            return check.not_made("The statistics do not list the labels.");
        };
        let labels = self.baseline.and_then(|baseline| {
            let labels = baseline.labels()?;
            let is_whole = labels.values().sum::<u64>() >= baseline.presence().0;
            is_whole.then_some((labels, baseline.rows()))
        });
        let Some((labels, baseline_rows)) = labels else {
            return check.not_made("How often the baseline has each label is not known, so nothing tells what could be chance.");
        };
        let (before, now) = (labels.as_ref(), current.labels());
        let has_vanished =
            now.is_some_and(|now| before.keys().any(|label| !now.contains_key(label)));
        let count: u64 = unseen.iter().map(|(_, rows)| rows).sum();
        let rows = current.rows();
        let names: Vec<String> = unseen.into_iter().map(|(label, _)| label).collect();
        check.rows = rows;
        check.observed = Some(count as f64 / rows as f64);
        check.threshold = Some(NEW_LABEL_SHARE);
        if names.is_empty() {
            check.explanation = format!(
                "All {} have labels that the baseline had",
                words::plural(present, "value", "values")
            );
        } else {
            check.explanation = format!(
                "{} of {}, {}, have labels that the baseline never had: {}",
                words::count(count),
                words::plural(rows, "row", "rows"),
                words::percent(count as f64 / rows as f64),
                named(&names),
            );
        }
        if names.is_empty() && !has_vanished {
            check.explanation.push('.');
            return check.decided_beyond(false);
        }
        let expecting = Unseen::of(before.values().copied(), baseline_rows);
        let test = expecting.test(count, rows);
        check.p_value = Some(test.p_value);
        check.explanation += &format!("; {}", words::expected_unseen(&expecting, test.expected));
        check
    }

    /// Whether the share of missing rows has moved, more than by chance; [`decide`] follows.
    pub(super) fn missing_share(&self, mut check: Check, current: &Evidence) -> Check {
        let Some(baseline) = self.baseline else {
            return check.not_made("The baseline has no statistics or samples of this feature.");
        };
        let (before, now) = (baseline.presence().1, current.presence().1);
        let (n, m) = (baseline.rows(), current.rows());
        let test = match fisher_exact(before, n, now, m) {
            Ok(test) => test,
            Err(reason) => return check.not_made(&reason.to_string()),
        };
        let difference = now as f64 / m as f64 - before as f64 / n as f64;
        check.explanation = words::missing_shares("missing", (before, n), (now, m));
        check.rows = m;
        check.observed = Some(difference);
        check.threshold = Some(MISSING_SHARE_CHANGE);
        if before + now == 0 {
            check.explanation.push('.');
            return check.decided_beyond(false);
        }
        check.p_value = Some(test.p_value);
        check.explanation += &format!("; Fisher's exact {}", words::p_value(test.p_value));
        check
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
            "{about}{} of {} are negative, down to {}; the baseline had none (`{}`), and one is a finding, by chance or not. Model Monitor notes this in a baseline and does not check it.",
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
