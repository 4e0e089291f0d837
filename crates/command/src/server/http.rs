//! As much of HTTP/1.1 as a static server needs: a thread for every connection, requests one after the other, answers of
//! known length.
//!
//! A browser opens six connections at once and keeps them. A pool of threads that does not count exactly leaves one of them
//! behind the others for good, and the page waits for a file that is never sent; a thread of its own cannot be kept waiting.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;

/// The head of a request may be this long.
const HEAD_BYTES: u64 = 1 << 16;

/// What is asked.
pub struct Asked {
    /// `GET`, `HEAD` …
    pub method: String,
    /// Path and query, as they came.
    pub target: String,
    /// By names in small letters.
    headers: BTreeMap<String, String>,
}

impl Asked {
    /// The value of the header with this name in small letters; empty if it did not come.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", String::as_str)
    }
}

/// What is answered.
pub struct Answer {
    /// The status.
    pub status: u16,
    /// Names and values.
    pub headers: Vec<(&'static str, String)>,
    /// What is sent, and how many bytes of it.
    pub body: Option<(Box<dyn Read>, u64)>,
    /// Where the answer stops, if it is not sent whole.
    pub stop: Option<Stop>,
}

/// How an answer stops before its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stop {
    /// Nothing is ever said.
    Silent,
    /// Half of what was announced is sent, and then nothing more.
    Stalls,
    /// Half of what was announced is sent, and then the connection ends.
    EndsEarly,
}

impl Answer {
    /// A status alone.
    pub fn empty(status: u16) -> Self {
        Self {
            status,
            headers: Vec::new(),
            body: None,
            stop: None,
        }
    }
}

/// Connections that are open, by number.
type Open = Arc<Mutex<BTreeMap<u64, TcpStream>>>;

/// Listens on the loopback address until it is dropped, which closes its connections too.
pub struct Listener {
    /// Where it listens.
    pub port: u16,
    open: Open,
    is_over: Arc<AtomicBool>,
    accepting: Option<JoinHandle<()>>,
}

impl Listener {
    /// Answers what comes at `port`; 0 takes a free one.
    ///
    /// # Errors
    /// When the port cannot be used.
    pub fn start(
        port: u16,
        answer: impl Fn(&Asked) -> Answer + Send + Sync + 'static,
    ) -> std::io::Result<Self> {
        let listener = TcpListener::bind(("127.0.0.1", port))?;
        let port = listener.local_addr()?.port();
        let (open, is_over) = (Open::default(), Arc::new(AtomicBool::new(false)));
        let (kept, told, answer) = (Arc::clone(&open), Arc::clone(&is_over), Arc::new(answer));
        let accepting = std::thread::spawn(move || {
            for (number, stream) in (0..).zip(listener.incoming()) {
                if told.load(Ordering::SeqCst) {
                    return;
                }
                let Ok(stream) = stream else { continue };
                let Ok(copy) = stream.try_clone() else {
                    continue;
                };
                locked(&kept).insert(number, copy);
                let (kept, answer) = (Arc::clone(&kept), Arc::clone(&answer));
                std::thread::spawn(move || {
                    // A browser that closes the connection early is no concern of the server.
                    let _ = converse(stream, &*answer);
                    locked(&kept).remove(&number);
                });
            }
        });
        Ok(Self {
            port,
            open,
            is_over,
            accepting: Some(accepting),
        })
    }

    /// Listens until the process ends.
    pub fn run(mut self) {
        if let Some(accepting) = self.accepting.take() {
            let _ = accepting.join();
        }
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        self.is_over.store(true, Ordering::SeqCst);
        // Wakes who waits for a connection.
        let _ = TcpStream::connect(("127.0.0.1", self.port));
        if let Some(accepting) = self.accepting.take() {
            let _ = accepting.join();
        }
        for stream in locked(&self.open).values() {
            let _ = stream.shutdown(Shutdown::Both);
        }
    }
}

fn locked<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn converse(mut stream: TcpStream, answer: &dyn Fn(&Asked) -> Answer) -> std::io::Result<()> {
    stream.set_nodelay(true)?;
    let mut from = BufReader::new(stream.try_clone()?);
    while let Some(asked) = read(&mut from)? {
        let mut answer = answer(&asked);
        if answer.stop != Some(Stop::Silent) {
            send(&mut stream, &mut answer, asked.method == "HEAD")?;
        }
        match answer.stop {
            // Until the browser gives it up.
            Some(Stop::Silent | Stop::Stalls) => {
                std::io::copy(&mut from, &mut std::io::sink())?;
                break;
            }
            Some(Stop::EndsEarly) => break,
            None => {}
        }
        if asked.header("connection").eq_ignore_ascii_case("close") {
            break;
        }
    }
    stream.shutdown(Shutdown::Both)
}

/// The next request, without what it carries; `None` where the connection ends.
fn read(from: &mut BufReader<TcpStream>) -> std::io::Result<Option<Asked>> {
    let mut lines = from.by_ref().take(HEAD_BYTES).lines();
    let Some(first) = lines.next().transpose()? else {
        return Ok(None);
    };
    let mut words = first.split(' ').map(str::to_owned);
    let (Some(method), Some(target)) = (words.next(), words.next()) else {
        return Ok(None);
    };
    let mut headers = BTreeMap::new();
    for line in lines {
        let line = line?;
        if line.is_empty() {
            break;
        }
        if let Some((name, value)) = line.split_once(':') {
            headers.insert(name.to_ascii_lowercase(), value.trim().to_owned());
        }
    }
    let asked = Asked {
        method,
        target,
        headers,
    };
    let carried = asked.header("content-length").parse().unwrap_or(0);
    std::io::copy(&mut from.by_ref().take(carried), &mut std::io::sink())?;
    Ok(Some(asked))
}

fn send(to: &mut TcpStream, answer: &mut Answer, is_head: bool) -> std::io::Result<()> {
    let length = answer.body.as_ref().map_or(0, |(_, length)| *length);
    let mut head = format!(
        "HTTP/1.1 {} \r\nContent-Length: {length}\r\n",
        answer.status
    );
    for (name, value) in &answer.headers {
        head += &format!("{name}: {value}\r\n");
    }
    head += "\r\n";
    to.write_all(head.as_bytes())?;
    match &mut answer.body {
        Some((body, length)) if !is_head => {
            let sent = match answer.stop {
                Some(_) => *length / 2,
                None => *length,
            };
            std::io::copy(&mut body.take(sent), to)?;
            Ok(())
        }
        _ => Ok(()),
    }
}
