//! Rows counted by group, label and prediction.

/// Rows by membership of the group, label and prediction, for each value of the variable that the conditional metrics condition on.
///
/// All metrics but the flip test are functions of these counts alone, so a row is looked at once, and resampling rows is resampling counts.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Outcomes {
    /// One table per value of the conditioning variable, or one in all. Its place `4·in_group + 2·label + prediction` counts the rows with these three answers.
    pub strata: Vec<[u64; 8]>,
    /// Whether there is a conditioning variable.
    pub is_stratified: bool,
}

impl Outcomes {
    /// No rows; `strata` values of the conditioning variable, 0 where there is none.
    pub fn new(strata: usize) -> Self {
        Outcomes {
            strata: vec![[0; 8]; strata.max(1)],
            is_stratified: strata > 0,
        }
    }

    /// The place of a row in a table.
    pub fn place(in_group: bool, label: bool, prediction: bool) -> usize {
        usize::from(in_group) << 2 | usize::from(label) << 1 | usize::from(prediction)
    }

    /// Counts a row.
    pub fn add(&mut self, stratum: usize, in_group: bool, label: bool, prediction: bool) {
        self.strata[stratum][Outcomes::place(in_group, label, prediction)] += 1;
    }

    /// One table over all strata.
    pub fn total(&self) -> [u64; 8] {
        let mut total = [0; 8];
        for table in &self.strata {
            for (sum, count) in total.iter_mut().zip(table) {
                *sum += count;
            }
        }
        total
    }

    /// Rows.
    pub fn rows(&self) -> u64 {
        self.total().iter().sum()
    }

    /// Rows of the group.
    pub fn group_rows(&self) -> u64 {
        self.total()[4..].iter().sum()
    }
}
