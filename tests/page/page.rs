//! The built page in a browser, and what a test asks of it.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use leeway::report::{Feature, Report};
use serde_json::{Value, json};

use crate::webdriver::{Browser, Problem, Server};

/// How long the page may take for anything that a person would wait for; much, because tests share a machine.
pub const PATIENCE: Duration = Duration::from_secs(60);

/// Where tests serve the page: not at the root, because it has to work from any sub-path.
const SUB_PATH: &str = "/some/sub/path/";

/// True once the feature table is on screen.
pub const TABLE: &str = "document.querySelector('table.features tbody tr.row')";

/// The page in a browser.
pub struct Page {
    /// The browser.
    pub browser: Browser,
    server: Server,
}

impl Page {
    /// The built page with its engine up.
    pub fn load() -> Result<Self, Problem> {
        Self::load_with(|_| ())
    }

    /// The built page, once its server is prepared.
    pub fn load_with(prepare: impl FnOnce(&Server)) -> Result<Self, Problem> {
        Self::served(&[(SUB_PATH, &dist()?)], "", prepare)
    }

    /// The built page beside a folder that is served at `data/`, at `rest` (`?src=data/list.json`) behind its address.
    pub fn load_beside(folder: &Path, rest: &str) -> Result<Self, Problem> {
        let data = format!("{SUB_PATH}data/");
        let mounts = [(SUB_PATH, &*dist()?), (data.as_str(), folder)];
        Self::served(&mounts, rest, |_| ())
    }

    fn served(
        mounts: &[(&str, &Path)],
        rest: &str,
        prepare: impl FnOnce(&Server),
    ) -> Result<Self, Problem> {
        let server = Server::start(mounts, 0)?;
        prepare(&server);
        let page = Self {
            browser: Browser::start()?,
            server,
        };
        page.go_to(rest)?;
        Ok(page)
    }

    /// The server of the page and of the folder beside it.
    pub fn server(&self) -> &Server {
        &self.server
    }

    /// The address of the page.
    pub fn home(&self) -> String {
        self.server.address(SUB_PATH)
    }

    /// Loads the page anew, with `rest` (`#/overview`) behind its address, and waits for the engine.
    pub fn go_to(&self, rest: &str) -> Result<(), Problem> {
        // From elsewhere: another fragment alone would load nothing.
        self.browser.open("about:blank")?;
        self.browser.open(&format!("{}{rest}", self.home()))?;
        self.browser
            .wait_for("window.leeway", "window.leeway", PATIENCE)?;
        self.browser
            .script_async("await leeway.ready", json!([]))
            .map(drop)
    }

    /// Opens texts as files through `leeway.open`, and waits until they are analysed.
    pub fn open_texts(&self, files: &[(&str, &str)], role: Option<&str>) -> Result<(), Problem> {
        let files: Vec<Value> = files
            .iter()
            .map(|(path, text)| json!({"path": path, "bytes": text}))
            .collect();
        self.browser
            .script_async(
                "await leeway.open(arguments[0], {role: arguments[1] ?? undefined})",
                json!([files, role]),
            )
            .map(drop)
    }

    /// Opens files of the disk, or one folder, through `leeway.open`, and waits until they are analysed.
    pub fn open_paths(&self, paths: &[&Path], role: Option<&str>) -> Result<(), Problem> {
        self.browser.give_files(paths)?;
        self.browser
            .script_async(
                "await leeway.open(document.getElementById('given').files, {role: arguments[0] ?? undefined}); \
                 document.getElementById('given').remove()",
                json!([role]),
            )
            .map(drop)
    }

    /// The sentence with which `leeway.open` refuses these texts.
    pub fn refusal(&self, files: &[(&str, &str)]) -> Result<String, Problem> {
        match self.open_texts(files, None) {
            Ok(()) => Err("the files were not refused".into()),
            Err(problem) => Ok(problem.to_string()),
        }
    }

    /// What `leeway.report()` answers.
    pub fn report(&self) -> Result<Report, Problem> {
        // As text, so that no number changes on the way.
        let text = self
            .browser
            .script_async("return JSON.stringify(await leeway.report())", json!([]))?;
        Ok(serde_json::from_str(text.as_str().unwrap_or_default())?)
    }

