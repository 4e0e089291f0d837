//! All checks of a side, in the order of the constraints, after the two checks on columns.

use leeway_documents::model_monitor::Constraints;

use super::beyond::decide;
use super::check::Check;
use super::columns::column_checks;
use super::side::Features;
use super::subject::Subject;

/// Checks `current` against `constraints`; distributions are compared with `baseline`, which may be empty.
///
/// Result: two checks of columns, then three or more per constrained feature. Observed values and thresholds are shares 0 to 1, distances 0 to 1, or numbers of columns; a check that cannot be made has its reason. Source: Model Monitor's container for its six, this project for the other three.
pub fn check(constraints: &Constraints, baseline: &Features, current: &Features) -> Vec<Check> {
    let mut checks = undecided(constraints, baseline, current);
    decide(&mut checks);
    checks
}

/// The same before those checks are decided that are tested against chance together.
pub(crate) fn undecided(
    constraints: &Constraints,
    baseline: &Features,
    current: &Features,
) -> Vec<Check> {
    let mut checks = column_checks(constraints, current).to_vec();
    for feature in &constraints.features {
        checks.extend(Subject::new(constraints, feature, baseline, current).checks());
    }
    checks
}
