//! What writes the report to send and packs archives.
//!
//! It is much code for something that is asked for once, so in the page's worker it is a part of the program of its own, which is fetched when it is needed; here
//! it is reached by pointers alone. Everywhere else it is simply there.

use crate::problem::Problem;
use std::collections::BTreeMap;
use std::io;

use leeway_report::{FeatureDetail, Report};

type Details = BTreeMap<String, FeatureDetail>;
/// Paths and contents.
type Files = Vec<(String, Vec<u8>)>;
type Pack = fn(&[(String, Vec<u8>)], i64) -> io::Result<Vec<u8>>;

/// The functions.
#[derive(Debug, Clone, Copy)]
pub struct Writers {
    page: fn(&Report, &Details) -> String,
    files: fn(&Report, &Details) -> Files,
    table: fn(&Report, &str) -> Option<Vec<u8>>,
    packed: Pack,
}

impl Writers {
    /// The functions themselves, for programs that hold them from the start.
    ///
    /// In the page's engine they are a part of the wasm that is fetched with the first export.
    pub fn all() -> Self {
        Writers {
            page: leeway_presentation::html::page,
            files: leeway_presentation::html::files,
            table: leeway_presentation::html::table,
            packed: leeway_documents::packed,
        }
    }

    /// The report as one page.
    ///
    /// HTML text without scripts and without references to other files; numbers are those of `report`, charts those of `details`.
    pub fn page(self, report: &Report, details: &Details) -> String {
        (self.page)(report, details)
    }

    /// All tables and charts.
    ///
    /// Each with its path and bytes; a table or chart that the report has nothing for is left out.
    pub fn files(self, report: &Report, details: &Details) -> Files {
        (self.files)(report, details)
    }

    /// One table, by the name of its file (`features.csv`).
    ///
    /// Bytes of CSV text in UTF-8, with a header; `None` where the report has no such table now.
    pub fn table(self, report: &Report, name: &str) -> Option<Vec<u8>> {
        (self.table)(report, name)
    }

    /// An archive; `now` is in milliseconds since 1970.
    ///
    /// Each file is a path within the archive and its bytes.
    ///
    /// # Errors
    /// What the archive's writer says.
    pub fn packed(self, files: &[(String, Vec<u8>)], now: i64) -> io::Result<Vec<u8>> {
        (self.packed)(files, now)
    }
}

/// The functions that write reports.
///
/// # Errors
/// When they were not fetched: to reload the page. Natively they are always there.
pub fn needed() -> Result<Writers, Problem> {
    writers()
        .ok_or_else(|| Problem::failed("What writes reports was not fetched. Reload the page."))
}

#[cfg(all(target_arch = "wasm32", feature = "worker"))]
mod fetched {
    use super::Writers;
    use std::cell::Cell;

    thread_local! {
        static WRITERS: Cell<Option<Writers>> = const { Cell::new(None) };
    }

    /// The functions, once [`set_writers`] has brought them.
    ///
    /// `None` until then; [`Writers::needed`] makes a problem of that.
    pub fn writers() -> Option<Writers> {
        WRITERS.get()
    }

    /// Takes the functions that were fetched, for all exports that follow.
    ///
    /// A second call replaces them; one worker has one set.
    pub fn set_writers(writers: Writers) {
        WRITERS.set(Some(writers));
    }
}

#[cfg(all(target_arch = "wasm32", feature = "worker"))]
pub use fetched::{set_writers, writers};

/// The functions, which are always there natively.
///
/// Never `None`; as the one for the page's engine answers.
#[cfg(not(all(target_arch = "wasm32", feature = "worker")))]
pub fn writers() -> Option<Writers> {
    Some(Writers::all())
}
