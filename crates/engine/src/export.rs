//! Files to save: one by itself ([`one`]), the report to send ([`sent`], [`html`](leeway_presentation::html)), and everything as one archive ([`bundle`]).

mod bundle;
mod configuration;
mod csv;
mod metrics;
mod one;
mod reported;
mod saved;
mod sent;
mod writers;

use super::study::Analysis;
use crate::monitor::Advance;
use crate::problem::Problem;
use bundle::Bundle;
use leeway_report::Report;
use one::One;
use saved::PAGE;
pub use saved::Saved;
use sent::Gathering;
#[cfg(all(target_arch = "wasm32", feature = "worker"))]
pub use writers::{Writers, set_writers};

/// How the name of an archive of everything ends.
const ARCHIVE: &str = ".zip";

/// How the name of a table ends.
const TABLE: &str = ".csv";

/// A file on its way.
pub struct Export {
    kind: Kind,
}

enum Kind {
    One(Box<One>),
    Page(Gathering),
    /// A table of the report, by the name of its file.
    Table(String),
    Archive(String, Box<Bundle>),
}

impl Export {
    /// The file called `name`; one that ends in `.zip` is an archive of everything, one in `.csv` a table of the report. The sentence of an error lists the names there are.
    ///
    /// # Errors
    /// For any other name: the names there are.
    pub fn start(name: &str) -> Result<Export, Problem> {
        let kind = if name == PAGE {
            Kind::Page(Gathering::of_drifted())
        } else if name.to_lowercase().ends_with(ARCHIVE) {
            Kind::Archive(name.to_owned(), Box::default())
        } else {
            let one = One::start(name).map(|one| Kind::One(Box::new(one)));
            let table = || name.ends_with(TABLE).then(|| Kind::Table(name.to_owned()));
            one.or_else(table).ok_or_else(|| {
                Problem::asked(format!(
                    "{name:?} cannot be saved. These can: {PAGE}, {}, and everything as a .zip of any name.",
                    one::names().join(", ")
                ))
            })?
        };
        Ok(Export { kind })
    }

    /// Whether a file of this name cannot be written before [`set_writers`] was called.
    ///
    /// True for `report.html`, archives and tables of the page while they are not there; names are those that [`Export`] knows, case aside for archives.
    #[cfg(all(target_arch = "wasm32", feature = "worker"))]
    pub fn must_wait(name: &str) -> bool {
        let is_table = || name.ends_with(TABLE) && One::start(name).is_none();
        let is_sent = name == PAGE || name.to_lowercase().ends_with(ARCHIVE) || is_table();
        is_sent && writers::writers().is_none()
    }

    /// Works on; answers the piece at hand, pieces done and pieces in all, or `None` when the file can be written. `now` is in milliseconds since 1970.
    pub fn step(&mut self, analysis: &Analysis, report: &Report, now: i64) -> Option<Advance> {
        match &mut self.kind {
            Kind::One(one) => one.step(analysis),
            Kind::Page(gathering) => gathering.step(analysis, report),
            Kind::Table(_) => None,
            Kind::Archive(_, bundle) => bundle.step(analysis, report, now),
        }
    }
}

/// The file. The sentence of an error says what to open.
///
/// `report` is the one of `analysis`; `now` is in milliseconds since 1970.
///
/// # Errors
/// What the file needs and is not loaded, and what to open.
pub fn export(
    export: Export,
    analysis: &Analysis,
    report: &Report,
    now: i64,
) -> Result<Saved, Problem> {
    match export.kind {
        Kind::One(one) => one::saved(*one, analysis, report, now),
        Kind::Page(gathering) => Ok(Saved {
            name: PAGE.to_owned(),
            mime: "text/html",
            bytes: writers::needed()?
                .page(report, &gathering.details)
                .into_bytes(),
        }),
        Kind::Table(name) => {
            let text = writers::needed()?.table(report, &name).ok_or_else(|| {
                Problem::asked(format!(
                    "{name:?} cannot be saved: the report has no table of that name now."
                ))
            })?;
            Ok(Saved {
                name,
                mime: "text/csv",
                bytes: text,
            })
        }
        Kind::Archive(name, bundle) => Ok(Saved {
            name,
            mime: "application/zip",
            bytes: bundle.packed(now)?,
        }),
    }
}
