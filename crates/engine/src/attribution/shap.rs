//! Absolute SHAP values of a side added up, as a whole and by window; those of single rows are kept, so that a selection of them is added up without the model.

use std::rc::Rc;

/// Values of single rows that are kept: 64 MB.
const MOST_KEPT: usize = 8 << 20;

/// Attributions of a side.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct SideShap {
    /// Sum of absolute SHAP values by class and feature.
    sums: Vec<f64>,
    /// Rows that were explained.
    pub rows: u64,
    /// Rows of the side.
    pub of: u64,
    /// The same by window: sums and rows.
    windows: Vec<(Vec<f64>, u64)>,
    /// What the sums are made of, unless it is too much to keep.
    explained_rows: Option<Rc<Explained>>,
}

/// The rows that were explained, one after the other.
#[derive(Debug, Clone, Default, PartialEq)]
struct Explained {
    /// Of so many rows of the side one was explained.
    stride: usize,
    /// Absolute SHAP values by class and feature, one per row.
    values: Vec<Vec<f64>>,
    /// The window of every row; empty without windows.
    windows: Vec<u32>,
}

impl SideShap {
    /// Nothing added up yet of a side with `of` rows, of which `rows` will be explained, one of `stride`. `width` is classes times features, `windows` their number.
    pub fn new(width: usize, rows: usize, of: usize, stride: usize, windows: usize) -> SideShap {
        let explained_rows = (width * rows <= MOST_KEPT).then(|| {
            Rc::new(Explained {
                stride,
                values: vec![Vec::with_capacity(rows); width],
                windows: Vec::new(),
            })
        });
        SideShap {
            sums: vec![0.0; width],
            rows: 0,
            of: of as u64,
            windows: vec![(vec![0.0; width], 0); windows],
            explained_rows,
        }
    }

    /// Adds rows: by class and feature one absolute value per row, and the window of every row (none without windows).
    ///
    /// `values` has one list per class and feature, each as long as the rows added; absolute values in the unit of the score. `windows` is empty or has one
    /// position per row.
    pub fn add(&mut self, values: &[Vec<f64>], windows: &[u32]) {
        self.rows += values.first().map_or(0, Vec::len) as u64;
        for (sum, values) in self.sums.iter_mut().zip(values) {
            *sum += values.iter().sum::<f64>();
        }
        for index in windows {
            if let Some((_, rows)) = self.windows.get_mut(*index as usize) {
                *rows += 1;
            }
        }
        for (place, values) in values.iter().enumerate() {
            for (index, value) in windows.iter().zip(values) {
                if let Some((sums, _)) = self.windows.get_mut(*index as usize) {
                    sums[place] += value;
                }
            }
        }
        if let Some(explained_rows) = self.explained_rows.as_mut().and_then(Rc::get_mut) {
            for (so_far, values) in explained_rows.values.iter_mut().zip(values) {
                so_far.extend_from_slice(values);
            }
            explained_rows.windows.extend_from_slice(windows);
        }
    }

    /// The selected rows added up; `None` where they must be explained: single rows were not kept, or of the selected ones fewer than `enough` and not all were explained.
    ///
    /// `keep` has one flag for each row of the side.
    pub fn only(&self, keep: &[bool], enough: usize) -> Option<SideShap> {
        let explained_rows = self.explained_rows.as_ref()?;
        let of = keep.iter().filter(|keep| **keep).count();
        let explained: Vec<usize> = keep
            .iter()
            .step_by(explained_rows.stride)
            .enumerate()
            .filter_map(|(row, keep)| keep.then_some(row))
            .collect();
        if explained.len() < enough.min(of) {
            return None;
        }
        let chosen = |values: &Vec<f64>| explained.iter().map(|&row| values[row]).collect();
        let values: Vec<Vec<f64>> = explained_rows.values.iter().map(chosen).collect();
        let windows = explained
            .iter()
            .filter_map(|&row| explained_rows.windows.get(row));
        let windows: Vec<u32> = windows.copied().collect();
        let mut only = SideShap {
            sums: vec![0.0; self.sums.len()],
            of: of as u64,
            windows: vec![(vec![0.0; self.sums.len()], 0); self.windows.len()],
            ..SideShap::default()
        };
        only.add(&values, &windows);
        Some(only)
    }

    /// Mean absolute SHAP value of every feature, for one class.
    ///
    /// In the order of `names`, which has one for each feature; 0 and up, in the unit of the score.
    pub fn means(&self, class: usize, names: &[String]) -> Vec<(String, f64)> {
        means(&self.sums, self.rows, class, names)
    }

    /// The same for every window; `None` for a gap.
    ///
    /// One entry per window, each with one pair per feature in the order of `names`.
    pub fn window_means(&self, class: usize, names: &[String]) -> Vec<Option<Vec<(String, f64)>>> {
        let windows = self.windows.iter();
        windows
            .map(|(sums, rows)| (*rows > 0).then(|| means(sums, *rows, class, names)))
            .collect()
    }
}

fn means(sums: &[f64], rows: u64, class: usize, names: &[String]) -> Vec<(String, f64)> {
    let of_class = sums.get(class * names.len()..).unwrap_or(&[]);
    let mean = |(name, sum): (&String, &f64)| (name.clone(), sum / rows.max(1) as f64);
    names.iter().zip(of_class).map(mean).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two features of six rows in two windows, every `stride`th explained; the second feature is ten times the first.
    fn six(stride: usize) -> SideShap {
        let rows: Vec<usize> = (0..6).step_by(stride).collect();
        let mut shap = SideShap::new(2, rows.len(), 6, stride, 2);
        let values = |times: f64| rows.iter().map(|&row| times * (row + 1) as f64).collect();
        let windows: Vec<u32> = rows.iter().map(|&row| u32::from(row > 2)).collect();
        shap.add(&[values(1.0), values(10.0)], &windows);
        shap
    }

    fn names() -> [String; 2] {
        ["a".to_owned(), "b".to_owned()]
    }

    #[test]
    fn selected_rows_are_added_up_from_what_was_kept() {
        let keep = [true, false, true, false, false, true];
        let only = six(1).only(&keep, 1).unwrap();
        assert_eq!((only.rows, only.of), (3, 3));
        let of = |a: f64| vec![("a".to_owned(), a), ("b".to_owned(), 10.0 * a)];
        assert_eq!(only.means(0, &names()), of(10.0 / 3.0));
        let windows = only.window_means(0, &names());
        assert_eq!(windows, [Some(of(2.0)), Some(of(6.0))]);
        let none = six(1).only(&[false; 6], 1).unwrap();
        assert_eq!(none.window_means(0, &names()), [None, None]);
    }

    #[test]
    fn a_sample_stands_for_the_selected_rows_where_enough_are_in_it() {
        let keep = [true, true, true, true, false, false];
        let only = six(2).only(&keep, 2).unwrap();
        // Rows 1 and 3 of 1 to 4.
        assert_eq!((only.rows, only.of), (2, 4));
        assert_eq!(only.means(0, &names())[0].1, 2.0);
        assert_eq!(six(2).only(&keep, 3), None);
        // A selection smaller than that must be explained whole.
        assert_eq!(
            six(2).only(&[true, true, false, false, false, false], 9),
            None
        );
    }
}
