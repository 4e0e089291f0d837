//! What a check belongs to and how it ended, the same for every monitor.

use leeway_table::named;

named! {
    /// The monitors, in the order of the page.
    #[derive(Default)]
    pub enum MonitorName {
        /// Drift of features between the two sides.
        Drift = "drift",
        /// Constraints on data.
        #[default]
        DataQuality = "data_quality",
        /// Constraints on metrics of predictions.
        ModelQuality = "model_quality",
        /// Metrics of groups.
        Bias = "bias",
        /// The order of what the model relies on.
        Attribution = "attribution",
        /// How much the rows are like those that the model did well on.
        ProjectedAccuracy = "projected_accuracy",
    }
}

impl MonitorName {
    /// The monitor's name in words, as headings and files show it.
    ///
    /// One capitalised phrase for each monitor, none empty. What the wire has is [`MonitorName::name`].
    pub fn title(self) -> &'static str {
        match self {
            MonitorName::Drift => "Drift",
            MonitorName::DataQuality => "Data quality",
            MonitorName::ModelQuality => "Model quality",
            MonitorName::Bias => "Bias",
            MonitorName::Attribution => "Attribution",
            MonitorName::ProjectedAccuracy => "Projected accuracy",
        }
    }
}

named! {
    /// The outcome of a check, from the least alarming.
    #[derive(Default)]
    pub enum Status {
        /// It could not be made.
        #[default]
        NotChecked = "not_checked",
        /// What was observed is allowed.
        Ok = "ok",
        /// It is not.
        Violated = "violated",
    }
}

named! {
    /// How what a report says goes together with what was recomputed.
    #[derive(Default)]
    pub enum Agreement {
        /// The report names a violation, and nothing could be recomputed.
        #[default]
        NotRecomputed = "not_recomputed",
        /// The same number and outcome.
        Agrees = "agrees",
        /// Another number or outcome.
        Differs = "differs",
        /// The report does not name a violation that was found.
        Silent = "silent",
    }
}

impl Agreement {
    /// True where both are known and they are not the same.
    ///
    /// Never of what was not recomputed: nothing is known then to be another.
    pub fn is_disagreement(self) -> bool {
        matches!(self, Agreement::Differs | Agreement::Silent)
    }
}

impl Status {
    /// The status of a check that was made.
    ///
    /// `is_violated` says that what was observed is not allowed; the answer is never `not_checked`, which is for checks without a value.
    pub fn of(is_violated: bool) -> Status {
        if is_violated {
            Status::Violated
        } else {
            Status::Ok
        }
    }

    /// True for a check that was made, violated or not.
    ///
    /// False for `not_checked` alone, where a value or a side is missing.
    pub fn is_made(self) -> bool {
        self != Status::NotChecked
    }

    /// True where what was observed is not allowed.
    ///
    /// False for a check that was not made: what is missing violates nothing.
    pub fn is_violated(self) -> bool {
        self == Status::Violated
    }
}
