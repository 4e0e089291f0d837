use leptos::prelude::*;

use super::charts::waterfall;
use crate::{
    charts::{Fairness, Waterfall},
    engine::{
        fairness_report::Explanation,
        protocol::{Outcome, Request},
    },
    ui::{bias::card, page::page, session::Answered},
};

/// One record: choose it, see what led to its prediction.
#[component]
pub fn Record() -> impl IntoView {
    let page = page();
    let role = RwSignal::new("current".to_owned());
    let row = RwSignal::new(1u64);
    let found = RwSignal::new(None::<Explanation>);
    let problem = RwSignal::new(None::<String>);
    Effect::new(move |_| {
        let asked = (role.get(), row.get());
        let request = Request::Explain {
            role: asked.0.clone(),
            row: asked.1,
        };
        page.session().ask(request, move |answered| {
            // A late answer to an older question says nothing.
            if (role.get_untracked(), row.get_untracked()) != asked {
                return;
            }
            match answered {
                Ok(Answered {
                    outcome: Outcome::Explanation(explanation),
                    ..
                }) => {
                    problem.set(None);
                    found.set(Some(explanation));
                }
                Ok(_) => {}
                Err(failure) => problem.set(Some(failure.to_string())),
            }
        });
    });
    let chart = Signal::derive(move || {
        let drawn = found.with(|found| found.as_ref().map(waterfall));
        Fairness::Waterfall(drawn.unwrap_or_else(Waterfall::default))
    });
    let step = move |by: i64| {
        let last = found.with_untracked(|found| found.as_ref().map_or(1, |found| found.rows));
        row.update(|row| *row = row.saturating_add_signed(by).clamp(1, last.max(1)));
    };
    let set = move |event| {
        if let Ok(number) = event_target_value(&event).trim().parse() {
            row.set(number);
        }
    };
    let head = view! {
        <select aria-label="Side of the record" on:change=move |event| role.set(event_target_value(&event))>
            <option value="current">"current"</option>
            <option value="baseline">"baseline"</option>
        </select>
        <button class="quiet" aria-label="Previous record" on:click=move |_| step(-1)>"‹"</button>
        <input
            type="number"
            min="1"
            class="attribution-row"
            aria-label="Record"
            prop:value=move || row.get().to_string()
            on:change=set
        />
        <button class="quiet" aria-label="Next record" on:click=move |_| step(1)>"›"</button>
    };
    let drawn = card(
        "One record".to_owned(),
        "record".to_owned(),
        chart,
        head.into_any(),
    );
    let sentence = move || match problem.get() {
        Some(problem) => Some(problem),
        None => found.with(|found| found.as_ref().map(|found| found.sentence.clone())),
    };
    view! {
        <p aria-live="polite" class="attribution-record">{sentence}</p>
        {drawn}
    }
}
