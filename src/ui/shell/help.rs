use leptos::prelude::*;

use crate::ui::{dialog::Dialog, page::page};

const KEYS: [(&str, &str); 16] = [
    ("/", "search features"),
    ("j  k", "next and previous feature"),
    ("← →", "on a chart: step through bars and values"),
    ("Shift ← →", "on a chart: select what is stepped over"),
    ("Esc", "clear the selection"),
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
    let keys = || {
        KEYS.map(|(key, meaning)| {
            let keys = key.split_whitespace().map(|key| view! { <kbd>{key}</kbd> });
            view! {
                <div>
                    <dt>{keys.collect_view()}</dt>
                    <dd>{meaning}</dd>
                </div>
            }
        })
    };
    let places = || {
        PLACES.map(|(role, what)| {
            view! {
                <div>
                    <dt>{role}</dt>
                    <dd>{what}</dd>
                </div>
            }
        })
    };
    view! {
        <Dialog title="Help" is_open=page.is_help_open>
            <h3>"Keys"</h3>
            <dl class="keys">{keys().collect_view()}</dl>
            <h3>"What to drop"</h3>
            <p>
                "Files, folders, .zip and .gz, anywhere on the page, as often as you like. What a document is, and which side it belongs to, is guessed from its content and path; "
                <em>"Sources"</em> " shows the guesses and lets you change them."
            </p>
            <dl class="roles">{places().collect_view()}</dl>
            <h3>"Privacy"</h3>
            <p>
                "Everything is read and computed in this tab. Nothing is uploaded, and nothing is kept after the tab is closed. The address holds the screen and the settings, never data."
            </p>
        </Dialog>
    }
}
