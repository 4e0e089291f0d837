//! Model quality.

use super::super::Sent;
use super::super::content::{Cell, Holds, Out, Picture, Run, Sheet, Text};
use super::marks::status_mark;
use crate::charts::RatesKind;
use crate::monitors::MonitorName;
use crate::presentation::format::{exact, number, percent};
use crate::presentation::quality::{
    confusion, join_lines, rates, shown_metrics, thresholds_from, timeline,
};
use crate::report::Report;
use crate::report::model_quality::title;
use crate::report::model_quality::{LabelQuality, Metric, ModelQuality, Residual};

/// Metrics, labels or residuals, and what is drawn of them.
pub fn quality(sent: &Sent, out: &mut dyn Out) {
    let report = sent.report;
    let Some(quality) = &report.model_quality else {
        return;
    };
    out.section("quality", "Model quality");
    out.paragraph(quality.sentence.as_str().into());
    out.paragraph(Text::muted(thresholds_from(quality)));
    let join = quality.join.as_ref().map(join_lines).unwrap_or_default();
    let notes = join.into_iter().chain(quality.notes.iter().cloned());
    out.list(notes.map(Text::from).collect());
    out.pictures(over_time(sent, quality));
    out.pictures(drawn(quality));
    if !quality.metrics.metrics.is_empty() {
        out.tables(vec![metrics(report, quality)]);
    }
    if !quality.per_label.is_empty() {
        out.tables(vec![labels(&quality.per_label)]);
    }
    if !quality.residuals.is_empty() {
        out.tables(vec![residuals(&quality.residuals)]);
    }
}

fn over_time(sent: &Sent, quality: &ModelQuality) -> Vec<Picture> {
    if quality.windows.len() < 2 {
        return Vec::new();
    }
    let names = match sent.is_whole {
        true => shown_metrics(quality),
        false => vec![quality.shown.clone()],
    };
    let drawn = names.iter().filter(|name| !name.is_empty()).map(|name| {
        let chart = timeline(sent.report, quality, name);
        Picture::wide(format!("{} over time", title(name)), chart)
    });
    drawn.collect()
}

fn drawn(quality: &ModelQuality) -> Vec<Picture> {
    let mut pictures = Vec::new();
    if !quality.metrics.confusion_matrix.is_empty() {
        pictures.push(Picture::small("confusion matrix", confusion(quality)));
    }
    let curves = &quality.curves;
    let has_curves =
        !(curves.roc.is_empty() && curves.baseline_roc.is_empty() && curves.calibration.is_empty());
    if has_curves {
        for (name, kind) in [
            ("ROC curve", RatesKind::Roc),
            ("precision and recall", RatesKind::PrecisionRecall),
            ("calibration", RatesKind::Calibration),
        ] {
            pictures.push(Picture::small(name, rates(quality, kind)));
        }
    }
    pictures
}

fn metrics(report: &Report, quality: &ModelQuality) -> Sheet {
    let mut table = Sheet::new(
        "model quality metrics",
        "metrics",
        "Metrics ± their standard deviation over samples of 80 %",
        &[
            ("Metric", Holds::Words),
            ("Value", Holds::Numbers),
            ("Baseline", Holds::Numbers),
            ("Threshold", Holds::Numbers),
            ("Status", Holds::Words),
        ],
    );
    let row = |(name, metric): &(String, Metric)| {
        let check = report
            .checks
            .iter()
            .find(|check| check.monitor == MonitorName::ModelQuality && check.feature == *name);
        let mut value = Text::number(metric.value);
        if let Some(spread) = metric.standard_deviation {
            value = value
                .and("±")
                .and(Run::Number(number(spread), exact(spread)));
        }
        let baseline = quality.baseline.as_ref();
        let baseline = baseline.filter(|_| quality.side == "current");
        let threshold = quality.thresholds.get(name);
        vec![
            Cell::from(title(name)).and(Text::muted(metric.reason.clone().unwrap_or_default())),
            value.into(),
            Cell::number(baseline.and_then(|baseline| baseline.value(name))),
            Cell::number(threshold.map(|threshold| threshold.threshold)),
            check.map_or_else(Cell::default, |check| status_mark(check).into()),
        ]
    };
    table.rows = quality.metrics.metrics.iter().map(row).collect();
    table
}

fn labels(labels: &[LabelQuality]) -> Sheet {
    let mut table = Sheet::new(
        "model quality labels",
        "metrics",
        "Precision and recall of every label",
        &[
            ("Label", Holds::Words),
            ("Precision", Holds::Numbers),
            ("Baseline’s", Holds::Numbers),
            ("Recall", Holds::Numbers),
            ("Baseline’s", Holds::Numbers),
            ("Rows", Holds::Numbers),
        ],
    );
    let row = |label: &LabelQuality| {
        vec![
            Cell::from(Text::content(label.label.as_str())),
            Cell::number(label.precision),
            Cell::number(label.baseline_precision),
            Cell::number(label.recall),
            Cell::number(label.baseline_recall),
            Cell::count(label.rows),
        ]
    };
    table.rows = labels.iter().map(row).collect();
    table
}

fn residuals(residuals: &[Residual]) -> Sheet {
    let mut table = Sheet::new(
        "model quality residuals",
        "metrics",
        "Residuals, true less predicted: at or below them lies that share of the rows",
        &[
            ("Share of rows", Holds::Words),
            ("Current", Holds::Numbers),
            ("Baseline", Holds::Numbers),
        ],
    );
    let row = |residual: &Residual| {
        vec![
            percent(residual.share).into(),
            Cell::number(residual.current),
            Cell::number(residual.baseline),
        ]
    };
    table.rows = residuals.iter().map(row).collect();
    table
}
