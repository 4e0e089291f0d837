//! `leeway lab`: data that drifted in a known way, to try a pipeline with.
//!
//! Each scenario has a folder with its changed rows as a table, as captures and as true labels, in so far as the data allow it; those that they do not allow are said.

use std::io::Write;

use crate::arguments::Lab;
use crate::driver::Driver;
use crate::found::Found;
use crate::inputs::Inputs;
use crate::output::write;
use crate::problem::Problem;
use leeway_documents::Role;
use leeway_engine::protocol::{Outcome, Request};
use leeway_report::lab::answer::Preset;
use leeway_report::lab::ask::{ChangedFile, LabAsk};

/// Writes the scenarios.
///
/// # Errors
/// What could not be done, and a scenario that was named and cannot be made.
pub fn lab(asked: &Lab) -> Result<Found, Problem> {
    let mut inputs = Inputs::default();
    for path in &asked.data {
        inputs.add(path, Some(Role::Baseline))?;
    }
    if let Some(path) = &asked.config {
        inputs.add(path, None)?;
    }
    let mut driver = Driver::new(&asked.work);
    driver.open(inputs)?;
    let mut files = Vec::new();
    for preset in presets(&mut driver)? {
        let name = preset.name.name();
        let is_named = asked.scenario.iter().any(|wanted| wanted == name);
        if !is_named && !asked.scenario.is_empty() {
            continue;
        }
        if let Some(reason) = &preset.reason {
            if is_named {
                return Err(Problem::Scenario(name.to_owned(), reason.clone()));
            }
            if !asked.work.quiet {
                let _ = writeln!(anstream::stderr(), "{name}: {reason}");
            }
            continue;
        }
        for file in ChangedFile::ALL {
            let ask = LabAsk {
                changes: preset.changes.clone(),
                strength: asked.strength,
                rows: asked.rows,
                save: Some(file),
                hours: Some(asked.hours),
                ..LabAsk::default()
            };
            match driver.ask(Request::Lab { ask: ask.json() }, Vec::new()) {
                Ok((Outcome::Exported { name: file, .. }, bytes)) => {
                    files.push((asked.out.join(name).join(file), bytes));
                }
                Ok(_) => {}
                // Without a label there are none to write; the rows themselves there are.
                Err(_) if file == ChangedFile::Labels => {}
                Err(problem) => return Err(problem),
            }
        }
    }
    write(&files)?;
    Ok(Found::Nothing)
}

/// The scenarios that there are for the data.
fn presets(driver: &mut Driver) -> Result<Vec<Preset>, Problem> {
    let ask = LabAsk::default().json();
    match driver.ask(Request::Lab { ask }, Vec::new())?.0 {
        Outcome::Lab(lab) => Ok(lab.presets),
        _ => Ok(Vec::new()),
    }
}
