//! Projected accuracy, from the report: the number, what it is, which rows it rests on, and its line over time. It asks the engine to compute it where that takes
//! long; where it cannot be known it says why, and nothing where nothing is compared.

use leptos::prelude::*;

use crate::{
    charts::Timeline,
    engine::protocol::Request,
    presentation::over_time::projected_line,
    report::ProjectedAccuracy,
    report::settings::ReferenceRows,
    ui::{
        controls::{choice, options},
        figure::ChartCard,
        format::{exact, score},
        page::{Page, page},
    },
};

/// The card.
#[component]
pub fn Projected() -> impl IntoView {
    let page = page();
    let known = page.part(|report| report.projected_accuracy.clone());
    move || {
        known.get().map(|projected| {
            let inside = match projected.reason {
                Some(reason) => view! { <p class="muted">{reason}</p> }.into_any(),
                None => known_accuracy(page, projected),
            };
            view! {
                <section class="card over-time" aria-label="Projected accuracy">
                    {inside}
                </section>
            }
        })
    }
}

fn known_accuracy(page: Page, projected: ProjectedAccuracy) -> AnyView {
    let choose = move |name: String| {
        let asked = ReferenceRows::parse(&name);
        page.change(|settings| settings.rules.projected_reference = asked);
    };
    let choices = projected.choices.iter().map(|choice| match choice {
        ReferenceRows::PredictedWell => (choice.name(), "rows predicted right"),
        ReferenceRows::LabelPositive => (choice.name(), "rows with the positive label"),
    });
    let value = projected.value.map(|value| {
        view! {
            <strong class="projected-value" title=exact(value)>
                {score(value)}
            </strong>
        }
    });
    let compute = projected.waits.then(|| {
        view! {
            <p>
                "Not computed yet: so many rows take some seconds. "
                <button on:click=move |_| page.ask(Request::Project)>"Compute"</button>
            </p>
        }
    });
    let chosen = Signal::stored(
        projected
            .reference
            .map_or("", ReferenceRows::name)
            .to_owned(),
    );
    view! {
        <div class="card-head">
            <h2>"Projected accuracy"</h2>
            {choice("Reference rows", options(choices), chosen, choose)}
        </div>
        <p class="since-sentence">{value} " " {projected.sentence}</p>
        {compute}
        {(projected.windows.len() > 1).then(|| line(page))}
    }
    .into_any()
}

fn line(page: Page) -> AnyView {
    let chart = Memo::new(move |_| {
        let report = page.report();
        let drawn = report.as_deref().and_then(projected_line);
        Timeline {
            brush: page.brushed_windows(),
            ..drawn.unwrap_or_default()
        }
    });
    let card = ChartCard {
        brush: page.on_windows(),
        ..ChartCard::new(
            "Projected accuracy",
            "projected accuracy",
            Signal::<Timeline>::from(chart),
        )
    };
    card.below()
}
