//! Looks at the built page: opens files in it, runs a script, and saves what is then on screen as PNG.
//!
//! ```text
//! cargo run --example look -- --out screen.png [--files PATH...] [--drop PATH...] [--script JS] [--hash '#/sources']
//!     [--width 1280] [--height 900] [--scale 1] [--dark] [--reduced-motion] [--whole] [--dist dist]
//! ```
//!
//! `--files` (and folders), below the current folder, are given to `leeway.open` and waited for; `--drop` are dropped
//! on the page. The script is the body of an async function; what it returns is printed, and so is the console.

#[path = "../tests/webdriver/mod.rs"]
mod webdriver;

use std::path::{Path, PathBuf};
use std::time::Duration;

use serde_json::json;
use webdriver::{Browser, Problem, Server};

struct Options {
    width: u32,
    height: u32,
    scale: f64,
    dark: bool,
    reduced_motion: bool,
    whole: bool,
    dist: PathBuf,
    files: Vec<PathBuf>,
    dropped: Vec<PathBuf>,
    script: Option<String>,
    hash: String,
    out: PathBuf,
}

fn main() -> Result<(), Problem> {
    let options = options(std::env::args().skip(1).collect())?;
    let here = std::env::current_dir()?;
    let server = Server::start(&[("/", &options.dist), ("/files/", &here)], 0)?;
    let browser = Browser::start()?;
    browser.resize(options.width, options.height, options.scale)?;
    let scheme = if options.dark { "dark" } else { "light" };
    let motion = if options.reduced_motion {
        "reduce"
    } else {
        "no-preference"
    };
    browser.prefer(&[
        ("prefers-color-scheme", scheme),
        ("prefers-reduced-motion", motion),
    ])?;
    browser.open(&server.address(&format!("/{}", options.hash)))?;
    browser.wait_for("window.leeway", "window.leeway", Duration::from_secs(20))?;
    browser.script_async("await leeway.ready", json!([]))?;
    if !options.files.is_empty() {
        let mut paths = Vec::new();
        for path in &options.files {
            add_files(path, &mut paths)?;
        }
        browser.script_async(
            "return leeway.open(await Promise.all(arguments[0].map(async path => { \
                 const answer = await fetch('/files/' + path.split('/').map(encodeURIComponent).join('/')); \
                 if (!answer.ok) throw new Error(`${path}: ${answer.status}`); \
                 return {path, bytes: new Uint8Array(await answer.arrayBuffer())}; })))",
            json!([paths]),
        )?;
    }
    if !options.dropped.is_empty() {
        let dropped: Vec<_> = options.dropped.iter().map(PathBuf::as_path).collect();
        browser.drop_files(&dropped)?;
        std::thread::sleep(Duration::from_secs(2));
    }
    if let Some(script) = &options.script {
        println!("{}", browser.script_async(script, json!([]))?);
    }
    // Two frames, so that what the script changed is drawn.
    browser.script_async(
        "await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))",
        json!([]),
    )?;
    browser.screenshot(&options.out, options.whole)?;
    for message in browser.console(None)? {
        println!("console: {message}");
    }
    println!("{}", options.out.display());
    Ok(())
}

/// The file at `path`, or all files of the folder at `path` in the order of their names.
fn add_files(path: &Path, files: &mut Vec<PathBuf>) -> Result<(), Problem> {
    if !path.is_dir() {
        files.push(path.to_owned());
        return Ok(());
    }
    let entries = std::fs::read_dir(path)?.map(|entry| entry.map(|entry| entry.path()));
    let mut entries: Vec<PathBuf> = entries.collect::<Result<_, _>>()?;
    entries.sort();
    entries.iter().try_for_each(|entry| add_files(entry, files))
}

fn options(arguments: Vec<String>) -> Result<Options, Problem> {
    let mut options = Options {
        width: 1280,
        height: 900,
        scale: 1.0,
        dark: false,
        reduced_motion: false,
        whole: false,
        dist: PathBuf::from("dist"),
        files: Vec::new(),
        dropped: Vec::new(),
        script: None,
        hash: String::new(),
        out: PathBuf::new(),
    };
    let mut rest = arguments.into_iter().peekable();
    while let Some(name) = rest.next() {
        let mut values = Vec::new();
        while let Some(value) = rest.next_if(|next| !next.starts_with("--")) {
            values.push(value);
        }
        let value = values.first().cloned().unwrap_or_default();
        match name.as_str() {
            "--width" => options.width = value.parse()?,
            "--height" => options.height = value.parse()?,
            "--scale" => options.scale = value.parse()?,
            "--dark" => options.dark = true,
            "--reduced-motion" => options.reduced_motion = true,
            "--whole" => options.whole = true,
            "--dist" => options.dist = value.into(),
            "--files" => options.files = values.iter().map(PathBuf::from).collect(),
            "--drop" => options.dropped = values.iter().map(PathBuf::from).collect(),
            "--script" => options.script = Some(value),
            "--hash" => options.hash = value,
            "--out" => options.out = value.into(),
            _ => return Err(format!("{name}: unknown; see the head of examples/look.rs").into()),
        }
    }
    if options.out.as_os_str().is_empty() {
        return Err("--out names the picture to save".into());
    }
    Ok(options)
}
