//! The screen of model quality, from the report's `model_quality`: the answer, what was taken for what, metrics and their threshold, over time, curves and
//! tables. Without it, what labels it needs. It asks the engine for the files that are saved.

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
    ui::{brush::Brushes, controls::downloads, figure::ChartCard, heading::Heading, page::page},
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
    let quality = page.part(|report| report.model_quality.clone());
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
    let card = move |title: &str, file: &str, draw: fn(&ModelQuality) -> AnyChart| {
        let chart = Signal::derive(move || {
            let chart = quality.with(|quality| quality.as_ref().map(draw));
            chart.unwrap_or_else(|| AnyChart::ConfusionMatrix(ConfusionMatrix::default()))
        });
        ChartCard::new(title, file, chart).card("quality-card")
    };
    let matrix = move || card("Confusion matrix", "confusion matrix", confusion);
    let curves = move || {
        let roc: fn(&_) -> _ = |quality| rates(quality, RatesKind::Roc);
        let precision: fn(&_) -> _ = |quality| rates(quality, RatesKind::PrecisionRecall);
        let calibration: fn(&_) -> _ = |quality| rates(quality, RatesKind::Calibration);
        view! {
            {card("ROC", "ROC curve", roc)}
            {card("Precision and recall", "precision and recall", precision)}
            {card("Calibration", "calibration", calibration)}
        }
    };
    let known = move || {
        let report = page.report()?;
        Some(facts(report.model_quality.as_ref()?, &report.settings))
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
                {downloads(&FILES, move |name| page.save_export(name))}
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
