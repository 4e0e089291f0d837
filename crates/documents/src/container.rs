//! `results.json` of the AWS sample container "census drift": one execution's projected accuracy, and a table of drift as pandas writes it, column by column, in a string.
//!
//! In: one execution, or a list of them as [`write`] makes it. A cell that does not apply is null. What is odd is left out; only a file without any execution is unusable.

use serde_json::{Map, Number, Value, json};

use super::note::{Note, Notes};
use super::parse_time;

/// p-values are rounded to ten decimals there, so that one of exactly 0 is at most this.
pub const LEAST_P: f64 = 5e-11;

/// One execution.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Execution {
    /// 100 less the relative change of the mean isolation-forest score, in per cent; no accuracy of a classifier.
    pub accuracy: Option<f64>,
    /// When the data ended, as written.
    pub end_time: Option<String>,
    /// One per feature.
    pub features: Vec<FeatureDrift>,
}

/// A row of the table.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct FeatureDrift {
    /// The feature.
    pub name: String,
    /// Whether it is compared as numbers, where that is known.
    pub is_numerical: Option<bool>,
    /// 100 · Σ |p − q|.
    pub drift_score: Option<f64>,
    /// Change of the share of missing values, in per cent of rows.
    pub missing_change: Option<f64>,
    /// Whether that is significant.
    pub is_missing_significant: Option<bool>,
    /// Kolmogorov–Smirnov distance of numbers.
    pub ks: Option<f64>,
    /// p-value of the feature's test.
    pub p_value: Option<f64>,
    /// Wasserstein distance over the baseline's standard deviation.
    pub wasserstein: Option<f64>,
    /// Jensen–Shannon distance.
    pub jensen_shannon: Option<f64>,
    /// Chi-square statistic of labels.
    pub chi_square: Option<f64>,
    /// How many labels more or fewer there are.
    pub distinct_change: Option<f64>,
}

impl Execution {
    /// When the data ended, milliseconds since 1970 UTC.
    pub fn end_ms(&self) -> Option<i64> {
        parse_time(self.end_time.as_deref()?)
    }
}

/// Reads one execution or a list of them.
///
/// # Errors
/// A note, when there is none.
pub fn read(value: &Value, notes: &mut Notes) -> Result<Vec<Execution>, Note> {
    let list = match value {
        Value::Array(list) => list.as_slice(),
        one => std::slice::from_ref(one),
    };
    let executions: Vec<Execution> = list
        .iter()
        .filter_map(|value| execution(value, notes))
        .collect();
    match executions.is_empty() {
        false => Ok(executions),
        true => Err(
            Note::new("There is no execution of the drift container in this file.").expected(
                "{\"accuracy\": a number, \"drift_df\": a table as a string, \"end_time\": a time}",
            ),
        ),
    }
}

fn execution(value: &Value, notes: &mut Notes) -> Option<Execution> {
    let object = value.as_object()?;
    let table = match object.get("drift_df") {
        Some(Value::String(text)) => serde_json::from_str(text).unwrap_or(Value::Null),
        Some(table) => table.clone(),
        None => Value::Null,
    };
    let features = table.as_object().map(features).unwrap_or_default();
    if features.is_empty() {
        let note =
            Note::new("The table of drift could not be read; the execution is shown without it.");
        notes.add(note.expected("\"drift_df\" with a column \"Feature\""));
    }
    let end_time = object.get("end_time").and_then(Value::as_str);
    if end_time.and_then(parse_time).is_none() {
        let note = Note::new(
            "The execution tells no time that can be read; its place is that of its path.",
        );
        let found = object
            .get("end_time")
            .map_or("nothing".to_owned(), Value::to_string);
        notes.add(
            note.found(&found)
                .expected("\"end_time\": \"2021-05-26T05:00:00Z\""),
        );
    }
    Some(Execution {
        accuracy: object.get("accuracy").and_then(number),
        end_time: end_time.map(str::to_owned),
        features,
    })
}

fn number(value: &Value) -> Option<f64> {
    value.as_f64().filter(|value| value.is_finite())
}

fn features(table: &Map<String, Value>) -> Vec<FeatureDrift> {
    let Some(names) = table.get("Feature").and_then(Value::as_object) else {
        return Vec::new();
    };
    let feature = |(row, name): (&String, &Value)| {
        let cell = |column: &str| table.get(column).and_then(|column| column.get(row));
        let of = |column: &str| cell(column).and_then(number);
        // A member of an enumeration, which pandas writes as an object.
        let kind = cell("Column Type").map(|kind| kind.get("name").unwrap_or(kind));
        Some(FeatureDrift {
            name: name.as_str()?.to_owned(),
            is_numerical: kind.and_then(Value::as_str).map(|kind| kind == "NUMERICAL"),
            drift_score: of("drift_score"),
            missing_change: of("NaN % Diff"),
            is_missing_significant: cell("is_nan_signif").and_then(Value::as_bool),
            ks: of("KS"),
            p_value: of("p-value"),
            wasserstein: of("wasserstein_distance"),
            jensen_shannon: of("jensenshannon"),
            chi_square: of("chisquare"),
            distinct_change: of("Unique Count Drift"),
        })
    };
    names.iter().filter_map(feature).collect()
}

