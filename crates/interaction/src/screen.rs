//! The screens: what the address and the header call them, and which monitor has one of its own.

use leeway_monitors::MonitorName;

/// What the address calls the screen of a feature, whose name follows.
const FEATURE: &str = "feature";

/// A place on the page.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub enum Screen {
    /// The drop target.
    #[default]
    Start,
    /// All features.
    Overview,
    /// One feature, by name.
    Feature(String),
    /// Every constraint.
    Checks,
    /// How good predictions are.
    Quality,
    /// Whether a group fares worse.
    Bias,
    /// What the model relies on.
    Attribution,
    /// Several runs side by side.
    Runs,
    /// What would fire if the data changed.
    Lab,
    /// What was read.
    Sources,
    /// What columns were taken for.
    Columns,
}

impl Screen {
    /// The screens that the header leads to, in its order.
    pub const LISTED: [Screen; 8] = [
        Screen::Overview,
        Screen::Checks,
        Screen::Quality,
        Screen::Bias,
        Screen::Attribution,
        Screen::Runs,
        Screen::Lab,
        Screen::Sources,
    ];

    /// The screen that the address calls so, where `name` is what follows; the start for anything that is none.
    pub fn at(path: &str, name: Option<String>) -> Screen {
        if let Some(name) = name
            && path == FEATURE
        {
            return Screen::Feature(name);
        }
        let mut screens = Screen::LISTED.into_iter().chain([Screen::Columns]);
        screens
            .find(|screen| screen.path() == path)
            .unwrap_or_default()
    }

    /// What it is called in the address.
    pub fn path(&self) -> &'static str {
        match self {
            Screen::Start => "",
            Screen::Overview => "overview",
            Screen::Feature(_) => FEATURE,
            Screen::Checks => "checks",
            Screen::Quality => "quality",
            Screen::Bias => "bias",
            Screen::Attribution => "attribution",
            Screen::Runs => "runs",
            Screen::Lab => "lab",
            Screen::Sources => "sources",
            Screen::Columns => "columns",
        }
    }

    /// What the header calls it; empty for screens that are not listed there.
    pub fn word(&self) -> &'static str {
        match self {
            Screen::Start | Screen::Feature(_) | Screen::Columns => "",
            Screen::Overview => "Overview",
            Screen::Checks => "Checks",
            Screen::Quality => "Quality",
            Screen::Bias => "Bias",
            Screen::Attribution => "Attribution",
            Screen::Runs => "Runs",
            Screen::Lab => "Lab",
            Screen::Sources => "Sources",
        }
    }

    /// The screen of a monitor, where it has one of its own.
    pub fn of_monitor(monitor: MonitorName) -> Option<Screen> {
        match monitor {
            MonitorName::ModelQuality => Some(Screen::Quality),
            MonitorName::Bias => Some(Screen::Bias),
            MonitorName::Attribution => Some(Screen::Attribution),
            MonitorName::Drift | MonitorName::DataQuality | MonitorName::ProjectedAccuracy => None,
        }
    }

    /// The listed screen that a key leads to: the first letter of its path.
    pub fn of_key(key: &str) -> Option<Screen> {
        let mut screens = Screen::LISTED.into_iter();
        screens.find(|screen| screen.path().get(..1) == Some(key))
    }

    /// The title of the page.
    pub fn title(&self) -> String {
        match self {
            Screen::Start => "Leeway".to_owned(),
            Screen::Feature(name) => format!("{name} · Leeway"),
            Screen::Quality => "Model quality · Leeway".to_owned(),
            Screen::Columns => "Columns · Leeway".to_owned(),
            screen => format!("{} · Leeway", screen.word()),
        }
    }
}
