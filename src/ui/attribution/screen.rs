//! The screen of attributions, from the report's `attribution`: the answer, one label at a time, one record, and partial dependence. Without it, where
//! attributions come from. It asks the engine to explain a record, and for the violations to save.

use leptos::prelude::*;

use super::{
    label::label,
    record::{Asked, Record},
};
use crate::{
    documents::Role,
    monitors::words,
    presentation::attribution::dependence_path,
    report::Basis,
    report::attribution::{Attribution, Dependence, ModelFacts},
    ui::{
        brush::Brushes,
        controls::{downloads, pick_one},
        heading::Heading,
        page::page,
    },
};

/// Why there is nothing to see.
const EMPTY: &str = "Attributions come from Clarify's analysis.json, or from a model dropped beside the data (model.tar.gz, or what XGBoost, LightGBM, CatBoost or scikit-learn saved): its SHAP values are then worked out in this tab.";

/// What can be saved, and what it is.
const FILES: [(&str, &str); 1] = [(
    "attribution_violations.json",
    "The violations as Clarify writes them",
)];

/// Attributions.
#[component]
pub fn AttributionScreen() -> impl IntoView {
    let attribution = page().part(|report| report.attribution.clone());
    let chosen = RwSignal::new(0usize);
    let asked = RwSignal::new(Asked::default());
    let sentence = Signal::derive(move || {
        attribution.with(|attribution| match attribution {
            Some(attribution) if !attribution.sentence.is_empty() => attribution.sentence.clone(),
            Some(_) => "There are no attributions yet.".into(),
            None => "No attributions yet.".into(),
        })
    });
    let body = move || match attribution.get() {
        None => view! { <p class="empty">{EMPTY}</p> }.into_any(),
        Some(attribution) => known(attribution, chosen, asked),
    };
    view! {
        <div class="quality attribution">
            <Heading sentence />
            <Brushes />
            {body}
        </div>
    }
}

fn known(attribution: Attribution, chosen: RwSignal<usize>, asked: RwSignal<Asked>) -> AnyView {
    let page = page();
    let labels = attribution
        .labels
        .iter()
        .filter(|_| attribution.labels.len() > 1);
    let labels = labels.map(|label| label.label.clone().into_any()).collect();
    let windows = StoredValue::new(page.windows());
    let reason = attribution.reason.clone();
    let model = attribution.model.as_ref().map(facts);
    let explains = attribution.source == Basis::Model && !attribution.labels.is_empty();
    let sides = attribution.model.as_ref().map(explained_sides);
    let can_save = attribution.labels.iter().any(|label| label.ndcg.is_some());
    let dependence = attribution
        .partial_dependence
        .iter()
        .map(dependence)
        .collect_view();
    let dependence = (!dependence.is_empty()).then(|| {
        view! {
            <section class="card">
                <h2>"Partial dependence"</h2>
                <div class="attribution-dependences">{dependence}</div>
            </section>
        }
    });
    let attribution = StoredValue::new(attribution);
    let one = move || {
        attribution.with_value(|attribution| {
            let labels = &attribution.labels;
            let entry = labels.get(chosen.get()).or(labels.first())?;
            Some(label(attribution, entry.clone(), windows.get_value()))
        })
    };
    view! {
        <p class="quality-reason">{reason}</p>
        {model}
        {can_save.then(|| downloads(&FILES, move |name| page.save_export(name)))}
        {pick_one("Labels", labels, chosen)}
        {one}
        {explains.then(|| view! { <Record asked sides=sides.unwrap_or_default() /> })}
        {dependence}
    }
    .into_any()
}

/// The sides whose records the model was asked about, the current one first.
fn explained_sides(model: &ModelFacts) -> Vec<Role> {
    let current = model.current_rows.map(|_| Role::Current);
    let baseline = model.baseline_rows.map(|_| Role::Baseline);
    current.into_iter().chain(baseline).collect()
}

fn facts(model: &ModelFacts) -> AnyView {
    let explained = |side: &str, rows: Option<u64>| {
        let rows = words::plural(rows?, "record", "records");
        Some(view! { <span>{format!("{side}: {rows} explained")}</span> })
    };
    let line = |text: String| view! { <p class="quality-taken">{text}</p> };
    let others = (model.others > 0).then(|| {
        let others = words::plural(model.others, "other model", "other models");
        view! { <span>{format!("the first by path; {others} not asked")}</span> }
    });
    let encoder = model.encoder.clone();
    let encoder = encoder.map(|text| line(format!("Encoder: {text}.")));
    let captured = model.captured.as_ref();
    let captured = captured.map(|captured| line(captured.sentence.clone()));
    let unknown = (model.unknown_rows > 0).then(|| {
        let rows = words::plural(model.unknown_rows, "record has", "records have");
        line(format!(
            "{rows} a value that the encoder never saw, at which it would stop; here none of its categories counts."
        ))
    });
    view! {
        <p class="quality-taken">
            <span>"Model " <code>{model.path.clone()}</code></span>
            {others}
            <span>{model.library.clone()}</span>
            <span>{model.objective.clone()}</span>
            <span>{model.parts.clone()}</span>
            {explained("baseline", model.baseline_rows)}
            {explained("current", model.current_rows)}
        </p>
        {encoder}
        {captured}
        {unknown}
    }
    .into_any()
}

fn dependence(one: &Dependence) -> AnyView {
    let predictions = || one.predictions.iter().copied();
    let low = predictions().fold(f64::INFINITY, f64::min);
    let high = predictions().fold(f64::NEG_INFINITY, f64::max);
    let ends = match (one.values.first(), one.values.last()) {
        _ if !one.numerical => words::plural(one.values.len() as u64, "label", "labels"),
        (Some(first), Some(last)) => format!("{} to {}", short(first), short(last)),
        _ => String::new(),
    };
    let words = format!(
        "{}: mean prediction from {} to {} over {ends}",
        one.feature,
        words::number(low),
        words::number(high)
    );
    view! {
        <figure class="attribution-dependence">
            <svg viewBox="0 0 100 100" preserveAspectRatio="none" role="img" aria-label=words.clone()>
                <path d=dependence_path(one)></path>
            </svg>
            <figcaption>{words}</figcaption>
        </figure>
    }
    .into_any()
}

fn short(value: &str) -> String {
    let number = value.parse();
    number.map_or_else(|_| value.to_owned(), words::number)
}