/// Executions as `pandas.read_json` reads them: a list of objects of the container's shape.
pub fn write(executions: &[Execution]) -> String {
    Value::Array(executions.iter().map(object).collect()).to_string()
}

/// One execution, an object as the container itself writes it.
pub fn write_one(execution: &Execution) -> String {
    object(execution).to_string()
}

fn object(execution: &Execution) -> Value {
    json!({
        "accuracy": cell(execution.accuracy),
        "drift_df": table(&execution.features),
        "end_time": execution.end_time,
    })
}

fn cell(value: Option<f64>) -> Value {
    let number = value.and_then(Number::from_f64);
    number.map_or(Value::Null, Value::Number)
}

fn table(features: &[FeatureDrift]) -> String {
    let column = |of: &dyn Fn(&FeatureDrift) -> Value| -> Value {
        let cells = features.iter().enumerate();
        let cells = cells.map(|(row, feature)| (row.to_string(), of(feature)));
        Value::Object(cells.collect())
    };
    let kind = |feature: &FeatureDrift| match feature.is_numerical {
        Some(true) => json!({"name": "NUMERICAL"}),
        Some(false) => json!({"name": "CATEGORICAL"}),
        None => Value::Null,
    };
    let mut table = Map::new();
    let mut add = |name: &str, of: &dyn Fn(&FeatureDrift) -> Value| {
        table.insert(name.to_owned(), column(of));
    };
    add("Feature", &|feature| Value::from(feature.name.as_str()));
    add("Column Type", &kind);
    add("drift_score", &|feature| cell(feature.drift_score));
    add("NaN % Diff", &|feature| cell(feature.missing_change));
    add("is_nan_signif", &|feature| {
        Value::from(feature.is_missing_significant)
    });
    add("KS", &|feature| cell(feature.ks));
    add("p-value", &|feature| cell(feature.p_value));
    add("wasserstein_distance", &|feature| cell(feature.wasserstein));
    add("jensenshannon", &|feature| cell(feature.jensen_shannon));
    add("chisquare", &|feature| cell(feature.chi_square));
    add("Unique Count Drift", &|feature| {
        cell(feature.distinct_change)
    });
    Value::Object(table).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two rows as pandas 1.1.4 wrote them.
    const ONE: &str = r#"{"accuracy": 73.9, "drift_df": "{\"Feature\":{\"0\":\"age\",\"1\":\"job\"},\"Column Type\":{\"0\":{\"name\":\"NUMERICAL\"},\"1\":{\"name\":\"CATEGORICAL\"}},\"drift_score\":{\"0\":31.1,\"1\":4.5},\"NaN % Diff\":{\"0\":0.0,\"1\":1.6},\"is_nan_signif\":{\"0\":false,\"1\":true},\"KS\":{\"0\":0.1,\"1\":null},\"p-value\":{\"0\":0.0,\"1\":0.47},\"wasserstein_distance\":{\"0\":0.2,\"1\":null},\"jensenshannon\":{\"0\":0.1,\"1\":0.02},\"chisquare\":{\"0\":null,\"1\":5.5},\"Unique Count Drift\":{\"0\":null,\"1\":1.0}}", "end_time": "2021-05-26T05:00:00Z"}"#;

    fn read_text(text: &str) -> (Result<Vec<Execution>, Note>, Vec<Note>) {
        let mut notes = Notes::default();
        let read = read(&serde_json::from_str(text).unwrap(), &mut notes);
        (read, notes.into_vec())
    }

    #[test]
    fn an_execution_is_read_and_comes_back() {
        let (executions, notes) = read_text(ONE);
        let executions = executions.unwrap();
        assert_eq!(notes, []);
        assert_eq!(
            (executions[0].accuracy, executions[0].end_ms()),
            (Some(73.9), Some(1_622_005_200_000))
        );
        let [age, job] = &executions[0].features[..] else {
            panic!()
        };
        assert_eq!(
            (age.is_numerical, age.ks, age.p_value, age.chi_square),
            (Some(true), Some(0.1), Some(0.0), None)
        );
        assert_eq!(
            (job.is_missing_significant, job.distinct_change),
            (Some(true), Some(1.0))
        );
        let one = ONE.replace("\": ", "\":").replace(", \"", ",\"");
        assert_eq!(write_one(&executions[0]), one);
        let written = write(&executions);
        assert_eq!(read_text(&written).0.unwrap(), executions);
        assert_eq!(written, format!("[{one}]"));
    }

    #[test]
    fn what_is_odd_is_told_and_the_rest_kept() {
        let (executions, notes) =
            read_text(r#"[{"accuracy": "NaN", "drift_df": "{", "end_time": "{%s}"}, 7]"#);
        assert_eq!(executions.unwrap().len(), 1);
        let told: Vec<&str> = notes.iter().map(|note| note.what.as_str()).collect();
        assert!(
            told[0].starts_with("The table of drift could not be read")
                && told[1].starts_with("The execution tells no time"),
            "{told:?}"
        );
        assert!(read_text("[]").0.unwrap_err().what.contains("no execution"));
    }
}
