//! What every screen shares: the session, the place in the address, the messages, and the screens themselves, which come in a part of the page's wasm of their own.
//!
//! What the page can be asked for is in `asking`; what a hand brushes in `brush`.

mod asking;
mod screens;

use leptos::prelude::*;
use std::{future::Future, pin::Pin, rc::Rc, sync::Arc};

use super::{
    brush::Hand,
    session::{Reading, Session, Signals},
    watch::{Watch, Watched},
};
use crate::{
    browser::{self, Dropped, Picked},
    engine::protocol::Answer,
    interaction::{
        features::{Column, Filter, arranged},
        link::{Link, View},
        order::Sort,
        screen::Screen,
    },
    report::settings::Settings,
    report::{Basis, Feature, Report, Window},
};

pub use asking::DEMO_ROWS;

/// What is said when the screens do not come.
pub const UNFETCHED: &str =
    "A part of the page could not be fetched from its server. Check the connection, then reload.";

/// What makes the screens that show data, and what reads and writes them.
#[derive(Debug, Clone, Copy)]
pub struct Screens {
    /// Any screen but the start.
    pub screen: fn(Screen) -> AnyView,
    /// Which run a screen is about.
    pub run_bar: fn() -> AnyView,
    /// The settings, a dialog over any of them.
    pub settings: fn() -> AnyView,
    /// Looks at a place for new files.
    pub look_into: fn(Page, Rc<Watched>),
    /// Reads what was dropped and looks at its folders from then on.
    pub take_dropped: fn(Page, Dropped),
    /// Reads what is new in a folder that was chosen.
    pub take_chosen: fn(Page, Vec<Picked>),
    /// Reads what the engine answers.
    pub read: fn(&str) -> Option<Answer>,
    /// Writes a report as JSON.
    pub write: fn(&Report) -> Option<String>,
}

/// The screens on their way; `None` where they do not come.
pub type Loading = Pin<Box<dyn Future<Output = Option<Screens>>>>;

/// The page's state; a copy is the same one.
#[derive(Clone, Copy)]
pub struct Page {
    /// What the session reports.
    pub signals: Signals,
    /// The screen.
    pub screen: RwSignal<Screen>,
    /// How the feature screen draws.
    pub view: RwSignal<View>,
    /// Which features the overview shows.
    pub filter: RwSignal<Filter>,
    /// In which order.
    pub sort: RwSignal<Sort<Column>>,
    /// Positions of the features that pass the filter, in order.
    pub arranged: Memo<Vec<usize>>,
    /// The row of the overview that the keys stand on.
    pub cursor: RwSignal<Option<usize>>,
    /// How far the overview was scrolled when it was left, in CSS pixels.
    pub overview_top: StoredValue<f64>,
    /// Messages that the user can close, the oldest first: what happened, a sentence each; no two are the same.
    pub notices: RwSignal<Vec<String>>,
    /// Whether the settings are open.
    pub is_settings_open: RwSignal<bool>,
    /// Whether the help is open.
    pub is_help_open: RwSignal<bool>,
    /// Whether the system asks for a dark page.
    pub is_dark: RwSignal<bool>,
    /// The hand that brushes.
    pub hand: Hand,
    /// What is looked at again.
    pub watch: Watch,
    /// The settings before each change, the oldest first.
    pub earlier: RwSignal<Vec<Settings>>,
    /// The screens that show data, once they were fetched.
    pub screens: RwSignal<Option<Screens>>,
    load: StoredValue<fn() -> Loading>,
    is_prepared: StoredValue<bool>,
    session: StoredValue<Session, LocalStorage>,
}

