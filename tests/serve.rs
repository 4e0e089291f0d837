//! The loopback server answers everyone who waits: a browser opens six connections at once and keeps them.

#![cfg(not(target_arch = "wasm32"))]

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::time::Duration;

use leeway_command::server::Server;

type Problem = Box<dyn std::error::Error + Send + Sync>;

/// What a browser opens to one host.
const CONNECTIONS: usize = 6;

/// New servers, each asked in its first moments, when a pool of threads would be smallest.
const SERVERS: usize = 20;

/// The status line and the length of the body, of a request over a connection that stays open.
fn ask(stream: &mut TcpStream, method: &str, path: &str) -> Result<(String, usize), Problem> {
    // In one piece: a request in several waits for acknowledgements.
    let request = format!("{method} {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n");
    stream.write_all(request.as_bytes())?;
    let mut from = BufReader::new(stream);
    let mut status = String::new();
    from.read_line(&mut status)?;
    let mut length = 0;
    loop {
        let mut line = String::new();
        from.read_line(&mut line)?;
        if let Some(value) = line.strip_prefix("Content-Length: ") {
            length = value.trim().parse()?;
        }
        if line == "\r\n" || line.is_empty() {
            break;
        }
    }
    if method == "GET" {
        std::io::copy(&mut from.take(length as u64), &mut std::io::sink())?;
    }
    Ok((status.trim().to_owned(), length))
}

#[test]
fn every_connection_of_a_burst_is_answered_while_all_stay_open() -> Result<(), Problem> {
    let assets = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets");
    let bytes = assets.join("style.css").metadata()?.len() as usize;
    for _ in 0..SERVERS {
        let server = Server::start(&[("/", &assets)], 0)?;
        let address = server.address("");
        let address = address.trim_start_matches("http://");
        let connect = |_| TcpStream::connect(address);
        let mut streams: Vec<TcpStream> =
            (0..CONNECTIONS).map(connect).collect::<Result<_, _>>()?;
        for stream in &mut streams {
            stream.set_read_timeout(Some(Duration::from_secs(10)))?;
            let answer = ask(stream, "GET", "/style.css")?;
            assert_eq!(answer, ("HTTP/1.1 200".to_owned(), bytes));
        }
        // The same connections serve again.
        for stream in &mut streams {
            assert_eq!(ask(stream, "HEAD", "/style.css")?.1, bytes);
            assert_eq!(ask(stream, "GET", "/none")?.0, "HTTP/1.1 404");
        }
        assert_eq!(server.times("HEAD", &assets.join("style.css")), CONNECTIONS);
    }
    Ok(())
}
