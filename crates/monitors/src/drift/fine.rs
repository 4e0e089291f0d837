//! Numbers of both sides on bins fine enough for a picture, and for measures while a brush moves.

use leeway_stats::bins::Bins;
use leeway_stats::quantile::quantile;

/// Bins of a histogram.
pub const HISTOGRAM_BINS: usize = 40;

/// Counts on bins that refine both the deciles and the histogram's bins.
#[derive(Debug, Clone, PartialEq)]
pub struct Fine {
    /// The histogram's inner edges: equal widths over the middle 99 % of both sides; the outer bins are open, so that no outlier flattens the rest and none is lost.
    pub histogram: Bins,
    /// The deciles' and the histogram's inner edges together.
    pub bins: Bins,
    /// The baseline's counts on `bins`.
    pub baseline: Vec<u64>,
    /// The current side's.
    pub current: Vec<u64>,
}

impl Fine {
    /// Counts two ascending samples, either of which may be empty; `None` if both are.
    ///
    /// Values in the feature's unit, `deciles` edges that must be among the result's. Counts are rows.
    pub fn of(baseline: &[f64], current: &[f64], deciles: Option<&Bins>) -> Option<Fine> {
        let histogram = histogram_bins(&[baseline, current])?;
        let deciles = deciles.map_or([].as_slice(), |deciles| &deciles.cuts);
        let bins = refined(&histogram.cuts, deciles);
        Some(Fine {
            baseline: bins.counts_sorted(baseline),
            current: bins.counts_sorted(current),
            histogram,
            bins,
        })
    }
}

/// The histogram's bins of ascending samples.
fn histogram_bins(sides: &[&[f64]]) -> Option<Bins> {
    let edge = |fraction: f64, pick: fn(f64, f64) -> f64| {
        let edges = sides
            .iter()
            .filter_map(|side| quantile(side, fraction).ok());
        edges.reduce(pick)
    };
    let (low, high) = (edge(0.005, f64::min)?, edge(0.995, f64::max)?);
    Some(Bins::equal_width(low, high, HISTOGRAM_BINS))
}

/// Bins that have the edges of both, so that counts on either can be added up from theirs.
///
/// Edges in the feature's unit, ascending on both sides and finite; the result's ascend, without duplicates.
pub fn refined(some: &[f64], others: &[f64]) -> Bins {
    let mut cuts: Vec<f64> = some.iter().chain(others).copied().collect();
    cuts.sort_by(f64::total_cmp);
    cuts.dedup();
    Bins { cuts }
}

/// For every bin of `fine`, the bin of `coarse` that holds it; every edge of `coarse` must be one of `fine`.
///
/// Result: one position per bin of `fine`, ascending.
pub fn coarser(fine: &Bins, coarse: &Bins) -> Vec<usize> {
    let mut held = Vec::with_capacity(fine.len());
    for &cut in &fine.cuts {
        held.push(coarse.cuts.partition_point(|&edge| edge < cut));
    }
    held.push(coarse.cuts.len());
    held
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fine_counts_add_up_to_coarse_ones() {
        let baseline: Vec<f64> = (0..1000).map(|i| f64::from(i) * 0.37).collect();
        let current: Vec<f64> = (0..500).map(|i| 50.0 + f64::from(i)).collect();
        let deciles = Bins::deciles(&baseline).unwrap();
        let fine = Fine::of(&baseline, &current, Some(&deciles)).unwrap();
        for coarse in [&deciles, &fine.histogram] {
            let mut counts = vec![0; coarse.len()];
            for (bin, count) in coarser(&fine.bins, coarse).into_iter().zip(&fine.current) {
                counts[bin] += count;
            }
            assert_eq!(counts, coarse.counts_sorted(&current));
        }
    }

    #[test]
    fn constants_and_empty_sides_have_bins_too() {
        let fine = Fine::of(&[3.0; 9], &[], Some(&Bins::deciles(&[3.0; 9]).unwrap())).unwrap();
        assert_eq!(fine.bins.cuts, [3.0]);
        assert_eq!((fine.baseline, fine.current), (vec![9, 0], vec![0, 0]));
        assert_eq!(Fine::of(&[], &[], None), None);
    }
}
