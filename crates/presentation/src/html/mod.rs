//! The report to send: `report.html`, one file that needs no script and fetches nothing.
//!
//! [`sections`] say what stands there ([`content`]); [`page`] makes markup of it, [`files`] the tables and charts that are saved beside it. Numbers and words are
//! the report's own, in its order.

mod content;
mod files;
mod page;
mod sections;
mod sent;

use std::collections::BTreeMap;

use crate::format::time_utc;
use crate::sentence::sentence;
use content::Out;
use files::Files;
use leeway_report::{FeatureDetail, Report};
use page::Page;
use sent::Sent;

/// The page.
pub fn page(report: &Report, details: &BTreeMap<String, FeatureDetail>) -> String {
    let mut page = Page::default();
    write(report, details, false, &mut page);
    let sentence = sentence(report);
    let made = format!(
        "Drift report, {}. Leeway {}",
        time_utc(&report.generated),
        report.leeway
    );
    page.finish(sentence.headline(), sentence.rest(), &made)
}

/// All tables as CSV and all charts of all features as SVG: paths and contents.
pub fn files(report: &Report, details: &BTreeMap<String, FeatureDetail>) -> Vec<(String, Vec<u8>)> {
    let mut files = Files::default();
    write(report, details, true, &mut files);
    files.files
}

/// Says all sections in their order.
fn write(
    report: &Report,
    details: &BTreeMap<String, FeatureDetail>,
    is_whole: bool,
    out: &mut dyn Out,
) {
    let sent = Sent {
        report,
        details,
        is_whole,
    };
    sections::SECTIONS
        .iter()
        .for_each(|section| section(&sent, out));
}

/// The table whose file has that name, as CSV.
pub fn table(report: &Report, name: &str) -> Option<Vec<u8>> {
    let mut files = Files::only(name);
    write(report, &BTreeMap::new(), true, &mut files);
    files.files.into_iter().next().map(|(_, text)| text)
}
