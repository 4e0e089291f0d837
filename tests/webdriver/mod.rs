//! A thin WebDriver client: ChromeDriver as a child process, one headless Chromium, and the few commands that
//! end-to-end tests, benchmarks and screenshots need.
//!
//! Everything answers a [`Problem`] with a sentence instead of panicking, so that `?` ends a test with a reason.
//! Dropping the [`Browser`] ends Chromium and ChromeDriver, also while a test panics.

#![allow(
    dead_code,
    reason = "each test, benchmark and example that includes this module uses a part of it"
)]

pub mod server;

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::{Value, json};
pub use server::{Problem, Server};

/// The name under which WebDriver hands out references to elements.
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";

/// No single command takes longer than this; it also bounds scripts and page loads.
const LIMIT: Duration = Duration::from_secs(180);

/// A headless Chromium under ChromeDriver.
pub struct Browser {
    agent: ureq::Agent,
    session: String,
    driver: Driver,
}

/// The ChromeDriver process, ended on drop.
struct Driver {
    process: Child,
    address: String,
}

impl Drop for Driver {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

impl Driver {
    /// Starts ChromeDriver (`CHROMEDRIVER`, or the one on the path) on a free port, which it prints.
    fn start() -> Result<Self, Problem> {
        let program = std::env::var("CHROMEDRIVER").unwrap_or_else(|_| "chromedriver".to_owned());
        let mut process = Command::new(&program)
            .arg("--port=0")
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|problem| {
                format!("{program} does not start ({problem}): run `make browser`")
            })?;
        let output = process.stdout.take().ok_or("ChromeDriver has no output")?;
        let mut driver = Self {
            process,
            address: String::new(),
        };
        let mut lines = BufReader::new(output).lines();
        for line in lines.by_ref() {
            let line = line?;
            if let Some((_, port)) = line.split_once("started successfully on port ") {
                driver.address = format!("http://127.0.0.1:{}", port.trim_end_matches('.'));
                // Read on, so that ChromeDriver never waits for a full pipe.
                std::thread::spawn(move || lines.for_each(drop));
                return Ok(driver);
            }
        }
        Err("ChromeDriver ended before it said its port".into())
    }
}

impl Browser {
    /// Starts Chromium with the flags in `webdriver.json`, with every name but the loopback address unreachable.
    pub fn start() -> Result<Self, Problem> {
        let flags = include_str!("../../webdriver.json");
        let mut wanted: Value = serde_json::from_str(flags)?;
        if let Some(arguments) = wanted["goog:chromeOptions"]["args"].as_array_mut() {
            arguments.push("--window-size=1280,900".into());
            arguments.push("--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1".into());
            // Figures such as `performance.memory` are rounded without this.
            arguments.push("--enable-precise-memory-info".into());
        }
        wanted["goog:loggingPrefs"] = json!({"browser": "ALL"});
        let limit = LIMIT.as_millis() as u64;
        wanted["timeouts"] = json!({"script": limit, "pageLoad": limit, "implicit": 0});

        let agent: ureq::Agent = ureq::Agent::config_builder()
            .timeout_global(Some(LIMIT + Duration::from_secs(20)))
            .http_status_as_error(false)
            .build()
            .into();
        let driver = Driver::start()?;
        let mut browser = Self {
            agent,
            session: String::new(),
            driver,
        };
        let opened = browser.send("", json!({"capabilities": {"alwaysMatch": wanted}}))?;
        browser.session = format!(
            "/{}",
            opened["sessionId"]
                .as_str()
                .ok_or("no session was opened")?
        );
        Ok(browser)
    }

    /// Loads `address` and waits until the document is loaded.
    pub fn open(&self, address: &str) -> Result<(), Problem> {
        self.send("/url", json!({"url": address})).map(drop)
    }

    /// The document's title.
    pub fn title(&self) -> Result<String, Problem> {
        Ok(self
            .script("return document.title", json!([]))?
            .as_str()
            .unwrap_or_default()
            .to_owned())
    }

    /// Runs a function body with `arguments` and answers what it returns.
    pub fn script(&self, body: &str, arguments: Value) -> Result<Value, Problem> {
        self.send("/execute/sync", json!({"script": body, "args": arguments}))
    }

