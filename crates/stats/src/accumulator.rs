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

    /// Adds one term so many times (fewer than 2³⁰), without rounding their product.
    pub(super) fn add_times(&mut self, term: f64, times: usize) {
        if times == 1 {
            return self.add(term);
        }
        // Either half of the digits times the count fits a double.
        const HIGH_DIGITS: u64 = !((1 << 30) - 1);
        let high = f64::from_bits(term.to_bits() & HIGH_DIGITS);
        self.add(high * times as f64);
        self.add((term - high) * times as f64);
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

    #[test]
    fn a_term_many_times_is_that_many_terms() {
        // 3 × 10⁶ times the double next to 0.1 is exactly 300000.00000000001665…, of which the nearest double is 300000.
        let mut accumulator = Accumulator::default();
        accumulator.add_times(0.1, 3_000_000);
        accumulator.add(-300_000.0);
        assert_eq!(
            accumulator.total(),
            0.1_f64.mul_add(3_000_000.0, -300_000.0)
        );
    }
}
