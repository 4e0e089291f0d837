//! How the current side is cut into windows, and what became of records without time, which the report says.

use leptos::prelude::*;

use crate::{
    presentation::windows::{cut, why_none},
    report::settings::{NamedWindow, WindowChoice},
    ui::{
        controls::{choice_of, field},
        page::page,
    },
};

/// Rows per window when windows by rows are chosen first.
const FIRST_ROWS: u64 = 1000;

const CHOICES: [(WindowChoice, &str, &str); 7] = [
    (WindowChoice::Unset, "automatic", "Automatic"),
    (WindowChoice::Named(NamedWindow::Hour), "hour", "By hour"),
    (WindowChoice::Named(NamedWindow::Day), "day", "By day"),
    (WindowChoice::Named(NamedWindow::Week), "week", "By week"),
    (WindowChoice::Named(NamedWindow::Month), "month", "By month"),
    (WindowChoice::Rows { rows: FIRST_ROWS }, "rows", "By rows"),
    (WindowChoice::Named(NamedWindow::None), "none", "No windows"),
];

/// The windows.
#[component]
pub fn WindowsChoice() -> impl IntoView {
    let page = page();
    let here = move || match page.setting(|settings| settings.rules.window.clone()) {
        WindowChoice::Rows { .. } => WindowChoice::Rows { rows: FIRST_ROWS },
        window => window,
    };
    let windows = choice_of("", CHOICES, here, move |window| {
        page.change(|settings| settings.rules.window = window);
    });
    let rows = Memo::new(move |_| {
        page.setting(|settings| match settings.rules.window {
            WindowChoice::Rows { rows } => Some(rows),
            _ => None,
        })
    });
    let set_rows = move |event| {
        if let Ok(rows) = event_target_value(&event).parse::<u64>() {
            page.change(|settings| {
                settings.rules.window = WindowChoice::Rows { rows: rows.max(1) }
            });
        }
    };
    let rows_input = move || {
        let input = view! {
            <input
                type="number"
                min="1"
                step="1"
                prop:value=move || rows.get().map(|rows| rows.to_string()).unwrap_or_default()
                on:change=set_rows
            />
        };
        field("field", "Rows per window", input)
    };
    let outcome = move || {
        let report = page.report()?;
        why_none(&report).or_else(|| cut(&report))
    };
    view! {
        <fieldset id="windows">
            <legend>"Windows"</legend>
            {field("field", "The current side over time", windows)}
            <Show when=move || rows.with(Option::is_some)>{rows_input}</Show>
            <p class="muted" role="status">{outcome}</p>
        </fieldset>
    }
}
