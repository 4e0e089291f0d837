//! Several runs at once: what is taken as a run, what each one's report says, and what is kept while others are shown.
#![allow(clippy::unwrap_used)]

#[path = "../support/mod.rs"]
mod support;

mod credit;
mod grouping;
mod keeping;
mod odd;

use leeway::engine::Dropped;
use leeway::engine::Session;
use leeway::engine::protocol::Request;
use leeway::report::Report;
use leeway::report::runs::Run;
use serde_json::json;
use support::*;

fn set(session: &mut Session, settings: &str) -> Report {
    let settings = settings.to_owned();
    answer(session, Request::Set { settings }, Vec::new()).unwrap()
}

fn names(report: &Report) -> Vec<&str> {
    report.runs.iter().map(|run| run.name.as_str()).collect()
}

fn run<'a>(report: &'a Report, name: &str) -> &'a Run {
    report.runs.iter().find(|run| run.name == name).unwrap()
}

fn show(session: &mut Session, name: &str) -> Report {
    set(session, &json!({ "run": name }).to_string())
}

/// Rows of three columns; `shift` moves the first.
fn rows(shift: usize) -> String {
    let rows = (0..120).map(|row| {
        format!(
            "{},{},{}\n",
            row * 7 % 101 + shift,
            row * 13 % 89,
            ["a", "b", "c"][row % 3]
        )
    });
    format!("x,y,kind\n{}", rows.collect::<String>())
}

fn file(path: &str, shift: usize) -> Dropped {
    text(path, rows(shift))
}
