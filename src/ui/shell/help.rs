//! Help in a dialog: the keys, what to drop, and where it goes.

use leptos::prelude::*;

use crate::ui::{dialog::Dialog, page::page};

const KEYS: [(&str, &str); 17] = [
    ("/", "search features"),
    ("j  k", "next and previous feature"),
    ("← →", "on a chart: step through bars and values"),
    ("Shift ← →", "on a chart: select what is stepped over"),
    ("Esc", "clear the selection"),
    ("Ctrl z", "take the last change of the settings back"),
    ("o", "overview"),
    ("c", "checks"),
    ("q", "model quality"),
    ("b", "bias"),
    ("a", "attribution"),
    ("r", "runs"),
    ("[ ]", "previous and next run"),
    ("l", "lab"),
    ("s", "sources"),
    (",", "settings"),
    ("?", "this help"),
];

const PLACES: [(&str, &str); 4] = [
    (
        "Baseline",
        "Training data as CSV, JSON or JSON Lines, or the statistics.json and constraints.json of a baselining job.",
    ),
    (
        "Current",
        "The folder that data capture writes, scored data, or the statistics.json of an execution.",
    ),
    (
        "Labels",
        "Ground truth that arrived later, for model quality; it goes with captures by inferenceId, else by eventId.",
    ),
    (
        "Reported",
        "constraint_violations.json of an execution, to be compared with what Leeway finds.",
    ),
];

/// Keys, and what to drop.
#[component]
pub fn Help() -> impl IntoView {
    let page = page();
    let keys = |keys: &'static str| {
        keys.split_whitespace()
            .map(|key| view! { <kbd>{key}</kbd> })
            .collect_view()
    };
    view! {
        <Dialog title="Help" is_open=page.is_help_open>
            <h3>"Keys"</h3>
            <dl class="keys">{KEYS.map(|(key, meaning)| entry(keys(key), meaning)).collect_view()}</dl>
            <h3>"What to drop"</h3>
            <p>
                "Files, folders, .zip and .gz, anywhere on the page, as often as you like. What a document is, and which side it belongs to, is guessed from its content and path; "
                <em>"Sources"</em> " shows the guesses and lets you change them."
            </p>
            <dl class="roles">{PLACES.map(|(role, what)| entry(role, what)).collect_view()}</dl>
            <h3>"Privacy"</h3>
            <p>
                "Everything is read and computed in this tab. Nothing is uploaded, and nothing is kept after the tab is closed. The address holds the screen and the settings, never data."
            </p>
        </Dialog>
    }
}

fn entry(term: impl IntoView + 'static, meaning: &'static str) -> AnyView {
    view! {
        <div>
            <dt>{term}</dt>
            <dd>{meaning}</dd>
        </div>
    }
    .into_any()
}
