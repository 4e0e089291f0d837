//! Which checks the table shows, and in which order: what the search, the filters and the heads change.

use leptos::prelude::*;

use crate::interaction::{
    checks::{Column, Filter},
    order::Sort,
};

/// Filter and order of the checks.
#[derive(Clone, Copy, Default)]
pub struct Arrangement {
    /// Which checks.
    pub filter: RwSignal<Filter>,
    /// In which order.
    pub sort: RwSignal<Sort<Column>>,
}
