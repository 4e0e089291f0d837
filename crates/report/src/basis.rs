//! What figures were made from, and how a named value that is absent is written.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::IntoDeserializer};

use leeway_table::named;

named! {
    /// What figures or constraints were made from.
    #[derive(Default)]
    pub enum Basis {
        /// Rows.
        #[default]
        Samples = "samples",
        /// Statistics and sketches of rows.
        Statistics = "statistics",
        /// A file that states them.
        File = "file",
        /// An analysis of Clarify's.
        Analysis = "analysis",
        /// A model that is loaded.
        Model = "model",
        /// What an execution objected to.
        Violations = "violations",
    }
}

/// A named value that may be absent: an empty text then.
pub mod or_empty {
    use super::*;

    /// Writes the name, or an empty text.
    pub fn serialize<T: Serialize, S: Serializer>(
        value: &Option<T>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        match value {
            Some(value) => value.serialize(serializer),
            None => serializer.serialize_str(""),
        }
    }

    /// Reads what [`serialize`] writes.
    pub fn deserialize<'de, T: Deserialize<'de>, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Option<T>, D::Error> {
        let name = String::deserialize(deserializer)?;
        if name.is_empty() {
            return Ok(None);
        }
        T::deserialize(IntoDeserializer::<D::Error>::into_deserializer(name)).map(Some)
    }
}

/// A role that may be absent: `none` then.
pub mod role_or_none {
    use super::*;
    use leeway_documents::Role;

    /// In the place of a role: the source plays no part.
    pub const NONE: &str = "none";

    /// Writes the name, or `none`.
    pub fn serialize<S: Serializer>(role: &Option<Role>, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(role.map_or(NONE, Role::name))
    }

    /// Reads what [`serialize`] writes.
    pub fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Option<Role>, D::Error> {
        let name = String::deserialize(deserializer)?;
        if name == NONE {
            return Ok(None);
        }
        Role::deserialize(IntoDeserializer::<D::Error>::into_deserializer(name)).map(Some)
    }
}
