//! `statistics.json` of the data-quality monitor.
//!
//! The value of [`Statistics`] is what one run counted: one entry per feature in the order of the file. A feature has numbers, labels, or (a type `Unknown`) nothing.

use serde_json::{Value, json};

use super::figure::Figure;
use super::levels::Levels;
use super::members::{Extra, Members, count, feature_objects};
use super::numerical::{NumericalStatistics, common_json, read_common};
use super::text::print;
use crate::{Note, Notes};
use leeway_table::InferredType;

/// The statistics of a data set.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Statistics {
    /// The file's own version, as it stands: `0.0`, `0`, or nothing.
    pub version: Option<Value>,
    /// Rows.
    pub item_count: Option<u64>,
    /// The features in the file's order.
    pub features: Vec<FeatureStatistics>,
    /// What else the file holds.
    pub extra: Extra,
}

/// The statistics of one feature.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct FeatureStatistics {
    /// The feature's name.
    pub name: String,
    /// The type, if the file names a known one.
    pub inferred_type: Option<InferredType>,
    /// What was counted.
    pub summary: Summary,
    /// What else the file holds.
    pub extra: Extra,
}

/// What was counted of a feature.
#[derive(Debug, Clone, Default, PartialEq)]
pub enum Summary {
    /// A feature of numbers.
    Numbers(NumericalStatistics),
    /// A feature of texts.
    Labels(StringStatistics),
    /// Nothing.
    #[default]
    Nothing,
}

/// Statistics of a feature of texts.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct StringStatistics {
    /// Rows with a value.
    pub present: u64,
    /// Rows without.
    pub missing: u64,
    /// Estimated number of distinct values; it may exceed the number of rows.
    pub distinct: Figure,
    /// Share of rows with a value, 0 to 1 (containers since 2024).
    pub completeness: Figure,
    /// Rows per label; `None` where there were too many labels to list.
    pub labels: Option<Vec<LabelCount>>,
}

/// A label and the rows that hold it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LabelCount {
    /// The label.
    pub label: String,
    /// Rows.
    pub count: u64,
}

const CATEGORICAL: &str = "string_statistics/distribution/categorical";

impl Statistics {
    /// Statistics as a new file has them.
    pub fn of(item_count: u64, features: Vec<FeatureStatistics>) -> Self {
        Statistics {
            version: Some(json!(0.0)),
            item_count: Some(item_count),
            features,
            extra: Extra::default(),
        }
    }

    /// Reads the value of a `statistics.json`.
    ///
    /// Errors: not an object, no list of features, or the statistics of another monitor. Everything else that is odd is a note.
    pub fn read(value: Value, notes: &mut Notes) -> Result<Self, Note> {
        Statistics::read_with(value, &mut Levels::default(), notes)
    }

    /// Reads a value whose levels were cut out.
    pub(crate) fn read_with(
        value: Value,
        levels: &mut Levels,
        notes: &mut Notes,
    ) -> Result<Self, Note> {
        let mut document = open(value, "statistics")?;
        let Some(Value::Array(items)) = document.take_any("features") else {
            return Err(not_this(&document, "statistics"));
        };
        let mut extra = Extra::default();
        let item_count = document.object("dataset", notes).and_then(|mut dataset| {
            let rows = dataset.count("item_count", notes);
            dataset.leave(&mut extra);
            rows
        });
        let features: Vec<FeatureStatistics> = feature_objects(items, notes)
            .into_iter()
            .filter_map(|feature| FeatureStatistics::read(feature, levels, notes))
            .collect();
        note_repeated_names(features.iter().map(|feature| feature.name.as_str()), notes);
        let version = document.take_any("version");
        document.leave(&mut extra);
        Ok(Statistics {
            version,
            item_count,
            features,
            extra,
        })
    }

    /// The file's text, as the container lays it out.
    pub fn write(&self) -> String {
        let dataset = self.extra.object_if_any(
            "dataset",
            [("item_count", self.item_count.map(|rows| json!(rows)))],
        );
        let features = self
            .features
            .iter()
            .map(FeatureStatistics::to_json)
            .collect();
        print(&self.extra.object(
            "",
            [
                ("version", self.version.clone()),
                ("dataset", dataset),
                ("features", Some(Value::Array(features))),
            ],
        ))
    }

    /// The feature called `name`; the first, if several are.
    pub fn feature(&self, name: &str) -> Option<&FeatureStatistics> {
        self.features.iter().find(|feature| feature.name == name)
    }
}

impl FeatureStatistics {
    fn read(mut body: Members, levels: &mut Levels, notes: &mut Notes) -> Option<Self> {
        let name = feature_name(&mut body, notes)?;
        let mut extra = Extra::default();
        let inferred_type = body.inferred_type("inferred_type", notes);
        let summary = if let Some(numbers) = body.object("numerical_statistics", notes) {
            Summary::Numbers(NumericalStatistics::read(
                numbers, levels, &mut extra, notes,
            ))
        } else if let Some(labels) = body.object("string_statistics", notes) {
            Summary::Labels(StringStatistics::read(labels, &mut extra, notes))
        } else {
            Summary::Nothing
        };
        body.leave(&mut extra);
        Some(FeatureStatistics {
            name,
            inferred_type,
            summary,
            extra,
        })
    }

