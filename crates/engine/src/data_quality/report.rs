//! The checks of data quality as the report has them, and the monitor's summary.

use super::alarms::alarms;
use super::in_force::{DataQuality, in_force, made};
use crate::opinions::put_beside;
use crate::reported::reported;
use crate::view::View;
use leeway_documents::model_monitor::{ConfigOption, Constraints, DriftMethod, Violations};
use leeway_monitors::MonitorName;
use leeway_monitors::data_quality::{self as monitor, Options, observed_values, second_opinion};
use leeway_monitors::words;
use leeway_report::{Check, Choice, DataQuality as Summary, Slider};

/// The checks beside what was reported, and the monitor's summary; `None` where nothing loaded asks for either.
pub(super) fn report(view: View, quality: &DataQuality) -> Option<(Vec<Check>, Summary)> {
    let in_force = in_force(view, quality);
    let in_force = in_force.as_ref();
    let reported = reported(view, MonitorName::DataQuality);
    let reported = reported.map(|violations| Violations {
        violations,
        ..Violations::default()
    });
    if in_force.is_none() && reported.is_none() {
        return None;
    }
    let made = in_force.map_or_else(Vec::new, |in_force| {
        made(view, quality, &in_force.constraints)
    });
    let mut checks: Vec<Check> = made.iter().map(written).collect();
    let opinions = reported
        .as_ref()
        .map_or_else(Vec::new, |reported| second_opinion(&made, reported));
    put_beside(&mut checks, &opinions, MonitorName::DataQuality);
    let count = |fits: &dyn Fn(&Check) -> bool| checks.iter().filter(|check| fits(check)).count();
    let violated = count(&|check| check.is_recomputed() && check.status.is_violated()) as u64;
    let disagreements = count(&Check::is_disagreed) as u64;
    let not_recomputed = count(&Check::is_reported_alone) as u64;
    let made_count = count(&Check::is_recomputed) as u64;
    let reported = reported.map(|reported| reported.violations.len() as u64);
    let summary = Summary {
        constraints_from: in_force.map(|in_force| in_force.from),
        constraints_path: in_force.and_then(|in_force| in_force.path.clone()),
        is_edited: !view.rules.constraints.is_empty(),
        checked: made_count,
        violated,
        reported,
        not_recomputed,
        disagreements,
        sentence: sentence(
            made_count,
            violated,
            reported,
            not_recomputed,
            disagreements,
        ),
        sliders: in_force.map_or_else(Vec::new, |in_force| sliders(&in_force.constraints, &made)),
        choices: in_force.map_or_else(Vec::new, |in_force| choices(&in_force.constraints)),
    };
    let alarms = alarms(view, &checks);
    checks.extend(alarms);
    Some((checks, summary))
}

fn written(check: &monitor::Check) -> Check {
    Check {
        monitor: MonitorName::DataQuality,
        feature: check.feature.clone(),
        check: check.check.name().to_owned(),
        status: check.status,
        observed: check.observed,
        threshold: check.threshold,
        option: check.option.map(|option| option.name().to_owned()),
        description: check.description.clone(),
        reason: check.reason.clone(),
        explanation: check.explanation.clone(),
        reported: None,
    }
}

/// The outcome of the checks that were made here, then what is known from reports alone.
fn sentence(
    made: u64,
    violated: u64,
    reported: Option<u64>,
    not_recomputed: u64,
    disagreements: u64,
) -> String {
    if made == 0 {
        return match (reported, not_recomputed) {
            (Some(0), _) => "The report names no violation; nothing was recomputed.".to_owned(),
            (Some(_), _) => format!(
                "{} reported; nothing was recomputed.",
                is_or_are(not_recomputed, "violation", "violations")
            ),
            (None, _) => "No check could be made.".to_owned(),
        };
    }
    let mut text = match violated {
        0 => format!("All {} are met", words::plural(made, "check", "checks")),
        _ => format!(
            "{} of {} {} violated",
            words::count(violated),
            words::plural(made, "check", "checks"),
            if violated == 1 { "is" } else { "are" }
        ),
    };
    // Agreement needs something that both know.
    let is_compared = reported.is_some_and(|reported| reported == 0 || not_recomputed < reported);
    match disagreements {
        0 if is_compared => text += "; the report agrees",
        0 => {}
        _ => {
            text += &format!(
                "; the report disagrees in {}",
                words::plural(disagreements, "place", "places")
            );
        }
    }
    if not_recomputed > 0 {
        let further = is_or_are(not_recomputed, "violation", "violations");
        text += &format!("; {further} reported and not recomputed");
    }
    text + "."
}

fn is_or_are(count: u64, one: &str, many: &str) -> String {
    let verb = if count == 1 { "is" } else { "are" };
    format!("{} {verb}", words::plural(count, one, many))
}

/// The options that are words, with the one in force.
fn choices(constraints: &Constraints) -> Vec<Choice> {
    const SWITCH: [&str; 2] = ["Enabled", "Disabled"];
    let options = Options::of(constraints);
    let is_by_gap = options.label_method == DriftMethod::LInfinity;
    let all = [
        (ConfigOption::EvaluateConstraints, SWITCH, options.evaluate),
        (ConfigOption::PerformComparison, SWITCH, options.compare),
        (
            ConfigOption::ComparisonMethod,
            ["Robust", "Simple"],
            options.is_robust,
        ),
        (
            ConfigOption::CategoricalMethod,
            ["LInfinity", "ChiSquared"],
            is_by_gap,
        ),
        (ConfigOption::EmitMetrics, SWITCH, options.emit),
    ];
    let choice = |(option, words, is_first): (ConfigOption, [&str; 2], bool)| Choice {
        option: option.name().to_owned(),
        value: words[usize::from(!is_first)].to_owned(),
        values: words.map(str::to_owned).to_vec(),
    };
    all.into_iter().map(choice).collect()
}

/// What each threshold could be set to and with what effect.
fn sliders(constraints: &Constraints, checks: &[monitor::Check]) -> Vec<Slider> {
    let options = Options::of(constraints);
    let all = [
        (
            ConfigOption::ComparisonThreshold,
            Some(options.distance_threshold),
        ),
        (
            ConfigOption::CategoricalThreshold,
            Some(options.label_threshold),
        ),
        (
            ConfigOption::DatatypeThreshold,
            Some(options.type_threshold),
        ),
        (ConfigOption::Completeness, None),
        (
            ConfigOption::DomainThreshold,
            Some(options.domain_threshold),
        ),
    ];
    let slider = |(option, threshold): (ConfigOption, Option<f64>)| {
        let of_option: Vec<monitor::Check> = checks
            .iter()
            .filter(|check| check.option == Some(option))
            .cloned()
            .collect();
        let first = of_option.first()?;
        let is_drift = first.drift.is_some();
        let is_probability = first
            .drift
            .as_ref()
            .is_some_and(|drift| drift.measure == monitor::DriftMeasure::ChiSquareProbability);
        Some(Slider {
            check: first.check.name().to_owned(),
            option: option.name().to_owned(),
            threshold,
            fires_above: is_drift && !is_probability,
            observed: observed_values(&of_option, first.check),
        })
    };
    all.into_iter().filter_map(slider).collect()
}
