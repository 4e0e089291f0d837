//! What the executions of a monitor reported, as one list.
//!
//! One file of violations may hold those of several monitors, and several files those of several executions; every monitor asks here for its own.

use std::collections::BTreeSet;

use crate::monitor_folders::monitor_of_path;
use crate::view::View;
use leeway_documents::model_monitor::{Violation, Violations};
use leeway_documents::{Content, Role};
use leeway_monitors::{MonitorName, monitor_of, subject_of};

/// The violations of a monitor that loaded reports name; `None` where no report is about it.
///
/// In the order of the reports, the newest first by the hour in the path, then by path; each as it stands. Of several executions the newest counts that names a
/// check of a subject; whatever one report says is kept, also where it says one thing twice. An empty report is about the monitor that its path names, else about
/// data quality.
pub fn reported(view: View, monitor: MonitorName) -> Option<Vec<Violation>> {
    let mut reports: Vec<(Option<i64>, &str, &Violations)> = view
        .sources
        .iter()
        .zip(&view.layout.roles)
        .filter(|(_, role)| **role == Some(Role::Reported))
        .filter_map(|(source, _)| match &source.document.content {
            Content::Violations(violations) => {
                let document = &source.document;
                Some((document.hour, document.path.as_str(), violations))
            }
            _ => None,
        })
        .filter(|(_, path, report)| is_about(report, path, monitor))
        .collect();
    reports.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(b.1)));
    if reports.is_empty() {
        return None;
    }
    let mut seen: BTreeSet<(String, &str)> = BTreeSet::new();
    let mut all: Vec<Violation> = Vec::new();
    for (_, _, report) in reports {
        let own = report.violations.iter();
        let own = own.filter(|violation| monitor_of(violation) == monitor);
        let key = |violation: &&'_ Violation| subject_of(violation);
        let new: Vec<&Violation> = own
            .filter(|violation| !seen.contains(&(key(violation), violation.check.as_str())))
            .collect();
        for violation in new {
            seen.insert((key(&violation), violation.check.as_str()));
            all.push(violation.clone());
        }
    }
    Some(all)
}

fn is_about(report: &Violations, path: &str, monitor: MonitorName) -> bool {
    let mut violations = report.violations.iter();
    if report.violations.is_empty() {
        return monitor_of_path(path).unwrap_or_default() == monitor;
    }
    violations.any(|violation| monitor_of(violation) == monitor)
}
