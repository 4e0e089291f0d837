//! The numbers behind a picture.

use super::format;

/// A header and rows of text, all of the header's length.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Table {
    /// Column titles, with units.
    pub header: Vec<String>,
    /// Rows in the order drawn.
    pub rows: Vec<Vec<String>>,
}

impl Table {
    pub(super) fn new<R: Into<Vec<String>>>(
        header: &[&str],
        rows: impl IntoIterator<Item = R>,
    ) -> Self {
        Self {
            header: header.iter().map(|&title| title.to_owned()).collect(),
            rows: rows.into_iter().map(Into::into).collect(),
        }
    }
}

/// A number with every digit; nothing where there is none.
pub(super) fn cell(value: Option<f64>) -> String {
    value.map_or_else(String::new, format::exact)
}

/// A number as a tooltip has it.
pub(super) fn known(value: Option<f64>) -> String {
    value.map_or_else(|| "not computed".to_owned(), format::number)
}

/// An answer in a word.
pub(super) fn yes(is_so: bool) -> String {
    if is_so { "yes" } else { "no" }.to_owned()
}

/// Whether something drifted, as far as it was judged.
pub(super) fn drifted(has_drifted: Option<bool>) -> String {
    has_drifted.map_or_else(|| "not judged".to_owned(), yes)
}

/// Names with how many more there are, where they are many.
pub(super) fn few(names: &[&str]) -> String {
    match names {
        [one, two, three, rest @ ..] if rest.len() > 1 => {
            format!("{one}, {two}, {three} and {} more", rest.len())
        }
        _ => names.join(", "),
    }
}
