//! The address behind `#`: screen, feature, view of the chart and settings, so that a link shows what its sender saw.
//!
//! `/feature/hours%20per%20week?view=ecdf&settings=%7B%22alpha%22%3A0.01%7D`. Only settings that differ from the defaults are written. What cannot be
//! understood is left out: an old link opens as much as it can.

use percent_encoding::{AsciiSet, CONTROLS, percent_decode_str, utf8_percent_encode};
use serde_json::{Map, Value};
use std::fmt;

use super::screen::Screen;
use leeway_presentation::over_time::Over;
use leeway_report::{Refusal, settings::Settings};

/// What a fragment cannot hold as it is, or what this address uses as a sign.
const ESCAPED: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'%')
    .add(b'&')
    .add(b'/')
    .add(b'<')
    .add(b'=')
    .add(b'>')
    .add(b'?')
    .add(b'`');

/// How the feature screen draws.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct View {
    /// The chart.
    pub chart: Chart,
    /// Counts instead of shares.
    pub is_count: bool,
    /// Logarithmic scale.
    pub is_log: bool,
    /// What is shown over time.
    pub over: Over,
    /// Position of the window that is pointed out over time.
    pub window: Option<usize>,
}

/// The charts of a feature.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum Chart {
    /// Histogram, or bars for labels.
    #[default]
    Bins,
    /// Distribution functions with the largest gap.
    Ecdf,
    /// Quantile against quantile.
    Quantiles,
}

impl Chart {
    /// All, in the order of the tabs.
    pub const ALL: [Chart; 3] = [Chart::Bins, Chart::Ecdf, Chart::Quantiles];

    /// The name in the address.
    pub fn name(self) -> &'static str {
        match self {
            Chart::Bins => "bins",
            Chart::Ecdf => "ecdf",
            Chart::Quantiles => "quantiles",
        }
    }
}

/// All that the address holds.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Link {
    /// The screen.
    pub screen: Screen,
    /// How the feature screen draws.
    pub view: View,
    /// The settings that the user chose.
    pub settings: Settings,
}

impl Link {
    /// Reads what stands behind `#`.
    pub fn parse(fragment: &str) -> Self {
        let (path, query) = fragment.split_once('?').unwrap_or((fragment, ""));
        let mut link = Link {
            screen: parse_screen(path),
            ..Link::default()
        };
        for pair in query.split('&') {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            let value = decoded(value);
            match name {
                "view" => {
                    let chart = Chart::ALL.into_iter().find(|chart| chart.name() == value);
                    link.view.chart = chart.unwrap_or_default();
                }
                "count" => link.view.is_count = true,
                "log" => link.view.is_log = true,
                "over" => {
                    let over = Over::ALL.into_iter().find(|over| over.name() == value);
                    link.view.over = over.unwrap_or_default();
                }
                "window" => link.view.window = value.parse().ok(),
                "settings" => {
                    let changes = serde_json::from_str(&value).ok();
                    link.settings = changes
                        .and_then(|changes| with_changes(&link.settings, changes).ok())
                        .unwrap_or_default();
                }
                _ => {}
            }
        }
        link
    }
}

impl fmt::Display for Link {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "/{}", self.screen.path())?;
        if let Screen::Feature(name) = &self.screen {
            write!(formatter, "/{}", utf8_percent_encode(name, ESCAPED))?;
        }
        let mut parts = Vec::new();
        if self.view.chart != Chart::default() {
            parts.push(format!("view={}", self.view.chart.name()));
        }
        if self.view.is_count {
            parts.push("count".to_owned());
        }
        if self.view.is_log {
            parts.push("log".to_owned());
        }
        if self.view.over != Over::default() {
            parts.push(format!("over={}", self.view.over.name()));
        }
        if let Some(window) = self.view.window {
            parts.push(format!("window={window}"));
        }
        let changes = self.settings.changes_since(&Settings::default());
        if !changes.is_empty() {
            let text = Value::Object(changes).to_string();
            parts.push(format!("settings={}", utf8_percent_encode(&text, ESCAPED)));
        }
        match parts.is_empty() {
            true => Ok(()),
            false => write!(formatter, "?{}", parts.join("&")),
        }
    }
}

