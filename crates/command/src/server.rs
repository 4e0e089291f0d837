//! A small static web server on the loopback address: for who opens the page with `leeway serve`, for developers, end-to-end tests and benchmarks.
//!
//! Folders and lists of files are mounted under prefixes, and the longest prefix that fits wins. An `index.html` at the root of a
//! mounted folder answers for the folder, and the Content-Security-Policy in it is sent as a header too, because
//! workers take theirs from the header alone. A `.gz` beside a file is sent instead to who accepts it.

pub mod http;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::fs::File;
use std::io::{self, Cursor, Read};
use std::path::{Component, Path, PathBuf};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant, UNIX_EPOCH};

use http::{Answer, Asked, Listener, Stop};

/// A file was not asked for as often as somebody waited for.
#[derive(Debug)]
pub struct NotAsked {
    file: PathBuf,
    method: String,
    times: usize,
    limit: Duration,
}

impl fmt::Display for NotAsked {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        let (file, method) = (self.file.display(), &self.method);
        let (times, limit) = (self.times, self.limit);
        write!(
            f,
            "{file} was not asked for ({method}) {times} times within {limit:?}"
        )
    }
}

impl std::error::Error for NotAsked {}

/// Files by their paths below a prefix.
pub type Files = BTreeMap<String, Served>;

/// A file that is served.
pub enum Served {
    /// As it is on disk when it is asked for.
    OnDisk(PathBuf),
    /// These bytes.
    InMemory(Arc<[u8]>),
}

/// A running server. It stops when dropped.
pub struct Server {
    listener: Listener,
    seen: Arc<Seen>,
}

/// What was asked, and what is to be answered wrongly.
#[derive(Default)]
struct Seen {
    /// Methods and files, in order.
    asked: Mutex<Vec<(String, PathBuf)>>,
    /// Notified when something was asked.
    more: Condvar,
    faults: Mutex<BTreeMap<PathBuf, Fault>>,
    /// What is sent in the place of files.
    replaced: Mutex<BTreeMap<PathBuf, Vec<u8>>>,
}

/// What is wrong with an answer.
#[derive(Debug, Clone, Copy)]
pub enum Fault {
    /// It is empty and has this status.
    Status(u16),
    /// It stops before its end.
    Stops(Stop),
}

impl Server {
    /// Serves `mounts`, pairs of a prefix such as `/` or `/files/` and a folder, at `127.0.0.1:port`.
    /// Port 0 takes a free one.
    ///
    /// # Errors
    /// When the port cannot be used.
    pub fn start(mounts: &[(&str, &Path)], port: u16) -> io::Result<Self> {
        Server::with_files(mounts, Vec::new(), port)
    }

    /// The same, with lists of files under prefixes of their own.
    ///
    /// # Errors
    /// When the port cannot be used.
    pub fn with_files(
        mounts: &[(&str, &Path)],
        files: Vec<(&str, Files)>,
        port: u16,
    ) -> io::Result<Self> {
        let folders = mounts.iter();
        let folders = folders.map(|(prefix, folder)| Mount::new(prefix, folder));
        let lists = files.into_iter().map(|(prefix, files)| Mount {
            prefix: prefix.to_owned(),
            holds: Holds::Files(files),
            policy: None,
        });
        let mut mounts: Vec<Mount> = folders.chain(lists).collect();
        mounts.sort_by_key(|mount| std::cmp::Reverse(mount.prefix.len()));
        let seen = Arc::new(Seen::default());
        let noted = Arc::clone(&seen);
        let listener = Listener::start(port, move |asked| answer(asked, &mounts, &noted))?;
        Ok(Self { listener, seen })
    }

    /// The address of `path`, which starts with a slash.
    pub fn address(&self, path: &str) -> String {
        format!("http://127.0.0.1:{}{path}", self.listener.port)
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

    /// Waits until the file was asked for by this method so many times.
    ///
    /// # Errors
    /// When it was not within the limit.
    pub fn wait_for(
        &self,
        method: &str,
        file: &Path,
        times: usize,
        limit: Duration,
    ) -> Result<(), NotAsked> {
        let until = Instant::now() + limit;
        let mut asked = locked(&self.seen.asked);
        let is_it = |one: &&(String, PathBuf)| one.0 == method && one.1 == file;
        while asked.iter().filter(is_it).count() < times {
            let left = until.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return Err(NotAsked {
                    file: file.to_owned(),
                    method: method.to_owned(),
                    times,
                    limit,
                });
            }
            let waited = self.seen.more.wait_timeout(asked, left);
            asked = waited.unwrap_or_else(PoisonError::into_inner).0;
        }
        Ok(())
    }

    /// Has the server send these bytes in the place of the file's.
    pub fn replace(&self, file: &Path, bytes: Vec<u8>) {
        locked(&self.seen.replaced).insert(file.to_owned(), bytes);
    }

