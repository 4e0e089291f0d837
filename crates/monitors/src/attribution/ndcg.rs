//! How well the current order of the features keeps the baseline's large attributions in front.

use std::collections::{BTreeMap, BTreeSet};

use crate::Unmeasured;

/// Below this the order has drifted, unless the user says otherwise; Model Monitor's default.
pub const NDCG_THRESHOLD: f64 = 0.90;

/// The comparison of two sets of attributions.
#[derive(Debug, Clone, PartialEq)]
pub struct Ndcg {
    /// From 0 to 1; 1 where both sides rank the features alike, and smaller the farther back the baseline's large attributions have moved.
    pub value: f64,
    /// Features that the baseline lacks; they are not ranked.
    pub not_in_baseline: Vec<String>,
    /// Features that the current side lacks; they rank last.
    pub not_in_current: Vec<String>,
}

/// The normalised discounted cumulative gain of the baseline's attributions in the current order (Järvelin and Kekäläinen, 2002), discount log2(rank + 1).
///
/// Attributions are magnitudes, one per feature. Equal ones rank in the order of their names, so that the order of a file does not matter.
///
/// ```
/// use leeway_monitors::attribution::ndcg;
/// let side = |sat, gpa, rank| [("SAT", sat), ("GPA", gpa), ("rank", rank)].map(|(name, value): (&str, f64)| (name.to_owned(), value));
/// let found = ndcg(&side(0.70, 0.50, 0.05), &side(0.10, 0.20, 0.70)).unwrap();
/// assert!((found.value - 0.6876).abs() < 5e-5);
/// ```
pub fn ndcg(baseline: &[(String, f64)], current: &[(String, f64)]) -> Result<Ndcg, Unmeasured> {
    let gains: BTreeMap<&str, f64> = named(baseline);
    let now: BTreeMap<&str, f64> = named(current);
    if gains.is_empty() || now.is_empty() {
        return Err(Unmeasured::NoAttributions);
    }
    let lacks = |names: &BTreeMap<&str, f64>, of: &BTreeMap<&str, f64>| -> Vec<String> {
        let lacking = of.keys().filter(|name| !names.contains_key(*name));
        lacking.map(|name| (*name).to_owned()).collect()
    };
    let (not_in_baseline, not_in_current) = (lacks(&gains, &now), lacks(&now, &gains));
    if not_in_current.len() == gains.len() {
        return Err(Unmeasured::NoCommonFeature);
    }
    // What the current side lacks has no attribution there, which is less than any.
    let in_current: Vec<(&str, f64)> = gains
        .keys()
        .map(|name| (*name, now.get(name).copied().unwrap_or(-1.0)))
        .collect();
    let in_baseline: Vec<(&str, f64)> = gains.iter().map(|(name, gain)| (*name, *gain)).collect();
    let gained = |order: Vec<&str>| -> f64 {
        let discounted = order.iter().enumerate().map(|(place, name)| {
            let gain = gains.get(name).copied().unwrap_or(0.0);
            gain / (place as f64 + 2.0).log2()
        });
        discounted.sum()
    };
    let ideal = gained(in_order(in_baseline));
    if ideal <= 0.0 {
        return Err(Unmeasured::NoOrder);
    }
    Ok(Ndcg {
        value: gained(in_order(in_current)) / ideal,
        not_in_baseline,
        not_in_current,
    })
}

/// A feature's places in both orders, from 1.
#[derive(Debug, Clone, PartialEq)]
pub struct Rank {
    /// The feature.
    pub feature: String,
    /// The baseline's attribution.
    pub baseline: Option<f64>,
    /// The current one.
    pub current: Option<f64>,
    /// Place in the baseline's order.
    pub baseline_rank: Option<usize>,
    /// Place in the current order.
    pub current_rank: Option<usize>,
}

