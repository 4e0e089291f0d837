use leptos::prelude::*;

use crate::{
    charts::{AnyChart, Waterfall},
    engine::protocol::{Outcome, Request},
    presentation::attribution::waterfall,
    report::attribution::Explanation,
    ui::{figure::card, page::page, session::Answered},
};

/// Which record is explained.
#[derive(Debug, Clone, PartialEq)]
pub struct Asked {
    /// The side: `baseline` or `current`.
    role: String,
    /// The record, from 1.
    row: u64,
}

impl Default for Asked {
    fn default() -> Self {
        Asked {
            role: "current".to_owned(),
            row: 1,
        }
    }
}

/// One record: choose it, see what led to its prediction.
#[component]
pub fn Record(
    /// The record.
    asked: RwSignal<Asked>,
) -> impl IntoView {
    let page = page();
    let found = RwSignal::new(None::<Explanation>);
    let problem = RwSignal::new(None::<String>);
    Effect::new(move |_| {
        let now = asked.get();
        let request = Request::Explain {
            role: now.role.clone(),
            row: now.row,
        };
        page.session().ask(request, move |answered| {
            // A late answer to an older question says nothing.
            if asked.try_get_untracked().as_ref() != Some(&now) {
                return;
            }
            match answered {
                Ok(Answered {
                    outcome: Outcome::Explanation(explanation),
                    ..
                }) => {
                    problem.try_set(None);
                    found.try_set(Some(explanation));
                }
                Ok(_) => {}
                Err(failure) => {
                    problem.try_set(Some(failure.to_string()));
                }
            }
        });
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
    let choose = move |event| asked.update(|asked| asked.role = event_target_value(&event));
    let side = |name: &'static str| {
        let is_here = move || asked.with(|asked| asked.role == name);
        view! { <option value=name selected=is_here>{name}</option> }
    };
    let head = view! {
        <select aria-label="Side of the record" on:change=choose>
            {side("current")}
            {side("baseline")}
        </select>
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
    let drawn = card("One record", "record", chart, head.into_any(), None);
    let sentence = move || match problem.get() {
        Some(problem) => Some(problem),
        None => found.with(|found| found.as_ref().map(|found| found.sentence.clone())),
    };
    view! {
        <p aria-live="polite" class="attribution-record">{sentence}</p>
        {drawn}
    }
}
