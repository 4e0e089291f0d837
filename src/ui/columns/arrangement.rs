//! Which columns the table shows, and which of them are selected.

use leptos::prelude::*;

use crate::interaction::columns::{Filter, Selected};

/// Which columns are shown, and which are selected; a copy is the same one.
#[derive(Debug, Clone, Copy)]
pub struct Arrangement {
    /// Which are shown.
    pub filter: RwSignal<Filter>,
    /// Names of those that are, in the report's order, each once.
    pub shown: Memo<Vec<String>>,
    /// Which are selected.
    pub selected: RwSignal<Selected>,
}
