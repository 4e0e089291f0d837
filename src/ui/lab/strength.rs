//! How much is changed, and on how many rows, with what the lab's newest answer says of the rows. Every move of the slider is tried.

use leptos::prelude::*;

use super::desk::Desk;
use crate::ui::format::{count, percent};

/// How much is changed, and on how many rows.
#[component]
pub fn Strength(
    /// What is changed.
    desk: Desk,
) -> impl IntoView {
    let words = move || {
        desk.lab.with(|lab| {
            let lab = lab.as_ref()?;
            let (rows, baseline) = (count(lab.rows), count(lab.baseline_rows));
            Some(format!(
                "{rows} rows, compared with {baseline} of the baseline"
            ))
        })
    };
    let drag = move |event| {
        if let Ok(strength) = event_target_value(&event).parse::<f64>() {
            desk.strength.set(strength / 100.0);
            desk.ask();
        }
    };
    let rows = move |event| {
        let typed = event_target_value(&event);
        desk.rows.set(typed.parse().ok().filter(|rows| *rows > 0));
        desk.ask();
    };
    let shown = desk.rows.get_untracked();
    view! {
        <section class="card slider lab-strength" aria-label="Strength">
            <label for="lab-strength">"Strength"</label>
            <strong>{move || percent(desk.strength.get())}</strong>
            <input
                id="lab-strength"
                type="range"
                min="0"
                max="100"
                step="1"
                aria-valuetext=move || percent(desk.strength.get())
                prop:value=move || (desk.strength.get() * 100.0).round().to_string()
                on:input=drag
            />
            <output for="lab-strength">{words}</output>
            <label class="lab-rows">
                <span class="muted">"Rows per window"</span>
                <input
                    type="number"
                    min="1"
                    step="1"
                    placeholder="the baseline's"
                    value=shown.map_or(String::new(), |rows| rows.to_string())
                    on:change=rows
                />
            </label>
        </section>
    }
}
