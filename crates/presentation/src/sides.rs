//! One side of the comparison in words.

use crate::format::{counted, time_utc};
use leeway_report::{Basis, Side};

/// `20 000 rows`.
pub fn rows(side: &Side) -> String {
    counted(side.rows, "row", "rows")
}

/// `× 14 columns`, and whether its rows themselves are there.
pub fn columns(side: &Side) -> String {
    let columns = counted(side.columns, "column", "columns");
    match side.from {
        Basis::Statistics => format!("× {columns} (statistics only)"),
        _ => format!("× {columns}"),
    }
}

/// From when to when its rows are, in UTC; `None` where they have no times.
pub fn span(side: &Side) -> Option<String> {
    let (first, last) = (side.first.as_ref()?, side.last.as_ref()?);
    let span = format!("{} – {}", time_utc(first), time_utc(last));
    Some(span.replacen(" UTC", "", 1))
}

/// All of it as one line; a side that is not there says so.
pub fn line(side: Option<&Side>) -> String {
    let Some(side) = side else {
        return ABSENT.to_owned();
    };
    let size = format!("{} {}", rows(side), columns(side));
    match span(side) {
        Some(span) => format!("{size} · {span}"),
        None => size,
    }
}

/// What is said of a side that is not there.
pub const ABSENT: &str = "not loaded";
