//! ChromeDriver as a child process.

use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use super::Problem;

/// The ChromeDriver process, ended on drop.
pub struct Driver {
    process: Child,
    /// Where it listens, without a slash at the end.
    pub address: String,
    /// Where it and the browser keep their temporary files, which they do not always take away themselves.
    folder: PathBuf,
}

impl Driver {
    /// Starts ChromeDriver (`CHROMEDRIVER`, or the one on the path) on a free port, which it prints.
    ///
    /// It takes a port that is free for IPv4 and ends if that one is not free for IPv6 too, which happens when several tests start at once: then it is started again.
    pub fn start() -> Result<Self, Problem> {
        const ATTEMPTS: usize = 5;
        for _ in 0..ATTEMPTS {
            if let Some(driver) = Self::start_once()? {
                return Ok(driver);
            }
        }
        Err(format!("ChromeDriver ended {ATTEMPTS} times before it said its port").into())
    }

    /// Starts ChromeDriver; `None` if it ended before it said its port.
    fn start_once() -> Result<Option<Self>, Problem> {
        let program = std::env::var("CHROMEDRIVER").unwrap_or_else(|_| "chromedriver".to_owned());
        static STARTED: AtomicU32 = AtomicU32::new(0);
        let number = STARTED.fetch_add(1, Ordering::Relaxed);
        // A short path: sockets lie in it.
        let folder = std::env::temp_dir().join(format!("leeway-{}-{number}", std::process::id()));
        std::fs::create_dir_all(&folder)?;
        let mut process = Command::new(&program)
            .arg("--port=0")
            .env("TMPDIR", &folder)
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
            folder,
        };
        let mut lines = BufReader::new(output).lines();
        for line in lines.by_ref() {
            let line = line?;
            if let Some((_, port)) = line.split_once("started successfully on port ") {
                driver.address = format!("http://127.0.0.1:{}", port.trim_end_matches('.'));
                // Read on, so that ChromeDriver never waits for a full pipe.
                std::thread::spawn(move || lines.for_each(drop));
                return Ok(Some(driver));
            }
        }
        Ok(None)
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
        // The browser's last processes may still be writing.
        for _ in 0..50 {
            if std::fs::remove_dir_all(&self.folder).is_ok() {
                break;
            }
            std::thread::sleep(Duration::from_millis(20));
        }
    }
}
