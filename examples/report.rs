//! Saves what the page would save of some files, without a browser: the report to send, the archive of everything, or any other export.
//!
//! ```text
//! cargo run --example report -- OUT [--settings JSON] [PATH...]
//! ```
//!
//! The name of OUT says what is saved. Paths may be folders; without any it is of the built-in example.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

use leeway::documents::ReadSeek;
use leeway::engine::protocol::{Reply, Request};
use leeway::engine::{Dropped, Session};

fn main() -> Result<(), String> {
    let mut arguments = std::env::args().skip(1);
    let out = PathBuf::from(
        arguments
            .next()
            .ok_or("Where to? Name a file, such as report.html.")?,
    );
    let mut files = Vec::new();
    let mut settings = None;
    while let Some(path) = arguments.next() {
        if path == "--settings" {
            settings = arguments.next();
            continue;
        }
        add(Path::new(&path), &mut files).map_err(|error| format!("{path}: {error}"))?;
    }
    let mut session = Session::new(|| {
        let now = SystemTime::now().duration_since(UNIX_EPOCH);
        now.map_or(0.0, |now| now.as_secs_f64() * 1e3)
    });
    let request = match files.is_empty() {
        true => Request::Demo { rows: 20_000 },
        false => Request::Open { files: Vec::new() },
    };
    answered(session.run(request, files))?;
    if let Some(settings) = settings {
        answered(session.run(Request::Set { settings }, Vec::new()))?;
    }
    let name = out.file_name().unwrap_or_default().to_string_lossy();
    let name = name.into_owned();
    let started = std::time::Instant::now();
    let bytes = answered(session.run(Request::Export { name }, Vec::new()))?;
    let bytes = bytes.ok_or("Nothing was saved.")?;
    println!("{} bytes in {:?}", bytes.len(), started.elapsed());
    fs::write(&out, bytes).map_err(|error| format!("{}: {error}", out.display()))
}

fn answered((reply, bytes): (Reply, Option<Vec<u8>>)) -> Result<Option<Vec<u8>>, String> {
    match reply {
        Reply::Failed { message } => Err(message),
        _ => Ok(bytes),
    }
}

fn add(path: &Path, files: &mut Vec<Dropped>) -> io::Result<()> {
    if path.is_dir() {
        let entries = fs::read_dir(path)?.map(|entry| entry.map(|entry| entry.path()));
        let mut entries = entries.collect::<io::Result<Vec<_>>>()?;
        entries.sort();
        return entries.iter().try_for_each(|entry| add(entry, files));
    }
    let whole = path.to_owned();
    let open = move || Ok(Box::new(File::open(&whole)?) as Box<dyn ReadSeek>);
    let shown = path.to_string_lossy().into_owned();
    let size = fs::metadata(path)?.len();
    files.push(Dropped::new(shown, size, None, Box::new(open)));
    Ok(())
}