/// The settings with those replaced that `changes` names.
///
/// # Errors
/// A name or a value that is not a setting's.
pub fn with_changes(settings: &Settings, changes: Map<String, Value>) -> Result<Settings, Refusal> {
    settings.with(changes, "These settings", "cannot be used")
}

fn parse_screen(path: &str) -> Screen {
    let mut parts = path.trim_start_matches('/').splitn(2, '/');
    let path = parts.next().unwrap_or_default();
    Screen::at(path, parts.next().map(decoded))
}

fn decoded(text: &str) -> String {
    percent_decode_str(text).decode_utf8_lossy().into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use leeway_monitors::drift::RuleName;
    use leeway_report::settings::Rules;

    fn comes_back(link: Link) {
        assert_eq!(Link::parse(&link.to_string()), link, "{link}");
    }

    #[test]
    fn every_place_comes_back() {
        let others = [
            Screen::Start,
            Screen::Columns,
            Screen::Feature("hours-per-week".to_owned()),
            Screen::Feature("a/b?c=d&e#f %41 <script>".to_owned()),
            Screen::Feature("Größe 年".to_owned()),
        ];
        for screen in Screen::LISTED.into_iter().chain(others) {
            comes_back(Link {
                screen,
                ..Link::default()
            });
        }
    }

    #[test]
    fn views_and_settings_come_back() {
        let rules = Rules {
            verdict: RuleName::Evidently,
            alpha: 0.01,
            missing_words: vec!["n/a & more".to_owned(), String::new()],
            label: Some("income".to_owned()),
            ..Rules::default()
        };
        let settings = Settings {
            rules,
            ..Settings::default()
        };
        comes_back(Link {
            screen: Screen::Feature("age".to_owned()),
            view: View {
                chart: Chart::Ecdf,
                is_count: true,
                is_log: true,
                over: Over::P,
                window: Some(7),
            },
            settings,
        });
    }

    #[test]
    fn a_key_leads_to_the_screen_that_begins_with_it() {
        assert_eq!(Screen::of_key("q"), Some(Screen::Quality));
        assert_eq!(Screen::of_key("f"), None);
        assert_eq!(Screen::of_key(""), None);
        assert_eq!(Screen::Quality.title(), "Model quality · Leeway");
        let firsts = Screen::LISTED.map(|screen| screen.path().as_bytes()[0]);
        assert!((1..firsts.len()).all(|at| !firsts[..at].contains(&firsts[at])));
    }

    #[test]
    fn defaults_are_not_written() {
        let link = Link {
            screen: Screen::Overview,
            ..Link::default()
        };
        assert_eq!(link.to_string(), "/overview");
    }

    #[test]
    fn nonsense_opens_the_start() {
        for text in [
            "",
            "/",
            "nonsense",
            "/?settings=%7B",
            "/?settings={\"x\":1}",
            "/?settings={\"alpha\":2}",
            "/?window=last&over=all",
        ] {
            assert_eq!(Link::parse(text), Link::default(), "{text}");
        }
    }

    #[test]
    fn a_setting_that_is_none_is_refused_with_a_reason() {
        let changes = Map::from_iter([("alpah".to_owned(), Value::from(0.1))]);
        let refused = with_changes(&Settings::default(), changes)
            .unwrap_err()
            .to_string();
        assert!(refused.starts_with("These settings cannot be used: unknown field `alpah`"));
    }

    #[test]
    fn only_what_differs_is_a_change() {
        let mut settings = Settings::default();
        settings.rules.alpha = 0.01;
        let changes = settings.changes_since(&Settings::default());
        assert_eq!(Value::Object(changes).to_string(), r#"{"alpha":0.01}"#);
    }
}
