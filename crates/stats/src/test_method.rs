//! How a p-value came about, of all tests that judge.

use crate::ks::KsMethod;

leeway_table::named! {
    /// How a p-value that judges came about.
    #[derive(Default)]
    pub enum TestMethod {
        /// Kolmogorov–Smirnov, counted over all ways to mix both samples.
        #[default]
        KsExact = "ks-exact",
        /// Kolmogorov–Smirnov, by its limit.
        KsAsymptotic = "ks-asymptotic",
        /// Fisher's exact test.
        Fisher = "fisher",
        /// A table of labels taken apart into tables of two by two.
        Partition = "partition",
        /// Pearson's chi-square.
        ChiSquare = "chi-square",
        /// Pearson's goodness of fit against the baseline's shares, which are taken as exact.
        GoodnessOfFit = "goodness-of-fit",
        /// The z-test of two proportions.
        TwoProportions = "two-proportions",
        /// Labels that occur once, as Good and Turing have it, with a beta-binomial tail.
        GoodTuring = "good-turing",
        /// Words that occur in one text, as Good and Turing have it, with the variance between texts.
        GoodTuringTexts = "good-turing-texts",
    }
}

impl From<KsMethod> for TestMethod {
    fn from(ks: KsMethod) -> TestMethod {
        match ks {
            KsMethod::Exact => TestMethod::KsExact,
            KsMethod::Asymptotic | KsMethod::SketchBound => TestMethod::KsAsymptotic,
        }
    }
}
