//! JSON text as Model Monitor's container prints it.
//!
//! The container's printer puts a blank on both sides of the colon, indents objects by two blanks and keeps lists on the line: `[ {`, `}, {`, `} ]`, `[ ]`.
//! Floats look as Java prints a double: `1.4590236E7`, `5.0E-4`, `404.0`; no other form is needed to read the file.

use serde_json::{Number, Value};

/// `value` as the container prints it, ending in a line feed.
pub(crate) fn print(value: &Value) -> String {
    let mut text = String::new();
    put(&mut text, value, 0);
    text.push('\n');
    text
}

fn put(text: &mut String, value: &Value, depth: usize) {
    match value {
        Value::Number(number) => put_number(text, number),
        Value::Array(items) => {
            text.push('[');
            for (i, item) in items.iter().enumerate() {
                text.push_str(if i == 0 { " " } else { ", " });
                put(text, item, depth);
            }
            text.push_str(" ]");
        }
        Value::Object(members) => {
            text.push('{');
            for (i, (name, member)) in members.iter().enumerate() {
                text.push_str(if i == 0 { "\n" } else { ",\n" });
                indent(text, depth + 1);
                text.push_str(&Value::from(name.as_str()).to_string());
                text.push_str(" : ");
                put(text, member, depth + 1);
            }
            if members.is_empty() {
                text.push(' ');
            } else {
                text.push('\n');
                indent(text, depth);
            }
            text.push('}');
        }
        Value::Null | Value::Bool(_) | Value::String(_) => text.push_str(&value.to_string()),
    }
}

fn indent(text: &mut String, depth: usize) {
    for _ in 0..depth {
        text.push_str("  ");
    }
}

fn put_number(text: &mut String, number: &Number) {
    match number.as_f64() {
        Some(value) if number.is_f64() => text.push_str(&java_number(value)),
        _ => text.push_str(&number.to_string()),
    }
}

/// A float as Java prints a double: at least one digit after the point, and an exponent (`E`) below 1e-3 and from 1e7 on.
///
/// The digits are the shortest that read back to the same float. Infinity and NaN are words.
///
/// ```
/// use leeway_documents::model_monitor::java_number;
/// assert_eq!(java_number(14590236.0), "1.4590236E7");
/// assert_eq!(java_number(5.092682820403929e-4), "5.092682820403929E-4");
/// assert_eq!(java_number(404.0), "404.0");
/// ```
pub fn java_number(value: f64) -> String {
    if value.is_nan() {
        return "NaN".to_owned();
    }
    if value.is_infinite() {
        return if value > 0.0 { "Infinity" } else { "-Infinity" }.to_owned();
    }
    let magnitude = value.abs();
    if magnitude == 0.0 || (1e-3..1e7).contains(&magnitude) {
        return format!("{value:?}");
    }
    let scientific = format!("{value:e}");
    match scientific.split_once('e') {
        Some((digits, exponent)) if digits.contains('.') => format!("{digits}E{exponent}"),
        Some((digits, exponent)) => format!("{digits}.0E{exponent}"),
        None => scientific,
    }
}
