//! A small static web server on the loopback address, for developers, end-to-end tests and benchmarks.
//!
//! Folders are mounted under prefixes, and the longest prefix that fits wins. An `index.html` at the root of a
//! mounted folder answers for the folder, and the Content-Security-Policy in it is sent as a header too, because
//! workers take theirs from the header alone. A `.gz` beside a file is sent instead to who accepts it.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::path::{Component, Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;
use std::time::UNIX_EPOCH;

use tiny_http::{Header, Request, Response, StatusCode};

/// What can go wrong in the support code of browser tests, as a sentence.
pub type Problem = Box<dyn std::error::Error + Send + Sync>;

/// Requests are answered by this many threads: what a browser opens to one host.
const THREADS: usize = 6;

/// A running server. It stops when dropped.
pub struct Server {
    listener: Arc<tiny_http::Server>,
    threads: Vec<JoinHandle<()>>,
    port: u16,
    seen: Arc<Seen>,
}

/// What was asked, and what is to be answered wrongly.
#[derive(Default)]
struct Seen {
    /// Methods and files, in order.
    asked: Mutex<Vec<(String, PathBuf)>>,
    faults: Mutex<BTreeMap<PathBuf, u16>>,
}

impl Server {
    /// Serves `mounts`, pairs of a prefix such as `/` or `/files/` and a folder, at `127.0.0.1:port`.
    /// Port 0 takes a free one.
    pub fn start(mounts: &[(&str, &Path)], port: u16) -> Result<Self, Problem> {
        let mut mounts: Vec<Mount> = mounts
            .iter()
            .map(|(prefix, folder)| Mount::new(prefix, folder))
            .collect();
        mounts.sort_by_key(|mount| std::cmp::Reverse(mount.prefix.len()));
        let mounts = Arc::new(mounts);
        let listener = Arc::new(tiny_http::Server::http(("127.0.0.1", port))?);
        let port = listener
            .server_addr()
            .to_ip()
            .map_or(port, |address| address.port());
        let seen = Arc::new(Seen::default());
        let threads = (0..THREADS)
            .map(|_| {
                let (listener, mounts) = (Arc::clone(&listener), Arc::clone(&mounts));
                let seen = Arc::clone(&seen);
                std::thread::spawn(move || {
                    while let Ok(request) = listener.recv() {
                        // A browser that closes the connection early is no concern of the server.
                        let _ = answer(request, &mounts, &seen);
                    }
                })
            })
            .collect();
        Ok(Self {
            listener,
            threads,
            port,
            seen,
        })
    }

    /// The address of `path`, which starts with a slash.
    pub fn address(&self, path: &str) -> String {
        format!("http://127.0.0.1:{}{path}", self.port)
    }

    /// The files that were sent until now.
    pub fn sent(&self) -> BTreeSet<PathBuf> {
        let asked = locked(&self.seen.asked);
        asked.iter().map(|(_, file)| file.clone()).collect()
    }

    /// How often a file was asked for by this method.
    pub fn times(&self, method: &str, file: &Path) -> usize {
        let asked = locked(&self.seen.asked);
        let is_it = |one: &&(String, PathBuf)| one.0 == method && one.1 == file;
        asked.iter().filter(is_it).count()
    }

    /// Has the server answer with this status when it is asked for the file; `None` mends it.
    pub fn fail(&self, file: &Path, status: Option<u16>) {
        let mut faults = locked(&self.seen.faults);
        match status {
            Some(status) => faults.insert(file.to_owned(), status),
            None => faults.remove(file),
        };
    }

