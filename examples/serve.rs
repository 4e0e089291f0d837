//! Serves the built page on the loopback address: `cargo run --release --example serve -- [--port 8080] [--dist dist]
//! [--files folder]`.
//!
//! `--port 0` takes a free port. The folder given with `--files` is read-only under `/files/`.

#[path = "../tests/webdriver/server.rs"]
#[allow(dead_code, reason = "tests ask more of it")]
mod server;

use std::path::PathBuf;

fn main() -> Result<(), server::Problem> {
    let (mut port, mut dist, mut files) = (8080, PathBuf::from("dist"), None);
    let mut arguments = std::env::args().skip(1);
    while let Some(name) = arguments.next() {
        let value = arguments
            .next()
            .ok_or_else(|| format!("{name} needs a value"))?;
        match name.as_str() {
            "--port" => {
                port = value
                    .parse()
                    .map_err(|_| format!("--port {value}: not a port number"))?
            }
            "--dist" => dist = PathBuf::from(value),
            "--files" => files = Some(PathBuf::from(value)),
            _ => {
                return Err(
                    format!("{name}: unknown; there are --port, --dist and --files").into(),
                );
            }
        }
    }
    if !dist.join("index.html").is_file() {
        return Err(format!(
            "{} holds no index.html: run `make dist` first",
            dist.display()
        )
        .into());
    }
    let mut mounts = vec![("/", dist.as_path())];
    mounts.extend(files.as_deref().map(|folder| ("/files/", folder)));
    let server = server::Server::start(&mounts, port)
        .map_err(|problem| format!("port {port} cannot be used ({problem}); another one does: --port 0, or make serve PORT=0"))?;
    println!("Leeway is at {} (Ctrl-C stops it)", server.address("/"));
    server.run();
    Ok(())
}
