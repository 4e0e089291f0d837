//! Since when a feature has drifted.
//!
//! A feature that drifts in the last windows has drifted since the start of the stretch that it has not left: the last run of drifted windows, where the change point of the
//! drift score (least squares, [`leeway_stats::change_point`]) lies inside it, begins at the change point; otherwise at the run's first window. Windows that are gaps, or
//! too weak to be judged, neither begin nor end a run. A feature that has drifted in every window has drifted since the first, and says so.

use super::verdict::Verdict;
use leeway_stats::change_point::change_point;

/// A change point that explains less than this of the scores' sum of squares says nothing.
const EXPLAINED: f64 = 0.5;

/// Since when a feature has drifted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Since {
    /// The window from which it stays drifted.
    pub window: usize,
    /// True when that is the first window, so that it may have begun before.
    pub is_from_start: bool,
    /// True when it is strong in the last window.
    pub is_strong: bool,
}

/// The window since which a feature stays drifted, from its verdicts and drift scores by window (`None` for a gap); `None` when it is not drifted at the end.
///
/// Scores are 0 to 1, larger is further apart; windows in the order of time, gaps passed over. Positions are those of `windows`. Source: a change point of the scores by least squares.
pub fn since(windows: &[Option<(Verdict, f64)>]) -> Option<Since> {
    let judged: Vec<(usize, Verdict, f64)> = windows
        .iter()
        .enumerate()
        .filter_map(|(index, window)| window.map(|(verdict, score)| (index, verdict, score)))
        .filter(|(_, verdict, _)| *verdict != Verdict::Unknown)
        .collect();
    let (_, last, _) = *judged.last()?;
    let run = judged
        .iter()
        .rev()
        .take_while(|(_, verdict, _)| verdict.has_drifted())
        .count();
    if run == 0 {
        return None;
    }
    let start = judged.len() - run;
    let scores: Vec<f64> = judged.iter().map(|(.., score)| *score).collect();
    let change = change_point(&scores).ok().filter(|change| {
        change.explained >= EXPLAINED && change.after > change.before && change.index > start
    });
    // A rise within the run is a change of degree, not its beginning, unless the feature had hardly drifted before.
    let begins_late = change.filter(|change| {
        judged[start..change.index]
            .iter()
            .all(|(.., score)| *score < change.after / 2.0)
    });
    let first = begins_late.map_or(start, |change| change.index);
    Some(Since {
        window: judged[first].0,
        is_from_start: first == 0,
        is_strong: last == Verdict::Strong,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn windows(scores: &[f64]) -> Vec<Option<(Verdict, f64)>> {
        let verdict = |score: f64| {
            if score >= 25.0 {
                Verdict::Strong
            } else if score >= 10.0 {
                Verdict::Drifted
            } else {
                Verdict::None
            }
        };
        scores
            .iter()
            .map(|&score| (score >= 0.0).then(|| (verdict(score), score)))
            .collect()
    }

    #[test]
    fn a_jump_is_found_where_it_is() {
        let found = since(&windows(&[3.0, 4.0, 2.0, 3.0, 60.0, 62.0, 58.0])).unwrap();
        assert_eq!(
            (found.window, found.is_from_start, found.is_strong),
            (4, false, true)
        );
    }

    #[test]
    fn chance_before_the_jump_does_not_count() {
        let found = since(&windows(&[3.0, 4.0, 2.0, 12.0, 60.0, 62.0, 58.0])).unwrap();
        assert_eq!(found.window, 4);
    }

    #[test]
    fn gaps_neither_begin_nor_end_a_run() {
        let found = since(&windows(&[3.0, -1.0, 20.0, -1.0, 21.0])).unwrap();
        assert_eq!((found.window, found.is_strong), (2, false));
    }

    #[test]
    fn what_recovered_or_never_drifted_has_no_since() {
        assert_eq!(since(&windows(&[3.0, 60.0, 60.0, 3.0])), None);
        assert_eq!(since(&windows(&[3.0, 3.0])), None);
        assert_eq!(since(&[]), None);
    }

    #[test]
    fn drifted_all_along_is_since_the_start() {
        let found = since(&windows(&[30.0, 31.0, 33.0, 32.0])).unwrap();
        assert_eq!((found.window, found.is_from_start), (0, true));
    }
}
