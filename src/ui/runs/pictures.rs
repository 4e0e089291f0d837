use leptos::{html, prelude::*};

use super::choose::show;
use crate::{
    charts::{AnyChart, Chart, Item, Paired},
    engine::protocol::{Outcome, Request},
    interaction::link::View,
    presentation::runs,
    report::Report,
    report::runs::RunsFeature,
    ui::{
        feature::feature_chart,
        figure::{Behind, Figure, SavePicture, card},
        page::{Page, page},
    },
};

/// One feature in every run, and the charts of the run that is shown.
#[component]
pub fn Pictures() -> impl IntoView {
    let page = page();
    let chosen = RwSignal::new(None::<String>);
    let feature = Memo::new(move |_| chosen.get().or_else(|| worst(page)));
    let found = in_runs(page, feature);
    let shown = Memo::new(move |_| page.report()?.grouping.as_ref()?.shown.clone());
    let multiples = Signal::derive(move || {
        let drawn = found.with(|found| {
            let found = found.as_ref()?;
            Some(runs::multiples(found, shown.get().as_deref()))
        });
        AnyChart::Multiples(drawn.unwrap_or_default())
    });
    let pick = Callback::new(move |item: Item| {
        let name = match item {
            Item::Point(index) => found.with_untracked(|found| {
                let runs = &found.as_ref()?.runs;
                runs.get(index).map(|run| run.name.clone())
            }),
            _ => None,
        };
        if let Some(name) = name {
            show(page, name);
        }
    });
    let names = Memo::new(move |_| {
        let report = page.report();
        let features = report.as_ref().map_or(&[][..], |report| &report.features);
        features
            .iter()
            .map(|feature| feature.name.clone())
            .collect::<Vec<String>>()
    });
    let select = move || {
        let here = feature.get();
        let options = names.get().into_iter().map(|name| {
            let selected = here.as_ref() == Some(&name);
            view! { <option value=name.clone() selected=selected>{name.clone()}</option> }
                .into_any()
        });
        view! {
            <select
                aria-label="Feature"
                on:change=move |event| chosen.set(Some(event_target_value(&event)))
            >
                {options.collect::<Vec<AnyView>>()}
            </select>
        }
    };
    let all = card(
        "One feature in every run",
        "runs feature",
        multiples,
        select.into_any(),
        Some(pick),
    );
    let of_report = move |draw: fn(&Report) -> Paired| {
        Signal::derive(move || {
            let drawn = page.report().map(|report| draw(&report));
            AnyChart::Paired(drawn.unwrap_or_default())
        })
    };
    let plain = move |title: &str, draw: fn(&Report) -> Paired| {
        let file = format!("run {}", title.to_lowercase());
        card(title, &file, of_report(draw), ().into_any(), None)
    };
    let facets = Memo::new(move |_| {
        let report = page.report();
        let bias = report.as_ref().and_then(|report| report.bias.as_ref());
        bias.map_or(0, |bias| bias.facets.len())
    });
    let bias = move || {
        let of_facet = |at: usize| {
            let drawn = Signal::derive(move || {
                let drawn = page.report().and_then(|report| {
                    let facet = report.bias.as_ref()?.facets.get(at)?;
                    Some(runs::bias(facet))
                });
                AnyChart::Deviations(drawn.unwrap_or_default())
            });
            card(
                "Bias",
                &format!("run bias {}", at + 1),
                drawn,
                ().into_any(),
                None,
            )
        };
        match facets.get() {
            0 => vec![plain("Bias", no_bias)],
            count => (0..count).map(of_facet).collect(),
        }
    };
    view! {
        {all}
        <h2 class="runs-of">
            {move || shown.get().map(|name| format!("Charts of {name}"))}
        </h2>
        <div class="quality-grid">
            {plain("Distances", runs::distances)}
            {plain("Performance", runs::performance)}
            {plain("Label share", runs::label_shares)}
            {plain("Attribution", runs::attributions)}
            {bias}
            {move || feature.get().map(distribution)}
        </div>
    }
}

fn no_bias(_: &Report) -> Paired {
    Paired {
        title: "Bias".to_owned(),
        reason: "choose a group under Bias.".to_owned(),
        ..Paired::default()
    }
}

/// The feature to begin with: the one that drifted most in the run that is shown.
fn worst(page: Page) -> Option<String> {
    let report = page.report()?;
    let shown = report.runs.iter().find(|run| run.shown)?;
    let worst = shown.worst.as_ref().map(|worst| worst.feature.clone());
    worst.or_else(|| report.features.first().map(|feature| feature.name.clone()))
}

/// The feature's distribution in the run that is shown.
fn distribution(name: String) -> AnyView {
    let page = page();
    let canvas = NodeRef::<html::Canvas>::new();
    let wanted = name.clone();
    let feature = Memo::new(move |_| page.feature(&wanted).unwrap_or_default());
    let chart = Signal::derive(move || {
        feature.with(|feature| feature_chart(feature, None, View::default(), &[], None))
    });
    let file = format!("run {name}");
    view! {
        <section class="card quality-card" aria-label="Distribution">
            <div class="card-head">
                <h2>{format!("Distribution of {name}")}</h2>
                <span class="push"></span>
                <SavePicture<AnyChart> canvas chart name=file.clone() />
            </div>
            <figure>
                <Figure<AnyChart> canvas chart />
                <figcaption>{move || chart.with(Chart::summary)}</figcaption>
            </figure>
            <Behind<AnyChart> chart name=file />
        </section>
    }
    .into_any()
}

/// The feature in every run; asked for anew with every report, the last answer shown until then.
fn in_runs(page: Page, feature: Memo<Option<String>>) -> ReadSignal<Option<RunsFeature>> {
    let (found, set_found) = signal(None);
    let newest = StoredValue::new(0_u32);
    // A run that is only shown changes nothing in the others.
    let measured = Memo::new(move |_| {
        let report = page.report();
        let runs = report.as_ref().map_or(&[][..], |report| &report.runs);
        let of_run = |run: &crate::report::runs::Run| crate::report::runs::Run {
            shown: false,
            ..run.clone()
        };
        runs.iter().map(of_run).collect::<Vec<_>>()
    });
    Effect::new(move |_| {
        measured.track();
        let Some(feature) = feature.get() else {
            return;
        };
        newest.update_value(|newest| *newest += 1);
        let mine = newest.get_value();
        page.session()
            .ask(Request::RunsFeature { feature }, move |answered| {
                if newest.try_get_value() == Some(mine)
                    && let Ok(answered) = answered
                    && let Outcome::RunsFeature(answer) = answered.outcome
                {
                    set_found.try_set(Some(answer));
                }
            });
    });
    found
}
