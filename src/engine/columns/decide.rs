//! The decision: who says something goes before who supposes it.

use super::guess::guess;
use super::meanings::Meanings;
use super::stated::stated;
use crate::engine::layout::Layout;
use crate::engine::source::Loaded;
use crate::report::settings::Rules;

impl Meanings {
    /// What columns mean under these settings. Names that no column has are left as they are, so that the report can say so.
    pub fn decide(sources: &[Loaded], layout: &Layout, rules: &Rules) -> Meanings {
        let mut meanings = Meanings::of(rules).or(stated(sources, layout));
        guess(&mut meanings.answers, sources, layout);
        meanings
    }
}
