//! The numbers behind a picture.

/// A header and rows of text, all of the header's length.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Table {
    /// Column titles, with units.
    pub header: Vec<String>,
    /// Rows in the order drawn.
    pub rows: Vec<Vec<String>>,
}

impl Table {
    pub(super) fn new(header: &[&str]) -> Self {
        Self {
            header: header.iter().map(|&title| title.to_owned()).collect(),
            rows: Vec::new(),
        }
    }
}
