//! What reports say, put beside the checks that were made anew.

use leeway_documents::model_monitor::{Bound, Violation, Violations};
use leeway_monitors::data_quality::SecondOpinion;
use leeway_monitors::{Agreement, MonitorName, Status, words};
use leeway_report::{Check, Reported};

/// Puts what a report says beside the checks that were made anew; what was not recomputed is known from the report alone, and is a check with the report's numbers.
///
/// Positions in `opinions` must be those of `checks`. Values are in the check's unit; the difference, reported less observed, only where the two disagree.
pub fn put_beside(checks: &mut Vec<Check>, opinions: &[SecondOpinion], monitor: MonitorName) {
    for opinion in opinions {
        let reported = of_opinion(opinion);
        let known = opinion.check.and_then(|at| checks.get_mut(at));
        match known {
            Some(check) if opinion.agreement == Agreement::NotRecomputed => {
                check.status = Status::Violated;
                check.observed = opinion.value;
                check.threshold = opinion.limit.or(check.threshold);
                check.description.clone_from(&opinion.description);
                check.explanation = in_words(opinion.value, opinion.limit, opinion.bound);
                check.reported = Some(reported);
            }
            Some(check) => check.reported = Some(reported),
            None => checks.push(Check {
                monitor,
                feature: opinion.feature.clone(),
                check: opinion.check_name.clone(),
                status: Status::Violated,
                observed: opinion.value,
                threshold: opinion.limit,
                description: opinion.description.clone(),
                explanation: in_words(opinion.value, opinion.limit, opinion.bound),
                reported: Some(reported),
                ..Check::default()
            }),
        }
    }
}

/// Of what was reported, what was not recomputed: a file of violations has it as it stands.
///
/// `opinions` begin with those on `reported`, in its order.
pub fn not_recomputed(reported: &Violations, opinions: &[SecondOpinion]) -> Vec<Violation> {
    let pairs = reported.violations.iter().zip(opinions);
    let alone = pairs.filter(|(_, opinion)| opinion.agreement == Agreement::NotRecomputed);
    alone.map(|(violation, _)| violation.clone()).collect()
}

fn of_opinion(opinion: &SecondOpinion) -> Reported {
    let agrees = opinion.agreement == Agreement::Agrees;
    Reported {
        description: opinion.description.clone(),
        value: opinion.value,
        limit: opinion.limit,
        bound: opinion.bound,
        standard_deviation: opinion.deviation,
        agreement: opinion.agreement,
        difference: opinion.difference.filter(|_| !agrees),
        explanation: Some(opinion.explanation.clone()).filter(|text| !text.is_empty()),
    }
}

/// A reported violation in words: what was observed, and what it was held against.
///
/// Both numbers in the check's unit; without them it is only said that a violation was reported.
pub fn in_words(value: Option<f64>, limit: Option<f64>, bound: Option<Bound>) -> String {
    let Some(value) = value else {
        return "A violation was reported; its words tell no number.".to_owned();
    };
    let value = words::number(value);
    match limit.map(words::number).zip(bound) {
        Some((limit, Bound::AtLeast)) => {
            format!("{value} was reported, and at least {limit} is asked for.")
        }
        Some((limit, Bound::AtMost)) => {
            format!("{value} was reported, and at most {limit} is allowed.")
        }
        Some((limit, Bound::Baseline)) => {
            format!("{value} was reported, and the baseline's value is {limit}.")
        }
        None => format!("{value} was reported."),
    }
}
