//! Alarms on the distances of features: what they would do with what is known.

use crate::view::View;
use leeway_documents::Content;
use leeway_documents::alarm::Alarm;
use leeway_documents::model_monitor::CheckType;
use leeway_monitors::{MonitorName, Status, words};
use leeway_report::{ALARM_CHECK, Check};

/// A check for every alarm that is loaded, held against the distance among `checks`, recomputed or reported.
///
/// Distances from 0 to 1. An alarm on another metric, or on a feature without a distance, is not checked and says why.
pub fn alarms(view: View, checks: &[Check]) -> Vec<Check> {
    let all = view
        .sources
        .iter()
        .filter_map(|source| match &source.document.content {
            Content::Alarms(alarms) => Some((source.document.path.as_str(), alarms)),
            _ => None,
        });
    let of_file = |(path, alarms): (&str, &Vec<Alarm>)| -> Vec<Check> {
        alarms
            .iter()
            .map(|alarm| of_alarm(path, alarm, checks))
            .collect()
    };
    all.flat_map(of_file).collect()
}

fn of_alarm(path: &str, alarm: &Alarm, checks: &[Check]) -> Check {
    let distance = checks.iter().find(|check| {
        Some(check.feature.as_str()) == alarm.feature()
            && check.check == CheckType::BaselineDrift.name()
    });
    let observed = distance.and_then(|check| check.observed);
    let check = Check {
        monitor: MonitorName::DataQuality,
        feature: alarm.feature().unwrap_or(&alarm.metric).to_owned(),
        check: ALARM_CHECK.to_owned(),
        observed,
        threshold: Some(alarm.threshold),
        ..Check::default()
    };
    let Some(value) = observed else {
        let reason = match alarm.feature() {
            Some(feature) => {
                format!("No distance of {feature} is known. The alarm is set in {path}.")
            }
            None => format!(
                "The metric {} is not one of a feature's distance. The alarm is set in {path}.",
                alarm.metric
            ),
        };
        return Check {
            explanation: reason.clone(),
            reason: Some(reason),
            ..check
        };
    };
    let fires = alarm.comparison.fires(value, alarm.threshold);
    let known = match distance.is_some_and(Check::is_reported_alone) {
        true => "reported",
        false => "recomputed",
    };
    Check {
        status: Status::of(fires),
        explanation: format!(
            "The alarm of {path} on {} in {} {} at {}, with {} {known}.",
            alarm.metric,
            alarm.namespace,
            if fires { "fires" } else { "does not fire" },
            words::number(alarm.threshold),
            words::number(value),
        ),
        ..check
    }
}
