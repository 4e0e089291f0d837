//! A JSON object taken apart member by member; what nobody asks for is kept with its place.

use serde_json::{Map, Value};

use super::Figure;
use crate::{Note, Notes};
use leeway_table::InferredType;

/// Members that the reader did not know, or could not use, with the place where they stood; they are written back there.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Extra {
    members: Vec<ExtraMember>,
}

#[derive(Debug, Clone, PartialEq)]
struct ExtraMember {
    /// The object, from the value's own: `numerical_statistics/common`, or empty for the object itself.
    parent: String,
    position: usize,
    name: String,
    value: Value,
}

impl Extra {
    /// True when every member was known and usable.
    pub fn is_empty(&self) -> bool {
        self.members.is_empty()
    }

    /// The member `name` of the object itself, as it stood in the file.
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.members
            .iter()
            .find(|member| member.parent.is_empty() && member.name == name)
            .map(|member| &member.value)
    }

    /// The object at `parent`: the `known` members that are there, with the unknown ones where they stood.
    pub(super) fn object(
        &self,
        parent: &str,
        known: impl IntoIterator<Item = (&'static str, Option<Value>)>,
    ) -> Value {
        let mut members: Vec<(String, Value)> = known
            .into_iter()
            .filter_map(|(name, value)| value.map(|value| (name.to_owned(), value)))
            .collect();
        for extra in self.members.iter().filter(|extra| extra.parent == parent) {
            if members.iter().all(|(name, _)| *name != extra.name) {
                let position = extra.position.min(members.len());
                members.insert(position, (extra.name.clone(), extra.value.clone()));
            }
        }
        Value::Object(members.into_iter().collect())
    }

    /// As [`Extra::object`], but `None` for an object without members.
    pub(super) fn object_if_any(
        &self,
        parent: &str,
        known: impl IntoIterator<Item = (&'static str, Option<Value>)>,
    ) -> Option<Value> {
        let object = self.object(parent, known);
        object
            .as_object()
            .is_some_and(|members| !members.is_empty())
            .then_some(object)
    }
}

/// The members of one object, to be taken by name. [`Members::leave`] hands over what was not taken.
pub(super) struct Members {
    parent: String,
    subject: String,
    members: Vec<(usize, String, Value)>,
}

impl Members {
    /// The members of a document or of an item of its list.
    pub(super) fn new(map: Map<String, Value>) -> Self {
        Members {
            parent: String::new(),
            subject: String::new(),
            members: map
                .into_iter()
                .enumerate()
                .map(|(position, (name, value))| (position, name, value))
                .collect(),
        }
    }

    /// The same members as those of a value of their own, with its own [`Extra`].
    pub(super) fn into_root(self) -> Self {
        Members {
            parent: String::new(),
            ..self
        }
    }

    /// Names what the object is about, for notes.
    pub(super) fn about(&mut self, subject: &str) {
        self.subject = subject.to_owned();
    }

    /// True when there is a member of this name that has not been taken.
    pub(super) fn has(&self, name: &str) -> bool {
        self.members.iter().any(|(_, known, _)| known == name)
    }

    /// Takes a member if `read` can use it; otherwise it stays, with a note.
    pub(super) fn take<T>(
        &mut self,
        name: &str,
        expected: &str,
        notes: &mut Notes,
        read: impl FnOnce(&Value) -> Option<T>,
    ) -> Option<T> {
        let index = self
            .members
            .iter()
            .position(|(_, known, _)| known == name)?;
        match read(&self.members[index].2) {
            Some(value) => {
                self.members.remove(index);
                Some(value)
            }
            None => {
                let found = self.place(&self.members[index].2.to_string());
                notes.add(
                    Note::new(format!(
                        "`{name}` has a value that cannot be used; it is kept as it stands."
                    ))
                    .found(&found)
                    .expected(expected),
                );
                None
            }
        }
    }

    /// Takes a member as it stands.
    pub(super) fn take_any(&mut self, name: &str) -> Option<Value> {
        let index = self
            .members
            .iter()
            .position(|(_, known, _)| known == name)?;
        Some(self.members.remove(index).2)
    }

    /// Takes a number, a text that holds one (which is noted), or null.
    pub(super) fn figure(&mut self, name: &str, notes: &mut Notes) -> Figure {
        let quoted = self
            .members
            .iter()
            .find(|(_, known, value)| known == name && value.is_string())
            .map(|(_, _, value)| value.to_string());
        let figure = self
            .take(name, "a number", notes, Figure::of)
            .unwrap_or_default();
        if let (Some(text), Some(_)) = (quoted, figure.finite()) {
            notes.add(
                Note::new(format!(
                    "`{name}` is a number written as a text; it was read as the number."
                ))
                .found(&self.place(&text))
                .expected("a number"),
            );
        }
        figure
    }

    /// Takes a count: a whole number that is not negative, however it is written.
    pub(super) fn count(&mut self, name: &str, notes: &mut Notes) -> Option<u64> {
        self.take(name, "a count", notes, count)
    }

    /// Takes a text.
    pub(super) fn text(&mut self, name: &str, notes: &mut Notes) -> Option<String> {
        self.take(name, "a text", notes, |value| {
            value.as_str().map(str::to_owned)
        })
    }

    /// Takes true or false.
    pub(super) fn flag(&mut self, name: &str, notes: &mut Notes) -> Option<bool> {
        self.take(name, "true or false", notes, Value::as_bool)
    }

    /// Takes `"Enabled"` or `"Disabled"`.
    pub(super) fn switch(&mut self, name: &str, notes: &mut Notes) -> Option<bool> {
        self.take(
            name,
            "\"Enabled\" or \"Disabled\"",
            notes,
            |value| match value {
                Value::Bool(is_on) => Some(*is_on),
                Value::String(word) if word.eq_ignore_ascii_case("enabled") => Some(true),
                Value::String(word) if word.eq_ignore_ascii_case("disabled") => Some(false),
                _ => None,
            },
        )
    }

    /// Takes the name of a type.
    pub(super) fn inferred_type(&mut self, name: &str, notes: &mut Notes) -> Option<InferredType> {
        self.take(
            name,
            "Integral, Fractional, String or Unknown",
            notes,
            |value| type_of(value.as_str()?),
        )
    }

    /// Takes an object apart. An empty one says nothing and stays where it is.
    pub(super) fn object(&mut self, name: &str, notes: &mut Notes) -> Option<Members> {
        let index = self
            .members
            .iter()
            .position(|(_, known, _)| known == name)?;
        match self.members[index].2.as_object() {
            None => return self.take(name, "an object", notes, |_| None),
            Some(empty) if empty.is_empty() => return None,
            Some(_) => {}
        }
        let (_, _, value) = self.members.remove(index);
        let Value::Object(map) = value else {
            return None;
        };
        let parent = if self.parent.is_empty() {
            name.to_owned()
        } else {
            format!("{}/{name}", self.parent)
        };
        Some(Members {
            parent,
            subject: self.subject.clone(),
            ..Members::new(map)
        })
    }

    /// Hands over what was not taken.
    pub(super) fn leave(self, extra: &mut Extra) {
        for (position, name, value) in self.members {
            extra.members.push(ExtraMember {
                parent: self.parent.clone(),
                position,
                name,
                value,
            });
        }
    }

    /// `found`, with what the object is about before it.
    pub(super) fn place(&self, found: &str) -> String {
        if self.subject.is_empty() {
            found.to_owned()
        } else {
            format!("{}: {found}", self.subject)
        }
    }
}

/// A whole number that is not negative: `404`, `404.0`, `"404"`.
pub(super) fn count(value: &Value) -> Option<u64> {
    value.as_u64().or_else(|| {
        let number = Figure::of(value)?.finite()?;
        let is_whole = number >= 0.0 && number.fract() == 0.0 && number < 2f64.powi(53);
        is_whole.then_some(number as u64)
    })
}

/// The type of that name.
pub(super) fn type_of(name: &str) -> Option<InferredType> {
    [
        InferredType::Integral,
        InferredType::Fractional,
        InferredType::String,
        InferredType::Unknown,
    ]
    .into_iter()
    .find(|known| known.name() == name)
}

/// The list of features of a document, taken apart; items that are no objects are noted and dropped.
pub(super) fn feature_objects(items: Vec<Value>, notes: &mut Notes) -> Vec<Members> {
    items
        .into_iter()
        .filter_map(|item| match item {
            Value::Object(map) => Some(Members::new(map)),
            other => {
                notes.add(
                    Note::new("An item of the list is not an object; it was left out.")
                        .found(&other.to_string())
                        .expected("an object with a name"),
                );
                None
            }
        })
        .collect()
}
