//! Seeded draws for resampling. The same seed gives the same draws on every platform.

/// SplitMix64 (Steele, Lea and Flood, "Fast splittable pseudorandom number generators", 2014).
#[derive(Debug, Clone)]
pub struct Draw {
    state: u64,
}

/// Above this variance a binomial draw is a rounded normal one: the two distribution functions are then less than 0.01 apart.
const NORMAL_FROM_VARIANCE: f64 = 40.0;

impl Draw {
    /// A generator that `seed` decides wholly.
    pub fn new(seed: u64) -> Self {
        Draw { state: seed }
    }

    /// Uniform in [0, 1).
    pub fn uniform(&mut self) -> f64 {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.state;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) >> 11) as f64 / (1u64 << 53) as f64
    }

    /// Standard normal (Box and Muller, 1958).
    pub fn normal(&mut self) -> f64 {
        let radius = (-2.0 * (1.0 - self.uniform()).ln()).sqrt();
        radius * (std::f64::consts::TAU * self.uniform()).cos()
    }

    /// Successes among `trials`, each with probability `p`.
    pub fn binomial(&mut self, trials: u64, p: f64) -> u64 {
        if trials == 0 || p <= 0.0 {
            return 0;
        }
        if p >= 1.0 {
            return trials;
        }
        if p > 0.5 {
            return trials - self.binomial(trials, 1.0 - p);
        }
        let n = trials as f64;
        let variance = n * p * (1.0 - p);
        if variance > NORMAL_FROM_VARIANCE {
            let drawn = (n * p + variance.sqrt() * self.normal()).round();
            return drawn.clamp(0.0, n) as u64;
        }
        // Inversion: P(k + 1) / P(k) = (n − k) / (k + 1) · p / (1 − p).
        let odds = p / (1.0 - p);
        let mut probability = (1.0 - p).powf(n);
        let mut rest = self.uniform();
        let mut successes = 0;
        while rest >= probability && successes < trials {
            rest -= probability;
            probability *= (n - successes as f64) / (successes as f64 + 1.0) * odds;
            successes += 1;
        }
        successes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn binomial_draws_have_the_moments_of_the_distribution() {
        for (trials, p) in [(10, 0.3), (1000, 0.02), (5000, 0.4), (50, 0.9)] {
            let mut draw = Draw::new(5);
            let n = 20_000;
            let drawn: Vec<f64> = (0..n).map(|_| draw.binomial(trials, p) as f64).collect();
            let mean = drawn.iter().sum::<f64>() / f64::from(n);
            let variance =
                drawn.iter().map(|x| (x - mean) * (x - mean)).sum::<f64>() / f64::from(n);
            let expected = trials as f64 * p * (1.0 - p);
            // Five standard errors, and a twelfth for rounding a normal draw.
            let allowed = 5.0 * (expected / f64::from(n)).sqrt();
            assert!(
                (mean - trials as f64 * p).abs() < allowed,
                "{trials} {p}: {mean}"
            );
            let allowed = 5.0 * expected * (2.0 / f64::from(n)).sqrt() + 1.0 / 12.0;
            assert!(
                (variance - expected).abs() < allowed,
                "{trials} {p}: {variance}"
            );
        }
    }

    #[test]
    fn certain_outcomes_are_certain() {
        let mut draw = Draw::new(1);
        assert_eq!(draw.binomial(7, 0.0), 0);
        assert_eq!(draw.binomial(7, 1.0), 7);
        assert_eq!(draw.binomial(0, 0.5), 0);
    }
}