impl Page {
    /// Starts the engine and shows what the address says; `load` fetches the screens.
    pub fn start(load: fn() -> Loading) -> Self {
        let link = Link::parse(&browser::fragment());
        let signals = Signals {
            report: RwSignal::new(None),
            settings: RwSignal::new(link.settings),
            busy: RwSignal::new(None),
            banner: RwSignal::new(None),
            is_up: RwSignal::new(None),
        };
        let filter = RwSignal::new(Filter::default());
        let sort = RwSignal::new(Sort::default());
        let arranged = Memo::new(move |_| {
            signals.report.with(|report| match report {
                Some(report) => {
                    filter.with(|filter| arranged(&report.features, filter, sort.get()))
                }
                None => Vec::new(),
            })
        });
        let screens = RwSignal::new(None);
        let read = move || -> Reading {
            Box::pin(async move {
                let screens = fetched(screens, load, signals.banner).await;
                screens.map(|screens| screens.read)
            })
        };
        let session = Session::start(signals, Rc::new(read));
        if let Some(request) = session.settings_request() {
            session.ask(request, |_| {});
        }
        Page {
            signals,
            screen: RwSignal::new(link.screen),
            view: RwSignal::new(link.view),
            filter,
            sort,
            arranged,
            cursor: RwSignal::new(None),
            overview_top: StoredValue::new(0.0),
            notices: RwSignal::new(Vec::new()),
            is_settings_open: RwSignal::new(false),
            is_help_open: RwSignal::new(false),
            is_dark: RwSignal::new(browser::prefers_dark()),
            hand: Hand::default(),
            watch: Watch::default(),
            earlier: RwSignal::new(Vec::new()),
            screens,
            load: StoredValue::new(load),
            is_prepared: StoredValue::new(false),
            session: StoredValue::new_local(session),
        }
    }

    /// The conversation with the engine.
    pub fn session(&self) -> Session {
        self.session.get_value()
    }

    /// The newest report.
    pub fn report(&self) -> Option<Arc<Report>> {
        self.signals.report.get()
    }

    /// A part of the newest report, kept until it changes; `None` where the report, or the part, is not there.
    pub fn part<T: PartialEq + Send + Sync + 'static>(
        self,
        read: impl Fn(&Report) -> Option<T> + Send + Sync + 'static,
    ) -> Memo<Option<T>> {
        let report = self.signals.report;
        Memo::new(move |_| report.with(|report| report.as_deref().and_then(&read)))
    }

    /// True where a report is shown.
    pub fn is_loaded(&self) -> bool {
        self.signals.report.with(Option::is_some)
    }

    /// Something of the settings that the user chose.
    pub fn setting<T>(&self, read: impl FnOnce(&Settings) -> T) -> T {
        self.signals.settings.with(read)
    }

    /// The windows of the current side as they are now.
    pub fn windows(&self) -> Vec<Window> {
        let report = self.signals.report.get_untracked();
        report.map_or_else(Vec::new, |report| report.windows().to_vec())
    }

    /// The feature of that name in the newest report.
    pub fn feature(&self, name: &str) -> Option<Feature> {
        self.signals.report.with(|report| {
            let mut features = report.as_ref()?.features.iter();
            features.find(|feature| feature.name == name).cloned()
        })
    }

    /// True where the current side has rows, which can be selected; false where it is statistics; `None` where there is none.
    pub fn has_rows(&self) -> Option<bool> {
        self.signals.report.with(|report| {
            let current = report.as_ref()?.current.as_ref()?;
            Some(current.from == Basis::Samples)
        })
    }

    /// Goes to a screen.
    pub fn go(&self, screen: Screen) {
        self.screen.set(screen);
    }

    /// Shows a message until the user closes it.
    pub fn notify(&self, text: impl Into<String>) {
        let text = text.into();
        // The same message twice says nothing new.
        self.dismiss(&text);
        self.notices.update(|notices| notices.push(text));
    }

    /// Takes a message away.
    pub fn dismiss(&self, text: &str) {
        self.notices
            .update(|notices| notices.retain(|notice| notice != text));
    }
}

/// The screens that are there, or those that `load` fetches.
async fn fetched(
    known: RwSignal<Option<Screens>>,
    load: fn() -> Loading,
    banner: RwSignal<Option<String>>,
) -> Option<Screens> {
    if let Some(screens) = known.get_untracked() {
        return Some(screens);
    }
    let screens = load().await;
    match screens {
        None => banner.set(Some(UNFETCHED.to_owned())),
        Some(_) if known.with_untracked(Option::is_none) => known.set(screens),
        Some(_) => {}
    }
    screens
}

/// The page's state, from within a component.
pub fn page() -> Page {
    expect_context::<Page>()
}
