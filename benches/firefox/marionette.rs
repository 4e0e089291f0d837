//! A headless Firefox with a profile of its own, led through Marionette, which it speaks without a driver beside it:
//! a number, a colon and so many bytes of JSON, `[0, id, command, parameters]` there and `[1, id, error, result]` back.
//! <https://firefox-source-docs.mozilla.org/testing/marionette/Protocol.html>

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::Problem;

/// How long Firefox may take to start and to end.
const PATIENCE: Duration = Duration::from_secs(60);

/// How long a script may take.
const SCRIPT_LIMIT: Duration = Duration::from_secs(180);

/// A running Firefox. Dropping it ends the process and removes the profile.
pub struct Firefox {
    process: Child,
    profile: PathBuf,
    connection: Option<BufReader<TcpStream>>,
    sent: u64,
}

impl Firefox {
    /// Starts `program` with a fresh profile in `profile`; all but the loopback address goes to the proxy at `proxy_port`.
    pub fn start(program: &str, profile: PathBuf, proxy_port: u16) -> Result<Self, Problem> {
        std::fs::create_dir_all(&profile)?;
        let mut settings = include_str!("user.js").to_owned();
        settings += "user_pref(\"marionette.port\", 0);\nuser_pref(\"network.proxy.type\", 1);\n";
        for scheme in ["http", "ssl"] {
            settings += &format!(
                "user_pref(\"network.proxy.{scheme}\", \"127.0.0.1\");\n\
                 user_pref(\"network.proxy.{scheme}_port\", {proxy_port});\n"
            );
        }
        std::fs::write(profile.join("user.js"), settings)?;
        let process = Command::new(program)
            .args(["--headless", "--marionette", "--no-remote", "--profile"])
            .arg(&profile)
            .env("HOME", &profile)
            .env("MOZ_CRASHREPORTER_DISABLE", "1")
            // Without these, releases keep to Mozilla's own server for remote settings whatever the profile says.
            .env("MOZ_DISABLE_NONLOCAL_CONNECTIONS", "1")
            .env("MOZ_REMOTE_SETTINGS_DEVTOOLS", "1")
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|problem| format!("{program} does not start: {problem}"))?;
        let mut firefox = Self {
            process,
            profile,
            connection: None,
            sent: 0,
        };
        let stream = firefox.connect()?;
        stream.set_read_timeout(Some(SCRIPT_LIMIT + PATIENCE))?;
        let mut connection = BufReader::new(stream);
        // A greeting comes first.
        read(&mut connection)?;
        firefox.connection = Some(connection);
        let limit = SCRIPT_LIMIT.as_millis() as u64;
        let timeouts = json!({"script": limit, "pageLoad": limit});
        firefox.send("WebDriver:NewSession", json!({"timeouts": timeouts}))?;
        Ok(firefox)
    }

    /// Loads `address` and waits until the document is loaded.
    pub fn open(&mut self, address: &str) -> Result<(), Problem> {
        self.send("WebDriver:Navigate", json!({"url": address}))
            .map(drop)
    }

    /// Runs the body of an async function, in which `await` may be used, and answers what it returns.
    pub fn script(&mut self, body: &str) -> Result<Value, Problem> {
        let script = format!(
            "const done = arguments[arguments.length - 1]; \
             (async function() {{ {body} }})().then(value => done({{value: value === undefined ? null : value}}), \
             error => done({{error: String(error)}}));"
        );
        // Without a sandbox: the page's own objects are seen as the page sees them.
        let parameters = json!({"script": script, "args": [], "sandbox": null});
        let mut answer = self.send("WebDriver:ExecuteAsyncScript", parameters)?;
        match answer["value"]["error"].as_str() {
            Some(error) => Err(format!("the page's promise was refused: {error}").into()),
            None => Ok(answer["value"]["value"].take()),
        }
    }

    /// Puts files where a script finds them: `document.getElementById('given').files`.
    pub fn give_files(&mut self, files: &[&Path]) -> Result<(), Problem> {
        self.script(
            "const input = document.createElement('input'); \
             Object.assign(input, {type: 'file', id: 'given', hidden: true, multiple: true}); \
             document.body.append(input)",
        )?;
        let by_selector = json!({"using": "css selector", "value": "#given"});
        let found = self.send("WebDriver:FindElement", by_selector)?;
        let references = found["value"].as_object();
        let id = references.and_then(|references| references.values().next());
        let paths: Vec<_> = files.iter().map(|file| file.to_string_lossy()).collect();
        self.send(
            "WebDriver:ElementSendKeys",
            json!({"id": id, "text": paths.join("\n")}),
        )
        .map(drop)
    }

    /// What Firefox calls itself: its name and version.
    pub fn version(program: &str) -> Option<String> {
        let output = Command::new(program).arg("--version").output().ok()?;
        let text = String::from_utf8(output.stdout).ok()?;
        text.contains("Firefox").then(|| text.trim().to_owned())
    }

    /// The most memory that any of its processes has taken so far, in bytes; `None` where there is no `/proc`.
    pub fn largest_process_bytes(&self) -> Option<u64> {
        let mut family = vec![self.process.id()];
        let mut most = None;
        while let Some(id) = family.pop() {
            let own = peak_bytes(id);
            most = most.max(own);
            let children = std::fs::read_to_string(format!("/proc/{id}/task/{id}/children"));
            let children = children.unwrap_or_default();
            family.extend(children.split_whitespace().flat_map(str::parse::<u32>));
        }
        most
    }

    /// Waits for the port that Firefox writes into its profile, and connects.
    fn connect(&mut self) -> Result<TcpStream, Problem> {
        let said = self.profile.join("MarionetteActivePort");
        let start = Instant::now();
        while start.elapsed() < PATIENCE {
            let port = std::fs::read_to_string(&said).unwrap_or_default();
            if let Ok(port) = port.trim().parse::<u16>()
                && let Ok(stream) = TcpStream::connect(("127.0.0.1", port))
            {
                return Ok(stream);
            }
            if let Some(status) = self.process.try_wait()? {
                return Err(format!("Firefox ended before it could be reached: {status}").into());
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        Err(format!("Firefox could not be reached within {PATIENCE:?}").into())
    }

    fn send(&mut self, command: &str, parameters: Value) -> Result<Value, Problem> {
        let connection = self.connection.as_mut().ok_or("Firefox is not connected")?;
        self.sent += 1;
        let text = json!([0, self.sent, command, parameters]).to_string();
        write!(connection.get_mut(), "{}:{text}", text.len())?;
        let mut answer = read(connection)?;
        match answer[2]["error"].as_str() {
            Some(error) => Err(format!("{command}: {error}: {}", answer[2]["message"]).into()),
            None => Ok(answer[3].take()),
        }
    }
}

impl Drop for Firefox {
    fn drop(&mut self) {
        let _ = self.send("Marionette:Quit", json!({"flags": ["eForceQuit"]}));
        let start = Instant::now();
        while matches!(self.process.try_wait(), Ok(None)) && start.elapsed() < PATIENCE {
            std::thread::sleep(Duration::from_millis(20));
        }
        let _ = self.process.kill();
        let _ = self.process.wait();
        let _ = std::fs::remove_dir_all(&self.profile);
    }
}

fn read(from: &mut BufReader<TcpStream>) -> Result<Value, Problem> {
    let mut length = Vec::new();
    from.read_until(b':', &mut length)?;
    length.pop();
    let length: usize = String::from_utf8_lossy(&length)
        .parse()
        .map_err(|_| "Firefox closed the connection")?;
    let mut text = vec![0; length];
    from.read_exact(&mut text)?;
    Ok(serde_json::from_slice(&text)?)
}

fn peak_bytes(process: u32) -> Option<u64> {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kilobytes: u64 = line.trim().strip_suffix(" kB")?.parse().ok()?;
    Some(kilobytes * 1024)
}
