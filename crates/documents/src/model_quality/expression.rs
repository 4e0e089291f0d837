//! JMESPath in a model's answer, as Clarify's configuration has it.
//!
//! A capture keeps the fields of each record and not the payload they came in. An expression is therefore asked of the record put back together, standing both by
//! itself (JSON Lines: `predicted_label`) and as the only element of the lists that payloads keep records in (`predictions[*].score`, `SageMakerOutput.predictions[*]…`).

use jmespath::{Rcvar, Variable};
use std::collections::BTreeMap;

use crate::Note;

/// A compiled expression.
#[derive(Debug)]
pub struct Expression {
    compiled: jmespath::Expression<'static>,
}

/// One field of a record; its name has dots where it was nested and positions where it was in an array.
#[derive(Debug, Clone, PartialEq)]
pub struct Cell<'a> {
    /// The name.
    pub name: &'a str,
    /// The value.
    pub value: Found,
}

/// What was found, or what stands in a field.
#[derive(Debug, Clone, PartialEq)]
pub enum Found {
    /// A number.
    Number(f64),
    /// A text.
    Text(String),
    /// Several numbers, such as one probability for each label.
    Numbers(Vec<f64>),
}

/// The lists that payloads keep their records in.
const LISTS: [&str; 3] = ["predictions", "instances", "outputs"];
const TRANSFORM: &str = "SageMakerOutput";

impl Expression {
    /// Compiles an expression.
    ///
    /// # Errors
    /// Where it is wrong, and what it should look like.
    pub fn parse(text: &str) -> Result<Expression, Note> {
        let compiled = jmespath::compile(text).map_err(|error| {
            let reason = error.reason.to_string();
            Note::new(format!(
                "{text:?} is not a JMESPath expression: {} at character {}.",
                reason.trim_end_matches('.'),
                error.offset + 1
            ))
            .expected("something like predictions[*].score, or the name of a column")
        })?;
        Ok(Expression { compiled })
    }

    /// What the expression finds in a record; `None` if nothing, or nothing that is a value.
    pub fn find(&self, record: &[Cell]) -> Option<Found> {
        let root = put_together(record);
        let search = |variable: Variable| plain(self.compiled.search(variable).ok()?.as_ref());
        // By itself first: `*` is about the record's own fields, not about the lists around it.
        search(Node::Branch(root.clone()).into_variable()).or_else(|| search(envelope(root)))
    }
}

/// The name of the field that a plain path points at, without the list that payloads keep records in: `predictions[*].a.b[0]` is `a.b.0`. `None` for an expression that
/// does more.
pub fn plain_path(text: &str) -> Option<String> {
    let mut rest = text.trim();
    rest = rest
        .strip_prefix(TRANSFORM)
        .and_then(|rest| rest.strip_prefix('.'))
        .unwrap_or(rest);
    for list in LISTS {
        for star in ["[*]", "[]", "[0]"] {
            if let Some(inner) = rest
                .strip_prefix(list)
                .and_then(|inner| inner.strip_prefix(star))
            {
                rest = inner.strip_prefix('.').unwrap_or(inner);
            }
        }
    }
    let path = rest.replace('[', ".").replace(']', "");
    let path = path.trim_matches('.').replace('"', "");
    let is_plain = path
        .chars()
        .all(|c| c.is_alphanumeric() || matches!(c, '_' | '.' | '-' | ' '));
    (is_plain && !path.is_empty()).then_some(path)
}

/// The record as it was before its fields got names with dots.
fn put_together(record: &[Cell]) -> BTreeMap<String, Node> {
    let mut root: BTreeMap<String, Node> = BTreeMap::new();
    for cell in record {
        let mut parts = cell.name.split('.');
        let Some(first) = parts.next() else { continue };
        let mut node = root.entry(first.to_owned()).or_insert_with(Node::branch);
        for part in parts {
            node = node.child(part);
        }
        *node = Node::Leaf(cell.value.clone());
    }
    root
}

/// The record, and beside its fields the lists that payloads keep it in.
fn envelope(root: BTreeMap<String, Node>) -> Variable {
    let record = Rcvar::new(Node::Branch(root.clone()).into_variable());
    let mut outer = match Node::Branch(root).into_variable() {
        Variable::Object(members) => members,
        _ => BTreeMap::new(),
    };
    let mut lists = BTreeMap::new();
    for list in LISTS {
        lists.insert(
            list.to_owned(),
            Rcvar::new(Variable::Array(vec![record.clone()])),
        );
    }
    for (name, list) in &lists {
        outer.entry(name.clone()).or_insert_with(|| list.clone());
    }
    if let Variable::Object(members) = record.as_ref() {
        let mut inner = members.clone();
        inner.extend(lists);
        outer
            .entry(TRANSFORM.to_owned())
            .or_insert_with(|| Rcvar::new(Variable::Object(inner)));
    }
    Variable::Object(outer)
}

/// A record put back together.
#[derive(Clone)]
enum Node {
    Leaf(Found),
    Branch(BTreeMap<String, Node>),
}

impl Node {
    fn branch() -> Node {
        Node::Branch(BTreeMap::new())
    }

    fn child(&mut self, name: &str) -> &mut Node {
        if let Node::Leaf(_) = self {
            *self = Node::branch();
        }
        match self {
            Node::Branch(children) => children.entry(name.to_owned()).or_insert_with(Node::branch),
            Node::Leaf(_) => self,
        }
    }

