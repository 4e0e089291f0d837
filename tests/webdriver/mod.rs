//! A thin WebDriver client: ChromeDriver as a child process, one headless Chromium, and the few commands that
//! end-to-end tests, benchmarks and screenshots need.
//!
//! Everything answers a [`Problem`] with a sentence instead of panicking, so that `?` ends a test with a reason.
//! Dropping the [`Browser`] ends Chromium and ChromeDriver, also while a test panics.

#![allow(
    dead_code,
    reason = "each test, benchmark and example that includes this module uses a part of it"
)]

mod driver;
pub mod hands;

use std::path::Path;
use std::time::{Duration, Instant};

use driver::Driver;
pub use leeway_command::server::Server;
use serde_json::{Value, json};

/// What can go wrong in the support code of browser tests, as a sentence.
pub type Problem = Box<dyn std::error::Error + Send + Sync>;

/// No single command takes longer than this; it also bounds scripts and page loads.
const LIMIT: Duration = Duration::from_secs(180);

/// A headless Chromium under ChromeDriver.
pub struct Browser {
    agent: ureq::Agent,
    session: String,
    driver: Driver,
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
