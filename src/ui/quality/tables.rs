//! Model quality as tables, from the report: every metric beside its threshold, and every label, or the residuals of a regression.

use leptos::prelude::*;

use crate::{
    documents::Role,
    monitors::{Agreement, MonitorName, Status},
    presentation::checks::agreement_words,
    report::Report,
    report::model_quality::{LabelQuality, Metrics, ModelQuality, Residual, title},
    ui::{
        format::{count, number},
        listing::table_card,
        values::{spread, value},
    },
};

/// Every metric beside the baseline's and its threshold, with what a report said.
pub fn metrics(report: &Report, quality: &ModelQuality) -> AnyView {
    let shown: &Metrics = &quality.metrics;
    let of_current = quality
        .baseline
        .as_ref()
        .filter(|_| quality.side == Role::Current);
    let rows = shown.metrics.iter().map(|(name, metric)| {
        let check = report
            .checks
            .iter()
            .find(|check| check.monitor == MonitorName::ModelQuality && check.feature == *name);
        let status = check.map(|check| check.status);
        let mark = match status {
            Some(Status::Violated) => "▲ Violated",
            Some(Status::Ok) => "✓ Met",
            _ => "",
        };
        let reported = check.and_then(|check| {
            let reported = check.reported.as_ref()?;
            Some(match reported.agreement {
                Agreement::Silent => "Report is silent",
                known => agreement_words(known).1,
            })
        });
        let baseline = of_current.and_then(|baseline| baseline.value(name));
        let threshold = quality
            .thresholds
            .get(name)
            .map(|threshold| threshold.threshold);
        let reason = metric
            .reason
            .clone()
            .map(|reason| view! { <p class="muted">{reason}</p> });
        view! {
            <tr>
                <th scope="row">{title(name)} {reason}</th>
                <td>{value(metric.value)} {spread(metric.standard_deviation)}</td>
                <td>{value(baseline)}</td>
                <td>{value(threshold)}</td>
                <td class=format!("check-{}", status.map_or("", Status::name))>{mark} {reported.map(|reported| format!(" · {reported}"))}</td>
            </tr>
        }
        .into_any()
    });
    let columns = [
        "Metric",
        "Value ± standard deviation",
        "Baseline",
        "Threshold",
        "Status",
    ];
    let columns = columns.map(|title| (title, ""));
    let file = "model quality metrics".to_owned();
    table_card(
        "Metrics",
        Some("Metrics"),
        file,
        "quality-metrics",
        &columns,
        rows.collect(),
    )
}

/// Precision and recall of every label, or the residuals of a regression.
pub fn labels(quality: &ModelQuality) -> Option<AnyView> {
    let label = |label: &LabelQuality| {
        view! {
            <tr>
                <th scope="row">{label.label.clone()}</th>
                <td>{value(label.precision)}</td>
                <td>{value(label.baseline_precision)}</td>
                <td>{value(label.recall)}</td>
                <td>{value(label.baseline_recall)}</td>
                <td>{count(label.rows)}</td>
            </tr>
        }
        .into_any()
    };
    let residual = |residual: &Residual| {
        view! {
            <tr>
                <th scope="row">{number(residual.share * 100.0)} " %"</th>
                <td>{value(residual.current)}</td>
                <td>{value(residual.baseline)}</td>
                <td></td>
                <td></td>
                <td></td>
            </tr>
        }
        .into_any()
    };
    let (name, file, columns, rows) =
        match (quality.per_label.is_empty(), quality.residuals.is_empty()) {
            (false, _) => (
                "Labels",
                "model quality labels",
                [
                    "Label",
                    "Precision",
                    "Baseline",
                    "Recall",
                    "Baseline",
                    "Rows",
                ],
                quality.per_label.iter().map(label).collect(),
            ),
            (true, false) => (
                "Residuals (true less predicted)",
                "model quality residuals",
                ["At or below, of rows", "Current", "Baseline", "", "", ""],
                quality.residuals.iter().map(residual).collect(),
            ),
            (true, true) => return None,
        };
    let columns = columns.map(|title| (title, ""));
    Some(table_card(
        name,
        Some(name),
        file.to_owned(),
        "",
        &columns,
        rows,
    ))
}
