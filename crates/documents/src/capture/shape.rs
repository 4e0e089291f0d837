//! One JSON payload to the records that it stands for.
//!
//! The same array can be one record of many features or many records of one; then both readings are kept, the likelier first, and the other side of the event
//! decides by its number of records.

use serde_json::{Map, Value};

/// The readings of a payload, the likelier first. Never empty.
pub(super) type Readings = Vec<Vec<Value>>;

/// Why a payload has no records.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Refusal {
    /// DeepAR's time series, which are no features.
    TimeSeries,
}

/// Keys that hold a list of records, whatever their elements are.
const LISTS: [&str; 3] = ["instances", "predictions", "dataframe_records"];
/// Keys that hold a list of records if its elements are arrays or objects.
const NESTED_LISTS: [&str; 5] = ["inputs", "outputs", "data", "records", "rows"];

/// The records of a payload.
pub(super) fn readings(payload: Value) -> Result<Readings, Refusal> {
    match payload {
        Value::String(text) => match serde_json::from_str::<Value>(&text) {
            Ok(inner @ (Value::Object(_) | Value::Array(_))) => readings(inner),
            _ => Ok(vec![vec![Value::String(text)]]),
        },
        Value::Array(elements) => match answer_of_tuple(&elements) {
            Some(inner) => readings(inner),
            None => Ok(of_array(elements)),
        },
        Value::Object(object) => of_object(object),
        scalar => Ok(vec![vec![scalar]]),
    }
}

/// A serving script that returned a tuple: the answer as text, and its content type.
fn answer_of_tuple(elements: &[Value]) -> Option<Value> {
    let [Value::String(answer), Value::String(content_type)] = elements else {
        return None;
    };
    let is_type = matches!(
        content_type.split_once('/'),
        Some(("application" | "text", _))
    );
    is_type.then(|| serde_json::from_str(answer).unwrap_or_else(|_| Value::String(answer.clone())))
}

fn of_array(elements: Vec<Value>) -> Readings {
    if elements.iter().any(is_nested) {
        return if elements.iter().all(is_nested) {
            vec![elements]
        } else {
            vec![vec![Value::Array(elements)]]
        };
    }
    if elements.is_empty() {
        return vec![elements];
    }
    vec![vec![Value::Array(elements.clone())], elements]
}

fn of_object(mut object: Map<String, Value>) -> Result<Readings, Refusal> {
    if is_time_series(&object) {
        return Err(Refusal::TimeSeries);
    }
    if let Some(split) = object.get_mut("dataframe_split").map(Value::take)
        && let Value::Object(split) = split
    {
        return of_object(split);
    }
    if let (Some(Value::Array(names)), Some(Value::Array(rows))) =
        (object.get("columns"), object.get("data"))
    {
        return Ok(vec![of_split(names, rows)]);
    }
    for key in LISTS {
        if let Some(Value::Array(elements)) = object.get_mut(key) {
            let elements = std::mem::take(elements);
            if elements.len() > 1 && !elements.iter().any(is_nested) {
                let one = vec![Value::Array(elements.clone())];
                return Ok(vec![elements, one]);
            }
            return Ok(vec![elements]);
        }
    }
    for key in NESTED_LISTS {
        if let Some(Value::Array(elements)) = object.get_mut(key)
            && !elements.is_empty()
            && elements.iter().all(is_nested)
        {
            return Ok(vec![std::mem::take(elements)]);
        }
    }
    Ok(match column_length(&object) {
        None => vec![vec![Value::Object(object)]],
        Some(rows) => {
            let records = of_columns(&object, rows);
            let one = vec![Value::Object(object)];
            if one[0].as_object().is_some_and(|object| object.len() > 1) || rows == 1 {
                vec![records, one]
            } else {
                vec![one, records]
            }
        }
    })
}

fn is_time_series(object: &Map<String, Value>) -> bool {
    let first = |key: &str| object.get(key).and_then(|list| list.get(0));
    let has_target = |element: &Value| element.get("target").is_some_and(Value::is_array);
    let has_quantiles = |element: &Value| element.get("quantiles").is_some_and(Value::is_object);
    first("instances").is_some_and(has_target) || first("predictions").is_some_and(has_quantiles)
}

