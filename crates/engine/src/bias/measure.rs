//! All metrics of one group, as a whole and by window.

use leeway_monitors::bias::Counted;
use leeway_report::bias::{BiasFacet, BiasMetric, BiasPoint, BiasWindow};
use leeway_stats::bias::{
    BiasReason, FEW_ROWS, FlipTest, Flips, Interval, Metric, Outcomes, Stage, measure,
};

/// A metric's value with its interval, and whether that is of too few rows.
type Value = Result<(f64, Option<Interval>, bool), BiasReason>;

/// The facet's entry of the report, but for the flip test and what the baseline says.
///
/// `counted` has rows by group, label, prediction and window. Each metric has a value in its own range with a 95 % interval, or
/// the error that says why not. Source: Clarify; see [`leeway_stats::bias`].
pub fn facet(name: &str, value: &str, counted: &Counted) -> BiasFacet {
    let compared = compared(counted);
    let rows = compared.map_or(0, Outcomes::rows);
    let group_rows = compared.map_or(0, Outcomes::group_rows);
    let mut facet = BiasFacet {
        name: name.to_owned(),
        value: value.to_owned(),
        rows: Some(rows),
        group_rows: Some(group_rows),
        left_out: counted.rows - rows,
        weak: group_rows.min(rows - group_rows) < FEW_ROWS,
        ..BiasFacet::default()
    };
    if rows == 0 {
        facet.reason = Some("No row has all that is compared.".to_owned());
    } else if group_rows == 0 {
        facet.reason = Some("No row is in the group.".to_owned());
    } else if group_rows == rows {
        facet.reason =
            Some("Every row is in the group, so there is nothing to compare it with.".to_owned());
    }
    facet.windows = counted
        .segments
        .iter()
        .map(|segment| {
            let outcomes = self::compared(segment);
            BiasWindow {
                rows: outcomes.map_or(0, Outcomes::rows),
                group_rows: outcomes.map_or(0, Outcomes::group_rows),
            }
        })
        .collect();
    let stage = |stage: Stage| -> Vec<BiasMetric> {
        let mut metrics: Vec<BiasMetric> = Metric::of_stage(stage).map(blank).collect();
        let whole = values(stage, counted);
        for (metric, value) in metrics.iter_mut().zip(whole) {
            fill(metric, value);
        }
        for segment in &counted.segments {
            let is_gap = self::compared(segment).is_none_or(|outcomes| outcomes.rows() == 0);
            for (metric, value) in metrics.iter_mut().zip(values(stage, segment)) {
                metric.windows.push((!is_gap).then(|| point(value)));
            }
        }
        metrics
    };
    if counted.pre_training.is_some() {
        facet.pre_training = stage(Stage::PreTraining);
    }
    if counted.post_training.is_some() {
        facet.post_training = stage(Stage::PostTraining);
    }
    facet
}

/// A metric without a value.
///
/// Its ideal is the metric's, the status `not_checked`; value, interval and error are for the caller to fill in.
pub fn blank(metric: Metric) -> BiasMetric {
    BiasMetric {
        name: metric.name().to_owned(),
        description: metric.description().to_owned(),
        ideal: metric.ideal(),
        ..BiasMetric::default()
    }
}

