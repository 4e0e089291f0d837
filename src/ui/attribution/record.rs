//! One record: choose it, and see what led to its prediction. The engine explains it; until it has answered the last one stays, and a refusal is shown as it is.

use leptos::prelude::*;

use crate::{
    charts::{AnyChart, Waterfall},
    documents::Role,
    engine::protocol::{Outcome, Request},
    presentation::attribution::waterfall,
    ui::{
        controls::{choice, options},
        figure::ChartCard,
        page::page,
    },
};

/// Which record is explained.
#[derive(Debug, Clone, PartialEq)]
pub struct Asked {
    /// The side.
    role: Role,
    /// The record, from 1.
    row: u64,
}

impl Default for Asked {
    fn default() -> Self {
        Asked {
            role: Role::Current,
            row: 1,
        }
    }
}

/// The record and its explanation.
#[component]
pub fn Record(
    /// The record.
    asked: RwSignal<Asked>,
    /// The sides whose records are explained, the current one first.
    sides: Vec<Role>,
) -> impl IntoView {
    let explained = sides.clone();
    let role = Memo::new(move |_| {
        let asked = asked.with(|asked| asked.role);
        let is_explained = explained.contains(&asked) || explained.is_empty();
        if is_explained { asked } else { explained[0] }
    });
    let question = move || {
        let (role, row) = (role.get(), asked.with(|asked| asked.row));
        Some(Request::Explain { role, row })
    };
    let (found, problem) = page().answer(question, |outcome| match outcome {
        Outcome::Explanation(explanation) => Some(explanation),
        _ => None,
    });
    let chart = Signal::derive(move || {
        let drawn = found.with(|found| found.as_ref().map(waterfall));
        AnyChart::Waterfall(drawn.unwrap_or_else(Waterfall::default))
    });
    let step = move |by: i64| {
        let last = found.with_untracked(|found| found.as_ref().map_or(1, |found| found.rows));
        asked.update(|asked| asked.row = asked.row.saturating_add_signed(by).clamp(1, last.max(1)));
    };
    let set = move |event| {
        if let Ok(number) = event_target_value(&event).trim().parse() {
            asked.update(|asked| asked.row = number);
        }
    };
    let side = choice(
        "Side of the record",
        options(sides.into_iter().map(|side| (side.name(), side.name()))),
        Signal::derive(move || role.get().name().to_owned()),
        move |role| asked.update(|asked| asked.role = Role::parse(&role).unwrap_or_default()),
    );
    let head = view! {
        {side}
        <button class="quiet" aria-label="Previous record" on:click=move |_| step(-1)>"‹"</button>
        <input
            type="number"
            min="1"
            class="attribution-row"
            aria-label="Record"
            prop:value=move || asked.with(|asked| asked.row.to_string())
            on:change=set
        />
        <button class="quiet" aria-label="Next record" on:click=move |_| step(1)>"›"</button>
    };
    let drawn = ChartCard {
        head: head.into_any(),
        ..ChartCard::new("One record", "record", chart)
    };
    let sentence = move || {
        let found = || found.with(|found| found.as_ref().map(|found| found.sentence.clone()));
        problem.get().or_else(found)
    };
    view! {
        <p aria-live="polite" class="attribution-record">{sentence}</p>
        {drawn.card("quality-card")}
    }
}
