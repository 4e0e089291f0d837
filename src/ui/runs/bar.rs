use leptos::prelude::*;

use super::choose::show;
use crate::{
    interaction::link::Screen,
    ui::{address, page::page},
};

/// Which run a screen is about, where there are several.
#[component]
pub fn RunBar() -> impl IntoView {
    let page = page();
    let names = Memo::new(move |_| {
        let report = page.report();
        let runs = report.as_ref().map_or(&[][..], |report| &report.runs);
        let shown = runs.iter().position(|run| run.shown);
        let names: Vec<String> = runs.iter().map(|run| run.name.clone()).collect();
        (names, shown)
    });
    let against = move || {
        let report = page.report()?;
        let reference = report.grouping.as_ref()?.reference.clone()?;
        Some(format!("compared with {reference}"))
    };
    move || {
        let (names, shown) = names.get();
        if names.is_empty()
            || matches!(
                page.screen.get(),
                Screen::Runs | Screen::Start | Screen::Sources
            )
        {
            return None;
        }
        let place = shown.map_or(String::new(), |shown| {
            format!("{} of {}", shown + 1, names.len())
        });
        let options = names.into_iter().enumerate().map(|(index, name)| {
            view! { <option value=name.clone() selected=shown == Some(index)>{name.clone()}</option> }
                .into_any()
        });
        Some(
            view! {
                <div class="run-bar" role="group" aria-label="Run">
                    <label class="field">
                        "Run"
                        <select on:change=move |event| show(page, event_target_value(&event))>
                            {options.collect::<Vec<AnyView>>()}
                        </select>
                    </label>
                    <span class="muted">{place}</span>
                    <span class="muted">{against}</span>
                    <a href=move || address::to(page, Screen::Runs)>"All runs"</a>
                </div>
            }
            .into_any(),
        )
    }
}