/// Puts the flip test's value into the facet: as a whole (`window` is `None`) or in a window. `left_out` are the features that are not numbers.
///
/// FT is from −1 to 1, 0 being its ideal; where the test could not be made, the metric has its error.
pub fn put_flips(facet: &mut BiasFacet, window: Option<usize>, flips: &Flips, left_out: &[String]) {
    let metrics = facet.post_training.iter_mut();
    let Some(metric) = metrics
        .into_iter()
        .find(|metric| metric.name == Metric::Ft.name())
    else {
        return;
    };
    let Some(value) = flips.value() else {
        return;
    };
    let interval = Interval::of_flips(flips);
    let is_of_too_few = is_of_too_few(Metric::Ft, interval, flips.rows);
    if let Some(window) = window {
        if let Some(place) = metric.windows.get_mut(window) {
            *place = Some(point(Ok((value, interval, is_of_too_few))));
        }
        return;
    }
    fill(metric, Ok((value, interval, is_of_too_few)));
    let mut remarks = Vec::new();
    metric.is_refused = !left_out.is_empty();
    if metric.is_refused {
        remarks.push(format!(
            "Over the features that are numbers in every row; Clarify would refuse because of {}.",
            leeway_monitors::words::list(left_out, 3)
        ));
    }
    if flips.left_out > 0 {
        remarks.push(format!(
            "{} rows of the group were asked, {} left out because there are too many.",
            leeway_monitors::words::count(flips.rows),
            leeway_monitors::words::count(flips.left_out)
        ));
    }
    if flips.tied > 0 {
        remarks.push(format!(
            "For {} several neighbours are equally far, and another choice among them would turn the vote.",
            leeway_monitors::words::plural(flips.tied, "row", "rows")
        ));
    }
    metric.remark = (!remarks.is_empty()).then(|| remarks.join(" "));
}

/// Adds a row to a flip test.
///
/// `columns` has one list of numbers per feature, `row` is a position in each; `in_group` and `prediction` are 0 or 1, anything else leaves the row out.
pub fn add_to(test: &mut FlipTest, columns: &[Vec<f64>], row: usize, in_group: u8, prediction: u8) {
    if in_group < 2 && prediction < 2 {
        let numbers = columns.iter().map(|column| column[row]);
        test.add(numbers, in_group == 1, prediction == 1);
    }
}

/// The outcomes whose rows are told: those with predictions where there are some.
fn compared(counted: &Counted) -> Option<&Outcomes> {
    let has_rows = |outcomes: &&Outcomes| outcomes.rows() > 0;
    counted
        .post_training
        .as_ref()
        .filter(has_rows)
        .or(counted.pre_training.as_ref())
        .or(counted.post_training.as_ref())
}

fn is_of_too_few(metric: Metric, interval: Option<Interval>, smaller_side: u64) -> bool {
    interval.is_some_and(|interval| interval.is_of_too_few_rows(metric, smaller_side))
}

fn values(stage: Stage, counted: &Counted) -> Vec<Value> {
    let outcomes = match stage {
        Stage::PreTraining => &counted.pre_training,
        Stage::PostTraining => &counted.post_training,
    };
    let has_labels = counted.pre_training.is_some();
    let empty = Outcomes::new(0);
    let outcomes = outcomes.as_ref().unwrap_or(&empty);
    let group_rows = outcomes.group_rows();
    let smaller_side = group_rows.min(outcomes.rows() - group_rows);
    Metric::of_stage(stage)
        .map(|metric| {
            if !has_labels && !metric.needs_no_labels() {
                return Err(BiasReason::NoLabels);
            }
            let value = measure(metric, outcomes)?;
            let interval = Interval::of(metric, outcomes);
            Ok((
                value,
                interval,
                is_of_too_few(metric, interval, smaller_side),
            ))
        })
        .collect()
}

fn fill(metric: &mut BiasMetric, value: Value) {
    match value {
        Ok((value, interval, is_of_too_few)) => {
            metric.value = Some(value);
            metric.too_few_rows = is_of_too_few;
            metric.low = interval.map(|interval| interval.low);
            metric.high = interval.map(|interval| interval.high);
            metric.error = None;
        }
        Err(reason) => metric.error = Some(reason.to_string()),
    }
}

fn point(value: Value) -> BiasPoint {
    let value = value.ok();
    let interval = value.and_then(|(_, interval, _)| interval);
    BiasPoint {
        value: value.map(|(value, ..)| value),
        too_few_rows: value.is_some_and(|(.., is_of_too_few)| is_of_too_few),
        low: interval.map(|interval| interval.low),
        high: interval.map(|interval| interval.high),
    }
}
