//! A file of the browser, read a chunk at a time.

use std::cell::RefCell;
use std::io::{self, Read, Seek, SeekFrom};
use std::rc::Rc;

use js_sys::{Reflect, Uint8Array};
use wasm_bindgen::JsValue;
use web_sys::{Blob, FileReaderSync};

/// Bytes fetched from a file at a time.
const CHUNK_BYTES: usize = 4 << 20;

/// Reads a file of the browser a chunk at a time, so that it is never held whole. While a chunk is parsed the browser fetches the next one; whoever is too fast for
/// that waits for the file itself. The beginning of the next file comes while this one is read, too: of many small files that is all.
pub(super) struct BlobReader {
    reader: FileReaderSync,
    blob: Blob,
    position: u64,
    chunk: Vec<u8>,
    chunk_at: u64,
    ahead: Option<Ahead>,
    upcoming: Upcoming,
    next: Option<Blob>,
}

/// The beginning of the file that is read next, with the file.
pub(super) type Upcoming = Rc<RefCell<Option<(Blob, Ahead)>>>;

/// A chunk on its way.
pub(super) struct Ahead {
    at: u64,
    bytes: Rc<RefCell<Option<Uint8Array>>>,
}

impl BlobReader {
    pub(super) fn new(blob: &Blob, upcoming: Upcoming, next: Option<&Blob>) -> io::Result<Self> {
        let reader = FileReaderSync::new()
            .map_err(|_| io::Error::other("this browser cannot read files in a worker"))?;
        let begun = upcoming.take().filter(|(of, _)| of == blob);
        Ok(BlobReader {
            reader,
            blob: blob.clone(),
            position: 0,
            chunk: Vec::new(),
            chunk_at: 0,
            ahead: begun.map(|(_, ahead)| ahead),
            upcoming,
            next: next.cloned(),
        })
    }

    fn fetch(&mut self) -> Result<(), JsValue> {
        let bytes = match self.fetched_ahead() {
            Some(bytes) => bytes,
            None => {
                let slice = chunk_of(&self.blob, self.position)?;
                Uint8Array::new(&self.reader.read_as_array_buffer(&slice)?.into())
            }
        };
        self.chunk.resize(bytes.length() as usize, 0);
        bytes.copy_to(&mut self.chunk);
        self.chunk_at = self.position;
        let end = self.position + self.chunk.len() as u64;
        if end < self.blob.size() as u64 {
            self.ahead = Some(ahead(&self.blob, end)?);
        } else if let Some(next) = self.next.take() {
            let begun = ahead(&next, 0)?;
            self.upcoming.replace(Some((next, begun)));
        }
        Ok(())
    }

    /// The chunk at the position, if it was fetched ahead and has come.
    fn fetched_ahead(&mut self) -> Option<Uint8Array> {
        let ahead = self
            .ahead
            .take()
            .filter(|ahead| ahead.at == self.position)?;
        ahead.bytes.take()
    }
}

fn chunk_of(blob: &Blob, from: u64) -> Result<Blob, JsValue> {
    let end = (from + CHUNK_BYTES as u64).min(blob.size() as u64);
    blob.slice_with_f64_and_f64(from as f64, end as f64)
}

/// A file of which some bytes were fetched before; others are fetched a chunk at a time.
pub(super) struct Fetched {
    blob: Blob,
    position: u64,
    bytes: Uint8Array,
    bytes_at: u64,
}

impl Fetched {
    /// The file, once its bytes between two places are there.
    pub(super) async fn fetch(blob: &Blob, from: u64, to: u64) -> Result<Self, JsValue> {
        let slice = blob.slice_with_f64_and_f64(from as f64, to as f64)?;
        let buffer = wasm_bindgen_futures::JsFuture::from(slice.array_buffer()).await?;
        Ok(Fetched {
            blob: blob.clone(),
            position: 0,
            bytes: Uint8Array::new(&buffer),
            bytes_at: from,
        })
    }

    fn fetch_more(&mut self) -> Result<(), JsValue> {
        let slice = chunk_of(&self.blob, self.position)?;
        let buffer = FileReaderSync::new()?.read_as_array_buffer(&slice)?;
        self.bytes = Uint8Array::new(&buffer.into());
        self.bytes_at = self.position;
        Ok(())
    }
}

impl Read for Fetched {
    fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
        if self.position >= self.blob.size() as u64 {
            return Ok(0);
        }
        let offset = self.position.wrapping_sub(self.bytes_at);
        if offset >= u64::from(self.bytes.length()) {
            self.fetch_more().map_err(|error| unreadable(&error))?;
        }
        let offset = (self.position - self.bytes_at) as u32;
        let read = to.len().min((self.bytes.length() - offset) as usize);
        let bytes = self.bytes.subarray(offset, offset + read as u32);
        bytes.copy_to(&mut to[..read]);
        self.position += read as u64;
        Ok(read)
    }
}

impl Seek for Fetched {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        seek(&mut self.position, &self.blob, to)
    }
}

fn unreadable(error: &JsValue) -> io::Error {
    let name = Reflect::get(error, &"name".into())
        .ok()
        .and_then(|name| name.as_string());
    io::Error::other(format!(
        "the browser could not read the file ({}); it may have been moved or changed since it was chosen",
        name.unwrap_or_default()
    ))
}

fn seek(position: &mut u64, blob: &Blob, to: SeekFrom) -> io::Result<u64> {
    let target = match to {
        SeekFrom::Start(offset) => offset as i64,
        SeekFrom::End(offset) => blob.size() as i64 + offset,
        SeekFrom::Current(offset) => *position as i64 + offset,
    };
    *position = u64::try_from(target)
        .map_err(|_| io::Error::new(io::ErrorKind::InvalidInput, "seek before the start"))?;
    Ok(*position)
}

/// Asks the browser for the chunk at `at`; a chunk that cannot be read is asked for again when it is needed, and the error told then.
fn ahead(blob: &Blob, at: u64) -> Result<Ahead, JsValue> {
    let promise = chunk_of(blob, at)?.array_buffer();
    let bytes = Rc::new(RefCell::new(None));
    let arrived = bytes.clone();
    wasm_bindgen_futures::spawn_local(async move {
        if let Ok(buffer) = wasm_bindgen_futures::JsFuture::from(promise).await {
            arrived.replace(Some(Uint8Array::new(&buffer)));
        }
    });
    Ok(Ahead { at, bytes })
}

impl Read for BlobReader {
    fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
        if self.position >= self.blob.size() as u64 {
            return Ok(0);
        }
        let offset = self.position.wrapping_sub(self.chunk_at);
        if offset >= self.chunk.len() as u64 {
            self.fetch().map_err(|error| unreadable(&error))?;
        }
        let offset = (self.position - self.chunk_at) as usize;
        let read = to.len().min(self.chunk.len() - offset);
        to[..read].copy_from_slice(&self.chunk[offset..offset + read]);
        self.position += read as u64;
        Ok(read)
    }
}

impl Seek for BlobReader {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        seek(&mut self.position, &self.blob, to)
    }
}
