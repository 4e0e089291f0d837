//! End-to-end tests on the built page in headless Chromium: `make page-tests`, or
//! `LEEWAY_DIST=dist cargo test --test page`. Without `LEEWAY_DIST` they are left out, and say so.
#![cfg(not(target_arch = "wasm32"))]

mod webdriver;

use std::io::Write;
use std::path::PathBuf;
use std::time::Duration;

use serde_json::json;
use webdriver::{Browser, Problem, Server};

/// How long the page may take for anything that a person would wait for.
const PATIENCE: Duration = Duration::from_secs(30);

/// Where tests serve the page: not at the root, because it has to work from any sub-path.
const SUB_PATH: &str = "/some/sub/path/";

/// The page in a browser.
struct Page {
    browser: Browser,
    server: Server,
}

impl Page {
    /// The built page, loaded; nothing when `LEEWAY_DIST` is not set.
    fn load() -> Result<Option<Self>, Problem> {
        let Ok(dist) = std::env::var("LEEWAY_DIST") else {
            // Not `eprintln!`, which is held back from passing tests.
            writeln!(
                std::io::stderr(),
                "left out: LEEWAY_DIST does not name the built page"
            )?;
            return Ok(None);
        };
        let server = Server::start(&[(SUB_PATH, &PathBuf::from(dist))], 0)?;
        let browser = Browser::start()?;
        browser.open(&server.address(SUB_PATH))?;
        Ok(Some(Self { browser, server }))
    }
}

#[test]
fn loads_from_a_sub_path_without_errors_or_foreign_requests() -> Result<(), Problem> {
    let Some(Page { browser, server }) = Page::load()? else {
        return Ok(());
    };
    browser.wait_for(
        "the engine",
        "document.documentElement.dataset.engine",
        PATIENCE,
    )?;
    assert_eq!(browser.title()?, "Leeway");
    let requested = browser.script(
        "return performance.getEntriesByType('resource').map(entry => entry.name)",
        json!([]),
    )?;
    let requested: Vec<String> = serde_json::from_value(requested)?;
    let home = server.address(SUB_PATH);
    assert!(
        requested.iter().any(|address| address.ends_with(".wasm")),
        "{requested:?}"
    );
    for address in requested {
        assert!(address.starts_with(&home), "{address} is not under {home}");
    }
    assert_eq!(browser.console(None)?, Vec::<String>::new());
    Ok(())
}