    /// Says what the label is, where no name does.
    pub fn set_label(&self, label: &str) -> Result<(), Problem> {
        let set = "await leeway.set({label: arguments[0]})";
        self.browser.script_async(set, json!([label])).map(drop)
    }

    /// Waits for a report of which that is so.
    pub fn report_that(
        &self,
        what: &str,
        is_so: impl Fn(&Report) -> bool,
    ) -> Result<Report, Problem> {
        let until = Instant::now() + PATIENCE;
        loop {
            let report = self.report()?;
            if is_so(&report) {
                return Ok(report);
            }
            if Instant::now() > until {
                return Err(format!("{what} did not come within {PATIENCE:?}").into());
            }
        }
    }

    /// Waits until the expression is truthy and answers its value.
    pub fn wait_for(&self, what: &str, condition: &str) -> Result<Value, Problem> {
        self.browser.wait_for(what, condition, PATIENCE)
    }

    /// The value of an expression.
    pub fn value(&self, expression: &str) -> Result<Value, Problem> {
        self.browser
            .script(&format!("return {expression}"), json!([]))
    }

    /// The text that the first element that `selector` finds shows.
    pub fn text(&self, selector: &str) -> Result<String, Problem> {
        self.browser.find(selector)?.text()
    }

    /// Goes to a screen by its link in the header.
    pub fn visit(&self, screen: &str) -> Result<(), Problem> {
        let there = format!("location.hash.startsWith('#/{}')", screen.to_lowercase());
        let link = format!(".screens a[href^='#/{}']", screen.to_lowercase());
        self.browser.find(&link)?.click()?;
        self.wait_for(screen, &there)?;
        self.wait_for("a heading", "document.querySelector('main h1')")
            .map(drop)
    }

    /// Fails if anything was asked of another origin, or if the console got a message that `is_expected` does not know.
    #[track_caller]
    pub fn ends_quietly_but_for(&self, is_expected: impl Fn(&str) -> bool) -> Result<(), Problem> {
        let requested =
            self.value("performance.getEntriesByType('resource').map(entry => entry.name)")?;
        let home = self.home();
        let own = format!("blob:{}", self.server.address(""));
        let mut odd = String::new();
        for address in requested.as_array().map(Vec::as_slice).unwrap_or_default() {
            let address = address.as_str().unwrap_or_default();
            if !address.starts_with(&home) && !address.starts_with(&own) {
                writeln!(odd, "{address} is not under {home}")?;
            }
        }
        // Requests that the engine makes do not stand in the page's list, but Chromium resolves no other name and the
        // policy allows no other origin, and both say so in the console.
        for message in self.browser.console(None)? {
            if !is_expected(&message) {
                writeln!(odd, "in the console: {message}")?;
            }
        }
        assert_eq!(odd, "");
        Ok(())
    }

    /// Fails if anything was asked of another origin, or if the console got a message.
    #[track_caller]
    pub fn ends_quietly(&self) -> Result<(), Problem> {
        self.ends_quietly_but_for(|_| false)
    }
}

/// The folder of the built page, which `LEEWAY_DIST` names.
pub fn dist() -> Result<PathBuf, Problem> {
    match std::env::var("LEEWAY_DIST") {
        Ok(dist) => Ok(PathBuf::from(dist)),
        Err(_) => Err("LEEWAY_DIST does not name the built page: run `make page-tests`".into()),
    }
}

/// The feature of that name.
#[track_caller]
pub fn feature<'a>(report: &'a Report, name: &str) -> &'a Feature {
    let found = report.features.iter().find(|feature| feature.name == name);
    found.unwrap_or_else(|| panic!("no feature {name}"))
}

/// A folder that is deleted when dropped.
pub struct Scratch(PathBuf);

impl Scratch {
    /// An empty folder of this name.
    pub fn new(name: &str) -> Result<Self, Problem> {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        if folder.exists() {
            std::fs::remove_dir_all(&folder)?;
        }
        std::fs::create_dir_all(&folder)?;
        Ok(Self(folder))
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.0
    }

    /// Writes a file below it, with the folders on the way.
    pub fn write(&self, path: &str, bytes: impl AsRef<[u8]>) -> Result<PathBuf, Problem> {
        let file = self.0.join(path);
        if let Some(folder) = file.parent() {
            std::fs::create_dir_all(folder)?;
        }
        std::fs::write(&file, bytes)?;
        Ok(file)
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}
