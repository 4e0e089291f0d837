//! Why a number of the AWS sample's is another over all rows, in words.

use super::format::{exact, exact_count, number};
use leeway_monitors::words;
use leeway_report::{SampleDifference, SampleWhy};

/// What the sample leaves out of the number of `feature`, and what the number is with it.
///
/// One sentence with both figures and the counts of rows or labels.
pub fn sample_difference(feature: &str, difference: &SampleDifference) -> String {
    let (reported, over_all) = (number(difference.reported), number(difference.over_all));
    match difference.why {
        SampleWhy::RowsOutside {
            range: [low, high],
            rows: [before, now],
        } => {
            let (low, high) = (exact(low), exact(high));
            let before = rows_of(before);
            let now = exact_count(now);
            format!(
                "{feature}: the drift score {reported} counts only rows inside ({low}, {high}]; {before} of the baseline and {now} of the current side are left out. Over all rows it is {over_all}."
            )
        }
        SampleWhy::LabelsOfOneSide { labels, rows } => {
            let side = |at: usize, name: &str| {
                let (labels, rows) = (labels[at], rows[at]);
                let rows = rows_of(rows);
                (labels > 0).then(|| {
                    let labels = words::plural(labels, "label", "labels");
                    format!("{labels} of {name} alone ({rows})")
                })
            };
            let sides = [side(0, "the baseline"), side(1, "the current side")];
            let sides: Vec<String> = sides.into_iter().flatten().collect();
            let sides = sides.join(" and ");
            format!(
                "{feature}: the drift score {reported} counts only labels that both sides have and leaves out {sides}. Over all labels it is {over_all}."
            )
        }
        SampleWhy::BaselineAsExpected { rows: [_, now] } => {
            let rows = rows_of(now);
            format!(
                "{feature}: the chi-square {reported} takes the baseline’s shares of {rows}, cut to whole rows, as if they were known exactly. With chance on both sides it is {over_all}."
            )
        }
    }
}

/// Every row counted, because the sentence is about which were not.
fn rows_of(rows: u64) -> String {
    match rows {
        1 => "1 row".to_owned(),
        rows => format!("{} rows", exact_count(rows)),
    }
}
