//! The decision: who says something goes before who supposes it.

use super::guess::guess;
use super::meanings::Meanings;
use super::stated::stated;
use crate::layout::Layout;
use crate::source::Loaded;
use leeway_report::settings::Rules;

impl Meanings {
    /// What columns mean under these settings. Names that no column has are left as they are, so that the report can say so.
    ///
    /// `sources` and `layout` are what is loaded. Rules go first, then what documents state, then a guess by names and values; what stays open is `None`, and
    /// nothing fails.
    pub fn decide(sources: &[Loaded], layout: &Layout, rules: &Rules) -> Meanings {
        let mut meanings = Meanings::of(rules).or(stated(sources, layout));
        guess(&mut meanings.answers, sources, layout);
        meanings
    }
}
