//! A sum that keeps what rounding would lose.

/// Neumaier's variant of Kahan's summation: the error does not grow with the number of terms.
///
/// Source: Neumaier, "Rundungsfehleranalyse einiger Verfahren zur Summation endlicher Summen", ZAMM 54 (1974).
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Accumulator {
    sum: f64,
    lost: f64,
}

impl Accumulator {
    /// Adds one term.
    pub(super) fn add(&mut self, term: f64) {
        let sum = self.sum + term;
        self.lost += if self.sum.abs() >= term.abs() {
            (self.sum - sum) + term
        } else {
            (term - sum) + self.sum
        };
        self.sum = sum;
    }

    /// The sum so far; not finite if it overflowed on the way.
    pub(super) fn total(self) -> f64 {
        self.sum + self.lost
    }
}

impl FromIterator<f64> for Accumulator {
    fn from_iter<I: IntoIterator<Item = f64>>(terms: I) -> Self {
        let mut accumulator = Accumulator::default();
        terms.into_iter().for_each(|term| accumulator.add(term));
        accumulator
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_terms_survive_large_ones() {
        let total = Accumulator::from_iter([1.0, 1e100, 1.0, -1e100]).total();
        assert_eq!(total, 2.0);
    }
}
