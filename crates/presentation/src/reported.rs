//! What is said where reports of monitors are all that is known of a run: which checks were violated by what, and what to add to have them recomputed.

use super::bias::check_name;
use super::checks::check_words;
use super::format::{counted, number};
use leeway_documents::model_monitor::{Bound, CheckType};
use leeway_monitors::{Agreement, MonitorName, words};
use leeway_report::bias::BiasMetric;
use leeway_report::model_quality::title;
use leeway_report::{Check, Report, Sentence};
use std::collections::BTreeMap;

/// Checks that a sentence names.
const NAMED: usize = 3;

/// Metrics in the order in which they are known best, of quality and of bias.
const KNOWN_BEST: [&str; 14] = [
    "accuracy",
    "rmse",
    "mae",
    "weighted_f1",
    "f1",
    "auc",
    "DPPL",
    "DI",
    "DPL",
    "RD",
    "AD",
    "DCR",
    "DRR",
    "precision",
];

/// The monitors whose reports are loaded, with how many violations each names.
pub fn reports(report: &Report) -> Vec<(MonitorName, u64)> {
    let data_quality = report.data_quality.as_ref();
    let model_quality = report.model_quality.as_ref();
    let (bias, attribution) = (report.bias.as_ref(), report.attribution.as_ref());
    let all = [
        (
            MonitorName::DataQuality,
            data_quality.and_then(|part| part.reported),
        ),
        (
            MonitorName::ModelQuality,
            model_quality.and_then(|part| part.reported),
        ),
        (MonitorName::Bias, bias.and_then(|part| part.reported)),
        (
            MonitorName::Attribution,
            attribution.and_then(|part| part.reported),
        ),
    ];
    let known = all.into_iter();
    known
        .filter_map(|(monitor, count)| Some((monitor, count?)))
        .collect()
}

/// What monitors reported of this data and how it goes together with what was recomputed, as a sentence; `None` without a report.
pub fn agreements(report: &Report) -> Option<String> {
    let reported = reports(report).iter().map(|(_, count)| count).sum::<u64>();
    let of = |agreement| {
        let reports = report
            .checks
            .iter()
            .filter_map(|check| check.reported.as_ref());
        reports.filter(|one| one.agreement == agreement).count() as u64
    };
    if reports(report).is_empty() {
        return None;
    }
    let outcomes = [
        (
            of(Agreement::Agrees),
            "agrees with",
            "agree with",
            "what is recomputed here",
        ),
        (
            of(Agreement::Differs),
            "differs from",
            "differ from",
            "what is recomputed here",
        ),
        (
            of(Agreement::NotRecomputed),
            "could not",
            "could not",
            "be recomputed",
        ),
    ];
    let outcomes = outcomes.into_iter().filter(|(count, ..)| *count > 0);
    let outcomes = outcomes.map(|(count, one, many, rest)| {
        format!("{count} {} {rest}", if count == 1 { one } else { many })
    });
    let parts: Vec<String> = outcomes.collect();
    let silent = match of(Agreement::Silent) {
        0 => String::new(),
        silent => format!(
            " {} found here {} not in its report.",
            counted(silent, "violation", "violations"),
            if silent == 1 { "is" } else { "are" }
        ),
    };
    let head = match reported {
        0 => "The monitor reported no violation".to_owned(),
        _ => format!(
            "The monitor reported {}",
            counted(reported, "violation", "violations")
        ),
    };
    Some(match parts.is_empty() {
        true => format!("{head}.{silent}"),
        false => format!("{head}: {}.{silent}", parts.join(", ")),
    })
}

/// What reports alone know, the headline first; `None` without a report.
pub fn reported_sentence(report: &Report) -> Option<Sentence> {
    let reports = reports(report);
    if reports.is_empty() {
        return None;
    }
    let alone = alone(report);
    let headline = match alone.len() as u64 {
        0 => {
            let names = reports
                .iter()
                .map(|(monitor, _)| monitor.title().to_lowercase());
            let names: Vec<String> = names.collect();
            format!(
                "No violation is reported of {}.",
                words::list(&names, names.len())
            )
        }
        count => {
            let (checks, were) = match count {
                1 => ("check", "was"),
                _ => ("checks", "were"),
            };
            let named: Vec<String> = leading(report, &alone).into_iter().map(phrase).collect();
            let more = count.saturating_sub(named.len() as u64);
            let more = match more {
                0 => String::new(),
                more => format!(", and {} more", words::count(more)),
            };
            format!(
                "{} {checks} of one run {were} violated, as reported: {}{more}.",
                words::count(count),
                named.join(", ")
            )
        }
    };
    Some(Sentence::from(headline) + &format!(" {}", next(report)))
}

/// The violations that reports alone know.
pub fn alone(report: &Report) -> Vec<&Check> {
    let checks = report.checks.iter();
    checks.filter(|check| check.is_reported_alone()).collect()
}

/// What to add to have more than what was reported.
pub fn next(report: &Report) -> String {
    let lacks = [
        report
            .baseline
            .is_none()
            .then_some("the baseline (training data, or its statistics.json and constraints.json)"),
        report
            .current
            .is_none()
            .then_some("the run's data (captures, a table, or its statistics.json)"),
    ];
    let lacks: Vec<&str> = lacks.into_iter().flatten().collect();
    match lacks.is_empty() {
        true => "It was not recomputed.".to_owned(),
        false => format!(
            "Nothing was recomputed: add {} to see what changed in the data.",
            lacks.join(" and ")
        ),
    }
}

