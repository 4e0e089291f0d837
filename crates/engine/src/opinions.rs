//! What reports say, put beside the checks that were made anew.

use leeway_monitors::MonitorName;
use leeway_monitors::data_quality::{Opinion, SecondOpinion};
use leeway_report::{Check, Reported};

/// Puts each opinion beside its check; one on a check that was not made is a check of its own.
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