    /// Runs the body of an async function, in which `await` may be used, and answers what it returns.
    /// A rejection is a [`Problem`] with its message.
    pub fn script_async(&self, body: &str, arguments: Value) -> Result<Value, Problem> {
        let wrapped = format!(
            "const done = arguments[arguments.length - 1]; \
             (async function() {{ {body} }}).apply(null, Array.prototype.slice.call(arguments, 0, -1)).then( \
             value => done({{value: value === undefined ? null : value}}), \
             error => done({{error: String(error && error.stack || error)}}));"
        );
        let mut answer = self.send(
            "/execute/async",
            json!({"script": wrapped, "args": arguments}),
        )?;
        match answer["error"].as_str() {
            Some(error) => Err(format!("the page's promise was refused: {error}").into()),
            None => Ok(answer["value"].take()),
        }
    }

    /// Waits until the expression `condition` is truthy and answers its value. `what` names it in the [`Problem`].
    pub fn wait_for(&self, what: &str, condition: &str, limit: Duration) -> Result<Value, Problem> {
        let start = Instant::now();
        loop {
            let value = self.script(&format!("return ({condition}) || null"), json!([]))?;
            if !value.is_null() {
                return Ok(value);
            }
            if start.elapsed() > limit {
                let seen =
                    self.script("return document.body.innerText.slice(0, 2000)", json!([]))?;
                return Err(format!(
                    "{what} did not come within {limit:?}; the page shows: {seen}"
                )
                .into());
            }
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    /// The first element that `selector` (CSS) finds.
    pub fn find(&self, selector: &str) -> Result<Element<'_>, Problem> {
        let found = self.send(
            "/element",
            json!({"using": "css selector", "value": selector}),
        )?;
        let id = found[ELEMENT]
            .as_str()
            .ok_or_else(|| format!("{selector}: no element"))?;
        Ok(Element {
            browser: self,
            id: id.to_owned(),
        })
    }

    /// Sets the viewport in CSS pixels; below 500 a window cannot go, but this can. `scale` is the device's ratio.
    pub fn resize(&self, width: u32, height: u32, scale: f64) -> Result<(), Problem> {
        let size =
            json!({"width": width, "height": height, "deviceScaleFactor": scale, "mobile": false});
        self.devtools("Emulation.setDeviceMetricsOverride", size)
            .map(drop)
    }

    /// Answers the page's media queries: `("prefers-color-scheme", "dark")`, `("prefers-reduced-motion", "reduce")`.
    pub fn prefer(&self, features: &[(&str, &str)]) -> Result<(), Problem> {
        let features: Vec<Value> = features
            .iter()
            .map(|(name, value)| json!({"name": name, "value": value}))
            .collect();
        self.devtools("Emulation.setEmulatedMedia", json!({"features": features}))
            .map(drop)
    }

    /// Drops files and folders of the disk on the middle of the window, as a hand would.
    pub fn drop_files(&self, paths: &[&Path]) -> Result<(), Problem> {
        let paths: Vec<String> = paths
            .iter()
            .map(|path| absolute(path))
            .collect::<Result<_, _>>()?;
        let middle = self.script("return [innerWidth / 2, innerHeight / 2]", json!([]))?;
        for kind in ["dragEnter", "dragOver", "drop"] {
            let event = json!({
                "type": kind, "x": middle[0], "y": middle[1],
                "data": {"items": [], "files": paths, "dragOperationsMask": 1},
            });
            self.devtools("Input.dispatchDragEvent", event)?;
        }
        Ok(())
    }

    /// Presses keys wherever the focus is. Special keys are WebDriver's code points, such as [`key::ESCAPE`].
    pub fn press(&self, keys: &str) -> Result<(), Problem> {
        let steps: Vec<Value> = keys
            .chars()
            .flat_map(|key| {
                [
                    json!({"type": "keyDown", "value": key}),
                    json!({"type": "keyUp", "value": key}),
                ]
            })
            .collect();
        self.send(
            "/actions",
            json!({"actions": [{"type": "key", "id": "keys", "actions": steps}]}),
        )
        .map(drop)
    }

    /// Moves the pointer along `points` (CSS pixels of the viewport), pressed from the first to the last if `drag`.
    pub fn pointer(&self, points: &[(f64, f64)], drag: bool) -> Result<(), Problem> {
        let mut steps = Vec::new();
        for (index, (x, y)) in points.iter().enumerate() {
            steps.push(
                json!({"type": "pointerMove", "duration": 20, "x": x.round(), "y": y.round()}),
            );
            if drag && index == 0 {
                steps.push(json!({"type": "pointerDown", "button": 0}));
            }
        }
        if drag {
            steps.push(json!({"type": "pointerUp", "button": 0}));
        }
        let mouse = json!({"type": "pointer", "id": "mouse", "parameters": {"pointerType": "mouse"}, "actions": steps});
        self.send("/actions", json!({"actions": [mouse]})).map(drop)
    }

    /// Saves the viewport, or with `whole` the page in its full height, as a PNG file.
    pub fn screenshot(&self, file: &Path, whole: bool) -> Result<(), Problem> {
        let picture = json!({"format": "png", "captureBeyondViewport": whole});
        let picture = self.devtools("Page.captureScreenshot", picture)?;
        let text = picture["data"].as_str().ok_or("no picture came")?;
        use base64::Engine as _;
        std::fs::write(
            file,
            base64::engine::general_purpose::STANDARD.decode(text)?,
        )?;
        Ok(())
    }

    /// What the console got since the last call, one line a message, at `level` (`"SEVERE"`, …) or at every level.
    /// Errors, refusals by the Content-Security-Policy and files not found are all `SEVERE`.
    pub fn console(&self, level: Option<&str>) -> Result<Vec<String>, Problem> {
        let messages = self.send("/se/log", json!({"type": "browser"}))?;
        let messages = messages.as_array().map(Vec::as_slice).unwrap_or_default();
        let wanted = messages
            .iter()
            .filter(|message| level.is_none_or(|level| message["level"] == level));
        Ok(wanted
            .map(|message| message["message"].as_str().unwrap_or_default().to_owned())
            .collect())
    }

    /// A command of the DevTools protocol, such as `Performance.getMetrics`.
    pub fn devtools(&self, command: &str, parameters: Value) -> Result<Value, Problem> {
        self.send(
            "/goog/cdp/execute",
            json!({"cmd": command, "params": parameters}),
        )
    }

    fn send(&self, path: &str, body: Value) -> Result<Value, Problem> {
        let address = format!("{}/session{}{path}", self.driver.address, self.session);
        let mut response = self.agent.post(&address).send_json(body)?;
        let mut answer: Value = response
            .body_mut()
            .with_config()
            .limit(256 << 20)
            .read_json()?;
        let value = answer["value"].take();
        match value["error"].as_str() {
            Some(error) if !response.status().is_success() => {
                Err(format!("{error}: {}", value["message"].as_str().unwrap_or_default()).into())
            }
            _ => Ok(value),
        }
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        if !self.session.is_empty() {
            let address = format!("{}/session{}", self.driver.address, self.session);
            let _ = self.agent.delete(&address).call();
        }
    }
}

/// An element of the page.
pub struct Element<'a> {
    browser: &'a Browser,
    id: String,
}

