//! A feature with all that its checks need.

use leeway_documents::model_monitor::{Constraints, FeatureConstraints};

use super::options::Options;
use super::side::{Evidence, Features};

/// A feature with all that its checks need.
pub(super) struct Subject<'a> {
    pub(super) constraint: &'a FeatureConstraints,
    pub(super) options: Options,
    pub(super) baseline: Option<&'a Evidence<'a>>,
    pub(super) current: Option<&'a Evidence<'a>>,
}

impl<'a> Subject<'a> {
    /// `feature` on both sides.
    pub(super) fn new(
        constraints: &Constraints,
        feature: &'a FeatureConstraints,
        baseline: &'a Features<'a>,
        current: &'a Features<'a>,
    ) -> Self {
        Subject {
            constraint: feature,
            options: Options::for_feature(constraints, feature),
            baseline: baseline.feature(&feature.name),
            current: current.feature(&feature.name),
        }
    }
}
