//! What reports say, put beside the checks that were made anew.

use leeway_monitors::MonitorName;
use leeway_monitors::data_quality::{Opinion, SecondOpinion};
use leeway_report::{Check, Reported};

/// Puts what a report says beside the checks that were made anew; an opinion on a check that was not made becomes a check of its own.
///
/// Positions in `opinions` must be those of `checks`. Values are in the check's unit; the difference, reported less observed, only where the two disagree.
pub fn put_beside(checks: &mut Vec<Check>, opinions: &[SecondOpinion], monitor: MonitorName) {
    for opinion in opinions {
        let agrees = opinion.opinion == Opinion::Agrees;
        let reported = Reported {
            description: opinion.description.clone(),
            value: opinion.value,
            agrees,
            difference: opinion.difference.filter(|_| !agrees),
            explanation: Some(opinion.explanation.clone()).filter(|text| !text.is_empty()),
        };
        match opinion.check {
            Some(at) => checks[at].reported = Some(reported),
            None => checks.push(Check {
                monitor,
                feature: opinion.feature.clone(),
                check: opinion.check_name.clone(),
                reason: Some(opinion.explanation.clone()),
                explanation: opinion.explanation.clone(),
                reported: Some(reported),
                ..Check::default()
            }),
        }
    }
}
