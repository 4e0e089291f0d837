//! Projected accuracy: the number, what it is, and its line over time.

use leptos::{html, prelude::*};

use crate::{
    charts::{Chart, Item, Timeline},
    engine::protocol::Request,
    interaction::brushes::windows_of,
    presentation::over_time::projected_line,
    report::ProjectedAccuracy,
    report::settings::ReferenceRows,
    ui::{
        brush::Touched,
        figure::{Behind, Figure, SavePicture},
        format::{exact, score},
        page::{Page, page},
    },
};

/// The card; nothing where nothing is compared.
#[component]
pub fn Projected() -> impl IntoView {
    let page = page();
    let known = Memo::new(move |_| page.report()?.projected_accuracy.clone());
    move || {
        known.get().map(|projected| {
            let inside = match &projected.reason {
                Some(reason) => view! { <p class="muted">{reason.clone()}</p> }.into_any(),
                None => shown(page, projected).into_any(),
            };
            view! {
                <section class="card over-time" aria-label="Projected accuracy">
                    {inside}
                </section>
            }
        })
    }
}

fn shown(page: Page, projected: ProjectedAccuracy) -> impl IntoView {
    let choose = move |event| {
        let asked = [ReferenceRows::PredictedWell, ReferenceRows::LabelPositive]
            .into_iter()
            .find(|rows| rows.name() == event_target_value(&event));
        page.change(|settings| settings.rules.projected_reference = asked);
    };
    let chosen = projected.reference.clone();
    let options = projected.choices.iter().map(|choice| {
        let words = match choice.as_str() {
            "predicted_well" => "rows predicted right",
            _ => "rows with the positive label",
        };
        let is_chosen = *choice == chosen;
        view! {
            <option value=choice.clone() selected=is_chosen>
                {words}
            </option>
        }
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
    let has_line = projected.windows.len() > 1;
    view! {
        <div class="card-head">
            <h2>"Projected accuracy"</h2>
            <select aria-label="Reference rows" on:change=choose>
                {options.collect_view()}
            </select>
        </div>
        <p class="since-sentence">{value} " " {projected.sentence.clone()}</p>
        {compute}
        {has_line.then(|| view! { <Line /> })}
    }
}

#[component]
fn Line() -> impl IntoView {
    let page = page();
    let canvas = NodeRef::<html::Canvas>::new();
    let chart = Memo::new(move |_| {
        let report = page.report();
        let mut line = report
            .as_deref()
            .and_then(projected_line)
            .unwrap_or_default();
        let current = report.as_ref().and_then(|report| report.current.as_ref());
        let windows = current.map_or([].as_slice(), |current| &current.windows);
        line.brush = windows_of(&page.hand.brushes(page), windows);
        line
    });
    let brush = move |touched: Touched| {
        if let (Item::Window(first), Item::Window(last)) = (touched.first, touched.last) {
            page.hand.brush_windows(page, first, last, touched.rests);
        }
    };
    let name = "projected accuracy".to_owned();
    view! {
        <figure>
            <Figure<Timeline> canvas chart brush=Callback::new(brush) />
            <figcaption>
                {move || chart.with(Chart::summary)}
                <span class="push"></span>
                <SavePicture<Timeline> canvas chart name=name.clone() />
            </figcaption>
        </figure>
        <Behind<Timeline> chart name />
    }
}
