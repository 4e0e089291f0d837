//! What could be chance: the tests of a feature that may judge it.
//!
//! Under the rule `leeway` a feature has up to three tests: of its distribution, of labels that the baseline never had, of its missing share; a text has up to four more (`text_evidence.rs`).
//! A test whose share is zero on both sides is not made. Other rules have the test of the distribution alone, as others do it.

use super::comparison::Comparison;
use super::evidently::EvidentlyScore;
use super::rule::{Rule, RuleName};
use leeway_stats::Reason;
use leeway_stats::fisher::fisher_exact;
use leeway_stats::ks::smallest_p;
pub use leeway_stats::test_method::TestMethod;
use leeway_table::{Kind, named};

named! {
    /// What a test asks about.
    #[derive(Default)]
    pub enum Tested {
        /// Whether values or labels are distributed as before.
        #[default]
        Distribution = "distribution",
        /// Whether more rows have labels that the baseline never had than it lets expect.
        UnseenLabels = "unseen-labels",
        /// Whether the share of missing values is that of before; of texts, of empty ones.
        Missing = "missing",
        /// Whether texts have as many words as before.
        WordCount = "word-count",
        /// Whether more of their words than the baseline lets expect are in none of its texts.
        UnseenWords = "unseen-words",
        /// Whether letters of any script are in as many texts as before.
        Scripts = "scripts",
        /// Whether any word is in as many texts as before.
        Words = "words",
    }
}

/// A test that may judge.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Test {
    /// What it asks about.
    pub of: Tested,
    /// 0 to 1.
    pub p_value: f64,
    /// Its decimal logarithm, finite where the number is 0.
    pub log10_p: f64,
    /// The same, adjusted over the family; `None` before.
    pub adjusted_p: Option<f64>,
    /// How it came about.
    pub method: TestMethod,
}

impl Test {
    pub(super) fn new(of: Tested, p_value: f64, log10_p: f64, method: TestMethod) -> Test {
        Test {
            of,
            p_value: p_value.clamp(0.0, 1.0),
            log10_p,
            adjusted_p: None,
            method,
        }
    }
}

impl Comparison {
    /// The test of the distribution: Kolmogorov–Smirnov of numbers, of labels the test that holds for the size of the table; `None` for sketches.
    pub fn distribution_test(&self) -> Option<Test> {
        if let Some(Ok(same)) = self.same_shares {
            let of = Tested::Distribution;
            return Some(Test::new(of, same.p_value, same.log10_p, same.method));
        }
        self.plain_test()
    }

    /// The test of the distribution as others do it: chi-square of labels, however rare they are.
    pub(super) fn plain_test(&self) -> Option<Test> {
        let (p, log10_p) = self.p_value()?;
        let method = match &self.ks {
            Some(Ok(ks)) => TestMethod::from(ks.method),
            _ => TestMethod::ChiSquare,
        };
        Some(Test::new(Tested::Distribution, p, log10_p, method))
    }

    /// The test by which Evidently judges, where it judges by one.
    fn evidently_test(&self) -> Option<Test> {
        match self.evidently.as_ref()?.as_ref().ok()? {
            &EvidentlyScore::Test {
                p_value,
                log10_p,
                method,
            } => Some(Test::new(Tested::Distribution, p_value, log10_p, method)),
            EvidentlyScore::Distance { .. } => None,
        }
    }

    /// The test by which the AWS sample judges: its own chi-square of labels, and Kolmogorov–Smirnov's of numbers.
    pub(super) fn sample_test(&self) -> Option<Test> {
        let (p, log10_p) = self.sample.as_ref()?.p_value?;
        let method = match self.kind {
            Kind::Numerical => self.plain_test()?.method,
            Kind::Categorical => TestMethod::GoodnessOfFit,
        };
        Some(Test::new(Tested::Distribution, p, log10_p, method))
    }

    /// The p-value of the distribution, and its decimal logarithm, as the tool has it that goes with a rule: Evidently's and the AWS sample's own test, else [`Comparison::p_value`].
    ///
    /// 0 to 1; `None` where that tool has no p-value.
    pub fn p_value_by(&self, rule: RuleName) -> Option<(f64, f64)> {
        match rule {
            RuleName::Evidently => {
                let test = self.evidently_test()?;
                Some((test.p_value, test.log10_p))
            }
            RuleName::AwsSample => self.sample.as_ref()?.p_value,
            RuleName::Leeway | RuleName::ModelMonitor | RuleName::Custom => self.p_value(),
        }
    }

    fn unseen_test(&self) -> Option<Test> {
        let unseen = self.unseen.as_ref()?;
        let is_member = !self.new_labels.is_empty() || !self.vanished_labels.is_empty();
        let test = unseen.test;
        let of = Tested::UnseenLabels;
        is_member.then(|| Test::new(of, test.p_value, test.log10_p, TestMethod::GoodTuring))
    }

    fn missing_test(&self) -> Option<Test> {
        let [before, now] = self.empty_rows();
        if before + now == 0 || self.missing.test.is_err() {
            return None;
        }
        let exact: Result<_, Reason> =
            fisher_exact(before, self.baseline_rows, now, self.current_rows);
        let exact = exact.ok()?;
        let of = Tested::Missing;
        Some(Test::new(
            of,
            exact.p_value,
            exact.log10_p,
            TestMethod::Fisher,
        ))
    }

    /// The tests by which `rule` may judge, in the order of [`Tested`].
    pub(super) fn tests(&self, rule: &Rule) -> Vec<Test> {
        match rule.name {
            RuleName::Leeway => [
                self.distribution_test(),
                self.unseen_test(),
                self.missing_test(),
            ]
            .into_iter()
            .flatten()
            .chain(self.text_tests())
            .collect(),
            RuleName::Evidently => self.evidently_test().into_iter().collect(),
            RuleName::AwsSample => self.sample_test().into_iter().collect(),
            RuleName::ModelMonitor | RuleName::Custom => self.plain_test().into_iter().collect(),
        }
    }

    /// The current rows from which on a test could reach `alpha` at all; `None` where it can with those that are there.
    ///
    /// However far apart two sides are, the p-value of `n` and `m` rows is at least 2 / C(n + m, n).
    pub(super) fn rows_needed(&self, alpha: f64) -> Option<u64> {
        let (n, m) = (self.baseline_rows, self.current_rows);
        if n == 0 || m == 0 || self.is_estimate || smallest_p(n, m) <= alpha {
            return None;
        }
        let enough = |rows: &u64| smallest_p(n, *rows) <= alpha;
        (m..).find(enough)
    }
}

/// The adjusted p-value of one test; `None` where it was not made.
pub(super) fn adjusted(tests: &[Test], of: Tested) -> Option<f64> {
    let test = tests.iter().find(|test| test.of == of)?;
    test.adjusted_p
}
