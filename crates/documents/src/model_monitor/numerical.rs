//! What statistics say about a feature of numbers: moments, ten buckets, a KLL sketch.

use serde_json::{Number, Value, json};

use super::figure::Figure;
use super::levels::Levels;
use super::members::{Extra, Members};
use crate::{Note, Notes};
use leeway_stats::kll::{DEFAULT_C, DEFAULT_K, Sketch};

/// Statistics of a feature of numbers.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct NumericalStatistics {
    /// Rows with a value.
    pub present: u64,
    /// Rows without.
    pub missing: u64,
    /// Mean.
    pub mean: Figure,
    /// Sum.
    pub sum: Figure,
    /// Standard deviation of the population.
    pub std_dev: Figure,
    /// Smallest value.
    pub min: Figure,
    /// Largest value.
    pub max: Figure,
    /// Estimated number of distinct values (containers since 2024).
    pub approximate_distinct: Figure,
    /// Share of rows with a value, 0 to 1 (containers since 2024).
    pub completeness: Figure,
    /// The histogram: half open buckets, the last one closed. Its counts may add up to less than [`NumericalStatistics::present`].
    pub buckets: Vec<Bucket>,
    /// The sketch, if it can be used.
    pub sketch: Option<Sketch>,
}

/// One bucket of the histogram.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bucket {
    /// Smallest value that belongs to it.
    pub lower: f64,
    /// The end, which belongs to the next bucket (the last one's to itself).
    pub upper: f64,
    /// Values in it.
    pub count: f64,
}

const KLL: &str = "numerical_statistics/distribution/kll";

impl NumericalStatistics {
    pub(super) fn read(
        mut body: Members,
        levels: &mut Levels,
        extra: &mut Extra,
        notes: &mut Notes,
    ) -> Self {
        let (present, missing) = read_common(&mut body, extra, notes);
        let mut statistics = NumericalStatistics {
            present,
            missing,
            mean: body.figure("mean", notes),
            sum: body.figure("sum", notes),
            std_dev: body.figure("std_dev", notes),
            min: body.figure("min", notes),
            max: body.figure("max", notes),
            approximate_distinct: body.figure("approximate_num_distinct_values", notes),
            completeness: body.figure("completeness", notes),
            ..NumericalStatistics::default()
        };
        if let Some(mut distribution) = body.object("distribution", notes) {
            if let Some(mut kll) = distribution.object("kll", notes) {
                statistics.buckets = kll
                    .take(
                        "buckets",
                        "a list of {lower_bound, upper_bound, count}",
                        notes,
                        read_buckets,
                    )
                    .unwrap_or_default();
                statistics.sketch = read_sketch(&mut kll, present, levels, extra, notes);
                kll.leave(extra);
            }
            distribution.leave(extra);
        }
        body.leave(extra);
        statistics
    }

    pub(super) fn to_json(&self, extra: &Extra) -> Value {
        let sketch = match &self.sketch {
            Some(sketch) => Some(sketch_json(sketch, extra)),
            None => extra.object_if_any(&format!("{KLL}/sketch"), []),
        };
        let buckets = (!self.buckets.is_empty())
            .then(|| Value::Array(self.buckets.iter().copied().map(Bucket::to_json).collect()));
        let kll = extra.object_if_any(KLL, [("buckets", buckets), ("sketch", sketch)]);
        let distribution = extra.object_if_any("numerical_statistics/distribution", [("kll", kll)]);
        let common = common_json(
            self.present,
            self.missing,
            "numerical_statistics/common",
            extra,
        );
        let distinct = match self.approximate_distinct {
            Figure::Number(count) if count.fract() == 0.0 && count.abs() < 2f64.powi(53) => {
                Some(json!(count as i64))
            }
            other => other.to_json(),
        };
        extra.object(
            "numerical_statistics",
            [
                ("common", Some(common)),
                ("mean", self.mean.to_json()),
                ("sum", self.sum.to_json()),
                ("std_dev", self.std_dev.to_json()),
                ("min", self.min.to_json()),
                ("max", self.max.to_json()),
                ("approximate_num_distinct_values", distinct),
                ("completeness", self.completeness.to_json()),
                ("distribution", distribution),
            ],
        )
    }
}

impl Bucket {
    fn to_json(self) -> Value {
        json!({"lower_bound": self.lower, "upper_bound": self.upper, "count": self.count})
    }
}

