use leptos::prelude::*;

use crate::monitors::MonitorName;
use crate::monitors::Status;
use crate::{
    report::Report,
    report::model_quality::title,
    report::model_quality::{Metrics, ModelQuality},
    ui::{
        format::{count, exact, number},
        table::table_card,
    },
};

fn figure(value: Option<f64>) -> AnyView {
    match value {
        Some(value) => view! { <span title=exact(value)>{number(value)}</span> }.into_any(),
        None => view! { <span class="muted">"–"</span> }.into_any(),
    }
}

/// Every metric beside the baseline's and its threshold, with what a report said.
pub fn metrics(report: &Report, quality: &ModelQuality) -> AnyView {
    let shown: &Metrics = &quality.metrics;
    let rows = shown.metrics.iter().map(|(name, metric)| {
        let check = report.checks.iter().find(|check| check.monitor == MonitorName::ModelQuality && check.feature == *name);
        let status = check.map(|check| check.status);
        let mark = match status {
            Some(Status::Violated) => "▲ Violated",
            Some(Status::Ok) => "✓ Met",
            _ => "",
        };
        let spread = metric.standard_deviation.map(|spread| view! { <span class="muted" title=exact(spread)>" ± " {number(spread)}</span> });
        let reported = check.and_then(|check| {
            let reported = check.reported.as_ref()?;
            Some(match (check.observed, reported.agrees, reported.value) {
                (_, true, _) => "Report agrees".to_owned(),
                (None, _, Some(value)) => format!("Reported {}", number(value)),
                _ => "Report differs".to_owned(),
            })
        });
        let baseline = quality.baseline.as_ref().filter(|_| quality.side == "current").and_then(|baseline| baseline.value(name));
        let threshold = quality.thresholds.get(name).map(|threshold| threshold.threshold);
        let reason = metric.reason.clone().map(|reason| view! { <p class="muted">{reason}</p> });
        view! {
            <tr>
                <th scope="row">{title(name)} {reason}</th>
                <td>{figure(metric.value)} {spread}</td>
                <td>{figure(baseline)}</td>
                <td>{figure(threshold)}</td>
                <td class=format!("check-{}", status.map_or("", Status::name))>{mark} " " {reported}</td>
            </tr>
        }
        .into_any()
    });
    table_card(
        "Metrics",
        Some("Metrics"),
        "model quality metrics".to_owned(),
        "quality-metrics",
        &[
            "Metric",
            "Value ± standard deviation",
            "Baseline",
            "Threshold",
            "Status",
        ],
        rows.collect(),
    )
}

/// Precision and recall of every label, or the residuals of a regression.
pub fn labels(quality: &ModelQuality) -> Option<AnyView> {
    let (heading, header, rows): (&str, [&str; 6], Vec<AnyView>) = if !quality.per_label.is_empty()
    {
        let row = |label: &crate::report::model_quality::LabelQuality| {
            view! {
                <tr>
                    <th scope="row">{label.label.clone()}</th>
                    <td>{figure(label.precision)}</td>
                    <td>{figure(label.baseline_precision)}</td>
                    <td>{figure(label.recall)}</td>
                    <td>{figure(label.baseline_recall)}</td>
                    <td>{count(label.rows)}</td>
                </tr>
            }
            .into_any()
        };
        (
            "Labels",
            [
                "Label",
                "Precision",
                "Baseline",
                "Recall",
                "Baseline",
                "Rows",
            ],
            quality.per_label.iter().map(row).collect(),
        )
    } else if !quality.residuals.is_empty() {
        let row = |residual: &crate::report::model_quality::Residual| {
            view! {
                <tr>
                    <th scope="row">{number(residual.share * 100.0)} " %"</th>
                    <td>{figure(residual.current)}</td>
                    <td>{figure(residual.baseline)}</td>
                    <td></td>
                    <td></td>
                    <td></td>
                </tr>
            }
            .into_any()
        };
        (
            "Residuals (true less predicted)",
            ["At or below, of rows", "Current", "Baseline", "", "", ""],
            quality.residuals.iter().map(row).collect(),
        )
    } else {
        return None;
    };
    let file = match quality.per_label.is_empty() {
        true => "model quality residuals",
        false => "model quality labels",
    };
    Some(table_card(
        heading,
        Some(heading),
        file.to_owned(),
        "",
        &header,
        rows,
    ))
}
