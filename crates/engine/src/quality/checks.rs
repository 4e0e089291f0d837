//! Constraints on metrics: which are in force, how they are met, and what a report says.

use super::measured::Quality;
use crate::opinions::put_beside;
use crate::view::View;
use leeway_documents::model_monitor::Violations;
use leeway_documents::model_quality::{Metric, QualityConstraints, QualityStatistics};
use leeway_documents::{Content, Role};
use leeway_monitors::Unmeasured;
use leeway_monitors::model_quality::{
    Measured, Observed, QualityCheck, check, quality_opinions, suggested_constraints,
};
use leeway_monitors::{MonitorName, Status};
use leeway_report::Basis;
use leeway_report::Check;

/// Constraints and where they are from.
pub struct InForce {
    /// The constraints.
    pub constraints: QualityConstraints,
    /// `file`, `samples` or `statistics`.
    pub from: Basis,
    /// The file's path.
    pub path: Option<String>,
}

/// The statistics of model quality in a role: those of the problem at hand first, then the first by path.
///
/// `None` where no such file is loaded in the role.
pub fn statistics<'a>(
    view: View<'a>,
    quality: &Quality,
    role: Role,
) -> Option<&'a QualityStatistics> {
    let wanted = quality.answers.problem;
    let found = in_role(view, role).filter_map(|(path, content)| match content {
        Content::QualityStatistics(statistics) => Some((path, statistics)),
        _ => None,
    });
    found
        .min_by_key(|(path, statistics)| {
            (
                wanted.is_some_and(|wanted| wanted != statistics.problem),
                *path,
            )
        })
        .map(|(_, statistics)| statistics)
}

fn in_role<'a>(view: View<'a>, role: Role) -> impl Iterator<Item = (&'a str, &'a Content)> {
    let sources = view.sources;
    let roles = view.layout.roles.clone();
    sources
        .iter()
        .zip(roles)
        .filter(move |(_, known)| *known == Some(role))
        .map(|(source, _)| (source.document.path.as_str(), &source.document.content))
}

/// The constraints in force: a file in the baseline role, else what the baseline's rows or statistics suggest.
///
/// Each threshold is in its metric's own range. `None` without a file and without a measured baseline. Source: Model Monitor's suggestion of constraints.
pub fn in_force(view: View, quality: &Quality) -> Option<InForce> {
    let wanted = quality.answers.problem;
    let file = in_role(view, Role::Baseline).filter_map(|(path, content)| match content {
        Content::QualityConstraints(constraints) => Some((path, constraints)),
        _ => None,
    });
    let is_other = |constraints: &QualityConstraints| {
        constraints.problem.is_some() && wanted.is_some() && constraints.problem != wanted
    };
    if let Some((path, constraints)) =
        file.min_by_key(|(path, constraints)| (is_other(constraints), *path))
    {
        return Some(InForce {
            constraints: constraints.clone(),
            from: Basis::File,
            path: Some(path.to_owned()),
        });
    }
    if let Some(baseline) = &quality.baseline {
        return Some(InForce {
            constraints: suggested_constraints(baseline.rows.problem, |metric| {
                observed(&baseline.metrics, metric)?.value.ok()
            }),
            from: Basis::Samples,
            path: None,
        });
    }
    let statistics = statistics(view, quality, Role::Baseline)?;
    Some(InForce {
        constraints: suggested_constraints(statistics.problem, |metric| {
            statistics.metric(metric)?.value
        }),
        from: Basis::Statistics,
        path: None,
    })
}

fn observed(metrics: &[Measured], metric: Metric) -> Option<Observed> {
    let found = metrics.iter().find(|measured| measured.metric == metric)?;
    Some(Observed {
        value: found.value.clone(),
        deviation: found.deviation,
    })
}

/// The checks of the current side as a whole; none where it has neither rows nor statistics.
///
/// In the order of the constraints, values in each metric's own range; a metric without a value is not checked and says why. Source: Model Monitor's
/// container.
pub fn made(view: View, quality: &Quality, constraints: &QualityConstraints) -> Vec<QualityCheck> {
    if let Some(current) = &quality.current {
        return check(constraints, |metric| observed(&current.metrics, metric));
    }
    let Some(statistics) = statistics(view, quality, Role::Current) else {
        return Vec::new();
    };
    check(constraints, |metric| {
        let stated = statistics.metric(metric)?;
        Some(Observed {
            value: stated.value.ok_or(Unmeasured::NotInStatistics),
            deviation: stated.deviation,
        })
    })
}

/// The checks that each window violates, for the marks over time.
///
/// One list per window in order, empty for a gap, for metrics without a value there and where nothing is violated. Observed are in the metrics' own units.
pub fn by_window(quality: &Quality, constraints: &QualityConstraints) -> Vec<Vec<QualityCheck>> {
    let violated = |metrics: &Vec<Measured>| {
        let checks = check(constraints, |metric| observed(metrics, metric));
        checks
            .into_iter()
            .filter(|check| check.status == Status::Violated)
            .collect()
    };
    let windows = quality.windows.iter();
    windows
        .map(|window| {
            if window.rows == 0 {
                Vec::new()
            } else {
                violated(&window.metrics)
            }
        })
        .collect()
}

/// The violations of model quality that loaded reports name; `None` without a report on it.
///
/// As [`crate::reported::reported`] has them.
pub fn reported(view: View) -> Option<Violations> {
    let violations = crate::reported::reported(view, MonitorName::ModelQuality)?;
    Some(Violations {
        violations,
        ..Violations::default()
    })
}

/// The checks beside what was reported, as the report has them.
///
/// None where no constraints are in force and nothing is reported.
pub fn checks(view: View, quality: &Quality) -> Vec<Check> {
    let made = in_force(view, quality).map_or_else(Vec::new, |in_force| {
        made(view, quality, &in_force.constraints)
    });
    let reported = reported(view);
    let mut checks: Vec<Check> = made.iter().map(written).collect();
    let opinions = reported
        .as_ref()
        .map_or_else(Vec::new, |reported| quality_opinions(&made, reported));
    put_beside(&mut checks, &opinions, MonitorName::ModelQuality);
    checks
}

fn written(check: &QualityCheck) -> Check {
    Check {
        monitor: MonitorName::ModelQuality,
        feature: check.constraint.name.clone(),
        check: check.constraint.operator.name().to_owned(),
        status: check.status,
        observed: check.observed,
        threshold: Some(check.constraint.threshold),
        option: None,
        description: check.description.clone(),
        reason: check.reason.as_ref().map(ToString::to_string),
        explanation: check.explanation.clone(),
        reported: None,
    }
}
