//! How often a check fired over all draws, and the threshold from which on it would fire as seldom as wanted.
//!
//! In: checks on drawn windows, one [`Drawn`] each. Out: a rate with its 95 % interval (Wilson), and a threshold that was itself drawn; nothing is extrapolated.

use crate::MonitorName;
use leeway_documents::model_monitor::ConfigOption;

/// On which side of its threshold a check fires.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sense {
    /// Above it: distances, errors.
    Above,
    /// Below it: completeness, accuracy, a probability.
    Below,
    /// It has no threshold that could be set.
    Fixed,
}

/// A check made on one drawn window.
#[derive(Debug, Clone, PartialEq)]
pub struct Drawn {
    /// The monitor.
    pub monitor: MonitorName,
    /// The feature, metric, group or label.
    pub feature: String,
    /// The check.
    pub check: String,
    /// The option that holds the threshold, where one of `constraints.json` does.
    pub option: Option<ConfigOption>,
    /// The threshold in force.
    pub threshold: Option<f64>,
    /// Where it fires.
    pub sense: Sense,
    /// What is compared with the threshold; unused where the sense is [`Sense::Fixed`].
    pub value: f64,
    /// Whether it fires, where the sense is [`Sense::Fixed`].
    pub fires: bool,
}

impl Drawn {
    /// A share that the baseline has too, as a drawn window moves it: the baseline's, and how much the window is above what stood for the baseline.
    ///
    /// All shares, 0 to 1; the result may lie outside, which keeps the distance to a threshold.
    pub fn level(baseline: f64, drawn_baseline: f64, window: f64) -> f64 {
        baseline + (window - drawn_baseline)
    }
}

/// How often a check fires.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rate {
    /// Share of windows, 0 to 1.
    pub rate: f64,
    /// Lower end of the 95 % interval (Wilson, 1927).
    pub low: f64,
    /// Upper end.
    pub high: f64,
}

/// 97.5 % quantile of the normal distribution.
const Z: f64 = 1.959_963_984_540_054;

impl Rate {
    /// `fired` of `made` windows as a rate with its 95 % interval.
    ///
    /// Counts of windows, fired ≤ made; all three results are from 0 to 1, and without a window the interval is 0 to 1. Source: Wilson's score interval.
    pub fn of(fired: u64, made: u64) -> Rate {
        if made == 0 {
            return Rate {
                rate: 0.0,
                low: 0.0,
                high: 1.0,
            };
        }
        let (n, rate) = (made as f64, fired as f64 / made as f64);
        let centre = rate + Z * Z / (2.0 * n);
        let reach = Z * (rate * (1.0 - rate) / n + Z * Z / (4.0 * n * n)).sqrt();
        let scale = 1.0 + Z * Z / n;
        Rate {
            rate,
            low: if fired == 0 {
                0.0
            } else {
                (centre - reach) / scale
            },
            high: if fired == made {
                1.0
            } else {
                (centre + reach) / scale
            },
        }
    }
}

/// A threshold for a wanted rate.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Advised {
    /// The threshold.
    pub threshold: f64,
    /// The chance that a window without drift fires at it, at most: one more than the drawn windows that do, of one more than were drawn.
    pub rate: f64,
    /// True where the wanted rate is rarer than so many draws can tell; the threshold is then the farthest that was drawn.
    pub is_limit: bool,
}

/// A check over all draws.
#[derive(Debug, Clone, PartialEq)]
pub struct Tally {
    /// The check as it was first drawn.
    pub check: Drawn,
    /// Draws in which it was made.
    pub made: u64,
    fired: u64,
    values: Vec<f64>,
}

impl Tally {
    /// How often the check fires at the threshold in force, on data that did not drift.
    ///
    /// A share of windows from 0 to 1 with its 95 % interval, as [`Rate::of`] has it; 0 to 1 where the check was made on no window.
    pub fn rate(&self) -> Rate {
        Rate::of(self.fired, self.made)
    }

    /// The threshold that fires at most at `wanted`, a share of windows; `None` where there is none to set.
    ///
    /// Of `n` draws the `k`-th farthest is taken with (k + 1) / (n + 1) ≤ wanted, which is the chance that another window is beyond it.
    ///
    /// In the unit of what the check observes. Source: order statistics of exchangeable draws (conformal prediction).
    pub fn advised(&self, wanted: f64) -> Option<Advised> {
        if self.check.sense == Sense::Fixed || self.values.is_empty() {
            return None;
        }
        let mut values = self.values.clone();
        values.sort_unstable_by(f64::total_cmp);
        if self.check.sense == Sense::Above {
            values.reverse();
        }
        let places = wanted * (values.len() as f64 + 1.0) - 1.0;
        let place = (places.max(0.0) as usize).min(values.len() - 1);
        let threshold = outward(values[place], self.check.sense);
        let beyond = values
            .iter()
            .filter(|value| is_beyond(**value, threshold, self.check.sense));
        Some(Advised {
            threshold,
            rate: (beyond.count() as f64 + 1.0) / (values.len() as f64 + 1.0),
            is_limit: places < 0.0,
        })
    }
}

