//! One label or several, as settings name them: `"F"`, `1`, `["5", "4"]`.

use serde::de::{Deserializer, SeqAccess, Visitor};
use serde::ser::Serializer;
use serde::{Deserialize, Serialize};
use std::fmt;

/// Labels, as text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LabelList(pub Vec<String>);

impl Serialize for LabelList {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0.as_slice() {
            [one] => serializer.serialize_str(one),
            many => serializer.collect_seq(many),
        }
    }
}

impl<'de> Deserialize<'de> for LabelList {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(LabelVisitor)
    }
}

/// Reads a label, a number or a list of them as one text, joined by commas; null is none.
pub fn joined<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
    let labels: Option<LabelList> = Option::deserialize(deserializer)?;
    Ok(labels.map(|LabelList(labels)| labels.join(",")))
}

struct LabelVisitor;

impl<'de> Visitor<'de> for LabelVisitor {
    type Value = LabelList;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("a label or a list of labels")
    }

    fn visit_str<E>(self, label: &str) -> Result<LabelList, E> {
        Ok(LabelList(vec![label.to_owned()]))
    }

    fn visit_bool<E>(self, label: bool) -> Result<LabelList, E> {
        Ok(LabelList(vec![label.to_string()]))
    }

    fn visit_u64<E>(self, label: u64) -> Result<LabelList, E> {
        Ok(LabelList(vec![label.to_string()]))
    }

    fn visit_i64<E>(self, label: i64) -> Result<LabelList, E> {
        Ok(LabelList(vec![label.to_string()]))
    }

    fn visit_f64<E>(self, label: f64) -> Result<LabelList, E> {
        Ok(LabelList(vec![label.to_string()]))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<LabelList, A::Error> {
        let mut labels = Vec::new();
        while let Some(LabelList(label)) = items.next_element()? {
            labels.extend(label);
        }
        Ok(LabelList(labels))
    }
}
