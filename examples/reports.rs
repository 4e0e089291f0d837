//! Holds the reports of two builds against each other: each writes what it makes of the same folders, then the two are compared.
//!
//! ```text
//! cargo run --release --example reports -- write OUT ROOT...
//! cargo run --release --example reports -- compare BEFORE AFTER
//! ```
//!
//! `write` opens every folder below each ROOT by itself, and the built-in example, and saves the report under each of [`SETTINGS`]. `compare` prints every
//! place that differs: numbers may differ by a relative 1e-12, all else not at all; when and how fast a report was made does not count.

#[path = "../tests/support/differing.rs"]
mod differing;

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use differing::differing;
use leeway::documents::ReadSeek;
use leeway::engine::protocol::{Outcome, Reply, Request};
use leeway::engine::{Dropped, Session};
use serde_json::Value;

/// What is set after opening, one after the other; each is set back before the next.
const SETTINGS: [(&str, &str); 9] = [
    ("{}", "{}"),
    (r#"{"verdict":"evidently"}"#, r#"{"verdict":"leeway"}"#),
    (r#"{"verdict":"model-monitor"}"#, r#"{"verdict":"leeway"}"#),
    (r#"{"correction":"bonferroni"}"#, r#"{"correction":"bh"}"#),
    (r#"{"window":{"rows":100}}"#, r#"{"window":null}"#),
    (r#"{"runs":"file"}"#, r#"{"runs":"auto"}"#),
    (
        r#"{"selection":[{"first_row":1,"last_row":40}]}"#,
        r#"{"selection":[]}"#,
    ),
    (
        r#"{"probability_threshold":0.3}"#,
        r#"{"probability_threshold":null}"#,
    ),
    (r#"{"seed":7}"#, r#"{"seed":0}"#),
];

/// Folders with more files than this are left to their subfolders.
const MOST_FILES: usize = 300;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["write", out, ref roots @ ..] => write(Path::new(out), roots)?,
        ["compare", before, after] => {
            let differences = compare(Path::new(before), Path::new(after))?;
            if differences > 0 {
                std::process::exit(1);
            }
        }
        _ => return Err("write OUT ROOT..., or compare BEFORE AFTER".into()),
    }
    Ok(())
}

fn write(out: &Path, roots: &[&str]) -> io::Result<()> {
    fs::create_dir_all(out)?;
    save(out, "example", None)?;
    for root in roots {
        let root = Path::new(root);
        let mut folders = vec![root.to_owned()];
        while let Some(folder) = folders.pop() {
            let mut files = Vec::new();
            add(root, &folder, &mut files)?;
            for entry in fs::read_dir(&folder)? {
                let path = entry?.path();
                if path.is_dir() {
                    folders.push(path);
                }
            }
            if !files.is_empty() && files.len() <= MOST_FILES {
                let name = folder.to_string_lossy().replace(['/', '\\'], "_");
                save(out, &name, Some(files))?;
            }
        }
    }
    Ok(())
}

/// Saves what is made of the files, or of the example.
fn save(out: &Path, name: &str, files: Option<Vec<Dropped>>) -> io::Result<()> {
    let mut session = Session::new(|| 0.0);
    let (request, files) = match files {
        None => (Request::Demo { rows: 4000 }, Vec::new()),
        Some(files) => (Request::Open { files: Vec::new() }, files),
    };
    let mut replies = vec![said(session.run(request, files).0)];
    if replies[0].get("failed").is_none() {
        for (settings, back) in SETTINGS {
            for settings in [settings, back] {
                let settings = settings.to_owned();
                let reply = session.run(Request::Set { settings }, Vec::new()).0;
                replies.push(said(reply));
            }
        }
    }
    fs::write(
        out.join(format!("{name}.json")),
        serde_json::to_vec(&replies)?,
    )
}

fn said(reply: Reply) -> Value {
    match reply {
        Reply::Done(outcome) => match *outcome {
            Outcome::Report(report) => serde_json::to_value(*report).unwrap_or_default(),
            other => serde_json::json!({ "failed": format!("{other:?}") }),
        },
        Reply::Failed { message } => serde_json::json!({ "failed": message }),
        other => serde_json::json!({ "failed": format!("{other:?}") }),
    }
}

/// All files below `folder` under their paths below `root`, by path.
fn add(root: &Path, folder: &Path, files: &mut Vec<Dropped>) -> io::Result<()> {
    let entries = fs::read_dir(folder)?.map(|entry| entry.map(|entry| entry.path()));
    let mut entries = entries.collect::<io::Result<Vec<PathBuf>>>()?;
    entries.sort();
    for path in entries {
        if path.is_dir() {
            add(root, &path, files)?;
            continue;
        }
        let shown = path.strip_prefix(root).unwrap_or(&path);
        let shown = shown.to_string_lossy().into_owned();
        let size = fs::metadata(&path)?.len();
        let open = move || Ok(Box::new(File::open(&path)?) as Box<dyn ReadSeek>);
        files.push(Dropped::new(shown, size, None, Box::new(open)));
    }
    Ok(())
}

fn compare(before: &Path, after: &Path) -> io::Result<usize> {
    let names = |folder: &Path| -> io::Result<BTreeSet<_>> {
        fs::read_dir(folder)?
            .map(|entry| entry.map(|entry| entry.file_name()))
            .collect()
    };
    let (one, other) = (names(before)?, names(after)?);
    let mut differences = one.symmetric_difference(&other).count();
    for name in one.intersection(&other) {
        let read = |folder: &Path| -> io::Result<Value> {
            Ok(serde_json::from_slice(&fs::read(folder.join(name))?)?)
        };
        let found = differing(&read(before)?, &read(after)?);
        for place in &found {
            println!("{}{place}", name.to_string_lossy());
        }
        differences += found.len();
    }
    println!(
        "{} reports of {} folders, {differences} differences",
        one.len() * (1 + 2 * SETTINGS.len()),
        one.len()
    );
    Ok(differences)
}
