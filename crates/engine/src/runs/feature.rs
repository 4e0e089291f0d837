//! One feature in every run, on the same bins.

use std::collections::{BTreeMap, BTreeSet};

use leeway_report::runs::{RunDistribution, RunsFeature};
use leeway_report::{Bins, Report};

/// A feature in the runs of these reports. Bins of numbers are the baseline's; labels are those of all runs together, numbers among them in order.
///
/// Counts per bin, one entry for each report in its order; a run without the feature says so as its reason.
pub fn of_feature<'a>(
    feature: &str,
    reports: impl Iterator<Item = (&'a str, &'a Report)>,
) -> RunsFeature {
    let in_run = |(name, report): (&str, &Report)| {
        let found = report.features.iter().find(|known| known.name == feature);
        match found {
            Some(found) => RunDistribution {
                name: name.to_owned(),
                bins: found.bins.clone(),
                verdict: found.verdict,
                total_variation: found.total_variation,
                reason: None,
            },
            None => RunDistribution {
                name: name.to_owned(),
                reason: Some(format!("This run has no {feature} that could be compared.")),
                ..RunDistribution::default()
            },
        }
    };
    let mut runs: Vec<RunDistribution> = reports.map(in_run).collect();
    share_labels(&mut runs);
    RunsFeature {
        feature: feature.to_owned(),
        runs,
    }
}

/// Gives every run the labels of all.
fn share_labels(runs: &mut [RunDistribution]) {
    let of_runs = runs.iter().filter_map(|run| run.bins.labels.as_ref());
    let all: BTreeSet<String> = of_runs.flatten().cloned().collect();
    let mut all: Vec<String> = all.into_iter().collect();
    let number = |label: &String| label.parse::<f64>().unwrap_or(f64::INFINITY);
    all.sort_by(|one, other| number(one).total_cmp(&number(other)));
    for run in runs {
        let Some(labels) = run.bins.labels.take() else {
            continue;
        };
        let place: BTreeMap<&str, usize> = labels
            .iter()
            .enumerate()
            .map(|(place, label)| (label.as_str(), place))
            .collect();
        let spread = |counts: &[f64]| -> Vec<f64> {
            let count = |label: &String| place.get(label.as_str()).and_then(|&at| counts.get(at));
            all.iter()
                .map(|label| count(label).copied().unwrap_or(0.0))
                .collect()
        };
        run.bins = Bins {
            labels: Some(all.clone()),
            baseline: spread(&run.bins.baseline),
            current: spread(&run.bins.current),
            ..Bins::default()
        };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_stand_at_the_same_place_in_every_run() {
        let run = |labels: &[&str], current: &[f64]| RunDistribution {
            bins: Bins {
                labels: Some(labels.iter().map(|label| (*label).to_owned()).collect()),
                baseline: vec![1.0; labels.len()],
                current: current.to_vec(),
                ..Bins::default()
            },
            ..RunDistribution::default()
        };
        let mut runs = [
            run(&["10", "9"], &[3.0, 4.0]),
            run(&["(missing)", "10"], &[5.0, 6.0]),
        ];
        share_labels(&mut runs);
        let labels = ["9", "10", "(missing)"].map(str::to_owned).to_vec();
        assert!(
            runs.iter()
                .all(|run| run.bins.labels.as_ref() == Some(&labels))
        );
        assert_eq!(runs[0].bins.current, [4.0, 3.0, 0.0]);
        assert_eq!(runs[1].bins.baseline, [0.0, 1.0, 1.0]);
    }
}
