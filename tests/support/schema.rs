//! Holds a value against a schema.

use serde_json::Value;

/// Where `value` is not as `schema` (type, required, properties, items, enum, and nothing else) says.
pub fn schema_faults(value: &Value, schema: &Value, place: &str) -> Vec<String> {
    let kind = match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(number) if number.is_f64() => "number",
        Value::Number(_) => "integer",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    };
    let mut faults = Vec::new();
    if schema["type"] != kind {
        faults.push(format!("{place} is {kind}, not {}", schema["type"]));
    }
    if let Some(allowed) = schema["enum"]
        .as_array()
        .filter(|allowed| !allowed.contains(value))
    {
        faults.push(format!("{place} is {value}, not one of {allowed:?}"));
    }
    for item in value.as_array().into_iter().flatten() {
        faults.extend(schema_faults(item, &schema["items"], &format!("{place}[]")));
    }
    for (name, member) in value.as_object().into_iter().flatten() {
        match schema["properties"].get(name) {
            Some(schema) => {
                faults.extend(schema_faults(member, schema, &format!("{place}.{name}")))
            }
            None => faults.push(format!("{place}.{name} is not known")),
        }
    }
    for name in schema["required"].as_array().into_iter().flatten() {
        if value.get(name.as_str().unwrap()).is_none() {
            faults.push(format!("{place} has no {name}"));
        }
    }
    faults.dedup();
    faults
}
