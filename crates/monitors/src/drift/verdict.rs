//! What a rule says of a feature, and of all together.

use super::comparison::Comparison;
use super::evidence::Test;
use leeway_table::named;

named! {
    /// Whether a feature drifted by the rule in force, from the least alarming.
    #[derive(Default)]
    pub enum Verdict {
        /// Not judged.
        #[default]
        Unknown = "unknown",
        /// No drift.
        None = "none",
        /// Drift.
        Drifted = "drifted",
        /// Strong drift.
        Strong = "strong",
    }
}

impl Verdict {
    /// The verdict in words, as a sentence about it begins.
    ///
    /// Capitalised, without a full stop; what was not tested is "Not judged", not "No drift".
    pub fn words(self) -> &'static str {
        match self {
            Verdict::Unknown => "Not judged",
            Verdict::None => "No drift",
            Verdict::Drifted => "Drifted",
            Verdict::Strong => "Strong drift",
        }
    }

    /// True for drift, strong or not.
    ///
    /// False for `none`, and for `unknown`, where nothing was tested.
    pub fn has_drifted(self) -> bool {
        self >= Verdict::Drifted
    }

    /// Whether it drifted, strongly or not, of what was judged.
    ///
    /// `None` for `unknown`: what nobody judged has not been found without drift.
    pub fn drifted(self) -> Option<bool> {
        (self != Verdict::Unknown).then_some(self.has_drifted())
    }
}

named! {
    /// A measure before the threshold of the rule in force.
    #[derive(Default)]
    pub enum Standing {
        /// The rule does not look at the measure.
        #[default]
        Informative = "informative",
        /// On the side without drift.
        Within = "within",
        /// On the drifted side.
        Over = "over",
    }
}

/// A measure beside what the rule in force allows.
#[derive(Debug, Clone, PartialEq)]
pub struct Why {
    /// The measure's name.
    pub measure: &'static str,
    /// Its value.
    pub value: Option<f64>,
    /// The rule's threshold; `None` where the rule does not look at the measure.
    pub threshold: Option<f64>,
    /// On which side of it the value is.
    pub standing: Standing,
    /// Formula and arithmetic in words.
    pub explanation: String,
}

/// A feature's verdict.
#[derive(Debug, Clone, PartialEq)]
pub struct Judged {
    /// How bad.
    pub verdict: Verdict,
    /// What it rests on, with its numbers.
    pub finding: String,
    /// Why it was not judged.
    pub reason: Option<String>,
    /// The adjusted p-value of the distribution's test, if it was made.
    pub adjusted_p: Option<f64>,
    /// The tests by which the rule may judge.
    pub tests: Vec<Test>,
    /// True when the feature counts among the tested.
    pub is_tested: bool,
    /// Every measure beside its threshold.
    pub why: Vec<Why>,
}

/// The data set's verdict.
#[derive(Debug, Clone, PartialEq)]
pub struct Overall {
    /// Features that drifted, strongly or not.
    pub drifted: u64,
    /// Of them, strongly.
    pub strong: u64,
    /// Features tested.
    pub tested: u64,
    /// The answer in words.
    pub headline: String,
    /// What else the rule says; a blank before it.
    pub rest: &'static str,
}

/// A feature as it comes to be judged.
#[derive(Debug, Clone, Copy)]
pub struct Candidate<'a> {
    /// Its name.
    pub name: &'a str,
    /// What was measured; `None` when there is only one side.
    pub comparison: Option<&'a Comparison>,
    /// Why it is not to be judged whatever was measured: a clause that ends a sentence.
    pub unjudged: Option<&'a str>,
    /// True when it is to be judged even if it looks like an identifier.
    pub judge_identifier: bool,
    /// Model Monitor's threshold for this feature, where constraints say it.
    pub threshold: Option<f64>,
}
