//! Rows of one group counted, as a whole and by segment.

use leeway_stats::bias::Outcomes;

/// What is known of every row of a side: 1 or 0, and 2 where it is missing. All lists are of one length.
#[derive(Debug, Clone, Copy, Default)]
pub struct CountedRows<'a> {
    /// Whether the label is positive; `None` without labels.
    pub label: Option<&'a [u8]>,
    /// Whether the model predicts the positive label; `None` without predictions.
    pub prediction: Option<&'a [u8]>,
    /// The value of the variable that conditional metrics condition on, and the number of its values.
    pub strata: Option<(&'a [u32], usize)>,
    /// The segment of every row (a window of time, what a brush selects), and the number of segments; a row with a larger number is in none.
    pub segments: Option<(&'a [u32], usize)>,
}

/// Rows of one group.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Counted {
    /// By label, for pre-training metrics; `None` without labels.
    pub pre_training: Option<Outcomes>,
    /// By label and prediction, for post-training metrics; `None` without predictions. Without labels every label is negative.
    pub post_training: Option<Outcomes>,
    /// Rows in all.
    pub rows: u64,
    /// Rows that lack the facet's value.
    pub without_facet: u64,
    /// Rows with the facet's value that lack the label.
    pub without_label: u64,
    /// Rows with the facet's value that lack the prediction.
    pub without_prediction: u64,
    /// The same by segment.
    pub segments: Vec<Counted>,
}

impl Counted {
    fn empty(rows: &CountedRows) -> Counted {
        let strata = rows.strata.map_or(0, |(_, count)| count);
        Counted {
            pre_training: rows.label.map(|_| Outcomes::new(strata)),
            post_training: rows.prediction.map(|_| Outcomes::new(strata)),
            ..Counted::default()
        }
    }

    fn add(&mut self, stratum: usize, in_group: u8, label: Option<u8>, prediction: Option<u8>) {
        self.rows += 1;
        if in_group == 2 {
            self.without_facet += 1;
            return;
        }
        self.without_label += u64::from(label == Some(2));
        self.without_prediction += u64::from(prediction == Some(2));
        let in_group = in_group == 1;
        if let (Some(outcomes), Some(label @ (0 | 1))) = (&mut self.pre_training, label) {
            outcomes.add(stratum, in_group, label == 1, false);
        }
        if let (Some(outcomes), Some(prediction @ (0 | 1))) = (&mut self.post_training, prediction)
            && label != Some(2)
        {
            outcomes.add(stratum, in_group, label == Some(1), prediction == 1);
        }
    }
}

/// Counts the rows of a group; `in_group` is 1, 0, or 2 where the facet's value is missing.
///
/// `in_group` has one entry per row. Result: outcomes of rows as a whole and by segment; rows that lack the facet, the label or the prediction are left out and counted.
pub fn count(rows: &CountedRows, in_group: &[u8]) -> Counted {
    let mut whole = Counted::empty(rows);
    let segments = rows.segments.map_or(0, |(_, count)| count);
    whole.segments = vec![Counted::empty(rows); segments];
    for (row, &in_group) in in_group.iter().enumerate() {
        let label = rows.label.map(|label| label[row]);
        let prediction = rows.prediction.map(|prediction| prediction[row]);
        let stratum = rows.strata.map_or(0, |(strata, _)| strata[row] as usize);
        whole.add(stratum, in_group, label, prediction);
        if let Some((indices, _)) = rows.segments
            && let Some(segment) = whole.segments.get_mut(indices[row] as usize)
        {
            segment.add(stratum, in_group, label, prediction);
        }
    }
    whole
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_that_lack_something_are_left_out_and_counted() {
        let rows = CountedRows {
            label: Some(&[1, 0, 2, 1, 1]),
            prediction: Some(&[1, 1, 1, 2, 0]),
            segments: Some((&[0, 0, 1, 1, u32::MAX], 2)),
            ..CountedRows::default()
        };
        let counted = count(&rows, &[1, 0, 1, 0, 2]);
        assert_eq!(counted.rows, 5);
        assert_eq!(counted.without_facet, 1);
        assert_eq!(counted.without_label, 1);
        assert_eq!(counted.without_prediction, 1);
        assert_eq!(counted.pre_training.as_ref().map(Outcomes::rows), Some(3));
        assert_eq!(counted.post_training.as_ref().map(Outcomes::rows), Some(2));
        let first = counted.segments[0].post_training.as_ref();
        assert_eq!(first.map(Outcomes::rows), Some(2));
        let second = counted.segments[1].post_training.as_ref();
        assert_eq!(second.map(Outcomes::rows), Some(0));
    }
}