/// Digits of a threshold that people read and files hold.
const DIGITS: f64 = 1e6;

/// Rounded away from where the check fires, so that rounding fires nothing.
fn outward(value: f64, sense: Sense) -> f64 {
    match sense {
        Sense::Below => (value * DIGITS).floor() / DIGITS,
        _ => (value * DIGITS).ceil() / DIGITS,
    }
}

fn is_beyond(value: f64, threshold: f64, sense: Sense) -> bool {
    match sense {
        Sense::Above => value > threshold,
        Sense::Below => value < threshold,
        Sense::Fixed => false,
    }
}

/// All checks over all draws.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Tallies {
    /// In the order in which they were first made.
    pub checks: Vec<Tally>,
    /// Windows drawn.
    pub draws: u64,
    /// Windows in which something fired.
    pub alarmed: u64,
}

impl Tallies {
    /// Adds the checks of one drawn window.
    ///
    /// `drawn` has one entry per check that could be made, values in the check's unit; a check is found by monitor, feature and name, so windows may lack some.
    /// A window in which any fires counts once as alarmed.
    pub fn add(&mut self, drawn: Vec<Drawn>) {
        self.draws += 1;
        let mut has_fired = false;
        for (at, check) in drawn.into_iter().enumerate() {
            let fires = match (check.sense, check.threshold) {
                (Sense::Fixed, _) => check.fires,
                (sense, Some(threshold)) => is_beyond(check.value, threshold, sense),
                (_, None) => false,
            };
            has_fired |= fires;
            let is_same = |tally: &Tally| {
                let known = &tally.check;
                (known.monitor, &known.feature, &known.check)
                    == (check.monitor, &check.feature, &check.check)
            };
            // Checks come in one order, so that the place of the last draw is nearly always right.
            let place = match self.checks.get(at).is_some_and(is_same) {
                true => Some(at),
                false => self.checks.iter().position(is_same),
            };
            let place = place.unwrap_or_else(|| {
                self.checks.push(Tally {
                    check: check.clone(),
                    made: 0,
                    fired: 0,
                    values: Vec::new(),
                });
                self.checks.len() - 1
            });
            let tally = &mut self.checks[place];
            tally.made += 1;
            tally.fired += u64::from(fires);
            if check.sense != Sense::Fixed {
                tally.values.push(check.value);
            }
        }
        self.alarmed += u64::from(has_fired);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(sense: Sense, value: f64) -> Vec<Drawn> {
        vec![Drawn {
            monitor: MonitorName::DataQuality,
            feature: "x".to_owned(),
            check: "c".to_owned(),
            option: None,
            threshold: Some(0.5),
            sense,
            value,
            fires: false,
        }]
    }

    fn tallied(sense: Sense, count: u32) -> Tallies {
        let mut tallies = Tallies::default();
        (0..count).for_each(|i| tallies.add(drawn(sense, f64::from(i) / f64::from(count))));
        tallies
    }

    #[test]
    fn a_rate_is_the_share_beyond_the_threshold() {
        let above = tallied(Sense::Above, 100);
        // 0.51 … 0.99 of 0, 0.01 … 0.99.
        assert_eq!(above.checks[0].rate().rate, 0.49);
        assert_eq!(above.alarmed, 49);
        assert_eq!(tallied(Sense::Below, 100).checks[0].rate().rate, 0.5);
    }

    #[test]
    fn an_interval_is_wilsons() {
        // statsmodels.stats.proportion.proportion_confint(5, 100, method="wilson")
        let rate = Rate::of(5, 100);
        assert!((rate.low - 0.021_543_679_154_367_96).abs() < 1e-12);
        assert!((rate.high - 0.111_750_469_231_919_13).abs() < 1e-12);
        assert_eq!(Rate::of(0, 10).low, 0.0);
        assert_eq!(Rate::of(10, 10).high, 1.0);
    }

    #[test]
    fn the_advised_threshold_keeps_the_wanted_rate() {
        for sense in [Sense::Above, Sense::Below] {
            let tallies = tallied(sense, 99);
            let advised = tallies.checks[0].advised(0.05).unwrap();
            // The fifth farthest of 99: another window is beyond it with probability 5 / 100.
            assert_eq!(advised.rate, 0.05, "{sense:?}");
            assert!(!advised.is_limit);
            let rarer = tallies.checks[0].advised(0.001).unwrap();
            assert!(rarer.is_limit && rarer.rate == 0.01);
        }
        assert_eq!(tallied(Sense::Fixed, 9).checks[0].advised(0.1), None);
    }
}
