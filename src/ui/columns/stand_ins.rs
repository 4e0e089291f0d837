//! Values of a column that stand out as if they stood for missing ones, each with what it could be, and what was said with a way back. In force at once.

use leptos::prelude::*;

use crate::{
    interaction::answers::with_stand_in,
    presentation::columns::stand_in_words,
    report::columns::{ColumnReport, StandIn},
    ui::page::page,
};

/// The values; nothing without any.
#[component]
pub fn StandIns(
    /// The column's name.
    name: String,
    /// The column as the report has it.
    found: Memo<Option<ColumnReport>>,
) -> impl IntoView {
    let page = page();
    let name = StoredValue::new(name);
    let say = move |value: &str, is_missing: Option<bool>| {
        let settings = page.signals.settings.get_untracked();
        page.choose_if_right(
            name.with_value(|name| with_stand_in(&settings, name, value, is_missing)),
        );
    };
    let all = Memo::new(move |_| {
        found.with(|column| {
            let column = column.as_ref();
            column.map_or_else(Vec::new, |column| column.stand_ins.clone())
        })
    });
    let button = move |words: &'static str, one: &StandIn, is_missing: Option<bool>| {
        let value = one.value.clone();
        let label = name.with_value(|name| format!("{words}: {value} of {name}"));
        view! {
            <button aria-label=label on:click=move |_| say(&value, is_missing)>{words}</button>
        }
    };
    let row = move |one: StandIn| {
        let buttons = match one.is_missing {
            None => vec![
                button("Missing", &one, Some(true)),
                button("A value", &one, Some(false)),
            ],
            Some(_) => vec![button("Take back", &one, None)],
        };
        view! {
            <li>
                <span class="column-note">{stand_in_words(&one)}</span>
                <span class="column-stand-in-answers">{buttons}</span>
            </li>
        }
    };
    view! {
        <Show when=move || !all.with(Vec::is_empty)>
            <ul class="column-stand-ins">{move || all.get().into_iter().map(row).collect_view()}</ul>
        </Show>
    }
}
