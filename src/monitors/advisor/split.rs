use crate::stats::draw::Draw;
use crate::stats::subsample::subsample;

/// A window and what stands for the baseline, as positions of the baseline's rows, ascending.
///
/// A window of up to half of the rows is drawn without replacement and the rest is the baseline, so that the two are as independent as data of two days. Of a larger
/// window too little would be left: then both are drawn from all rows with replacement, at their own sizes, which is less exact about rare labels.
#[derive(Debug, Clone, PartialEq)]
pub struct Split {
    /// The baseline's rows.
    pub baseline: Vec<u32>,
    /// The window's rows.
    pub window: Vec<u32>,
}

impl Split {
    /// True for a window that is drawn with replacement.
    pub fn is_large(rows: usize, window: usize) -> bool {
        window * 2 > rows
    }

    /// Draws a window of `window` among `rows` rows; `seed` decides it wholly.
    pub fn draw(rows: usize, window: usize, seed: u64) -> Split {
        if Split::is_large(rows, window) {
            let mut draw = Draw::new(seed);
            let mut some = |count: usize| {
                let pick = |_| (draw.uniform() * rows as f64) as u32;
                let mut picked: Vec<u32> = (0..count).map(pick).collect();
                picked.sort_unstable();
                picked
            };
            return Split {
                baseline: some(rows),
                window: some(window),
            };
        }
        let window = subsample(rows, window, seed);
        let mut picked = window.iter().peekable();
        let baseline = (0..rows as u32)
            .filter(|row| picked.next_if_eq(&row).is_none())
            .collect();
        Split { baseline, window }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_window_and_its_rest_are_all_rows() {
        for (rows, window) in [(10, 3), (10, 5), (1, 0), (200, 1)] {
            let split = Split::draw(rows, window, 7);
            assert_eq!(split.window.len(), window);
            let mut all: Vec<u32> = split
                .baseline
                .iter()
                .chain(&split.window)
                .copied()
                .collect();
            all.sort_unstable();
            assert_eq!(all, (0..rows as u32).collect::<Vec<_>>());
        }
    }

    #[test]
    fn a_large_window_is_drawn_with_replacement_at_its_size() {
        let split = Split::draw(10, 40, 1);
        assert_eq!((split.baseline.len(), split.window.len()), (10, 40));
        assert!(split.window.is_sorted() && split.window.iter().all(|row| *row < 10));
        assert_eq!(Split::draw(10, 40, 1), split);
        assert_ne!(Split::draw(10, 40, 2), split);
    }
}
