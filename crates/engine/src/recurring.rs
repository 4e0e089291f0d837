//! The baseline cut as the current side is, so that a window is held against the baseline's windows of the same time of day or week too.
//!
//! Only where windows are hours or days and the baseline's rows have times. The longest cycle is taken in which each current window has at least [`FEWEST`] of the
//! baseline's windows like it: fewer could be alike by chance.

use std::rc::Rc;

use crate::layout::{FeaturePlaces, Layout, series};
use crate::source::Loaded;
use crate::windows::Windows;
use leeway_monitors::drift::{Comparison, Gathered, WindowBaseline, WindowValues};
use leeway_stats::sort::sorted;
use leeway_table::{Cycle, WindowRule};

/// Windows of the baseline that a current window is like.
const FEWEST: u64 = 3;

/// The baseline's windows, and which current window is like which of them.
#[derive(Debug, Clone)]
pub struct Recurring {
    /// After what time windows are alike.
    pub cycle: Cycle,
    rule: WindowRule,
    /// The baseline's windows by the clock.
    own: Windows,
    /// The baseline's rows by their place in the cycle.
    places: Windows,
    /// The baseline's windows with rows, by their place in the cycle.
    counts: Vec<u64>,
}

/// A feature in the cycle.
#[derive(Debug, Clone, Default)]
pub struct InCycle {
    /// Each current window against the baseline's windows like it; `None` for a gap.
    pub windows: Vec<Option<SameTime>>,
    /// The baseline's rows of each place in the cycle against all of it; `None` without rows.
    pub places: Vec<Option<Comparison>>,
}

/// A current window against the baseline's windows of the same time.
#[derive(Debug, Clone)]
pub struct SameTime {
    /// Against all their rows together.
    pub comparison: Rc<Comparison>,
    /// How many windows they are.
    pub windows: u64,
    /// The lowest and the highest drift score that one of them has against the whole baseline, 0 to 200.
    pub scores: Option<(f64, f64)>,
}

impl Recurring {
    /// The baseline's windows like those of the current side.
    ///
    /// `None` where windows do not recur, the baseline has no times, or too few windows like some current one.
    pub fn of(sources: &[Loaded], layout: &Layout, current: &Windows) -> Option<Recurring> {
        let rule = current.rule?;
        let cycles = Cycle::of(rule);
        if cycles.is_empty() {
            return None;
        }
        let own = Windows::of_baseline(sources, layout, rule)?;
        let recurring = |&cycle: &Cycle| {
            let mut counts = vec![0; cycle.windows(rule)];
            for window in own.windows.iter().filter(|window| window.rows > 0) {
                counts[cycle.place(rule, window.start_ms?)] += 1;
            }
            let has_enough = |start| counts[cycle.place(rule, start)] >= FEWEST;
            let wanted = current.windows.iter().filter(|window| window.rows > 0);
            let mut starts = wanted.filter_map(|window| window.start_ms);
            starts.all(has_enough).then(|| Recurring {
                cycle,
                rule,
                places: own.by_place(cycle, rule),
                own: own.clone(),
                counts,
            })
        };
        cycles.iter().find_map(recurring)
    }

    /// A feature of both sides in the cycle; `gathered` goes with the baseline, `whole` says how the feature is measured.
    pub fn compare(
        &self,
        sources: &[Loaded],
        places: &FeaturePlaces,
        whole: &Comparison,
        gathered: &Gathered,
        current: &Windows,
    ) -> InCycle {
        let before = places.baseline.columns();
        if before.is_empty() || places.current.columns().is_empty() {
            return InCycle::default();
        }
        let series = series(sources, before);
        let baseline = WindowBaseline::new(&series, gathered, whole);
        let kind = baseline.kind();
        let values = |windows: &Windows, columns| {
            let wanted = vec![true; windows.windows.len()];
            windows.values(sources, columns, kind, &wanted)
        };
        let mut scores: Vec<Option<(f64, f64)>> = vec![None; self.counts.len()];
        let own = values(&self.own, before).into_iter();
        for (window, values) in self.own.windows.iter().zip(own) {
            let Some(start) = window.start_ms.filter(|_| values.rows > 0) else {
                continue;
            };
            if let Ok(shares) = baseline.compare(values).shares {
                let known = &mut scores[self.cycle.place(self.rule, start)];
                let score = shares.drift_score;
                let (low, high) = known.unwrap_or((score, score));
                *known = Some((low.min(score), high.max(score)));
            }
        }
        let alike: Vec<WindowValues> = values(&self.places, before)
            .into_iter()
            .map(|values| WindowValues {
                numbers: sorted(values.numbers),
                ..values
            })
            .collect();
        let now = values(current, places.current.columns()).into_iter();
        let windows = current.windows.iter().zip(now).map(|(window, values)| {
            let place = self.cycle.place(self.rule, window.start_ms?);
            let alike = alike.get(place).filter(|_| values.rows > 0)?;
            Some(SameTime {
                comparison: Rc::new(WindowBaseline::of_values(alike, whole).compare(values)),
                windows: self.counts[place],
                scores: scores[place],
            })
        });
        InCycle {
            windows: windows.collect(),
            places: alike
                .iter()
                .map(|values| (values.rows > 0).then(|| baseline.compare(values.clone())))
                .collect(),
        }
    }
}