    /// Serves until the process ends.
    pub fn run(mut self) {
        for thread in std::mem::take(&mut self.threads) {
            let _ = thread.join();
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        for _ in &self.threads {
            self.listener.unblock();
        }
    }
}

struct Mount {
    prefix: String,
    folder: PathBuf,
    policy: Option<Header>,
}

impl Mount {
    fn new(prefix: &str, folder: &Path) -> Self {
        let page = std::fs::read_to_string(folder.join("index.html")).unwrap_or_default();
        let policy = page.split_once("http-equiv=\"Content-Security-Policy\" content=\"");
        let policy = policy.and_then(|(_, rest)| rest.split_once('"'));
        let policy = policy.and_then(|(policy, _)| header("Content-Security-Policy", policy));
        Self {
            prefix: prefix.to_owned(),
            folder: folder.to_owned(),
            policy,
        }
    }
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn answer(request: Request, mounts: &[Mount], seen: &Seen) -> std::io::Result<()> {
    let path = decoded(request.url().split(['?', '#']).next().unwrap_or_default());
    let found = mounts
        .iter()
        .find_map(|mount| Some((mount, path.strip_prefix(&mount.prefix)?)));
    let Some((mount, relative)) = found else {
        return request.respond(Response::empty(404));
    };
    let relative = if relative.is_empty() {
        "index.html"
    } else {
        relative
    };
    let inside = Path::new(relative)
        .components()
        .all(|part| matches!(part, Component::Normal(_)));
    let accepts_gzip = request.headers().iter().any(|header| {
        header.field.equiv("Accept-Encoding") && header.value.as_str().contains("gzip")
    });
    let file = mount.folder.join(relative);
    let packed = mount.folder.join(format!("{relative}.gz"));
    let packed = (accepts_gzip && inside)
        .then(|| File::open(packed).ok())
        .flatten();
    let is_packed = packed.is_some();
    let Some(opened) = packed.or_else(|| {
        (inside && file.is_file())
            .then(|| File::open(&file).ok())
            .flatten()
    }) else {
        return request.respond(Response::empty(404));
    };
    locked(&seen.asked).push((request.method().to_string(), file.clone()));
    let metadata = opened.metadata().ok();
    let length = metadata
        .as_ref()
        .and_then(|metadata| usize::try_from(metadata.len()).ok());
    let fault = locked(&seen.faults).get(&file).copied();
    if let Some(status) = fault {
        return request.respond(Response::empty(status));
    }
    // Changes with the file.
    let modified = metadata.and_then(|metadata| metadata.modified().ok());
    let modified = modified.and_then(|time| time.duration_since(UNIX_EPOCH).ok());
    let tag = modified.map(|since| format!("\"{}-{}\"", since.as_nanos(), length.unwrap_or(0)));
    let mut headers = vec![
        header("Content-Type", media_type(&file)),
        header("Cache-Control", "no-cache"),
    ];
    headers.push(tag.and_then(|tag| header("ETag", &tag)));
    headers.push(mount.policy.clone());
    if is_packed {
        headers.push(header("Content-Encoding", "gzip"));
    }
    let headers = headers.into_iter().flatten().collect();
    // Never chunked: the length is known, and browsers show progress from it.
    let response = Response::new(StatusCode(200), headers, opened, length, None)
        .with_chunked_threshold(usize::MAX);
    request.respond(response)
}

fn header(field: &str, value: &str) -> Option<Header> {
    Header::from_bytes(field, value).ok()
}

fn media_type(file: &Path) -> &'static str {
    match file.extension().and_then(|extension| extension.to_str()) {
        Some("html") => "text/html; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("wasm") => "application/wasm",
        Some("svg") => "image/svg+xml",
        Some("json") => "application/json",
        Some("jsonl") => "application/jsonlines",
        Some("csv") => "text/csv; charset=utf-8",
        _ => "application/octet-stream",
    }
}

/// The path with its `%` escapes resolved; an escape that is none stays as it is.
fn decoded(path: &str) -> String {
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path;
    while let Some((before, after)) = rest.split_once('%') {
        bytes.extend_from_slice(before.as_bytes());
        match after
            .get(..2)
            .and_then(|digits| u8::from_str_radix(digits, 16).ok())
        {
            Some(byte) => {
                bytes.push(byte);
                rest = &after[2..];
            }
            None => {
                bytes.push(b'%');
                rest = after;
            }
        }
    }
    bytes.extend_from_slice(rest.as_bytes());
    String::from_utf8_lossy(&bytes).into_owned()
}