impl Element<'_> {
    /// Clicks its middle, scrolling it into view.
    pub fn click(&self) -> Result<(), Problem> {
        self.send("click", json!({}))
    }

    /// Types into it.
    pub fn type_text(&self, text: &str) -> Result<(), Problem> {
        self.send("value", json!({"text": text}))
    }

    /// Chooses files, or one folder, in an `<input type="file">`, which may be hidden.
    pub fn choose_files(&self, paths: &[&Path]) -> Result<(), Problem> {
        let paths: Vec<String> = paths
            .iter()
            .map(|path| absolute(path))
            .collect::<Result<_, _>>()?;
        self.type_text(&paths.join("\n"))
    }

    /// Its text as it is shown.
    pub fn text(&self) -> Result<String, Problem> {
        let text = self.browser.script(
            "return arguments[0].innerText",
            json!([{ ELEMENT: self.id }]),
        )?;
        Ok(text.as_str().unwrap_or_default().to_owned())
    }

    fn send(&self, command: &str, body: Value) -> Result<(), Problem> {
        self.browser
            .send(&format!("/element/{}/{command}", self.id), body)
            .map(drop)
    }
}

/// WebDriver's code points for keys that are no characters.
pub mod key {
    /// Escape.
    pub const ESCAPE: &str = "\u{e00c}";
    /// Enter.
    pub const ENTER: &str = "\u{e007}";
    /// Tab.
    pub const TAB: &str = "\u{e004}";
    /// Arrow left.
    pub const LEFT: &str = "\u{e012}";
    /// Arrow up.
    pub const UP: &str = "\u{e013}";
    /// Arrow right.
    pub const RIGHT: &str = "\u{e014}";
    /// Arrow down.
    pub const DOWN: &str = "\u{e015}";
}

fn absolute(path: &Path) -> Result<String, Problem> {
    let path = path
        .canonicalize()
        .map_err(|problem| format!("{}: {problem}", path.display()))?;
    Ok(path.to_string_lossy().into_owned())
}
