//! What fires at which strength, from the lab's newest answer. It asks the engine for all strengths; until then a button stands here.

use leptos::prelude::*;

use super::desk::Desk;
use crate::{charts::AnyChart, presentation::lab::firing, ui::figure::ChartCard};

const TITLE: &str = "The smallest change that each check notices";

/// The card.
#[component]
pub fn Curve(
    /// What is changed.
    desk: Desk,
) -> impl IntoView {
    let is_there = Memo::new(move |_| {
        desk.has_curve.get()
            && desk
                .lab
                .with(|lab| lab.as_ref().is_some_and(|lab| lab.curve.is_some()))
    });
    let words = move || {
        desk.lab
            .with(|lab| Some(lab.as_ref()?.curve.as_ref()?.sentence.clone()))
    };
    let chart = Signal::derive(move || {
        let at = desk.strength.get();
        let firing = desk.lab.with(|lab| lab.as_ref().map(|lab| firing(lab, at)));
        AnyChart::Firing(firing.unwrap_or_default())
    });
    let offer = move || {
        view! {
            <div class="card-head">
                <h2>{TITLE}</h2>
                <span class="push"></span>
                <button disabled=move || desk.has_curve.get() on:click=move |_| desk.ask_curve()>
                    "Try all strengths"
                </button>
            </div>
        }
    };
    view! {
        <section class="card quality-card" aria-label="Verdict against strength">
            <Show when=move || is_there.get() fallback=offer>
                <p class="sentence-small">{words}</p>
                {ChartCard::new(TITLE, "verdict against strength", chart).inside()}
            </Show>
        </section>
    }
}
