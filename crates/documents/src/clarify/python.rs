//! Numbers and JSON as Python's `json` module prints them.

use serde_json::Value;

/// A float as Python prints it: `0.0`, `4.115699946832059e-05`, `1e+16`, `Infinity`.
///
/// ```
/// use leeway_documents::clarify::python_number;
/// assert_eq!(python_number(4.115699946832059e-5), "4.115699946832059e-05");
/// assert_eq!(python_number(-0.25), "-0.25");
/// assert_eq!(python_number(2.0), "2.0");
/// ```
pub fn python_number(value: f64) -> String {
    if value.is_nan() {
        return "NaN".to_owned();
    }
    if value.is_infinite() {
        return if value > 0.0 { "Infinity" } else { "-Infinity" }.to_owned();
    }
    let magnitude = value.abs();
    if magnitude == 0.0 || (1e-4..1e16).contains(&magnitude) {
        return format!("{value:?}");
    }
    let text = format!("{value:e}");
    match text.split_once('e') {
        Some((digits, exponent)) => {
            let (sign, exponent) = match exponent.strip_prefix('-') {
                Some(exponent) => ('-', exponent),
                None => ('+', exponent),
            };
            format!("{digits}e{sign}{exponent:0>2}")
        }
        None => text,
    }
}

/// `value` as `json.dump(…, indent=4)` prints it, without a line feed at the end.
pub(super) fn print(value: &Value) -> String {
    let mut text = String::new();
    put(&mut text, value, 0);
    text
}

fn put(text: &mut String, value: &Value, depth: usize) {
    match value {
        Value::Number(number) => match number.as_f64() {
            Some(value) if number.is_f64() => text.push_str(&python_number(value)),
            _ => text.push_str(&number.to_string()),
        },
        Value::Array(items) if !items.is_empty() => {
            let items = items.iter().map(|item| (None, item));
            put_items(text, ['[', ']'], items, depth);
        }
        Value::Object(members) if !members.is_empty() => {
            let members = members.iter().map(|(name, member)| (Some(name), member));
            put_items(text, ['{', '}'], members, depth);
        }
        _ => text.push_str(&value.to_string()),
    }
}

fn put_items<'a>(
    text: &mut String,
    brackets: [char; 2],
    items: impl Iterator<Item = (Option<&'a String>, &'a Value)>,
    depth: usize,
) {
    text.push(brackets[0]);
    for (position, (name, item)) in items.enumerate() {
        text.push_str(if position == 0 { "\n" } else { ",\n" });
        text.push_str(&"    ".repeat(depth + 1));
        if let Some(name) = name {
            text.push_str(&Value::from(name.as_str()).to_string());
            text.push_str(": ");
        }
        put(text, item, depth + 1);
    }
    text.push('\n');
    text.push_str(&"    ".repeat(depth));
    text.push(brackets[1]);
}
