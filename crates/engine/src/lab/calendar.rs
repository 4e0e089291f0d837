//! When the advisor takes the baseline's own hours and days for windows, and what it says of them.

use crate::source::times;
use crate::study::Study;
use leeway_documents::Role;
use leeway_monitors::advisor::CalendarWindows;
use leeway_monitors::words;
use leeway_table::{Cycle, NO_TIME, WindowRule};

/// Whether rows of the baseline have times.
pub(super) fn has_times(study: &Study) -> bool {
    let sources = study.sources();
    let tables = study.layout().tables(sources, Role::Baseline);
    let mut all = tables.iter().flat_map(|&source| times(&sources[source]));
    all.any(|time| time != NO_TIME)
}

/// What windows are, where they are the baseline's own.
pub(super) fn calendar_note(calendar: &CalendarWindows) -> String {
    let (one, many) = match calendar.rule {
        WindowRule::Hour => ("hour", "hours"),
        WindowRule::Day => ("day", "days"),
        WindowRule::Week => ("week", "weeks"),
        WindowRule::Month | WindowRule::Rows(_) => ("month", "months"),
    };
    let windows = words::plural(calendar.count() as u64, one, many);
    let cycle = match calendar.cycle {
        Some(Cycle::Day) => {
            " A window drifts only if it differs from the same hour of other days too."
        }
        Some(Cycle::Week) => {
            " A window drifts only if it differs from the same time of other weeks too."
        }
        None => "",
    };
    format!(
        "Windows are the baseline's own: {windows}, each once, held against all other rows.{cycle}"
    )
}
