//! The page's numbers beside those of `report.json`.

use leeway::presentation::format::exact;
use leeway::report::{Check, Report};
use roxmltree::Node;

use crate::markup::{all, parsed, text};

/// A row's name, and the number in each other cell with every digit; `None` where there is none.
struct Row {
    name: String,
    numbers: Vec<Option<String>>,
}

fn rows(root: Node, class: &str) -> Vec<Vec<Row>> {
    let tables = all(root, "table").filter(|table| table.attribute("class") == Some(class));
    tables.map(rows_of).collect()
}

fn rows_of(table: Node) -> Vec<Row> {
    let rows = all(table, "tr").skip(1);
    rows.map(|row| {
        let mut cells = row.children().filter(Node::is_element);
        let name = all(cells.next().unwrap(), "bdi").next();
        Row {
            name: name
                .map(|name| {
                    name.attribute("title")
                        .map_or_else(|| text(name), str::to_owned)
                })
                .unwrap_or_default(),
            numbers: cells.map(number).collect(),
        }
    })
    .collect()
}

/// The first number of a cell.
fn number(cell: Node) -> Option<String> {
    let number = all(cell, "span").find(|span| span.attribute("class").is_none())?;
    let exact = number.attribute("title").map(str::to_owned);
    exact.or_else(|| Some(text(number)))
}

fn written(value: Option<f64>) -> Option<String> {
    value.map(exact)
}

/// Every number of the feature table, of the measures, the checks and model quality is the report's, in its order.
pub fn assert_numbers(html: &str, report: &Report) {
    let document = parsed(html);
    let root = document.root_element();
    let features = rows(root, "features");
    let features = features.first().map_or(&[][..], Vec::as_slice);
    assert_eq!(features.len(), report.features.len());
    for (row, feature) in features.iter().zip(&report.features) {
        assert_eq!(row.name, feature.name);
        // Rows that differ, in per cent.
        let differing = feature.drift_score.map(|score| score / 2.0);
        assert_eq!(row.numbers[1], written(differing), "{}", row.name);
        assert_eq!(row.numbers[2], written(feature.adjusted_p), "{}", row.name);
    }
    let drawn = report.features.iter();
    let drawn = drawn.filter(|feature| feature.verdict.has_drifted());
    let measures = rows(root, "measures");
    assert_eq!(measures.len(), drawn.clone().count());
    for (rows, feature) in measures.iter().zip(drawn) {
        assert_eq!(rows.len(), feature.why.len());
        for (row, why) in rows.iter().zip(&feature.why) {
            let expected = [written(why.value), written(why.threshold)];
            assert_eq!(row.numbers, expected, "{} {}", feature.name, why.measure);
        }
    }
    assert_checks(root, report);
    assert_quality(root, report);
    assert_bias(root, report);
}

fn assert_checks(root: Node, report: &Report) {
    let is_first = |check: &&Check| check.status.is_violated() || check.is_disagreed();
    let (mut expected, others): (Vec<&Check>, Vec<&Check>) =
        report.checks.iter().partition(is_first);
    expected.extend(others);
    let found: Vec<Row> = rows(root, "checks").into_iter().flatten().collect();
    assert_eq!(found.len(), expected.len());
    for (row, check) in found.iter().zip(expected) {
        assert_eq!(row.name, check.feature);
        let expected = [written(check.observed), written(check.threshold)];
        assert_eq!(
            row.numbers[1..],
            expected,
            "{} {}",
            check.feature,
            check.check
        );
    }
}

fn assert_quality(root: Node, report: &Report) {
    let Some(quality) = &report.model_quality else {
        return;
    };
    let tables = rows(root, "metrics");
    let found = tables.first().map_or(&[][..], Vec::as_slice);
    assert_eq!(found.len(), quality.metrics.metrics.len());
    let baseline = quality
        .baseline
        .as_ref()
        .filter(|_| quality.side.name() == "current");
    for (row, (name, metric)) in found.iter().zip(&quality.metrics.metrics) {
        let threshold = quality.thresholds.get(name);
        let expected = [
            // Its deviation stands behind it in the same cell.
            written(metric.value),
            written(baseline.and_then(|baseline| baseline.value(name))),
            written(threshold.map(|threshold| threshold.threshold)),
        ];
        assert_eq!(row.numbers[..3], expected, "{name}");
    }
}

fn assert_bias(root: Node, report: &Report) {
    let facets = report.bias.iter().flat_map(|bias| &bias.facets);
    let facets =
        facets.filter(|facet| !(facet.pre_training.is_empty() && facet.post_training.is_empty()));
    let tables = rows(root, "bias");
    assert_eq!(tables.len(), facets.clone().count());
    for (rows, facet) in tables.iter().zip(facets) {
        let metrics: Vec<_> = facet
            .pre_training
            .iter()
            .chain(&facet.post_training)
            .collect();
        assert_eq!(rows.len(), metrics.len());
        for (row, metric) in rows.iter().zip(metrics) {
            let expected = [metric.value, metric.low, metric.high, metric.baseline];
            assert_eq!(row.numbers, expected.map(written), "{}", metric.name);
        }
    }
}
