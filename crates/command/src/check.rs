//! `leeway check`: the comparison, its files, its summary, its code.

use std::path::PathBuf;

use crate::arguments::{Check, FailOn};
use crate::driver::Driver;
use crate::found::Found;
use crate::inputs::Inputs;
use crate::output::{PRINTED, write};
use crate::problem::Problem;
use crate::terminal;
use leeway_documents::Role;
use leeway_monitors::drift::Verdict;
use leeway_presentation::gate::Gate;
use leeway_presentation::sentence::sentence;
use leeway_presentation::{junit, markdown};
use leeway_report::Report;

/// Compares, writes and prints.
///
/// # Errors
/// What could not be done. Files are written also where nothing was compared, because they say why.
pub fn check(asked: &Check) -> Result<Found, Problem> {
    let mut inputs = Inputs::default();
    inputs.add(&asked.baseline, Some(Role::Baseline))?;
    for path in &asked.current {
        inputs.add(path, Some(Role::Current))?;
    }
    if let Some(path) = &asked.config {
        inputs.add(path, None)?;
    }
    let mut driver = Driver::new(&asked.work);
    driver.open(inputs)?;
    let gate = gate(&asked.fail_on);
    let mut files: Vec<(PathBuf, Vec<u8>)> = Vec::new();
    for (path, name) in [(&asked.report, "report.html"), (&asked.json, "report.json")] {
        if let Some(path) = path {
            files.push((path.clone(), driver.export(name)?));
        }
    }
    let report = driver.report();
    if let Some(path) = &asked.summary {
        files.push((path.clone(), markdown::markdown(report).into_bytes()));
    }
    if let Some(path) = &asked.junit {
        files.push((path.clone(), junit::junit(report, gate).into_bytes()));
    }
    write(&files)?;
    let is_printed = |(path, _): &(PathBuf, _)| path.as_os_str() == PRINTED;
    if !asked.work.quiet && !files.iter().any(is_printed) {
        terminal::print(report)?;
    }
    if !is_compared(report) {
        return Err(Problem::NothingCompared(sentence(report).to_string()));
    }
    Ok(match gate.is_closed(report) {
        true => Found::Something,
        false => Found::Nothing,
    })
}

fn gate(lines: &[FailOn]) -> Gate {
    let drift = [
        (FailOn::Drifted, Verdict::Drifted),
        (FailOn::Strong, Verdict::Strong),
    ];
    let least = drift.iter().find(|(line, _)| lines.contains(line));
    Gate {
        drift: least.map(|(_, verdict)| *verdict),
        counts_checks: lines.contains(&FailOn::Violated),
    }
}

/// True where something was judged: a feature, anything in a run, or, where there are no rows to compare with, a check.
///
/// Two sides without a feature in common are not compared, although their columns can be counted.
fn is_compared(report: &Report) -> bool {
    let tested = report.verdict.as_ref().map_or(0, |verdict| verdict.tested);
    let has_both = report.baseline.is_some() && report.current.is_some();
    let mut checks = report.checks.iter();
    tested > 0
        || report.runs.iter().any(|run| run.tested > 0)
        || !has_both && checks.any(|check| check.status.is_made())
}