    fn to_json(&self) -> Value {
        let (numbers, labels) = match &self.summary {
            Summary::Numbers(numbers) => (Some(numbers.to_json(&self.extra)), None),
            Summary::Labels(labels) => (None, Some(labels.to_json(&self.extra))),
            Summary::Nothing => (None, None),
        };
        self.extra.object(
            "",
            [
                ("name", Some(self.name.as_str().into())),
                (
                    "inferred_type",
                    self.inferred_type.map(|kind| kind.name().into()),
                ),
                ("numerical_statistics", numbers),
                ("string_statistics", labels),
            ],
        )
    }

    /// Rows with a value, and rows without; `None` if the file does not say.
    pub fn presence(&self) -> Option<(u64, u64)> {
        match &self.summary {
            Summary::Numbers(numbers) => Some((numbers.present, numbers.missing)),
            Summary::Labels(labels) => Some((labels.present, labels.missing)),
            Summary::Nothing => None,
        }
    }
}

impl StringStatistics {
    fn read(mut body: Members, extra: &mut Extra, notes: &mut Notes) -> Self {
        let (present, missing) = read_common(&mut body, extra, notes);
        let distinct = body.figure("distinct_count", notes);
        let completeness = body.figure("completeness", notes);
        let mut labels = None;
        if let Some(mut distribution) = body.object("distribution", notes) {
            if let Some(mut categorical) = distribution.object("categorical", notes) {
                labels =
                    categorical.take("buckets", "a list of {value, count}", notes, read_labels);
                categorical.leave(extra);
            }
            distribution.leave(extra);
        }
        body.leave(extra);
        StringStatistics {
            present,
            missing,
            distinct,
            completeness,
            labels,
        }
    }

    fn to_json(&self, extra: &Extra) -> Value {
        let buckets = self.labels.as_ref().map(|labels| {
            let bucket = |label: &LabelCount| json!({"value": label.label, "count": label.count});
            Value::Array(labels.iter().map(bucket).collect())
        });
        let categorical = extra.object_if_any(CATEGORICAL, [("buckets", buckets)]);
        let distribution = extra.object_if_any(
            "string_statistics/distribution",
            [("categorical", categorical)],
        );
        let common = common_json(
            self.present,
            self.missing,
            "string_statistics/common",
            extra,
        );
        extra.object(
            "string_statistics",
            [
                ("common", Some(common)),
                ("distinct_count", self.distinct.to_json()),
                ("completeness", self.completeness.to_json()),
                ("distribution", distribution),
            ],
        )
    }
}

/// The labels, if every bucket is what it should be.
fn read_labels(value: &Value) -> Option<Vec<LabelCount>> {
    value
        .as_array()?
        .iter()
        .map(|bucket| {
            let bucket = bucket.as_object().filter(|bucket| bucket.len() == 2)?;
            Some(LabelCount {
                label: bucket.get("value")?.as_str()?.to_owned(),
                count: count(bucket.get("count")?)?,
            })
        })
        .collect()
}

/// The members of a document, or why there are none.
pub(super) fn open(value: Value, what: &str) -> Result<Members, Note> {
    match value {
        Value::Object(map) => Ok(Members::new(map)),
        other => Err(Note::new(format!("The {what} are not an object."))
            .found(&other.to_string())
            .expected("an object with a list `features`")),
    }
}

/// Why a document without features is none of the data-quality monitor's.
pub(super) fn not_this(document: &Members, what: &str) -> Note {
    let of_quality = [
        "binary_classification",
        "multiclass_classification",
        "regression",
    ]
    .iter()
    .any(|kind| {
        document.has(&format!("{kind}_metrics")) || document.has(&format!("{kind}_constraints"))
    });
    if of_quality {
        Note::new(format!(
            "These {what} belong to the model-quality monitor, not to the data-quality monitor."
        ))
    } else {
        Note::new(format!("These {what} have no list of features."))
            .expected("an object with a list `features`")
            .advice("Custom containers may use the file name for something else.")
    }
}

/// Takes a feature's name; a feature without one is noted and left out.
pub(super) fn feature_name(body: &mut Members, notes: &mut Notes) -> Option<String> {
    let name = body.text("name", notes);
    match &name {
        Some(name) => body.about(name),
        None => notes
            .add(Note::new("A feature has no name; it was left out.").expected("a text `name`")),
    }
    name
}

/// Notes names that more than one feature has.
pub(super) fn note_repeated_names<'a>(names: impl Iterator<Item = &'a str>, notes: &mut Notes) {
    let mut seen = std::collections::BTreeSet::new();
    for name in names {
        if !seen.insert(name) {
            notes.add(
                Note::new("A feature is listed twice; the first entry is used.")
                    .found(name)
                    .expected("one entry per feature"),
            );
        }
    }
}
