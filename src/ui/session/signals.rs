//! What the session reports to the page, as signals; empty until something is loaded.

use std::sync::Arc;

use leptos::prelude::*;

use crate::{engine::protocol::Progress, report::Report, report::settings::Settings};

/// A long request on its way.
#[derive(Debug, Clone, PartialEq)]
pub struct Busy {
    /// The request.
    pub id: u32,
    /// False during the first moments, so that quick answers do not flicker.
    pub is_shown: bool,
    /// True once the user asked to stop it.
    pub is_stopping: bool,
    /// The last level that the engine reported.
    pub progress: Option<Progress>,
}

/// What the session reports to the page.
#[derive(Debug, Clone, Copy)]
pub struct Signals {
    /// The newest report; `None` while nothing is loaded.
    pub report: RwSignal<Option<Arc<Report>>>,
    /// The settings that the user chose.
    pub settings: RwSignal<Settings>,
    /// The long request that the engine is at.
    pub busy: RwSignal<Option<Busy>>,
    /// What happened to the engine, if something did.
    pub banner: RwSignal<Option<String>>,
    /// `None` while the engine loads, then whether it did.
    pub is_up: RwSignal<Option<bool>>,
}
