//! `leeway serve`: the page on the loopback address, with files that are open from the start.
//!
//! The page is a folder that was built before; it lists the files by its own `?src=`, so that nothing is uploaded and the browser reads them as it reads any list.

use std::path::PathBuf;
use std::sync::Arc;

use crate::arguments::Serve;
use crate::found::Found;
use crate::inputs::{Held, Inputs};
use crate::output::print;
use crate::problem::Problem;
use crate::server::{Files, Served, Server};
use leeway_documents::Role;
use serde_json::{Value, json};

/// Where the files are, relative to the page.
const PREFIX: &str = "/files/";
/// The list of them.
const LIST: &str = "list.json";

/// Serves until the process ends.
///
/// # Errors
/// A file that is not there, a page that is not built, a port that is taken.
pub fn serve(asked: &Serve) -> Result<Found, Problem> {
    let mut inputs = Inputs::default();
    for path in &asked.baseline {
        inputs.add(path, Some(Role::Baseline))?;
    }
    for path in &asked.files {
        inputs.add(path, None)?;
    }
    let page = page(asked.page.clone())?;
    let is_listed = !inputs.files.is_empty();
    let lists = vec![(PREFIX, files(inputs))];
    let server = Server::with_files(&[("/", &page)], lists, asked.port)
        .map_err(|error| Problem::Port(asked.port, error))?;
    let look = match is_listed {
        true => format!("?src=files/{LIST}&refresh={}", asked.refresh),
        false => String::new(),
    };
    print(format!("{}{look}\n", server.address("/")).as_bytes())?;
    server.run();
    Ok(Found::Nothing)
}

/// The files by their paths below the prefix, and their list.
fn files(inputs: Inputs) -> Files {
    let mut files = Files::new();
    let mut listed = Vec::new();
    for file in inputs.files {
        let path = below(&file.path);
        let mut entry = json!({ "path": encoded(&path) });
        if let Some(role) = file.side {
            entry["role"] = Value::from(role.name());
        }
        listed.push(entry);
        let served = match file.held {
            Held::OnDisk(path) => Served::OnDisk(path),
            Held::InMemory(bytes) => Served::InMemory(bytes),
        };
        files.insert(path, served);
    }
    let list = json!({ "files": listed }).to_string();
    files.insert(
        LIST.to_owned(),
        Served::InMemory(Arc::from(list.into_bytes())),
    );
    files
}

/// A path that stays below a folder: without what leads out of it.
fn below(path: &str) -> String {
    let parts = path.split('/');
    let within = parts.filter(|part| !matches!(*part, "" | "." | ".."));
    within.collect::<Vec<_>>().join("/")
}

/// What in a path would end it in an address, escaped.
fn encoded(path: &str) -> String {
    path.replace('%', "%25")
        .replace('#', "%23")
        .replace('?', "%3F")
        .replace('\\', "%5C")
}

/// The folder of the built page: the one that is named, else one beside the program, else `dist`.
fn page(named: Option<PathBuf>) -> Result<PathBuf, Problem> {
    let installed = || {
        let program = std::env::current_exe().ok()?;
        Some(program.parent()?.parent()?.join("share/leeway/page"))
    };
    let places = match named {
        Some(named) => vec![named],
        None => installed()
            .into_iter()
            .chain([PathBuf::from("dist")])
            .collect(),
    };
    let found = places
        .iter()
        .find(|place| place.join("index.html").is_file());
    found.cloned().ok_or_else(|| {
        let shown = places.iter().map(|place| place.display().to_string());
        Problem::NoPage(shown.collect::<Vec<_>>().join(", nor "))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_stay_below_the_page_and_can_be_asked_for() {
        for (path, expected) in [
            ("/data/a.csv", "data/a.csv"),
            ("../../a b.csv", "a b.csv"),
            ("50%/a#1?.csv", "50%25/a%231%3F.csv"),
        ] {
            assert_eq!(encoded(&below(path)), expected);
        }
    }
}
