//! What a brush selects, as values and never as bins, so that a link means the same with other files. What is contradictory is refused with the reason.

use serde::{Deserialize, Serialize};

use crate::Refusal;
use leeway_documents::parse_time;
use leeway_monitors::words;

/// A stretch of time, or of rows, or of one feature's values; a feature's labels.
///
/// Exactly one of these is given: `feature` with `above` and/or `up_to`; `feature` with `labels`; `start` with `end`; `first_row` with `last_row`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Brush {
    /// The feature; `None` for time and rows.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub feature: Option<String>,
    /// Values above this one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub above: Option<f64>,
    /// Values up to this one, itself included.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub up_to: Option<f64>,
    /// Labels; `(missing)` stands for missing values.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub labels: Option<Vec<String>>,
    /// First moment, ISO 8601.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub start: Option<String>,
    /// First moment after it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub end: Option<String>,
    /// First row of the current side, from 1 in the order of the paths.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub first_row: Option<u64>,
    /// Last row, included.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_row: Option<u64>,
}

impl Brush {
    /// True when it holds a whole bin of numbers, where `cuts` ascend between bins.
    pub fn holds_bin(&self, cuts: &[f64], bin: usize) -> bool {
        let low = bin.checked_sub(1).and_then(|low| cuts.get(low));
        let is_above = |above| low.is_some_and(|low| *low >= above);
        let is_below = |up_to| cuts.get(bin).is_some_and(|high| *high <= up_to);
        self.above.is_none_or(is_above) && self.up_to.is_none_or(is_below)
    }

    /// The stretch of time in milliseconds since 1970, if it is one.
    pub fn times(&self) -> Option<(i64, i64)> {
        let time = |text: &Option<String>| parse_time(text.as_deref()?);
        Some((time(&self.start)?, time(&self.end)?))
    }

    /// What is wrong with it.
    pub fn problem(&self) -> Option<Refusal> {
        let has_range = self.above.is_some() || self.up_to.is_some();
        let has_time = self.start.is_some() || self.end.is_some();
        let has_rows = self.first_row.is_some() || self.last_row.is_some();
        let given = [has_range, self.labels.is_some(), has_time, has_rows];
        let is_of_feature = has_range || self.labels.is_some();
        let is_one = given.iter().filter(|given| **given).count() == 1
            && is_of_feature == self.feature.is_some();
        let is_whole = !has_time || self.times().is_some();
        let has_both_ends = self.first_row.is_some() == self.last_row.is_some();
        let is_number = [self.above, self.up_to]
            .iter()
            .flatten()
            .all(|end| end.is_finite());
        let is_usable = is_one && is_whole && has_both_ends && is_number;
        (!is_usable).then(|| {
            Refusal::new("A brush in \"selection\"", "must be one of {feature, above, up_to}, {feature, labels}, {start, end} with ISO times, and {first_row, last_row}")
        })
    }

    /// The brush in words: `age above 30 up to 40`.
    pub fn words(&self) -> String {
        let feature = self.feature.as_deref().unwrap_or_default();
        if let Some(labels) = &self.labels {
            return format!("{feature}: {}", words::list(labels, 4));
        }
        if let (Some(start), Some(end)) = (&self.start, &self.end) {
            let short = |time: &str| time.chars().take(16).collect::<String>().replace('T', " ");
            return format!("{} to {} UTC", short(start), short(end));
        }
        if let (Some(first), Some(last)) = (self.first_row, self.last_row) {
            return format!("rows {}–{}", words::count(first), words::count(last));
        }
        let above = self
            .above
            .map(|above| format!(" above {}", words::number(above)));
        let up_to = self
            .up_to
            .map(|up_to| format!(" up to {}", words::number(up_to)));
        format!(
            "{feature}{}{}",
            above.unwrap_or_default(),
            up_to.unwrap_or_default()
        )
    }
}

/// What is wrong with brushes that are to combine.
pub fn problem(brushes: &[Brush]) -> Option<Refusal> {
    let twice = |(place, brush): (usize, &Brush)| {
        let before = &brushes[..place];
        before
            .iter()
            .any(|other| other.feature == brush.feature)
            .then(|| {
                let what = brush.feature.as_deref().unwrap_or("time");
                Refusal::new(
                    "\"selection\"",
                    format!("has more than one brush on {what}; one brush may hold several labels"),
                )
            })
    };
    let mut alone = brushes.iter().filter_map(Brush::problem);
    alone
        .next()
        .or_else(|| brushes.iter().enumerate().find_map(twice))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn brush(json: &str) -> Brush {
        serde_json::from_str(json).unwrap()
    }

    #[test]
    fn a_brush_is_over_one_thing() {
        for good in [
            r#"{"feature": "age", "above": 30}"#,
            r#"{"feature": "age", "above": 30, "up_to": 40}"#,
            r#"{"feature": "job", "labels": ["clerk"]}"#,
            r#"{"start": "2024-06-03T08:00:00Z", "end": "2024-06-03T09:00:00Z"}"#,
            r#"{"first_row": 1, "last_row": 100}"#,
        ] {
            assert_eq!(brush(good).problem(), None, "{good}");
        }
        for bad in [
            "{}",
            r#"{"feature": "age"}"#,
            r#"{"above": 30}"#,
            r#"{"feature": "age", "above": 30, "labels": []}"#,
            r#"{"start": "2024-06-03T08:00:00Z"}"#,
            r#"{"start": "yesterday", "end": "today"}"#,
            r#"{"first_row": 1}"#,
        ] {
            assert!(brush(bad).problem().is_some(), "{bad}");
        }
        let twice = [
            brush(r#"{"feature": "age", "above": 30}"#),
            brush(r#"{"feature": "age", "up_to": 9}"#),
        ];
        assert!(
            problem(&twice)
                .unwrap()
                .rule
                .contains("more than one brush on age")
        );
    }

    #[test]
    fn a_brush_tells_what_it_holds() {
        assert_eq!(
            brush(r#"{"feature": "age", "above": 30, "up_to": 40.5}"#).words(),
            "age above 30 up to 40.5"
        );
        assert_eq!(
            brush(r#"{"feature": "job", "labels": ["clerk", "cook"]}"#).words(),
            "job: clerk and cook"
        );
        let time = r#"{"start": "2024-06-03T08:00:00Z", "end": "2024-06-03T10:00:00Z"}"#;
        assert_eq!(
            brush(time).words(),
            "2024-06-03 08:00 to 2024-06-03 10:00 UTC"
        );
    }
}
