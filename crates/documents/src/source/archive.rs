//! The files of a zip, one after the other.
//!
//! The `zip` crate reads the directory; entries are inflated here, because an entry of that crate borrows its archive and so cannot be set aside between steps.

use super::shared::Tracked;
use super::unpacked::{Budget, Counted};
use super::{Again, Shared};
use crate::Note;
use crate::path::{file_name, is_litter};
use flate2::Crc;
use flate2::read::DeflateDecoder;
use std::cell::Cell;
use std::io::{self, Read};
use std::rc::Rc;
use zip::{CompressionMethod, ZipArchive};

/// A zip being read.
pub(crate) struct Archive {
    path: String,
    file: Shared,
    zip: ZipArchive<Shared>,
    next: usize,
    budget: Budget,
}

/// A file of a zip.
pub(crate) struct Entry {
    /// The archive's path, `/`, the path within.
    pub(crate) path: String,
    /// Its bytes, or why there are none.
    pub(crate) data: Result<Box<dyn Read>, Note>,
    /// The same bytes anew.
    pub(crate) again: Option<Again>,
}

impl Archive {
    /// Reads the directory.
    pub(crate) fn open(path: &str, file: Shared, budget: &Budget) -> Result<Self, Note> {
        let zip = ZipArchive::new(file.clone()).map_err(|error| {
            Note::new("The zip archive is damaged or was cut.")
                .found(&error.to_string())
                .expected("a zip archive with its directory at the end")
                .advice("Copy or download the file again, or unpack it and drop the files.")
        })?;
        if zip.index_for_name("[Content_Types].xml").is_some() {
            return Err(Note::new("This is an office document.")
                .found("a zip archive with [Content_Types].xml")
                .expected("CSV, JSON or JSON Lines")
                .advice("Save the sheet as CSV and drop that."));
        }
        Ok(Archive {
            path: path.to_owned(),
            file,
            zip,
            next: 0,
            budget: budget.clone(),
        })
    }

    /// The next file that is worth reading.
    pub(crate) fn next_entry(&mut self) -> Option<Entry> {
        while self.next < self.zip.len() {
            let index = self.next;
            self.next += 1;
            match self.entry(index) {
                Ok(Some(entry)) => return Some(entry),
                Ok(None) => {}
                Err(note) => {
                    return Some(Entry {
                        path: format!("{}/entry {}", self.path, index + 1),
                        data: Err(note),
                        again: None,
                    });
                }
            }
        }
        None
    }

    fn entry(&mut self, index: usize) -> Result<Option<Entry>, Note> {
        let damaged = |error: &dyn std::fmt::Display| {
            Note::new("An entry of the zip archive is damaged.")
                .found(&error.to_string())
                .advice("Copy or download the file again, or unpack it and drop the files.")
        };
        let entry = self
            .zip
            .by_index_raw(index)
            .map_err(|error| damaged(&error))?;
        let name = String::from_utf8_lossy(entry.name_raw()).replace('\\', "/");
        let is_folder = entry.is_dir();
        if is_folder {
            drop(entry);
            if !self.is_deserted(&name) {
                return Ok(None);
            }
            return Ok(Some(Entry {
                path: format!("{}/{}", self.path, name.trim_start_matches('/')),
                data: Ok(Box::new(io::empty())),
                again: None,
            }));
        }
        if is_litter(&name) {
            return Ok(None);
        }
        let start = entry.data_start().ok_or_else(|| damaged(&"no data"))?;
        let (packed_size, checksum) = (entry.compressed_size(), entry.crc32());
        let (method, is_encrypted) = (entry.compression(), entry.encrypted());
        drop(entry);
        let is_deflated = match method {
            _ if is_encrypted => Err(Note::new("The file is encrypted.")
                .advice("Unpack the archive with its password and drop the files.")),
            CompressionMethod::Stored => Ok(false),
            CompressionMethod::Deflated => Ok(true),
            other => Err(
                Note::new("The file is packed in a way that is not read here.")
                    .found(&other.to_string())
                    .expected("deflated or stored")
                    .advice("Pack it with a common zip tool, or drop the unpacked files."),
            ),
        };
        Ok(Some(Entry {
            path: format!("{}/{}", self.path, name.trim_start_matches('/')),
            again: is_deflated.as_ref().ok().map(|&is_deflated| -> Again {
                let (file, limits) = (self.file.clone(), self.budget.limits().clone());
                Rc::new(move || {
                    let packed = Box::new(file.from(start).take(packed_size));
                    unpacked(packed, is_deflated, checksum, &Budget::new(&limits))
                })
            }),
            data: is_deflated.map(|is_deflated| {
                let packed = Tracked::new(self.file.from(start)).take(packed_size);
                unpacked(Box::new(packed), is_deflated, checksum, &self.budget)
            }),
        }))
    }

    /// True when the archive has nothing below a folder, which ends in `/`.
    fn is_deserted(&self, folder: &str) -> bool {
        // Usually what lies in a folder follows on it.
        let is_in_it = |name: &str| name.starts_with(folder) && name != folder;
        let counts = |name: &str| is_in_it(name) && (name.ends_with('/') || !is_litter(name));
        let next = self.zip.name_for_index(self.next);
        if next.is_some_and(|next| next.is_ok_and(|next| counts(&next))) {
            return false;
        }
        let mut names = self.zip.file_names();
        !is_litter(folder.trim_end_matches('/'))
            && !names.any(|name| name.is_ok_and(|name| counts(&name)))
    }

    /// What to say when there was nothing to read.
    pub(crate) fn emptiness(&self) -> Note {
        Note::new("The archive holds no file that can be read.")
            .found(&format!(
                "{} entries in {}",
                self.zip.len(),
                file_name(&self.path)
            ))
            .expected("CSV, JSON or JSON Lines")
    }
}

/// The bytes of an entry, bounded and checked.
fn unpacked(
    packed: Box<dyn Read>,
    is_deflated: bool,
    checksum: u32,
    budget: &Budget,
) -> Box<dyn Read> {
    let count = Rc::new(Cell::new(0));
    let packed = Counted {
        inner: packed,
        count: Rc::clone(&count),
    };
    let inner: Box<dyn Read> = match is_deflated {
        true => Box::new(DeflateDecoder::new_with_buf(packed, vec![0; 64 << 10])),
        false => Box::new(packed),
    };
    let checked = Checked {
        inner,
        crc: Crc::new(),
        expected: checksum,
    };
    budget.bound(Box::new(checked), count)
}

/// Compares the checksum when the end is reached.
struct Checked {
    inner: Box<dyn Read>,
    crc: Crc,
    expected: u32,
}

impl Read for Checked {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.crc.update(&buffer[..read]);
        if read == 0 && !buffer.is_empty() && self.crc.sum() != self.expected {
            return Err(io::Error::new(
                io::ErrorKind::InvalidData,
                "the checksum differs",
            ));
        }
        Ok(read)
    }
}
