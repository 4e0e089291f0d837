//! What executions reported, as one list.

use std::collections::BTreeSet;

use super::super::layout::Layout;
use super::super::source::Loaded;
use leeway_documents::model_monitor::{Violation, Violations};
use leeway_documents::{Content, Role};

/// The reported violations: of several executions the newest one that names a feature and check, by the hour in its path. `None` without a report.
///
/// In the order of the reports; descriptions stay as they stand.
pub fn newest(sources: &[Loaded], layout: &Layout) -> Option<Violations> {
    let mut reports: Vec<(Option<i64>, &str, &Violations)> = sources
        .iter()
        .zip(&layout.roles)
        .filter(|(_, role)| **role == Some(Role::Reported))
        .filter_map(|(source, _)| match &source.document.content {
            Content::Violations(violations) => {
                let document = &source.document;
                Some((document.hour, document.path.as_str(), violations))
            }
            _ => None,
        })
        .collect();
    reports.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(b.1)));
    if reports.is_empty() {
        return None;
    }
    let mut seen: BTreeSet<(&str, &str)> = BTreeSet::new();
    let mut all: Vec<Violation> = Vec::new();
    for (_, _, report) in reports {
        for violation in &report.violations {
            let subject = violation.feature.as_deref().unwrap_or_default();
            if seen.insert((subject, &violation.check)) {
                all.push(violation.clone());
            }
        }
    }
    Some(Violations {
        violations: all,
        ..Violations::default()
    })
}
