//! Where two reports differ: numbers may by a relative 1e-12, all else not at all; when and how fast a report was made does not count.

use std::collections::BTreeSet;

use serde_json::Value;

/// Numbers may differ by this, relatively.
const RELATIVE: f64 = 1e-12;

/// Every place that differs, with what stands there.
pub fn differing(one: &Value, other: &Value) -> Vec<String> {
    let mut found = Vec::new();
    differ(one, other, String::new(), &mut found);
    found
}

fn differ(one: &Value, other: &Value, place: String, found: &mut Vec<String>) {
    if place.ends_with("/generated") || place.ends_with("/timings") {
        return;
    }
    match (one, other) {
        (Value::Object(a), Value::Object(b)) => {
            let names: BTreeSet<&String> = a.keys().chain(b.keys()).collect();
            for name in names {
                let of = |object: &serde_json::Map<String, Value>| {
                    object.get(name).cloned().unwrap_or(Value::Null)
                };
                differ(&of(a), &of(b), format!("{place}/{name}"), found);
            }
        }
        (Value::Array(a), Value::Array(b)) if a.len() == b.len() => {
            for (at, (a, b)) in a.iter().zip(b).enumerate() {
                differ(a, b, format!("{place}/{at}"), found);
            }
        }
        (Value::Number(a), Value::Number(b)) => {
            let (a, b) = (
                a.as_f64().unwrap_or(f64::NAN),
                b.as_f64().unwrap_or(f64::NAN),
            );
            if (a - b).abs() > RELATIVE * a.abs().max(b.abs()) {
                found.push(format!("{place}: {a} and {b}"));
            }
        }
        (a, b) if a == b => {}
        (a, b) => found.push(format!("{place}: {a} and {b}")),
    }
}
