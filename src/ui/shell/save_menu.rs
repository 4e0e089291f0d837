//! The menu that saves the report from every screen. Other files are on the screens that they are about.

use leptos::prelude::*;

use crate::ui::{icon::Icon, page::page};

/// What can be saved, and what it is.
const FILES: [(&str, &str); 4] = [
    (
        "report.html",
        "The report to send: one page that opens anywhere",
    ),
    (
        "leeway.zip",
        "Everything: the report, all files, tables as CSV, charts as SVG",
    ),
    ("report.json", "The report for programs"),
    (
        "leeway.json",
        "What you chose: open it with the same files for the same report",
    ),
];

/// A button that opens a list of files. The browser closes it on Escape and on a click beside it.
#[component]
pub fn SaveMenu() -> impl IntoView {
    let page = page();
    let files = FILES.map(|(name, what)| {
        view! {
            <button
                popovertarget="save-menu"
                popovertargetaction="hide"
                on:click=move |_| page.save_export(name)
            >
                <strong>{name}</strong>
                <span>{what}</span>
            </button>
        }
    });
    view! {
        <button class="quiet" title="Save the report" popovertarget="save-menu">
            <Icon name="save" />
            <span>"Save"</span>
        </button>
        <div id="save-menu" class="menu" popover="auto" role="group" aria-label="Save">
            {files.into_iter().collect_view()}
        </div>
    }
}
