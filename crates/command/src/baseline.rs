//! `leeway baseline`: what a baselining job of Model Monitor leaves of training data.

use crate::arguments::Baseline;
use crate::driver::Driver;
use crate::found::Found;
use crate::inputs::Inputs;
use crate::output::write;
use crate::problem::Problem;
use leeway_documents::Role;

/// The files, by the names that a baselining job gives them.
const FILES: [&str; 2] = ["statistics.json", "constraints.json"];

/// Reads, and writes statistics and suggested constraints.
///
/// # Errors
/// What could not be done; then nothing is written.
pub fn baseline(asked: &Baseline) -> Result<Found, Problem> {
    let mut inputs = Inputs::default();
    for path in &asked.data {
        inputs.add(path, Some(Role::Baseline))?;
    }
    let mut driver = Driver::new(&asked.work);
    driver.open(inputs)?;
    let mut files = Vec::new();
    for name in FILES {
        files.push((asked.out.join(name), driver.export(name)?));
    }
    write(&files)?;
    Ok(Found::Nothing)
}