/// Present and missing rows. Absent counts are zero, with a note.
pub(super) fn read_common(body: &mut Members, extra: &mut Extra, notes: &mut Notes) -> (u64, u64) {
    let counts = body.object("common", notes).map(|mut common| {
        let counts = (
            common.count("num_present", notes),
            common.count("num_missing", notes),
        );
        common.leave(extra);
        counts
    });
    let (present, missing) = counts.unwrap_or_default();
    if present.is_none() {
        notes.add(
            Note::new("A feature does not say how many values are present; it was read as none.")
                .found(&body.place("no num_present"))
                .expected("a count"),
        );
    }
    (present.unwrap_or(0), missing.unwrap_or(0))
}

pub(super) fn common_json(present: u64, missing: u64, parent: &str, extra: &Extra) -> Value {
    extra.object(
        parent,
        [
            ("num_present", Some(json!(present))),
            ("num_missing", Some(json!(missing))),
        ],
    )
}

/// The buckets, if all of them are what they should be; a bucket with further members is not taken, so that they are not lost.
fn read_buckets(value: &Value) -> Option<Vec<Bucket>> {
    value
        .as_array()?
        .iter()
        .map(|bucket| {
            let bucket = bucket.as_object().filter(|bucket| bucket.len() == 3)?;
            let number = |name| Figure::of(bucket.get(name)?)?.finite();
            Some(Bucket {
                lower: number("lower_bound")?,
                upper: number("upper_bound")?,
                count: number("count")?,
            })
        })
        .collect()
}

/// The sketch, unless an item is not a finite number; its weight is compared with `present`.
fn read_sketch(
    kll: &mut Members,
    present: u64,
    cut_out: &mut Levels,
    extra: &mut Extra,
    notes: &mut Notes,
) -> Option<Sketch> {
    if !kll.has("sketch") {
        return None;
    }
    let mut body = kll.object("sketch", notes)?;
    let levels = body.take(
        "data",
        "levels: lists of finite numbers",
        notes,
        |value| -> Option<Vec<Vec<f64>>> {
            if let Some(levels) = cut_out.take(value) {
                return Some(levels);
            }
            value
                .as_array()?
                .iter()
                .map(|level| level.as_array()?.iter().map(item).collect())
                .collect()
        },
    );
    let Some(levels) = levels else {
        notes.add(
            Note::new("A sketch holds an item that is not a finite number, or no levels; the feature is read without its sketch.")
                .found(&body.place("data"))
                .advice("Make the statistics anew, or compare the samples themselves."),
        );
        body.leave(extra);
        return None;
    };
    let mut parameters = body.object("parameters", notes);
    let mut parameter = |name: &str, default: f64| -> f64 {
        parameters
            .as_mut()
            .and_then(|parameters| parameters.figure(name, notes).finite())
            .unwrap_or(default)
    };
    let sketch = Sketch {
        c: parameter("c", DEFAULT_C),
        k: parameter("k", DEFAULT_K as f64).max(0.0) as usize,
        levels,
        condensed: 0.0,
    };
    if let Some(parameters) = parameters {
        parameters.leave(extra);
    }
    body.leave(extra);
    let weight = weight(&sketch.levels);
    if weight != Some(present) {
        let shown = weight.map_or("too large to count".to_owned(), |weight| weight.to_string());
        notes.add(
            Note::new("A sketch does not weigh as much as its feature has values; shares are taken over the sketch's own weight.")
                .found(&kll.place(&format!("weight {shown}, values present {present}")))
                .expected("the sum of level lengths times 2^level to be num_present")
                .advice("Ask who made the file; distances from this sketch may be wrong."),
        );
    }
    Some(sketch)
}

fn item(value: &Value) -> Option<f64> {
    value.as_f64().filter(|item| item.is_finite())
}

/// The number of values that the levels stand for.
fn weight(levels: &[Vec<f64>]) -> Option<u64> {
    levels.iter().enumerate().try_fold(0u64, |sum, (i, level)| {
        let items = level.len() as u64;
        let weighed = if items == 0 {
            0
        } else {
            items.checked_mul(1u64.checked_shl(i as u32)?)?
        };
        sum.checked_add(weighed)
    })
}

fn sketch_json(sketch: &Sketch, extra: &Extra) -> Value {
    let float = |value: f64| Number::from_f64(value).map_or(Value::Null, Value::Number);
    let levels = sketch
        .levels
        .iter()
        .map(|level| Value::Array(level.iter().copied().map(float).collect()))
        .collect();
    let parameters = extra.object(
        &format!("{KLL}/sketch/parameters"),
        [
            ("c", Some(float(sketch.c))),
            ("k", Some(float(sketch.k as f64))),
        ],
    );
    extra.object(
        &format!("{KLL}/sketch"),
        [
            ("parameters", Some(parameters)),
            ("data", Some(Value::Array(levels))),
        ],
    )
}
