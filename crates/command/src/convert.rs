//! `leeway convert`: any file that can be saved on the page, by its name.

use crate::arguments::Convert;
use crate::driver::Driver;
use crate::found::Found;
use crate::inputs::Inputs;
use crate::output::write;
use crate::problem::Problem;

/// Reads, and writes what the names ask for.
///
/// # Errors
/// What could not be done; then nothing is written.
pub fn convert(asked: &Convert) -> Result<Found, Problem> {
    let mut inputs = Inputs::default();
    for path in &asked.files {
        inputs.add(path, None)?;
    }
    let mut driver = Driver::new(&asked.work);
    driver.open(inputs)?;
    let mut files = Vec::new();
    for path in &asked.to {
        let name = path.file_name().unwrap_or(path.as_os_str());
        files.push((path.clone(), driver.export(&name.to_string_lossy())?));
    }
    write(&files)?;
    Ok(Found::Nothing)
}
