//! Files of made rows under `target/bench-data`, each written once.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use leeway::scenarios::census;

use super::webdriver::Problem;

/// What cases of two CSV files are called.
pub const CSV: &str = "CSV against CSV";

/// Rows a side of the larger cases: `LEEWAY_ROWS`, a million unless it is set.
pub fn many_rows() -> Result<u32, Problem> {
    match std::env::var("LEEWAY_ROWS") {
        Ok(rows) => Ok(rows.parse()?),
        Err(_) => Ok(1_000_000),
    }
}

/// Census rows as CSV.
pub fn baseline(rows: u32) -> Result<PathBuf, Problem> {
    made(&format!("baseline-{rows}.csv"), |to| {
        census::write_csv(to, rows, 1, 0.0)
    })
}

/// As many of the current side, of which some columns drifted.
pub fn current(rows: u32) -> Result<PathBuf, Problem> {
    made(&format!("current-{rows}.csv"), |to| {
        census::write_csv(to, rows, 2, 1.0)
    })
}

/// The file of this name, which `write` makes where it is missing.
pub fn made(
    name: &str,
    write: impl FnOnce(&mut BufWriter<File>) -> std::io::Result<()>,
) -> Result<PathBuf, Problem> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/bench-data");
    let file = folder.join(name);
    if !file.is_file() {
        std::fs::create_dir_all(&folder)?;
        // Under another name until it is whole.
        let unfinished = folder.join(format!("{name}.part"));
        let mut to = BufWriter::new(File::create(&unfinished)?);
        write(&mut to)?;
        to.flush()?;
        std::fs::rename(&unfinished, &file)?;
    }
    Ok(file)
}