    /// Has the server answer wrongly when it is asked for the file; `None` mends it.
    pub fn fail(&self, file: &Path, fault: Option<Fault>) {
        let mut faults = locked(&self.seen.faults);
        match fault {
            Some(fault) => faults.insert(file.to_owned(), fault),
            None => faults.remove(file),
        };
    }

    /// Serves until the process ends.
    pub fn run(self) {
        self.listener.run();
    }
}

struct Mount {
    prefix: String,
    holds: Holds,
    policy: Option<String>,
}

enum Holds {
    Folder(PathBuf),
    Files(Files),
}

impl Mount {
    fn new(prefix: &str, folder: &Path) -> Self {
        let page = std::fs::read_to_string(folder.join("index.html")).unwrap_or_default();
        let policy = page.split_once("http-equiv=\"Content-Security-Policy\" content=\"");
        let policy = policy.and_then(|(_, rest)| rest.split_once('"'));
        let policy = policy.map(|(policy, _)| policy.to_owned());
        Self {
            prefix: prefix.to_owned(),
            holds: Holds::Folder(folder.to_owned()),
            policy,
        }
    }
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn answer(asked: &Asked, mounts: &[Mount], seen: &Seen) -> Answer {
    let path = decoded(asked.target.split(['?', '#']).next().unwrap_or_default());
    let found = mounts
        .iter()
        .find_map(|mount| Some((mount, path.strip_prefix(&mount.prefix)?)));
    let Some((mount, relative)) = found else {
        return Answer::empty(404);
    };
    let folder = match &mount.holds {
        Holds::Folder(folder) => folder,
        Holds::Files(files) => {
            let found = files.get(relative);
            return found.map_or_else(|| Answer::empty(404), |file| listed(relative, file));
        }
    };
    let relative = if relative.is_empty() {
        "index.html"
    } else {
        relative
    };
    let inside = Path::new(relative)
        .components()
        .all(|part| matches!(part, Component::Normal(_)));
    let accepts_gzip = asked.header("accept-encoding").contains("gzip");
    let file = folder.join(relative);
    let packed = folder.join(format!("{relative}.gz"));
    let packed = (accepts_gzip && inside)
        .then(|| File::open(packed).ok())
        .flatten();
    let is_packed = packed.is_some();
    let Some(opened) = packed.or_else(|| {
        (inside && file.is_file())
            .then(|| File::open(&file).ok())
            .flatten()
    }) else {
        return Answer::empty(404);
    };
    locked(&seen.asked).push((asked.method.clone(), file.clone()));
    seen.more.notify_all();
    let mut headers = vec![("Content-Type", media_type(&file).to_owned())];
    if let Some(policy) = &mount.policy {
        headers.push(("Content-Security-Policy", policy.clone()));
    }
    if let Some(bytes) = locked(&seen.replaced).get(&file) {
        let length = bytes.len() as u64;
        return Answer {
            status: 200,
            headers,
            body: Some((Box::new(Cursor::new(bytes.clone())), length)),
            stop: None,
        };
    }
    let stop = match locked(&seen.faults).get(&file) {
        Some(Fault::Status(status)) => return Answer::empty(*status),
        Some(Fault::Stops(stop)) => Some(*stop),
        None => None,
    };
    let Some(length) = tagged(&opened, &mut headers) else {
        return Answer::empty(500);
    };
    if is_packed {
        headers.push(("Content-Encoding", "gzip".to_owned()));
    }
    Answer {
        status: 200,
        headers,
        body: Some((Box::new(opened), length)),
        stop,
    }
}

/// The length of a file, with the headers by which a browser knows whether it has changed.
fn tagged(opened: &File, headers: &mut Vec<(&'static str, String)>) -> Option<u64> {
    let metadata = opened.metadata().ok()?;
    let length = metadata.len();
    headers.push(("Cache-Control", "no-cache".to_owned()));
    let modified = metadata.modified().ok();
    if let Some(since) = modified.and_then(|time| time.duration_since(UNIX_EPOCH).ok()) {
        headers.push(("ETag", format!("\"{}-{length}\"", since.as_nanos())));
    }
    Some(length)
}

/// A file of a list.
fn listed(name: &str, file: &Served) -> Answer {
    let mut headers = vec![("Content-Type", media_type(Path::new(name)).to_owned())];
    let opened: Option<(Box<dyn Read>, u64)> = match file {
        Served::OnDisk(path) => File::open(path).ok().and_then(|opened| {
            let length = tagged(&opened, &mut headers)?;
            Some((Box::new(opened) as _, length))
        }),
        Served::InMemory(bytes) => {
            headers.push(("Cache-Control", "no-cache".to_owned()));
            Some((Box::new(Cursor::new(bytes.clone())), bytes.len() as u64))
        }
    };
    match opened {
        Some(body) => Answer {
            status: 200,
            headers,
            body: Some(body),
            stop: None,
        },
        None => Answer::empty(404),
    }
}

fn media_type(file: &Path) -> &'static str {
    match file.extension().and_then(|extension| extension.to_str()) {
        Some("html") => "text/html; charset=utf-8",
        Some("js" | "mjs") => "text/javascript; charset=utf-8",
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