/// Records of pandas' `split` orientation.
fn of_split(names: &[Value], rows: &[Value]) -> Vec<Value> {
    let names: Vec<String> = names
        .iter()
        .map(|name| {
            name.as_str()
                .map_or_else(|| name.to_string(), str::to_owned)
        })
        .collect();
    rows.iter()
        .map(|row| match row {
            Value::Array(values) => {
                Value::Object(names.iter().cloned().zip(values.iter().cloned()).collect())
            }
            other => other.clone(),
        })
        .collect()
}

/// The length of the columns, if the object is a set of columns: arrays of plain values, all of one length.
pub(super) fn column_length(object: &Map<String, Value>) -> Option<usize> {
    let mut lengths = object.values().map(|value| match value {
        Value::Array(elements) if !elements.iter().any(is_nested) => Some(elements.len()),
        _ => None,
    });
    let first = lengths.next()??;
    (first > 0 && lengths.all(|length| length == Some(first))).then_some(first)
}

/// The rows of a set of columns.
pub(super) fn of_columns(object: &Map<String, Value>, rows: usize) -> Vec<Value> {
    (0..rows)
        .map(|row| {
            let cells = object.iter().map(|(name, column)| {
                (
                    name.clone(),
                    column.get(row).cloned().unwrap_or(Value::Null),
                )
            });
            Value::Object(cells.collect())
        })
        .collect()
}

fn is_nested(value: &Value) -> bool {
    value.is_array() || value.is_object()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn first_reading(json: &str) -> String {
        let payload = serde_json::from_str(json).unwrap();
        match readings(payload) {
            Ok(readings) => Value::Array(readings[0].clone()).to_string(),
            Err(refusal) => format!("{refusal:?}"),
        }
    }

    #[test]
    fn payloads_stand_for_records() {
        for (payload, records) in [
            ("3.5", "[3.5]"),
            ("[1,2]", "[[1,2]]"),
            ("[]", "[]"),
            (r#"["a","b"]"#, r#"[["a","b"]]"#),
            ("[[1],[2]]", "[[1],[2]]"),
            (r#"[{"a":1}]"#, r#"[{"a":1}]"#),
            ("[1,[2]]", "[[1,[2]]]"),
            (r#"{"a":1,"b":2}"#, r#"[{"a":1,"b":2}]"#),
            (r#"{"instances":[1,2]}"#, "[1,2]"),
            (r#"{"instances":[[1,2]],"signature_name":"x"}"#, "[[1,2]]"),
            (r#"{"predictions":[{"score":0.5}]}"#, r#"[{"score":0.5}]"#),
            (r#"{"inputs":[[1]]}"#, "[[1]]"),
            (r#"{"inputs":"text"}"#, r#"[{"inputs":"text"}]"#),
            (
                r#"{"a":[1,2],"b":["x","y"]}"#,
                r#"[{"a":1,"b":"x"},{"a":2,"b":"y"}]"#,
            ),
            (r#"{"a":[1,2],"b":["x"]}"#, r#"[{"a":[1,2],"b":["x"]}]"#),
            (r#"{"features":[1,2]}"#, r#"[{"features":[1,2]}]"#),
            (r#"{"value":[7]}"#, r#"[{"value":7}]"#),
            (
                r#"{"columns":["a","b"],"data":[[1,2]]}"#,
                r#"[{"a":1,"b":2}]"#,
            ),
            (
                r#"{"dataframe_split":{"columns":["a"],"data":[[1]]}}"#,
                r#"[{"a":1}]"#,
            ),
            (r#"["{\"a\": 1}","application/json"]"#, r#"[{"a":1}]"#),
            (r#""{\"a\": 1}""#, r#"[{"a":1}]"#),
            (r#""plain""#, r#"["plain"]"#),
            (
                r#"{"instances":[{"start":"2020-01-01","target":[1]}],"configuration":{}}"#,
                "TimeSeries",
            ),
            (
                r#"{"predictions":[{"quantiles":{"0.1":[1]}}]}"#,
                "TimeSeries",
            ),
        ] {
            assert_eq!(first_reading(payload), records, "{payload}");
        }
    }
}
