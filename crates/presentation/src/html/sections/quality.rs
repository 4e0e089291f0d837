//! Model quality.

use super::super::content::{Cell, Holds, Out, Picture, Run, Sheet, Text};
use super::super::sent::Sent;
use super::marks::status_mark;
use crate::format::percent;
use crate::quality::{confusion, join_lines, rates, shown_metrics, thresholds_from, timeline};
use leeway_charts::RatesKind;
use leeway_documents::Role;
use leeway_monitors::MonitorName;
use leeway_report::model_quality::title;
use leeway_report::model_quality::{LabelQuality, Metric, ModelQuality, Residual};
use leeway_report::{Check, Report};

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
    let baseline = quality.baseline.as_ref();
    let baseline = baseline.filter(|_| quality.side == Role::Current);
    let row = |(name, metric): &(String, Metric)| {
        let is_own =
            |check: &&Check| check.monitor == MonitorName::ModelQuality && check.feature == *name;
        let spread = metric.standard_deviation.map(Run::number);
        let value = Text::from(metric.value.map(Run::number));
        let threshold = quality.thresholds.get(name);
        vec![
            Cell::from(title(name)).and(metric.reason.clone().map(Run::Muted)),
            value
                .and(spread.map(|spread| Text::from("±").and(spread)))
                .into(),
            Cell::number(baseline.and_then(|baseline| baseline.value(name))),
            Cell::number(threshold.map(|threshold| threshold.threshold)),
            report.checks.iter().find(is_own).map(status_mark).into(),
        ]
    };
    let caption = "Metrics ± their standard deviation over samples of 80 %";
    Sheet::new("model quality metrics", "metrics", caption)
        .with(Holds::Words, &["Metric"])
        .with(Holds::Numbers, &["Value", "Baseline", "Threshold"])
        .with(Holds::Words, &["Status"])
        .of(&quality.metrics.metrics, row)
}

fn labels(labels: &[LabelQuality]) -> Sheet {
    let row = |label: &LabelQuality| {
        vec![
            Text::content(label.label.as_str()).into(),
            Cell::number(label.precision),
            Cell::number(label.baseline_precision),
            Cell::number(label.recall),
            Cell::number(label.baseline_recall),
            Cell::count(label.rows),
        ]
    };
    let caption = "Precision and recall of every label";
    Sheet::new("model quality labels", "metrics", caption)
        .with(Holds::Words, &["Label"])
        .with(
            Holds::Numbers,
            &["Precision", "Baseline’s", "Recall", "Baseline’s", "Rows"],
        )
        .of(labels, row)
}

fn residuals(residuals: &[Residual]) -> Sheet {
    let row = |residual: &Residual| {
        vec![
            percent(residual.share).into(),
            Cell::number(residual.current),
            Cell::number(residual.baseline),
        ]
    };
    let caption = "Residuals, true less predicted: at or below them lies that share of the rows";
    Sheet::new("model quality residuals", "metrics", caption)
        .with(Holds::Words, &["Share of rows"])
        .with(Holds::Numbers, &["Current", "Baseline"])
        .of(residuals, row)
}
