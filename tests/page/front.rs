//! A web server that breaks answers off. It stands before another one and passes on what it says, but for the files that it is told to break.

use std::collections::BTreeMap;
use std::io::{Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::{Arc, Mutex, PoisonError};

use crate::webdriver::Problem;

/// How an answer breaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// The request is taken, and nothing is ever said.
    Silent,
    /// Half of what was announced is sent, and then nothing more.
    Stalls,
    /// Half of what was announced is sent, and then the connection ends.
    EndsEarly,
}

/// Ends of paths, and what becomes of the answers.
type Faults = Arc<Mutex<BTreeMap<String, Fault>>>;

/// A running server.
pub struct Front {
    address: String,
    faults: Faults,
}

impl Front {
    /// Stands before the server at `behind` (`http://127.0.0.1:8080`), at a free port.
    pub fn start(behind: &str) -> Result<Self, Problem> {
        let behind = behind.trim_start_matches("http://").to_owned();
        let listener = TcpListener::bind("127.0.0.1:0")?;
        let address = format!("http://{}", listener.local_addr()?);
        let faults = Faults::default();
        let known = Arc::clone(&faults);
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (behind, faults) = (behind.clone(), Arc::clone(&known));
                // A browser that closes the connection early is no concern of the server.
                std::thread::spawn(move || answer(stream, &behind, &faults).ok());
            }
        });
        Ok(Self { address, faults })
    }

    /// The address of `path`, which starts with a slash.
    pub fn address(&self, path: &str) -> String {
        format!("{}{path}", self.address)
    }

    /// Breaks the answers for paths that end so; `None` mends them.
    pub fn fail(&self, end: &str, fault: Option<Fault>) {
        let mut faults = self.faults.lock().unwrap_or_else(PoisonError::into_inner);
        match fault {
            Some(fault) => faults.insert(end.to_owned(), fault),
            None => faults.remove(end),
        };
    }
}

/// Answers one request; there is one for each connection.
fn answer(mut browser: TcpStream, behind: &str, faults: &Faults) -> std::io::Result<()> {
    let mut head = Vec::new();
    let mut byte = [0];
    while !head.ends_with(b"\r\n\r\n") {
        if browser.read(&mut byte)? == 0 {
            return Ok(());
        }
        head.push(byte[0]);
    }
    let head = String::from_utf8_lossy(&head).into_owned();
    let path = head.split([' ', '?']).nth(1).unwrap_or_default();
    let fault = {
        let faults = faults.lock().unwrap_or_else(PoisonError::into_inner);
        let mut ends = faults.iter();
        ends.find_map(|(end, fault)| path.ends_with(end.as_str()).then_some(*fault))
    };
    if fault == Some(Fault::Silent) {
        return hold(browser);
    }
    let mut server = TcpStream::connect(behind)?;
    let lines = head.trim_end().lines();
    for line in lines.filter(|line| !line.to_ascii_lowercase().starts_with("connection:")) {
        write!(server, "{line}\r\n")?;
    }
    write!(server, "Connection: close\r\n\r\n")?;
    let Some(fault) = fault else {
        std::io::copy(&mut server, &mut browser)?;
        return browser.shutdown(Shutdown::Both);
    };
    let mut answer = Vec::new();
    server.read_to_end(&mut answer)?;
    let start = answer.windows(4).position(|four| four == b"\r\n\r\n");
    let start = start.map_or(answer.len(), |at| at + 4);
    browser.write_all(&answer[..start + (answer.len() - start) / 2])?;
    match fault {
        Fault::Stalls => hold(browser),
        _ => browser.shutdown(Shutdown::Both),
    }
}

/// Keeps the connection until the browser gives it up.
fn hold(mut browser: TcpStream) -> std::io::Result<()> {
    std::io::copy(&mut browser, &mut std::io::sink()).map(drop)
}
