//! Files as they are named: paths, folders, patterns, `-` for standard input.
//!
//! Each is opened once before anything is read, so that one that is not there is said at once. Files of a folder come by path. What is no file that can be read
//! twice, such as a pipe, is held in memory.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, Cursor, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::globs;
use crate::problem::Problem;
use leeway_documents::{ReadSeek, Role};
use leeway_engine::Dropped;

/// What stands for standard input.
const STANDARD_INPUT: &str = "-";
/// How it is called in the report.
const STANDARD_NAME: &str = "stdin";

/// What was named.
#[derive(Default)]
pub struct Inputs {
    /// The files, in the order in which they were named.
    pub files: Vec<Named>,
    /// Those that were named one by one, by their path in the report: each must be of use.
    pub named: BTreeSet<String>,
    is_input_taken: bool,
}

/// A file that was named.
pub struct Named {
    /// Its path in the report.
    pub path: String,
    /// The side that it was named for.
    pub side: Option<Role>,
    /// Bytes.
    pub size: u64,
    /// What it holds.
    pub held: Held,
}

/// Where the bytes of a file are.
#[derive(Clone)]
pub enum Held {
    /// On disk.
    OnDisk(PathBuf),
    /// In memory.
    InMemory(Arc<[u8]>),
}

impl Inputs {
    /// Adds what an argument names.
    ///
    /// # Errors
    /// What is not there, cannot be read, or is no file at all.
    pub fn add(&mut self, argument: &str, side: Option<Role>) -> Result<(), Problem> {
        if argument == STANDARD_INPUT {
            if std::mem::replace(&mut self.is_input_taken, true) {
                return Err(Problem::InputTwice);
            }
            let name = STANDARD_NAME.to_owned();
            self.named.insert(name.clone());
            return self.take(name, side, &mut io::stdin().lock());
        }
        let path = Path::new(argument);
        if !path.exists() && globs::is_pattern(argument) {
            let found = globs::expand(argument);
            if found.is_empty() {
                return Err(Problem::NoFile(argument.to_owned()));
            }
            let mut found = found.iter();
            return found.try_for_each(|path| self.add_path(path, side));
        }
        if path.is_dir() {
            return self.add_path(path, side);
        }
        self.named.insert(shown(path));
        self.add_path(path, side)
    }

    /// Adds a file, or all files of a folder.
    ///
    /// # Errors
    /// As [`Inputs::add`].
    pub fn add_path(&mut self, path: &Path, side: Option<Role>) -> Result<(), Problem> {
        let before = self.files.len();
        self.add_below(path, side, &mut BTreeSet::new())?;
        match self.files.len() > before {
            true => Ok(()),
            false => Err(Problem::NoFile(shown(path))),
        }
    }

    fn add_below(
        &mut self,
        path: &Path,
        side: Option<Role>,
        within: &mut BTreeSet<PathBuf>,
    ) -> Result<(), Problem> {
        let failed = |error| Problem::Input(shown(path), error);
        let metadata = fs::metadata(path).map_err(failed)?;
        if metadata.is_dir() {
            // A link that leads back is followed once.
            if !within.insert(fs::canonicalize(path).map_err(failed)?) {
                return Ok(());
            }
            let entries = fs::read_dir(path).map_err(failed)?;
            let entries = entries.map(|entry| entry.map(|entry| entry.path()));
            let mut entries = entries.collect::<io::Result<Vec<_>>>().map_err(failed)?;
            entries.sort();
            let mut entries = entries.iter();
            return entries.try_for_each(|entry| self.add_below(entry, side, within));
        }
        let mut file = File::open(path).map_err(failed)?;
        if !metadata.is_file() {
            return self.take(shown(path), side, &mut file);
        }
        self.files.push(Named {
            path: shown(path),
            side,
            size: metadata.len(),
            held: Held::OnDisk(path.to_owned()),
        });
        Ok(())
    }

    fn take(
        &mut self,
        path: String,
        side: Option<Role>,
        from: &mut dyn Read,
    ) -> Result<(), Problem> {
        let mut bytes = Vec::new();
        if let Err(error) = from.read_to_end(&mut bytes) {
            return Err(Problem::Input(path, error));
        }
        self.files.push(Named {
            path,
            side,
            size: bytes.len() as u64,
            held: Held::InMemory(bytes.into()),
        });
        Ok(())
    }
}

impl Named {
    /// The file as the session takes it.
    pub fn dropped(self) -> Dropped {
        let held = self.held;
        let open = move || held.open();
        Dropped {
            side: self.side,
            ..Dropped::new(self.path, self.size, None, Box::new(open))
        }
    }
}

impl Held {
    /// Opens it from its start.
    ///
    /// # Errors
    /// What the system says.
    pub fn open(&self) -> io::Result<Box<dyn ReadSeek>> {
        Ok(match self {
            Held::OnDisk(path) => Box::new(File::open(path)?),
            Held::InMemory(bytes) => Box::new(Cursor::new(bytes.clone())),
        })
    }
}

/// A path as the report names it: with slashes, without a leading `./`.
fn shown(path: &Path) -> String {
    let path = path.to_string_lossy();
    #[cfg(windows)]
    let path = path.replace('\\', "/");
    path.strip_prefix("./").unwrap_or(&path).to_owned()
}
