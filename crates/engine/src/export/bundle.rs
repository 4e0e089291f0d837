//! Everything as one archive: `report.html`, every other file that can be made of what is loaded, all tables as CSV and all charts as SVG.

use super::super::study::Analysis;
use super::one::{self, One, names};
use super::saved::PAGE;
use super::sent::Gathering;
use super::writers::{needed, writers};
use crate::monitor::Advance;
use crate::problem::Problem;
use leeway_report::Report;

/// An archive on its way.
#[derive(Default)]
pub struct Bundle {
    files: Vec<(String, Vec<u8>)>,
    /// Place of the file at work in [`names`].
    next: usize,
    at_work: Option<One>,
    gathering: Gathering,
    has_pages: bool,
}

impl Bundle {
    /// Works on; answers the piece at hand, pieces done and pieces in all, or `None` when all is there. A file that what is loaded does not call for is left out.
    pub fn step(&mut self, analysis: &Analysis, report: &Report, now: i64) -> Option<Advance> {
        let names = names();
        let total = names.len() + report.features.len() + 1;
        if let Some(name) = names.get(self.next) {
            let mut one = self.at_work.take().or_else(|| One::start(name))?;
            if one.step(analysis).is_some() {
                self.at_work = Some(one);
            } else {
                if let Ok(saved) = one::saved(one, analysis, report, now) {
                    self.files.push((saved.name, saved.bytes));
                }
                self.next += 1;
            }
            return Some(Advance::new(*name, self.next, total));
        }
        if let Some(gathered) = self.gathering.step(analysis, report) {
            let done = names.len() + gathered.done as usize;
            return Some(Advance::new(gathered.item, done, total));
        }
        if self.has_pages {
            return None;
        }
        let details = &self.gathering.details;
        let writers = writers()?;
        let page = writers.page(report, details).into_bytes();
        self.files.insert(0, (PAGE.to_owned(), page));
        self.files.extend(writers.files(report, details));
        self.has_pages = true;
        Some(Advance::new(PAGE, total, total))
    }

    /// The archive's bytes.
    ///
    /// A ZIP archive; `now`, in milliseconds since 1970, is the time of its entries.
    ///
    /// # Errors
    /// When the archive could not be written.
    pub fn packed(self, now: i64) -> Result<Vec<u8>, Problem> {
        let packed = needed()?.packed(&self.files, now);
        packed
            .map_err(|error| Problem::failed(format!("The archive could not be written: {error}.")))
    }
}
