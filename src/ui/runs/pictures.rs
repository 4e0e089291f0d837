//! One feature in every run, which the engine is asked for with every report, and the charts of the run that is shown, from the report. What a run lacks its chart
//! says.

use leptos::prelude::*;

use super::choose::show;
use crate::{
    charts::{AnyChart, Item, Paired},
    engine::protocol::{Outcome, Request},
    interaction::link::View,
    presentation::{
        bias::{acceptance, distances},
        runs,
    },
    report::runs::Run,
    report::{HeldKind, Report},
    ui::{
        controls::{choice, names},
        feature::feature_chart,
        figure::ChartCard,
        page::{Page, page},
    },
};

/// The pictures.
#[component]
pub fn Pictures() -> impl IntoView {
    let page = page();
    let chosen = RwSignal::new(None::<String>);
    let feature = Memo::new(move |_| chosen.get().or_else(|| worst(page)));
    // A run that is only shown changes nothing in the others.
    let measured = page.part(|report| {
        let of_run = |run: &Run| Run {
            shown: false,
            ..run.clone()
        };
        Some(report.runs.iter().map(of_run).collect::<Vec<_>>())
    });
    let question = move || {
        measured.track();
        let feature = feature.get()?;
        Some(Request::RunsFeature { feature })
    };
    let (found, _) = page.answer(question, |outcome| match outcome {
        Outcome::RunsFeature(found) => Some(found),
        _ => None,
    });
    let shown = page.part(|report| report.grouping.as_ref()?.shown.clone());
    let multiples = Signal::derive(move || {
        let drawn = found.with(|found| {
            let found = found.as_ref()?;
            Some(runs::multiples(found, shown.get().as_deref()))
        });
        AnyChart::Multiples(drawn.unwrap_or_default())
    });
    let pick = Callback::new(move |item: Item| {
        let Item::Point(index) = item else {
            return;
        };
        let name =
            found.with_untracked(|found| Some(found.as_ref()?.runs.get(index)?.name.clone()));
        if let Some(name) = name {
            show(page, name);
        }
    });
    let features =
        page.part(|report| Some(names(report.features.iter().map(|feature| &feature.name))));
    let head = choice(
        "Feature",
        Signal::derive(move || features.get().unwrap_or_default()),
        Signal::derive(move || feature.get().unwrap_or_default()),
        move |name| chosen.set(Some(name)),
    );
    let all = ChartCard {
        head,
        choose: Some(pick),
        ..ChartCard::new("One feature in every run", "runs feature", multiples)
    };
    let plain = move |title: &str, draw: fn(&Report) -> Paired| {
        let chart = Signal::derive(move || {
            let drawn = page.report().map(|report| draw(&report));
            AnyChart::Paired(drawn.unwrap_or_default())
        });
        let file = format!("run {}", title.to_lowercase());
        ChartCard::new(title, &file, chart).card("quality-card")
    };
    let facets = Memo::new(move |_| {
        let report = page.report();
        let bias = report.as_ref().and_then(|report| report.bias.as_ref());
        bias.map_or(0, |bias| bias.facets.len())
    });
    let bias = move || {
        let of_facet = |at: usize| {
            let chart = Signal::derive(move || {
                let drawn = page.report().and_then(|report| {
                    let facet = report.bias.as_ref()?.facets.get(at)?;
                    Some(distances(facet))
                });
                AnyChart::Deviations(drawn.unwrap_or_default())
            });
            let accepted = Signal::derive(move || {
                let drawn = page.report().and_then(|report| {
                    let facet = report.bias.as_ref()?.facets.get(at)?;
                    Some(acceptance(facet))
                });
                AnyChart::Paired(drawn.unwrap_or_default())
            });
            let file = format!("run acceptance {}", at + 1);
            let title = "Acceptance rate";
            view! {
                {ChartCard::new("Bias", &format!("run bias {}", at + 1), chart).card("quality-card")}
                {ChartCard::new(title, &file, accepted).card("quality-card")}
            }
            .into_any()
        };
        match facets.get() {
            0 => vec![plain("Bias", no_bias)],
            count => (0..count).map(of_facet).collect(),
        }
    };
    let every = move || {
        let kinds = HeldKind::ALL.into_iter();
        let drawn = kinds.map(|kind| {
            let chart = Memo::new(move |_| {
                measured.with(|runs| {
                    let runs = runs.as_deref().unwrap_or_default();
                    runs::in_every_run(runs, kind)
                })
            });
            let has_rows = Memo::new(move |_| chart.with(|chart| !chart.rows.is_empty()));
            move || {
                has_rows.get().then(|| {
                    let name = chart.with_untracked(|chart| chart.title.clone());
                    let file = format!("runs {}", kind.name());
                    let chart = Signal::derive(move || AnyChart::Matrix(chart.get()));
                    ChartCard::new(&name, &file, chart).card("quality-card")
                })
            }
        });
        drawn.collect_view()
    };
    view! {
        <div hidden=move || feature.with(Option::is_none)>{all.card("quality-card")}</div>
        <div class="every-run">{every()}</div>
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
    let (title, file) = (format!("Distribution of {name}"), format!("run {name}"));
    let feature = Memo::new(move |_| page.feature(&name).unwrap_or_default());
    let chart = Signal::derive(move || {
        feature.with(|feature| feature_chart(feature, None, View::default(), &[], None))
    });
    ChartCard::new(&title, &file, chart).card("quality-card")
}
