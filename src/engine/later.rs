//! What is measured after the features, in steps of its own: bias and attributions.

use super::attribution::AttributionWork;
use super::bias::BiasWork;
use super::kept::Kept;
use super::layout::Layout;
use super::source::Loaded;
use super::timeline::Timeline;
use crate::report::settings::Settings;

/// What a step may look at.
#[derive(Clone, Copy)]
pub struct Loads<'a> {
    /// The loaded documents.
    pub sources: &'a [Loaded],
    /// What was gathered of the features' values.
    pub kept: &'a Kept,
    /// What they mean.
    pub layout: &'a Layout,
    /// The windows.
    pub timeline: &'a Timeline,
    /// The rows of the current side that are looked at, in the order of its tables' paths; `None` for all.
    pub keep: Option<&'a [bool]>,
}

/// The work, done or under way.
#[derive(Debug, Clone, Default)]
pub struct Later {
    /// Bias; `None` until it is begun.
    pub bias: Option<BiasWork>,
    /// Attributions; `None` until they are begun.
    pub attribution: Option<AttributionWork>,
}

impl Later {
    /// Without what other settings would measure otherwise; the documents are the same.
    pub fn kept(&self, loads: Loads, settings: &Settings) -> Later {
        let mut kept = self.clone();
        kept.bias = kept.bias.filter(|bias| bias.fits(loads, settings));
        kept.attribution = kept.attribution.filter(|work| work.fits(loads, settings));
        kept
    }

    /// The same for the selected rows (`loads.keep`) of the current side, begun: `known` is what was measured of them before, the baseline's is taken over.
    pub fn of_selection(&self, known: Later, loads: Loads) -> Later {
        let bias = || Some(self.bias.as_ref()?.of_selection(loads));
        let attribution = || Some(self.attribution.as_ref()?.of_selection(loads));
        Later {
            bias: known.bias.or_else(bias),
            attribution: known.attribution.or_else(attribution),
        }
    }

    /// Works on for some ten milliseconds; answers what is at hand, units done and units in all, or `None` when all is done.
    pub fn step(&mut self, loads: Loads, settings: &Settings) -> Option<(String, u64, u64)> {
        let bias = self
            .bias
            .get_or_insert_with(|| BiasWork::start(loads, settings));
        if let Some(progress) = bias.step(loads) {
            return Some(progress);
        }
        let attribution = self
            .attribution
            .get_or_insert_with(|| AttributionWork::start(loads, settings));
        attribution.step(loads)
    }
}
