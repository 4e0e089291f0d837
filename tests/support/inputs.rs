//! Files as if they had been dropped: from disk, from text, and the folders of small inputs.

use std::fs::{self, File};
use std::path::{Path, PathBuf};

use leeway::documents::ReadSeek;
use leeway::engine::{Dropped, parse_role};

/// A file on disk as if it had been dropped under its path below `root`.
pub fn dropped(root: &Path, path: &Path, role: Option<&str>) -> Dropped {
    let path = path.to_owned();
    let shown = path
        .strip_prefix(root)
        .unwrap_or(&path)
        .to_string_lossy()
        .replace('\\', "/");
    let size = fs::metadata(&path).unwrap().len();
    let role = role.map(|role| parse_role(role).unwrap().unwrap());
    let open = move || Ok(Box::new(File::open(&path)?) as Box<dyn ReadSeek>);
    Dropped::new(shown, size, role, Box::new(open))
}

/// All files below `folder`, by path.
pub fn files_below(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    let mut entries: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            files.extend(files_below(&path))
        } else {
            files.push(path)
        }
    }
    files
}

/// Text as a dropped file.
pub fn text(path: &str, text: impl Into<Vec<u8>>) -> Dropped {
    Dropped::from_bytes(path.to_owned(), None, std::io::Cursor::new(text.into()))
}

/// The files of a folder of small inputs, below `tests/data`.
pub fn small(folder: &str) -> Vec<Dropped> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/data")
        .join(folder);
    files_below(&root)
        .iter()
        .map(|path| dropped(&root, path, None))
        .collect()
}
