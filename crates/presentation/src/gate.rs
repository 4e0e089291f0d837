//! What of a report closes a gate: the line that a pipeline draws through verdicts and checks, of all runs.

use leeway_monitors::{Status, drift::Verdict};
use leeway_report::{Report, runs::Run};

/// The line.
#[derive(Debug, Clone, Copy)]
pub struct Gate {
    /// The least alarming verdict that closes it.
    pub drift: Option<Verdict>,
    /// Whether violated checks close it.
    pub counts_checks: bool,
}

impl Gate {
    /// True for a verdict that closes the gate.
    pub fn is_closed_by(self, verdict: Verdict) -> bool {
        self.drift.is_some_and(|least| verdict >= least)
    }

    /// True for a check that closes the gate.
    pub fn is_closed_by_check(self, status: Status) -> bool {
        self.counts_checks && status.is_violated()
    }

    /// True where anything in the report closes it, in whichever run.
    pub fn is_closed(self, report: &Report) -> bool {
        let mut features = report.features.iter();
        let mut checks = report.checks.iter();
        features.any(|feature| self.is_closed_by(feature.verdict))
            || checks.any(|check| self.is_closed_by_check(check.status))
            || report.runs.iter().any(|run| self.is_closed_by_run(run))
    }

    /// True for a run with anything in it that closes the gate.
    pub fn is_closed_by_run(self, run: &Run) -> bool {
        let monitors = [
            &run.data_quality,
            &run.model_quality,
            &run.bias,
            &run.attribution,
        ];
        let mut found = monitors.into_iter().flatten();
        self.is_closed_by(Verdict::Strong) && run.strong > 0
            || self.is_closed_by(Verdict::Drifted) && run.drifted > 0
            || self.counts_checks
                && found.any(|monitor| monitor.violated + monitor.not_recomputed > 0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use leeway_report::{Check, Feature};

    #[test]
    fn what_is_on_the_line_closes_it() {
        let of = |verdict, status| Report {
            features: vec![Feature {
                verdict,
                ..Feature::default()
            }],
            checks: vec![Check {
                status,
                ..Check::default()
            }],
            ..Report::default()
        };
        let strong = Gate {
            drift: Some(Verdict::Strong),
            counts_checks: false,
        };
        assert!(strong.is_closed(&of(Verdict::Strong, Status::Ok)));
        assert!(!strong.is_closed(&of(Verdict::Drifted, Status::Violated)));
        let all = Gate {
            drift: Some(Verdict::Drifted),
            counts_checks: true,
        };
        assert!(all.is_closed(&of(Verdict::Drifted, Status::NotChecked)));
        assert!(all.is_closed(&of(Verdict::Unknown, Status::Violated)));
        assert!(!all.is_closed(&of(Verdict::Unknown, Status::NotChecked)));
    }

    #[test]
    fn a_run_that_is_not_shown_counts_too() {
        let run = Run {
            strong: 1,
            drifted: 1,
            ..Run::default()
        };
        let report = Report {
            runs: vec![run],
            ..Report::default()
        };
        for (drift, is_closed) in [
            (Some(Verdict::Strong), true),
            (Some(Verdict::Drifted), true),
            (None, false),
        ] {
            let gate = Gate {
                drift,
                counts_checks: true,
            };
            assert_eq!(gate.is_closed(&report), is_closed, "{drift:?}");
        }
    }
}
