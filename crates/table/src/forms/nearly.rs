//! How many of a column's values must be of a form.

/// Share of a column's values that must read as a type; the rest is counted as unread.
pub const READ_SHARE: f64 = 0.99;
/// True where so many rows are nearly all.
pub(super) fn is_nearly_all(rows: u64, of: u64) -> bool {
    rows as f64 >= READ_SHARE * of as f64
}