/// The checks that are named: the best known of each monitor in turn.
fn leading<'a>(report: &Report, alone: &[&'a Check]) -> Vec<&'a Check> {
    let facets = report.bias.iter().flat_map(|bias| &bias.facets);
    let of_groups: BTreeMap<String, &str> = facets
        .flat_map(|facet| {
            let named = |metric: &'_ BiasMetric| check_name(facet, &metric.name);
            facet
                .metrics()
                .map(move |metric| (named(metric), metric.name.as_str()))
        })
        .collect();
    let monitors = [
        MonitorName::ModelQuality,
        MonitorName::DataQuality,
        MonitorName::Bias,
        MonitorName::Attribution,
    ];
    let mut left: Vec<Vec<&Check>> = monitors
        .iter()
        .map(|monitor| {
            let own = alone.iter().copied();
            let mut own: Vec<&Check> = own.filter(|check| check.monitor == *monitor).collect();
            own.sort_by(|one, other| {
                let (first, second) = (rank(one, &of_groups), rank(other, &of_groups));
                first
                    .cmp(&second)
                    .then(excess(other).total_cmp(&excess(one)))
            });
            own
        })
        .collect();
    let mut named = Vec::new();
    while named.len() < NAMED && left.iter().any(|own| !own.is_empty()) {
        for own in &mut left {
            if !own.is_empty() && named.len() < NAMED {
                named.push(own.remove(0));
            }
        }
    }
    named
}

/// The place of a check's metric among the best known; `of_groups` has the metrics of groups by what their checks are called.
fn rank(check: &Check, of_groups: &BTreeMap<String, &str>) -> usize {
    let of_group = of_groups.get(&check.feature).copied();
    let name = of_group.unwrap_or(check.feature.as_str());
    let known = KNOWN_BEST.iter().position(|known| *known == name);
    known.unwrap_or(KNOWN_BEST.len())
}

fn excess(check: &Check) -> f64 {
    let gap = check.observed.zip(check.threshold);
    gap.map_or(0.0, |(observed, threshold)| (observed - threshold).abs())
}

/// A reported violation in the middle of a sentence: "accuracy 0.67 under 0.843".
///
/// Numbers are in the check's unit; what the report does not say is left out.
pub fn phrase(check: &Check) -> String {
    let name = subject(check);
    let reported = check.reported.as_ref();
    let bound = reported.and_then(|reported| reported.bound);
    match (check.observed, check.threshold.zip(bound)) {
        (None, _) => name,
        (Some(value), None) => format!("{name} {}", number(value)),
        (Some(value), Some((limit, bound))) => {
            let (value, limit) = (number(value), number(limit));
            match bound {
                Bound::AtLeast => format!("{name} {value} under {limit}"),
                Bound::AtMost => format!("{name} {value} over {limit}"),
                Bound::Baseline => format!("{name} from {limit} on the baseline to {value}"),
            }
        }
    }
}

/// What a check is about, in the middle of a sentence.
pub fn subject(check: &Check) -> String {
    let lower = |words: &str| {
        // An abbreviation keeps its letters.
        let mut letters = words.chars();
        match (letters.next(), letters.next()) {
            (Some(first), Some(second)) if second.is_lowercase() => {
                first.to_lowercase().chain(words.chars().skip(1)).collect()
            }
            _ => words.to_owned(),
        }
    };
    match check.monitor {
        MonitorName::ModelQuality => lower(&title(&check.feature)),
        MonitorName::Bias => check.feature.clone(),
        MonitorName::Attribution => format!("nDCG of {}", check.feature),
        _ if check.check == CheckType::BaselineDrift.name() => {
            format!("distance of {}", check.feature)
        }
        _ if check_words(&check.check) == check.feature => lower(&check.feature),
        _ => format!("{} of {}", lower(check_words(&check.check)), check.feature),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use leeway_report::{DataQuality, Reported};

    #[test]
    fn a_report_is_said_with_how_it_goes_together_with_what_is_recomputed() {
        let of = |reported: u64, agreements: &[Agreement]| Report {
            data_quality: Some(DataQuality {
                reported: Some(reported),
                ..DataQuality::default()
            }),
            checks: agreements
                .iter()
                .map(|&agreement| Check {
                    reported: Some(Reported {
                        agreement,
                        ..Reported::default()
                    }),
                    ..Check::default()
                })
                .collect(),
            ..Report::default()
        };
        use Agreement::{Agrees, Differs, NotRecomputed, Silent};
        let said = |report| agreements(&report).unwrap_or_default();
        assert_eq!(said(Report::default()), "");
        assert_eq!(said(of(0, &[])), "The monitor reported no violation.");
        assert_eq!(
            said(of(4, &[Agrees, Agrees, Differs, NotRecomputed])),
            "The monitor reported 4 violations: 2 agree with what is recomputed here, 1 differs from what is recomputed here, 1 could not be recomputed."
        );
        assert_eq!(
            said(of(1, &[Agrees, Silent])),
            "The monitor reported 1 violation: 1 agrees with what is recomputed here. 1 violation found here is not in its report."
        );
    }
}
