use leptos::prelude::*;

use super::{
    label::label,
    record::{Asked, Record},
};
use crate::report::Basis;
use crate::{
    monitors::words,
    presentation::attribution::dependence_path,
    report::attribution::{Attribution, Dependence, ModelFacts},
    ui::{brush::Brushes, heading::Heading, icon::Icon, page::page},
};

/// Why there is nothing to see.
const EMPTY: &str = "Attributions come from Clarify's analysis.json, or from an XGBoost model (.json or .ubj) dropped beside the data: its SHAP values are then worked out in this tab.";

/// Attributions.
#[component]
pub fn AttributionScreen() -> impl IntoView {
    let page = page();
    let attribution =
        Memo::new(move |_| page.report().and_then(|report| report.attribution.clone()));
    let chosen = RwSignal::new(0usize);
    let asked = RwSignal::new(Asked::default());
    let sentence = Signal::derive(move || {
        attribution.with(|attribution| match attribution {
            Some(attribution) if !attribution.sentence.is_empty() => attribution.sentence.clone(),
            Some(_) => "There are no attributions yet.".into(),
            None => "Attributions are not known.".into(),
        })
    });
    let body = move || match attribution.get() {
        None => view! { <p class="empty">{EMPTY}</p> }.into_any(),
        Some(attribution) => shown(attribution, chosen, asked),
    };
    view! {
        <div class="quality attribution">
            <Heading sentence />
            <Brushes />
            {body}
        </div>
    }
}

fn shown(attribution: Attribution, chosen: RwSignal<usize>, asked: RwSignal<Asked>) -> AnyView {
    let page = page();
    let labels: Vec<AnyView> = match attribution.labels.len() {
        0 | 1 => Vec::new(),
        _ => attribution
            .labels
            .iter()
            .enumerate()
            .map(|(place, label)| {
                view! {
                    <button
                        class="chip"
                        aria-pressed=move || (chosen.get() == place).to_string()
                        on:click=move |_| chosen.set(place)
                    >
                        {label.label.clone()}
                    </button>
                }
                .into_any()
            })
            .collect(),
    };
    let windows = page
        .signals
        .report
        .with_untracked(|report| {
            report
                .as_ref()?
                .current
                .as_ref()
                .map(|side| side.windows.clone())
        })
        .unwrap_or_default();
    let reason = attribution.reason.clone();
    let model = attribution.model.clone().map(|model| facts(&model));
    let explains = attribution.source == Basis::Model && !attribution.labels.is_empty();
    let can_save = attribution.labels.iter().any(|label| label.ndcg.is_some());
    let save = can_save.then(|| {
        view! {
            <div class="checks-files" role="group" aria-label="Files to save">
                <button
                    title="The violations as Clarify writes them"
                    on:click=move |_| page.save_export("attribution_violations.json")
                >
                    <Icon name="save" />
                    <span>"attribution_violations.json"</span>
                </button>
            </div>
        }
    });
    let dependence: Vec<AnyView> = attribution
        .partial_dependence
        .iter()
        .map(dependence)
        .collect();
    let dependence = (!dependence.is_empty()).then(|| {
        view! {
            <section class="card">
                <h2>"Partial dependence"</h2>
                <div class="attribution-dependences">{dependence}</div>
            </section>
        }
    });
    let attribution = StoredValue::new(attribution);
    let windows = StoredValue::new(windows);
    let one = move || {
        let place = chosen.get();
        attribution.with_value(|attribution| {
            let entry = attribution
                .labels
                .get(place)
                .or(attribution.labels.first())?;
            Some(label(attribution, entry.clone(), windows.get_value()))
        })
    };
    view! {
        <p class="quality-reason">{reason}</p>
        {model}
        {save}
        <div class="chips" role="group" aria-label="Labels">{labels}</div>
        {one}
        {explains.then(|| view! { <Record asked /> })}
        {dependence}
    }
    .into_any()
}

fn facts(model: &ModelFacts) -> AnyView {
    let rows = |rows: Option<u64>| rows.map(|rows| words::plural(rows, "record", "records"));
    view! {
        <p class="quality-taken">
            <span>"Model " <code>{model.path.clone()}</code></span>
            <span>{model.objective.clone()}</span>
            <span>{model.parts.clone()}</span>
            {rows(model.baseline_rows).map(|rows| view! { <span>{format!("baseline: {rows} explained")}</span> })}
            {rows(model.current_rows).map(|rows| view! { <span>{format!("current: {rows} explained")}</span> })}
        </p>
    }
    .into_any()
}

fn dependence(one: &Dependence) -> AnyView {
    let low = one
        .predictions
        .iter()
        .copied()
        .fold(f64::INFINITY, f64::min);
    let high = one
        .predictions
        .iter()
        .copied()
        .fold(f64::NEG_INFINITY, f64::max);
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
    value
        .parse()
        .map_or_else(|_| value.to_owned(), words::number)
}
