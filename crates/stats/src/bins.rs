//! Shared bins of a numerical feature.
//!
//! In: cuts from the baseline. Out: counts or codes for either side. Each bin is `(low, high]`, the first open to
//! minus infinity and the last to plus infinity, so that no value falls outside and a value equal to a cut lies
//! below it. Rejected: bins closed at the baseline's range, which lose the values that drifted the farthest.

use super::{Reason, quantile::quantile};

/// Tables of cuts up to this length are scanned without branches; longer ones are searched by halving.
const SCAN_LENGTH: usize = 16;

/// Where one bin ends and the next begins, ascending and distinct; there is one bin more than there are cuts.
#[derive(Debug, Clone, PartialEq)]
pub struct Bins {
    /// Upper ends of all bins but the last, in the feature's unit.
    pub cuts: Vec<f64>,
}

impl Bins {
    /// Bins at the deciles of an ascending baseline, duplicate edges dropped; a constant baseline has one cut, at its value.
    ///
    /// # Errors
    /// [`Reason::NoValues`] for an empty baseline.
    ///
    /// ```
    /// use leeway_stats::bins::Bins;
    /// let bins = Bins::deciles(&[0.0, 0.0, 0.0, 0.0, 1.0, 2.0])?;
    /// assert_eq!(bins.cuts, [0.5, 1.0, 1.5]);
    /// # Ok::<(), leeway_stats::Reason>(())
    /// ```
    pub fn deciles(sorted_baseline: &[f64]) -> Result<Bins, Reason> {
        Bins::from_decile_rule(|fraction| quantile(sorted_baseline, fraction))
    }

    /// Bins at the deciles that `quantile` gives.
    pub(super) fn from_decile_rule(
        quantile: impl Fn(f64) -> Result<f64, Reason>,
    ) -> Result<Bins, Reason> {
        let mut edges = (0..=10)
            .map(|tenth| quantile(f64::from(tenth) / 10.0))
            .collect::<Result<Vec<f64>, Reason>>()?;
        edges.dedup();
        let cuts = match edges.as_slice() {
            [_, inner @ .., _] if !inner.is_empty() => inner.to_vec(),
            [first, ..] => vec![*first],
            [] => Vec::new(),
        };
        Ok(Bins { cuts })
    }

    /// At most `count` bins of one width between `low` and `high`, the outer two open; one bin if the two are equal.
    ///
    /// For drawing finer histograms than deciles. `count` is held to what a bin code can number (65 536).
    pub fn equal_width(low: f64, high: f64, count: usize) -> Bins {
        debug_assert!(low <= high && low.is_finite() && high.is_finite());
        let count = count.min(usize::from(u16::MAX) + 1);
        let mut cuts: Vec<f64> = (1..count)
            .map(|index| {
                let fraction = index as f64 / count as f64;
                low * (1.0 - fraction) + high * fraction
            })
            .filter(|cut| low < *cut && *cut < high)
            .collect();
        cuts.dedup();
        Bins { cuts }
    }

    /// How many bins there are: one at least.
    #[expect(clippy::len_without_is_empty, reason = "there is always a bin")]
    pub fn len(&self) -> usize {
        self.cuts.len() + 1
    }

    /// The bin that holds `value`, counted from 0.
    pub fn code(&self, value: f64) -> u16 {
        debug_assert!(!value.is_nan());
        let index = if self.cuts.len() <= SCAN_LENGTH {
            self.cuts.iter().map(|&cut| usize::from(cut < value)).sum()
        } else {
            self.cuts.partition_point(|&cut| cut < value)
        };
        u16::try_from(index).unwrap_or(u16::MAX)
    }

    /// How many values of an ascending sample each bin holds; a few binary searches, whatever the sample's size.
    pub fn counts_sorted(&self, sorted: &[f64]) -> Vec<u64> {
        debug_assert!(sorted.is_sorted());
        let mut below = 0;
        let mut counts = Vec::with_capacity(self.len());
        for &cut in &self.cuts {
            let end = below + sorted[below..].partition_point(|&value| value <= cut);
            counts.push((end - below) as u64);
            below = end;
        }
        counts.push((sorted.len() - below) as u64);
        counts
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_constant_baseline_has_one_cut_at_its_value() {
        let bins = Bins::deciles(&[7.0; 20]).unwrap();
        assert_eq!(bins.cuts, [7.0]);
        assert_eq!(bins.counts_sorted(&[6.0, 7.0, 8.0, 9.0]), [2, 2]);
    }

    #[test]
    fn two_distinct_edges_leave_the_lower_as_the_cut() {
        let bins = Bins { cuts: vec![0.0] };
        assert_eq!(bins.len(), 2);
        assert_eq!(Bins::deciles(&[]), Err(Reason::NoValues));
        let mostly_zero: Vec<f64> = std::iter::repeat_n(0.0, 98).chain([1.0, 2.0]).collect();
        assert_eq!(Bins::deciles(&mostly_zero).unwrap().cuts, [0.0]);
    }

    #[test]
    fn both_zeros_are_one_edge() {
        let bins = Bins::deciles(&[-0.0, 0.0, 0.0]).unwrap();
        assert_eq!(bins.cuts, [0.0]);
        assert_eq!((bins.code(-0.0), bins.code(0.0)), (0, 0));
    }

    #[test]
    fn equal_widths_end_at_a_shared_edge_and_survive_extremes() {
        assert_eq!(Bins::equal_width(0.0, 4.0, 4).cuts, [1.0, 2.0, 3.0]);
        assert_eq!(Bins::equal_width(5.0, 5.0, 10).cuts, [] as [f64; 0]);
        assert_eq!(Bins::equal_width(-f64::MAX, f64::MAX, 2).cuts, [0.0]);
        assert_eq!(Bins::equal_width(0.0, 1.0, 0).len(), 1);
    }

    proptest! {
        #[test]
        fn counting_and_coding_agree(
            mut baseline in prop::collection::vec(-20_i32..20, 1..80),
            mut current in prop::collection::vec(-30_i32..30, 0..80),
            width_bins in 1_usize..60,
        ) {
            baseline.sort_unstable();
            current.sort_unstable();
            let baseline: Vec<f64> = baseline.into_iter().map(f64::from).collect();
            let current: Vec<f64> = current.into_iter().map(f64::from).collect();
            for bins in [Bins::deciles(&baseline).unwrap(), Bins::equal_width(-20.0, 20.0, width_bins)] {
                let mut counted = vec![0_u64; bins.len()];
                current.iter().for_each(|&value| counted[usize::from(bins.code(value))] += 1);
                prop_assert_eq!(bins.counts_sorted(&current), counted);
                prop_assert!(bins.cuts.is_sorted_by(|a, b| a < b));
            }
        }
    }
}
