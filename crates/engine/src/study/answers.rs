//! The monitors: the one list that measuring and the report go by.

use crate::attribution::AttributionWork;
use crate::bias::BiasWork;
use crate::data_quality::DataQuality;
use crate::drift::Drift;
use crate::layout::FeaturePlaces;
use crate::monitor::{Advance, Asked, FeatureAtHand, Monitor, MonitorName, Writing};
use crate::problem::Problem;
use crate::projection::Projection;
use crate::quality::QualityWork;
use crate::view::View;
use leeway_report::Report;

macro_rules! monitors {
    ($($(#[$doc:meta])* $field:ident: $Answer:ty,)+) => {
        /// What every monitor answers on the same rows.
        #[derive(Debug, Clone, Default)]
        pub struct Answers {
            $($(#[$doc])* pub $field: Asked<$Answer>,)+
        }

        impl Answers {
            /// What `view` asks of all monitors but those that `leave_out` names, with the answers of `before` that still hold.
            ///
            /// `is_same_data` says that sources, names and missing words are those of `before`.
            pub fn of(view: View, before: &Answers, is_same_data: bool, leave_out: &[MonitorName]) -> Answers {
                Answers {
                    $($field: match leave_out.contains(&<$Answer>::NAME) {
                        true => Asked::default(),
                        false => Asked::of(view, &before.$field, is_same_data),
                    },)+
                }
            }

            /// True while a monitor wants to look at features.
            ///
            /// False once all that go by features are answered or were taken over.
            pub fn want_features(&self) -> bool {
                [$(self.$field.wants_features()),+].contains(&true)
            }

            /// Has every monitor that goes by features look at one.
            ///
            /// `whole` are the answers on all rows where only some count; `places` says where the feature's values are, `at_hand` holds them and what a monitor
            /// leaves for the next. Nothing fails.
            pub fn feature(
                &mut self,
                view: View,
                whole: Option<&Answers>,
                places: &FeaturePlaces,
                at_hand: &mut FeatureAtHand,
            ) {
                $(self.$field.feature(view, whole.map(|whole| &whole.$field), places, at_hand);)+
            }

            /// Works on after the features; answers at which monitor, or `None` when all is measured.
            ///
            /// `whole` are the answers on all rows, where `view` has only some. Nothing fails: what cannot be measured is part of an answer.
            pub fn step(&mut self, view: View, whole: Option<&Answers>) -> Option<(MonitorName, Advance)> {
                $(if let Some(advance) = self.$field.step(view, whole.map(|whole| &whole.$field)) {
                    return Some((<$Answer>::NAME, advance));
                })+
                None
            }

            /// The names of the files that can be saved of the monitors.
            ///
            /// In the order of the monitors, each once; which there is something for, is known only when they are written.
            pub fn files() -> impl Iterator<Item = &'static str> {
                [$(<$Answer>::FILES),+].into_iter().flatten().copied()
            }

            /// The text of one of these files; `None` for another name.
            ///
            /// `now` is in milliseconds since 1970. The inner error says what is not loaded, and what to open.
            pub fn file(
                &self,
                name: &str,
                view: View,
                report: &Report,
                now: i64,
            ) -> Option<Result<String, Problem>> {
                $(if <$Answer>::FILES.contains(&name) {
                    return Some(self.$field.answer().file(name, view, report, now));
                })+
                None
            }

            /// Has every monitor judge and write its part of the report, in the order of the list.
            ///
            /// `self` are the answers on the rows that are shown, `whole` on all: the same where no brush selects any. What is missing has a reason.
            pub fn report(&self, whole: &Answers, writing: &mut Writing) {
                $(self.$field.answer().report(whole.$field.answer(), writing);)+
            }
        }
    };
}

monitors! {
    /// How far distributions have moved.
    drift: Drift,
    /// What the checks of data quality need.
    data_quality: DataQuality,
    /// How good predictions are.
    model_quality: QualityWork,
    /// How groups fare.
    bias: BiasWork,
    /// What the model relies on.
    attribution: AttributionWork,
    /// How much the rows are like those that the model did well on.
    projected_accuracy: Projection,
}
