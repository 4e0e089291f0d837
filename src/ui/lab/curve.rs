use leptos::{html, prelude::*};

use super::desk::Desk;
use crate::monitors::MonitorName;
use crate::{
    charts::{AnyChart, Chart, Firing, FiringRow},
    presentation::checks::check_words,
    report::lab::answer::{CurveLine, Lab},
    ui::figure::{Behind, Figure, SavePicture},
};

/// Checks that are drawn.
const TOP: usize = 30;

/// What fires at which strength.
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
    view! {
        <section class="card quality-card" aria-label="Verdict against strength">
            <Show
                when=move || is_there.get()
                fallback=move || {
                    view! {
                        <div class="card-head">
                            <h2>"The smallest change that each check notices"</h2>
                            <span class="push"></span>
                            <button
                                disabled=move || desk.has_curve.get()
                                on:click=move |_| desk.ask_curve()
                            >
                                "Try all strengths"
                            </button>
                        </div>
                    }
                }
            >
                <p class="sentence-small">{words}</p>
                {drawn(desk)}
            </Show>
        </section>
    }
}

fn drawn(desk: Desk) -> AnyView {
    let chart = Signal::derive(move || {
        let at = desk.strength.get();
        let firing = desk.lab.with(|lab| lab.as_ref().map(|lab| firing(lab, at)));
        AnyChart::Firing(firing.unwrap_or_default())
    });
    let canvas = NodeRef::<html::Canvas>::new();
    view! {
        <div class="card-head">
            <h2>"The smallest change that each check notices"</h2>
            <span class="push"></span>
            <SavePicture<AnyChart> canvas chart name="verdict against strength".to_owned() />
        </div>
        <figure>
            <Figure<AnyChart> canvas chart />
            <figcaption>{move || chart.with(Chart::summary)}</figcaption>
        </figure>
        <Behind<AnyChart> chart name="verdict against strength".to_owned() />
    }
    .into_any()
}

fn firing(lab: &Lab, at: f64) -> Firing {
    let Some(curve) = &lab.curve else {
        return Firing::default();
    };
    let row = |line: &CurveLine| FiringRow {
        label: match line.monitor {
            MonitorName::ModelQuality => line.feature.clone(),
            MonitorName::Drift => format!("{}: drift", line.feature),
            _ => format!("{}: {}", line.feature, check_words(&line.check)),
        },
        monitor: line.monitor.title().to_owned(),
        fires: line.fires.clone(),
        observed: line.observed.clone(),
        smallest: line.smallest,
    };
    Firing {
        strengths: curve.strengths.clone(),
        rows: curve.lines.iter().map(row).collect(),
        top: TOP,
        at: Some(at),
    }
}
