//! A value of a pickle, with what it refers to.

use super::value::{At, Object, Pickle, Value};
use std::borrow::Cow;

/// A value within its pickle; cheap to copy.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Item<'a> {
    pub(super) pickle: &'a Pickle<'a>,
    pub(super) at: At,
}

impl Pickle<'_> {
    /// What was pickled.
    pub(crate) fn root(&self) -> Item<'_> {
        Item {
            pickle: self,
            at: self.root,
        }
    }
}

impl<'a> Item<'a> {
    pub(super) fn value(self) -> &'a Value {
        self.pickle
            .values
            .get(self.at as usize)
            .unwrap_or(&Value::None)
    }

    pub(super) fn to(self, at: At) -> Item<'a> {
        Item { at, ..self }
    }

    pub(super) fn object(self) -> Option<&'a Object> {
        match self.value() {
            Value::Object(object) => Some(object),
            _ => None,
        }
    }

    /// Module and name of what Python would import.
    fn import(self) -> Option<(&'a str, &'a str)> {
        let text = |range: &std::ops::Range<usize>| {
            std::str::from_utf8(self.pickle.bytes.get(range.clone())?).ok()
        };
        match self.value() {
            Value::Class(module, name) => Some((text(module)?, text(name)?)),
            _ => None,
        }
    }

    /// Module and name of an object's class, or of what would be called to make it.
    ///
    /// `None` for what is no object.
    pub(crate) fn class(self) -> Option<(&'a str, &'a str)> {
        if let Some(import) = self.import() {
            return Some(import);
        }
        let object = self.object()?;
        let class = self.to(object.class).import()?;
        match class {
            // What makes an object of a class of the class, its base and the base's state.
            ("copyreg" | "copy_reg", "_reconstructor" | "__newobj__") => {
                self.to(object.arguments).list()?.first()?.import()
            }
            _ => Some(class),
        }
    }

    /// An object's class with its module.
    pub(crate) fn class_name(self) -> Option<String> {
        self.class()
            .map(|(module, name)| format!("{module}.{name}"))
    }

    /// What an object was made of.
    pub(crate) fn arguments(self) -> Vec<Item<'a>> {
        let arguments = self.object().map(|object| self.to(object.arguments));
        arguments.and_then(Item::list).unwrap_or_default()
    }

    /// What was set in an object after it was made.
    pub(crate) fn state(self) -> Option<Item<'a>> {
        let object = self.object()?;
        object.state.map(|state| self.to(state))
    }

    /// The value of a dictionary under a text, or an object's attribute.
    pub(crate) fn get(self, name: &str) -> Option<Item<'a>> {
        let entries = match self.value() {
            Value::Dict(entries) => entries,
            Value::Object(object) => match object.state {
                // Slots come beside the dictionary.
                Some(state) => match self.to(state).value() {
                    Value::Dict(entries) => entries,
                    _ => return None,
                },
                None => &object.entries,
            },
            _ => return None,
        };
        let is_named = |key: &At| self.to(*key).plain_text().is_some_and(|text| text == name);
        // The last one of a name counts.
        let found = entries.iter().rev().find(|(key, _)| is_named(key));
        found.map(|(_, value)| self.to(*value))
    }

    /// The same, unless it is None.
    pub(crate) fn set(self, name: &str) -> Option<Item<'a>> {
        self.get(name).filter(|value| !value.is_none())
    }

    pub(crate) fn is_none(self) -> bool {
        matches!(self.value(), Value::None)
    }

    /// The items of a list or a tuple; `None` for what is neither.
    pub(crate) fn list(self) -> Option<Vec<Item<'a>>> {
        match self.value() {
            Value::List(items) | Value::Tuple(items) => {
                Some(items.iter().map(|at| self.to(*at)).collect())
            }
            _ => None,
        }
    }

    /// A text, also one of NumPy's.
    pub(crate) fn text(self) -> Option<Cow<'a, str>> {
        let of_numpy = || self.array().and_then(|array| array.one_text());
        self.plain_text().or_else(of_numpy)
    }

    /// A text of Python. What describes an array is plain, so that reading one never leads to another.
    pub(super) fn plain_text(self) -> Option<Cow<'a, str>> {
        let Value::Text(range) = self.value() else {
            return None;
        };
        let bytes = self.pickle.bytes.get(range.clone())?;
        Some(String::from_utf8_lossy(bytes))
    }

    /// True for True and False, also NumPy's.
    pub(crate) fn is_truth(self) -> bool {
        let of_numpy = || self.array().is_some_and(|array| array.is_of_truth());
        matches!(self.value(), Value::Bool(_)) || self.object().is_some() && of_numpy()
    }

    /// A truth value.
    pub(crate) fn truth(self) -> Option<bool> {
        match self.value() {
            Value::Bool(is_true) => Some(*is_true),
            Value::None => None,
            _ => self.number().map(|number| number != 0.0),
        }
    }

    /// A number, also one of NumPy's; NaN where it is one.
    pub(crate) fn number(self) -> Option<f64> {
        let of_numpy = || self.array().and_then(|array| array.one_number());
        self.plain_number().or_else(of_numpy)
    }

    /// A number of Python.
    pub(super) fn plain_number(self) -> Option<f64> {
        match self.value() {
            Value::Int(number) => Some(*number as f64),
            Value::Float(number) => Some(*number),
            Value::Bool(is_true) => Some(f64::from(u8::from(*is_true))),
            _ => None,
        }
    }

    /// A whole number from 0.
    pub(crate) fn count(self) -> Option<usize> {
        whole(self.number()?)
    }

    /// A whole number from 0 of Python.
    pub(super) fn plain_count(self) -> Option<usize> {
        whole(self.plain_number()?)
    }

    /// Bytes, however the protocol writes them.
    pub(crate) fn bytes(self) -> Option<Cow<'a, [u8]>> {
        match self.value() {
            Value::Bytes(range) => Some(Cow::Borrowed(self.pickle.bytes.get(range.clone())?)),
            Value::Object(object) => {
                let first = self.arguments().first().copied();
                match self.to(object.class).import()? {
                    // Of protocol 2: each byte as a letter.
                    ("_codecs", "encode") => first?.letters(),
                    ("builtins" | "__builtin__", "bytearray" | "bytes") => match first {
                        None => Some(Cow::Borrowed(&[])),
                        Some(first) => first.letters().or_else(|| first.plain_bytes()),
                    },
                    _ => None,
                }
            }
            _ => None,
        }
    }

    /// Bytes that no class is around but what encodes them.
    fn plain_bytes(self) -> Option<Cow<'a, [u8]>> {
        match self.value() {
            Value::Bytes(range) => Some(Cow::Borrowed(self.pickle.bytes.get(range.clone())?)),
            Value::Object(object) => {
                let is_encoded = self.to(object.class).import()? == ("_codecs", "encode");
                let first = self.arguments().first().copied();
                first.filter(|_| is_encoded)?.letters()
            }
            _ => None,
        }
    }

    /// Letters of a text as bytes.
    fn letters(self) -> Option<Cow<'a, [u8]>> {
        let Value::Text(range) = self.value() else {
            return None;
        };
        let text = String::from_utf8_lossy(self.pickle.bytes.get(range.clone())?);
        let byte = |letter: char| u8::try_from(u32::from(letter)).ok();
        let bytes: Option<Vec<u8>> = text.chars().map(byte).collect();
        bytes.map(Cow::Owned)
    }
}

fn whole(number: f64) -> Option<usize> {
    (number >= 0.0 && number.fract() == 0.0 && number < 1e15).then_some(number as usize)
}