    fn into_variable(self) -> Variable {
        match self {
            Node::Leaf(found) => variable(&found),
            Node::Branch(children) => {
                let positions: Option<Vec<usize>> =
                    children.keys().map(|key| key.parse().ok()).collect();
                let is_array = positions.is_some_and(|mut positions| {
                    positions.sort_unstable();
                    !positions.is_empty()
                        && positions
                            .iter()
                            .enumerate()
                            .all(|(at, position)| at == *position)
                });
                if is_array {
                    let mut elements: Vec<(usize, Node)> = children
                        .into_iter()
                        .filter_map(|(key, child)| Some((key.parse().ok()?, child)))
                        .collect();
                    elements.sort_by_key(|(position, _)| *position);
                    Variable::Array(
                        elements
                            .into_iter()
                            .map(|(_, child)| Rcvar::new(child.into_variable()))
                            .collect(),
                    )
                } else {
                    let members = children
                        .into_iter()
                        .map(|(key, child)| (key, Rcvar::new(child.into_variable())));
                    Variable::Object(members.collect())
                }
            }
        }
    }
}

fn variable(found: &Found) -> Variable {
    let number =
        |value: f64| serde_json::Number::from_f64(value).map_or(Variable::Null, Variable::Number);
    match found {
        Found::Number(value) => number(*value),
        Found::Text(text) if text == "true" => Variable::Bool(true),
        Found::Text(text) if text == "false" => Variable::Bool(false),
        Found::Text(text) => Variable::String(text.clone()),
        Found::Numbers(values) => Variable::Array(
            values
                .iter()
                .map(|value| Rcvar::new(number(*value)))
                .collect(),
        ),
    }
}

fn plain(found: &Variable) -> Option<Found> {
    match found {
        Variable::Number(number) => number.as_f64().map(Found::Number),
        Variable::String(text) => Some(Found::Text(text.clone())),
        Variable::Bool(value) => Some(Found::Text(value.to_string())),
        Variable::Array(elements) => match elements.as_slice() {
            [only] => plain(only),
            [] => None,
            several => several
                .iter()
                .map(|element| element.as_number())
                .collect::<Option<Vec<f64>>>()
                .map(Found::Numbers),
        },
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record() -> Vec<Cell<'static>> {
        let cell = |name, value| Cell { name, value };
        vec![
            cell("predicted_label", Found::Number(1.0)),
            cell("score", Found::Number(0.9)),
            cell("probabilities.0", Found::Number(0.2)),
            cell("probabilities.1", Found::Number(0.8)),
            cell("names.0", Found::Text("no".to_owned())),
        ]
    }

    #[test]
    fn expressions_of_a_payload_find_the_fields_of_its_records() {
        let find = |text: &str| Expression::parse(text).unwrap().find(&record());
        for text in [
            "predicted_label",
            "predictions[*].predicted_label",
            "predictions[0].predicted_label",
            "SageMakerOutput.predictions[*].predicted_label",
            "SageMakerOutput.predicted_label",
        ] {
            assert_eq!(find(text), Some(Found::Number(1.0)), "{text}");
        }
        assert_eq!(find("probabilities"), Some(Found::Numbers(vec![0.2, 0.8])));
        assert_eq!(find("max(probabilities)"), Some(Found::Number(0.8)));
        assert_eq!(find("names[0]"), Some(Found::Text("no".to_owned())));
        assert_eq!(find("nothing"), None);
    }

    #[test]
    fn a_star_is_about_the_fields_of_the_record_alone() {
        let number = |name, value: f64| Cell {
            name,
            value: Found::Number(value),
        };
        let found = |text: &str, record: &[Cell]| Expression::parse(text).unwrap().find(record);
        // jmespath.org's own cases for `*` and `*[0]`.
        let kind = Cell {
            name: "type",
            value: Found::Text("object".to_owned()),
        };
        assert_eq!(found("*", &[kind]), Some(Found::Text("object".to_owned())));
        let lists = [
            number("a.0", 0.0),
            number("a.1", 1.0),
            number("a.2", 2.0),
            number("b.0", 0.0),
            number("b.1", 1.0),
            number("b.2", 2.0),
        ];
        assert_eq!(found("*[0]", &lists), Some(Found::Numbers(vec![0.0, 0.0])));
        let scores = [number("no", 0.3), number("yes", 0.7)];
        assert_eq!(found("*", &scores), Some(Found::Numbers(vec![0.3, 0.7])));
        assert_eq!(found("max(values(@))", &scores), Some(Found::Number(0.7)));
        assert_eq!(found("length(@)", &scores), Some(Found::Number(2.0)));
        for text in ["predictions[*].*", "predictions[0].*"] {
            let numbers = Found::Numbers(vec![0.3, 0.7]);
            assert_eq!(found(text, &scores), Some(numbers), "{text}");
        }
    }

    #[test]
    fn a_wrong_expression_says_where() {
        let error = Expression::parse("predictions[*").err().unwrap();
        assert!(
            error
                .what
                .starts_with("\"predictions[*\" is not a JMESPath expression"),
            "{error}"
        );
    }

    #[test]
    fn plain_paths_are_names_of_fields() {
        for (text, path) in [
            ("score", Some("score")),
            ("predictions[*].score", Some("score")),
            ("SageMakerOutput.predictions[*].score", Some("score")),
            ("a.b[0]", Some("a.b.0")),
            ("max(a)", None),
            ("a[?b>`1`]", None),
            ("predictions[*]", None),
        ] {
            assert_eq!(plain_path(text).as_deref(), path, "{text}");
        }
    }
}
