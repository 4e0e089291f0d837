//! Both sides' statistics of a feature.

use super::features::missing_shares;
use super::format::{count, exact, exact_count, number, percent};
use leeway_report::{Feature, Summary};

/// A value as it is shown, and with every digit.
#[derive(Debug, Clone, PartialEq)]
pub struct Shown {
    /// As it is shown.
    pub text: String,
    /// With every digit.
    pub exact: String,
}

/// A statistic's name, and its value on the baseline's and on the current side.
pub type Row = (&'static str, Option<Shown>, Option<Shown>);

/// The statistics that at least one side has.
pub fn statistics(feature: &Feature) -> Vec<Row> {
    let sides = [&feature.baseline_summary, &feature.current_summary];
    let both = |name: &'static str, value: fn(&Summary) -> Option<Shown>| {
        let [baseline, current] = sides.map(|side| side.as_ref().and_then(value));
        (name, baseline, current)
    };
    let missing_counts = [feature.missing.baseline, feature.missing.current];
    let (baseline_share, current_share) = missing_shares(feature);
    let missing = |count: u64, share: Option<f64>| {
        share.map(|share| Shown {
            text: percent(share),
            exact: exact_count(count),
        })
    };
    let mut rows = vec![
        both("Present", |side| Some(whole(side.count))),
        (
            "Missing",
            missing(missing_counts[0], baseline_share),
            missing(missing_counts[1], current_share),
        ),
        both("Distinct", |side| side.distinct.map(whole)),
        both("Mean", |side| side.mean.map(real)),
        both("Standard deviation", |side| side.std_dev.map(real)),
        both("Minimum", |side| side.min.map(real)),
        both("5th percentile", |side| side.p5.map(real)),
        both("25th percentile", |side| side.p25.map(real)),
        both("Median", |side| side.median.map(real)),
        both("75th percentile", |side| side.p75.map(real)),
        both("95th percentile", |side| side.p95.map(real)),
        both("Maximum", |side| side.max.map(real)),
    ];
    rows.retain(|(_, baseline, current)| baseline.is_some() || current.is_some());
    rows
}

fn whole(value: u64) -> Shown {
    Shown {
        text: count(value),
        exact: value.to_string(),
    }
}

fn real(value: f64) -> Shown {
    Shown {
        text: number(value),
        exact: exact(value),
    }
}
