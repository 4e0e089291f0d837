//! What every screen shares: the session, the place in the address, and the notices.

use leptos::prelude::*;
use std::sync::Arc;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::spawn_local;

use super::{
    brush::Hand,
    screens,
    session::{Answered, Failure, Session, Signals},
    watch::{self, Watch},
};
use crate::report::Basis;
use crate::{
    browser::{self, Picked},
    engine::protocol::{Outcome, Request},
    interaction::{
        features::{Filter, Sort, arranged},
        link::{Link, Screen, View, changes},
    },
    report::settings::Settings,
    report::{Feature, Report},
};

/// Rows of the example's baseline: enough for stable shares, and read in a moment.
pub const DEMO_ROWS: u32 = 20_000;

/// A message that the user can close.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// What happened, as a sentence; no two are the same.
    pub text: String,
}

/// The page's state; a copy is the same one.
#[derive(Clone, Copy)]
pub struct Page {
    /// What the session tells.
    pub signals: Signals,
    /// The screen.
    pub screen: RwSignal<Screen>,
    /// How the feature screen draws.
    pub view: RwSignal<View>,
    /// Which features the overview shows.
    pub filter: RwSignal<Filter>,
    /// In which order.
    pub sort: RwSignal<Sort>,
    /// Positions of the features that pass the filter, in order.
    pub arranged: Memo<Vec<usize>>,
    /// The row of the overview that the keys stand on.
    pub cursor: RwSignal<Option<usize>>,
    /// How far the overview was scrolled when it was left, in CSS pixels.
    pub overview_top: StoredValue<f64>,
    /// Messages, the oldest first.
    pub notices: RwSignal<Vec<Notice>>,
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
    is_prepared: StoredValue<bool>,
    session: StoredValue<Session, LocalStorage>,
}

impl Page {
    /// Starts the engine and shows what the address says.
    pub fn start() -> Self {
        let link = Link::parse(&browser::fragment());
        let signals = Signals {
            report: RwSignal::new(None),
            settings: RwSignal::new(link.settings),
            busy: RwSignal::new(None),
            banner: RwSignal::new(None),
            screens: RwSignal::new(None),
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
        let session = Session::start(signals);
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
            is_prepared: StoredValue::new(false),
            session: StoredValue::new_local(session),
        }
    }

    /// The conversation with the engine.
    pub fn session(&self) -> Session {
        self.session.get_value()
    }

    /// Fetches what is needed once files are open, as soon as a hand is near some; once, for what does not come now is fetched with the files.
    pub fn prepare(self) {
        if self
            .is_prepared
            .try_update_value(|is_prepared| std::mem::replace(is_prepared, true))
            == Some(false)
        {
            screens::fetch(self.signals);
            self.session().wake();
        }
    }

    /// The newest report.
    pub fn report(&self) -> Option<Arc<Report>> {
        self.signals.report.get()
    }

    /// The feature of that name in the newest report.
    pub fn feature(&self, name: &str) -> Option<Feature> {
        self.signals.report.with(|report| {
            let features = &report.as_ref()?.features;
            features
                .iter()
                .find(|feature| feature.name == name)
                .cloned()
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
    pub fn tell(&self, text: impl Into<String>) {
        let text = text.into();
        self.notices.update(|notices| {
            // The same message twice says nothing new.
            notices.retain(|notice| notice.text != text);
            notices.push(Notice { text });
        });
    }

    /// Takes a message away.
    pub fn untell(&self, text: &str) {
        self.notices
            .update(|notices| notices.retain(|notice| notice.text != text));
    }

    /// Reads files in addition to what is loaded.
    pub fn open(&self, picked: Vec<Picked>) {
        let page = *self;
        if picked.iter().all(|file| file.path.ends_with('/')) {
            return self.tell("There is no file in it. Open files, or a folder that holds some.");
        }
        self.session()
            .open(picked, None, move |answered| page.show(answered));
    }

    /// Reads what was dropped, once the browser has looked at it.
    pub fn open_when_found(&self, coming: browser::Coming) {
        let page = *self;
        spawn_local(async move {
            match coming.await {
                Ok(dropped) => watch::dropped(page, dropped),
                Err(error) => page.tell(format!(
                    "{error} Drop it once more, or choose it with the button."
                )),
            }
        });
    }

    /// Opens the example.
    pub fn open_demo(&self) {
        self.ask(Request::Demo { rows: DEMO_ROWS });
    }

    /// Asks for something that changes the report, and shows it.
    pub fn ask(&self, request: Request) {
        let page = *self;
        self.session()
            .ask(request, move |answered| page.show(answered));
    }

    /// Changes some of the settings.
    pub fn change(&self, edit: impl FnOnce(&mut Settings)) {
        let mut settings = self.signals.settings.get_untracked();
        edit(&mut settings);
        self.choose(settings);
    }

    /// Chooses other settings.
    pub fn choose(&self, settings: Settings) {
        let changed = changes(&self.signals.settings.get_untracked(), &settings);
        if changed.is_empty() {
            return;
        }
        self.signals.settings.set(settings);
        self.ask(Request::Set {
            settings: serde_json::Value::Object(changed).to_string(),
        });
    }

    /// Forgets everything.
    pub fn clear(&self) {
        self.hand.clear(*self);
        self.watch.clear();
        self.ask(Request::Clear);
        self.signals.banner.set(None);
    }

    /// Saves a file that the engine writes.
    pub fn save_export(&self, name: &str) {
        let page = *self;
        let request = Request::Export {
            name: name.to_owned(),
        };
        self.session().ask(request, move |answered| {
            let saved = match answered {
                Ok(Answered {
                    outcome: Outcome::Exported { name, mime },
                    bytes: Some(bytes),
                }) => browser::download(&name, &mime, &bytes).map_err(|error| error.to_string()),
                Ok(_) => return,
                Err(failure) => Err(failure.to_string()),
            };
            if let Err(sentence) = saved {
                page.tell(sentence);
            }
        });
    }

    /// Saves a text as a file.
    pub fn save_text(&self, name: &str, mime: &str, text: &str) {
        if let Err(error) = browser::download(name, mime, &JsValue::from_str(text)) {
            self.tell(error.to_string());
        }
    }

    /// Puts a text on the clipboard.
    pub fn copy(&self, text: String) {
        let page = *self;
        spawn_local(async move {
            if let Err(error) = browser::copy_text(text).await {
                page.tell(error.to_string());
            }
        });
    }

    /// After a request that changes the report: to the overview if nothing was shown yet, or why it failed.
    pub fn show(&self, answered: Result<Answered, Failure>) {
        match answered {
            Ok(_) => {
                let is_loaded = self.signals.report.with_untracked(Option::is_some);
                if is_loaded && self.screen.get_untracked() == Screen::Start {
                    self.go(Screen::Overview);
                }
            }
            // The banner tells that the engine stopped.
            Err(Failure::Stopped(_)) => {}
            Err(failure) => self.tell(failure.to_string()),
        }
    }
}

/// The page's state, from within a component.
pub fn page() -> Page {
    expect_context::<Page>()
}
