//! All checks of a side, in the order of the constraints, after the two checks on columns.

use crate::documents::model_monitor::Constraints;

use super::check::Check;
use super::columns::column_checks;
use super::side::Side;
use super::subject::Subject;

/// Checks `current` against `constraints`; distributions are compared with `baseline`, which may be empty.
pub fn check(constraints: &Constraints, baseline: &Side, current: &Side) -> Vec<Check> {
    let mut checks = column_checks(constraints, current).to_vec();
    for feature in &constraints.features {
        checks.extend(Subject::new(constraints, feature, baseline, current).checks());
    }
    checks
}
