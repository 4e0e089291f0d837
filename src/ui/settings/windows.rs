use leptos::prelude::*;

use crate::{
    presentation::windows::{cut, why_none},
    report::settings::{NamedWindow, WindowChoice},
    ui::page::page,
};

/// Rows per window when windows by rows are chosen first.
const FIRST_ROWS: u64 = 1000;

const CHOICES: [(&str, &str, WindowChoice); 5] = [
    ("automatic", "Automatic", WindowChoice::Unset),
    ("hour", "By hour", WindowChoice::Named(NamedWindow::Hour)),
    ("day", "By day", WindowChoice::Named(NamedWindow::Day)),
    ("rows", "By rows", WindowChoice::Rows { rows: FIRST_ROWS }),
    ("none", "No windows", WindowChoice::Named(NamedWindow::None)),
];

/// How the current side is cut into windows, and what became of records without time.
#[component]
pub fn WindowsChoice() -> impl IntoView {
    let page = page();
    let settings = page.signals.settings;
    let choose = move |window: WindowChoice| {
        page.change(|settings| settings.rules.window = window);
    };
    let chosen = move |event| {
        let value = event_target_value(&event);
        let choice = CHOICES.into_iter().find(|(name, ..)| *name == value);
        if let Some((.., window)) = choice {
            choose(window);
        }
    };
    let options = CHOICES.map(|(name, words, choice)| {
        let is_chosen = move || {
            settings.with(|settings| match (&settings.rules.window, &choice) {
                (WindowChoice::Rows { .. }, WindowChoice::Rows { .. }) => true,
                (window, choice) => window == choice,
            })
        };
        view! {
            <option value=name prop:selected=is_chosen>
                {words}
            </option>
        }
    });
    let rows = Memo::new(move |_| {
        settings.with(|settings| match settings.rules.window {
            WindowChoice::Rows { rows } => Some(rows),
            _ => None,
        })
    });
    let set_rows = move |event| {
        let Ok(rows) = event_target_value(&event).parse::<u64>() else {
            return;
        };
        choose(WindowChoice::Rows { rows: rows.max(1) });
    };
    let outcome = move || {
        let report = page.report()?;
        why_none(&report).or_else(|| cut(&report))
    };
    view! {
        <fieldset>
            <legend>"Windows"</legend>
            <label class="field">
                "The current side over time"
                <select id="windows" on:change=chosen>{options.into_iter().collect_view()}</select>
            </label>
            <Show when=move || rows.with(Option::is_some)>
                <label class="field">
                    "Rows per window"
                    <input
                        type="number"
                        min="1"
                        step="1"
                        prop:value=move || rows.get().map(|rows| rows.to_string()).unwrap_or_default()
                        on:change=set_rows
                    />
                </label>
            </Show>
            <p class="muted" role="status">{outcome}</p>
        </fieldset>
    }
}
