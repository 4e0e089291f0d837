//! Files that are written whole or not at all, and what is printed.
//!
//! Each is written beside its place under another name and then takes the place; all are written before the first does. What is no file (a pipe, a device) is
//! written as it is.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crate::interrupt::Writing;
use crate::problem::Problem;

/// The path that stands for standard output.
pub const PRINTED: &str = "-";

/// Bytes between two looks whether somebody wants it stopped.
const AT_A_TIME: usize = 1 << 20;

/// Writes files; their folders are made where they are missing.
///
/// # Errors
/// The first that cannot be written. None of those that are files has changed then, unless taking their places itself failed in between.
pub fn write(files: &[(PathBuf, Vec<u8>)]) -> Result<(), Problem> {
    let writing = Writing::begin();
    let mut places = Vec::new();
    for (path, bytes) in files {
        let failed = |error| Problem::Output(path.display().to_string(), error);
        if path.as_os_str() == PRINTED {
            print(bytes)?;
            continue;
        }
        // A link keeps pointing to what is written.
        let to = fs::canonicalize(path).unwrap_or_else(|_| path.clone());
        if fs::metadata(&to).is_ok_and(|found| !found.is_file() && !found.is_dir()) {
            let mut device = OpenOptions::new().write(true).open(&to).map_err(failed)?;
            device.write_all(bytes).map_err(failed)?;
            continue;
        }
        let part = Part::create(&to).map_err(failed)?;
        part.fill(bytes, &writing, path)?;
        places.push((part, path));
    }
    for (part, path) in places {
        part.take_place()
            .map_err(|error| Problem::Output(path.display().to_string(), error))?;
    }
    Ok(())
}

/// Prints bytes as they are.
///
/// # Errors
/// When standard output is closed or full.
pub fn print(bytes: &[u8]) -> Result<(), Problem> {
    let mut out = io::stdout().lock();
    let printed = out.write_all(bytes).and_then(|()| out.flush());
    printed.map_err(Problem::Printing)
}

/// A file under another name; gone when it is dropped before it takes its place.
struct Part {
    file: File,
    path: PathBuf,
    to: PathBuf,
}

impl Part {
    fn create(to: &Path) -> io::Result<Part> {
        let name = to.file_name().ok_or(io::ErrorKind::IsADirectory)?;
        if to.is_dir() {
            return Err(io::ErrorKind::IsADirectory.into());
        }
        if let Some(folder) = to.parent().filter(|folder| !folder.as_os_str().is_empty()) {
            fs::create_dir_all(folder)?;
        }
        let name = format!(".{}.{}.part", name.to_string_lossy(), std::process::id());
        let path = to.with_file_name(name);
        let file = File::create(&path)?;
        let to = to.to_owned();
        Ok(Part { file, path, to })
    }

    fn fill(&self, bytes: &[u8], writing: &Writing, shown: &Path) -> Result<(), Problem> {
        let failed = |error| Problem::Output(shown.display().to_string(), error);
        for some in bytes.chunks(AT_A_TIME) {
            if writing.is_interrupted() {
                return Err(Problem::Interrupted);
            }
            (&self.file).write_all(some).map_err(failed)?;
        }
        self.file.sync_all().map_err(failed)
    }

    fn take_place(self) -> io::Result<()> {
        fs::rename(&self.path, &self.to)
    }
}

impl Drop for Part {
    fn drop(&mut self) {
        // After it has taken its place there is none.
        let _ = fs::remove_file(&self.path);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_that_cannot_be_written_keeps_all_from_changing() {
        let folder = std::env::temp_dir().join(format!("leeway-output-{}", std::process::id()));
        fs::create_dir_all(folder.join("taken")).unwrap();
        let first = folder.join("first.txt");
        fs::write(&first, "before").unwrap();
        let refused = write(&[
            (first.clone(), b"after".to_vec()),
            (folder.join("taken"), b"after".to_vec()),
        ]);
        assert!(matches!(refused, Err(Problem::Output(..))), "{refused:?}");
        assert_eq!(fs::read_to_string(&first).unwrap(), "before");
        write(&[(first.clone(), b"after".to_vec())]).unwrap();
        assert_eq!(fs::read_to_string(&first).unwrap(), "after");
        assert_eq!(fs::read_dir(&folder).unwrap().count(), 2);
        fs::remove_dir_all(&folder).unwrap();
    }
}
