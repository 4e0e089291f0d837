use leptos::prelude::*;

use super::{
    facts::facts,
    over_time::OverTime,
    tables::{labels, metrics},
    threshold::ThresholdSlider,
};
use crate::{
    charts::{AnyChart, ConfusionMatrix, RatesKind},
    presentation::quality::{confusion, rates},
    report::model_quality::ModelQuality,
    ui::{brush::Brushes, figure::card, heading::Heading, icon::Icon, page::page},
};

/// What can be saved, and what it is.
const FILES: [(&str, &str); 4] = [
    (
        "model_quality_statistics.json",
        "Statistics of the baseline, as Model Monitor writes them",
    ),
    ("model_quality_constraints.json", "The constraints in force"),
    (
        "model_quality_violations.json",
        "Violations as Model Monitor reports them",
    ),
    ("model_quality_metrics.jsonl", "Metrics for CloudWatch"),
];

/// Why there is nothing to see.
const EMPTY: &str = "Model quality needs labels: add ground truth (a folder of .jsonl files, or a JSON array with InferenceId and groundTruthLabel) to captures, captures merged with it, or a table with columns of labels and predictions. The statistics.json and constraints.json of a model-quality monitor are shown as they are.";

/// Model quality.
#[component]
pub fn QualityScreen() -> impl IntoView {
    let page = page();
    let quality = Memo::new(move |_| {
        page.report()
            .and_then(|report| report.model_quality.clone())
    });
    let sentence = Signal::derive(move || {
        quality.with(|quality| match quality {
            Some(quality) if !quality.sentence.is_empty() => quality.sentence.clone(),
            _ => "Model quality is not known.".into(),
        })
    });
    let has = move |fits: fn(&ModelQuality) -> bool| {
        Memo::new(move |_| quality.with(|quality| quality.as_ref().is_some_and(fits)))
    };
    let is_there = has(|_| true);
    let has_metrics = has(|quality| !quality.metrics.metrics.is_empty());
    let has_windows = has(|quality| quality.windows.len() > 1);
    let has_labels = has(|quality| !quality.metrics.confusion_matrix.is_empty());
    let has_curves = has(|quality| {
        !quality.curves.roc.is_empty()
            || !quality.curves.baseline_roc.is_empty()
            || !quality.curves.calibration.is_empty()
    });
    let has_slider = has(|quality| !quality.curves.thresholds.is_empty());
    let drawn = move |draw: fn(&ModelQuality) -> AnyChart| {
        Signal::derive(move || {
            let chart = quality.with(|quality| quality.as_ref().map(draw));
            chart.unwrap_or_else(|| AnyChart::ConfusionMatrix(ConfusionMatrix::default()))
        })
    };
    let matrix = move || {
        card(
            "Confusion matrix",
            "confusion matrix",
            drawn(confusion),
            ().into_any(),
            None,
        )
    };
    let curves = move || {
        [
            card(
                "ROC",
                "ROC curve",
                drawn(|quality| rates(quality, RatesKind::Roc)),
                ().into_any(),
                None,
            ),
            card(
                "Precision and recall",
                "precision and recall",
                drawn(|quality| rates(quality, RatesKind::PrecisionRecall)),
                ().into_any(),
                None,
            ),
            card(
                "Calibration",
                "calibration",
                drawn(|quality| rates(quality, RatesKind::Calibration)),
                ().into_any(),
                None,
            ),
        ]
        .collect_view()
    };
    let known = move || {
        page.report()
            .and_then(|report| Some(facts(report.model_quality.as_ref()?, &report.settings)))
    };
    let tables = move || {
        let report = page.report()?;
        let quality = report.model_quality.as_ref()?;
        Some((metrics(&report, quality), labels(quality)))
    };
    view! {
        <div class="quality">
            <Heading sentence />
            <Show when=move || is_there.get() fallback=|| view! { <p class="empty">{EMPTY}</p> }>
                <Brushes />
                {known}
                <Files />
                <Show when=move || has_windows.get()>
                    <OverTime />
                </Show>
                <Show when=move || has_slider.get()>
                    <ThresholdSlider quality />
                </Show>
                <div class="quality-grid">
                    <Show when=move || has_labels.get()>{matrix}</Show>
                    <Show when=move || has_curves.get()>{curves}</Show>
                </div>
                <Show when=move || has_metrics.get()>{tables}</Show>
            </Show>
        </div>
    }
}

#[component]
fn Files() -> impl IntoView {
    let page = page();
    let buttons = FILES.map(|(name, what)| {
        view! {
            <button title=what on:click=move |_| page.save_export(name)>
                <Icon name="save" />
                <span>{name}</span>
            </button>
        }
    });
    view! {
        <div class="checks-files" role="group" aria-label="Files to save">
            {buttons.into_iter().collect_view()}
        </div>
    }
}