/// All features of either side, in the baseline's order and then the current one.
///
/// Attributions are of any sign and unit; their magnitudes are ranked. Ranks count from 1, and `None` where the side lacks the feature. One entry per feature; empty where both sides are.
pub fn ranks(baseline: &[(String, f64)], current: &[(String, f64)]) -> Vec<Rank> {
    let (then, now) = (named(baseline), named(current));
    let order = |side: &BTreeMap<&str, f64>| -> Vec<String> {
        let pairs = side.iter().map(|(name, value)| (*name, *value)).collect();
        in_order(pairs).into_iter().map(str::to_owned).collect()
    };
    let (before, after) = (order(&then), order(&now));
    let place = |order: &[String], name: &str| {
        order
            .iter()
            .position(|known| known == name)
            .map(|place| place + 1)
    };
    let mut seen = BTreeSet::new();
    before
        .iter()
        .chain(&after)
        .filter(|name| seen.insert((*name).clone()))
        .map(|name| Rank {
            feature: name.clone(),
            baseline: then.get(name.as_str()).copied(),
            current: now.get(name.as_str()).copied(),
            baseline_rank: place(&before, name),
            current_rank: place(&after, name),
        })
        .collect()
}

/// Magnitudes by name: an attribution is as large as its absolute value.
fn named(side: &[(String, f64)]) -> BTreeMap<&str, f64> {
    side.iter()
        .map(|(name, value)| (name.as_str(), value.abs()))
        .collect()
}

/// Names by value, largest first, then by name.
fn in_order(mut side: Vec<(&str, f64)>) -> Vec<&str> {
    side.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(b.0)));
    side.into_iter().map(|(name, _)| name).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn side(pairs: &[(&str, f64)]) -> Vec<(String, f64)> {
        pairs
            .iter()
            .map(|(name, value)| ((*name).to_owned(), *value))
            .collect()
    }

    #[test]
    fn the_same_order_is_one_whatever_the_values() {
        let found = ndcg(
            &side(&[("a", 3.0), ("b", 2.0), ("c", 1.0)]),
            &side(&[("c", 0.01), ("a", 9.0), ("b", 0.02)]),
        );
        assert_eq!(found.map(|ndcg| ndcg.value), Ok(1.0));
    }

    #[test]
    fn features_of_one_side_are_named() {
        let found = ndcg(
            &side(&[("a", 3.0), ("b", 2.0)]),
            &side(&[("b", 1.0), ("new", 5.0)]),
        )
        .unwrap();
        assert_eq!(found.not_in_baseline, ["new"]);
        assert_eq!(found.not_in_current, ["a"]);
        // b first, a second: (2 + 3 / log2 3) / (3 + 2 / log2 3).
        let discount = 3f64.log2();
        assert!((found.value - (2.0 + 3.0 / discount) / (3.0 + 2.0 / discount)).abs() < 1e-15);
    }

    #[test]
    fn what_cannot_be_compared_has_a_reason() {
        let refused = |a: &[(&str, f64)], b: &[(&str, f64)]| ndcg(&side(a), &side(b)).unwrap_err();
        let one = [("a", 1.0)];
        assert_eq!(refused(&[], &one), Unmeasured::NoAttributions);
        assert_eq!(refused(&one, &[("b", 1.0)]), Unmeasured::NoCommonFeature);
        assert_eq!(refused(&[("a", 0.0)], &one), Unmeasured::NoOrder);
    }

    #[test]
    fn ranks_hold_both_places() {
        let ranks = ranks(
            &side(&[("a", 1.0), ("b", 2.0)]),
            &side(&[("a", 5.0), ("c", 7.0)]),
        );
        let places: Vec<_> = ranks
            .iter()
            .map(|rank| (rank.feature.as_str(), rank.baseline_rank, rank.current_rank))
            .collect();
        assert_eq!(
            places,
            [
                ("b", Some(1), None),
                ("a", Some(2), Some(2)),
                ("c", None, Some(1))
            ]
        );
    }
}
