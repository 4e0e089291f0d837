//! The rest of the network, as Firefox sees it: a proxy on the loopback address that answers nothing and notes who was asked for.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use super::Problem;

/// What is read of a request, at most.
const FIRST_LINE_BYTES: u64 = 4096;

/// A proxy until the process ends.
pub struct Elsewhere {
    /// Where it listens on the loopback address.
    pub port: u16,
    asked: Arc<Mutex<BTreeMap<String, u32>>>,
}

impl Elsewhere {
    /// Listens on a free port.
    pub fn start() -> Result<Self, Problem> {
        let listener = TcpListener::bind(("127.0.0.1", 0))?;
        let port = listener.local_addr()?.port();
        let asked = Arc::new(Mutex::new(BTreeMap::new()));
        let noted = Arc::clone(&asked);
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let line = first_line(stream).unwrap_or_default();
                // After the method: a host, or a whole address.
                let whom = line.split(' ').nth(1).unwrap_or("something unreadable");
                let mut noted = noted.lock().unwrap_or_else(PoisonError::into_inner);
                *noted.entry(whom.to_owned()).or_default() += 1;
            }
        });
        Ok(Self { port, asked })
    }

    /// Who was asked for until now, and how often: `example.org:443 (2 times)`.
    pub fn asked(&self) -> Vec<String> {
        let asked = self.asked.lock().unwrap_or_else(PoisonError::into_inner);
        let told = |(whom, times): (&String, &u32)| format!("{whom} ({times} times)");
        asked.iter().map(told).collect()
    }
}

fn first_line(stream: TcpStream) -> std::io::Result<String> {
    stream.set_read_timeout(Some(Duration::from_secs(1)))?;
    let mut line = Vec::new();
    BufReader::new(stream.take(FIRST_LINE_BYTES)).read_until(b'\n', &mut line)?;
    Ok(String::from_utf8_lossy(&line).trim_end().to_owned())
}
