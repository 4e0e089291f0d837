//! Names and labels that try to be something else.

use leeway::engine::Session;
use leeway::engine::protocol::Request;

use crate::markup::{all, parsed, text};
use crate::support::{answer, open, session, text as file};
use crate::{page, saved, unpacked};

const SCRIPT: &str = "<script>alert('x')</script>";
const QUOTES: &str = "a\"b'c&d=\"onload=\"e";
const RIGHT_TO_LEFT: &str = "\u{202e}גיל <img src=x onerror=y>";

/// Two columns of labels, one of numbers; every name and label is hostile.
fn hostile() -> Session {
    let long = "x".repeat(10_000);
    let lines = format!("two\nlines,{}", "<b>");
    let names = [SCRIPT, QUOTES, RIGHT_TO_LEFT, &lines, &long];
    let quoted = |name: &str| format!("\"{}\"", name.replace('"', "\"\""));
    let header: Vec<String> = names.iter().map(|name| quoted(name)).collect();
    let rows = |drifted: bool| {
        let mut text = format!("{}\n", header.join(","));
        for row in 0..400 {
            let label = match (drifted, row % 3) {
                (true, 0) => "</td><svg onload=z>",
                (_, 1) => "=cmd|'/c calc'!A1",
                _ => "]]>&lt;!--",
            };
            let number = row * if drifted { 3 } else { 1 };
            text += &format!("{0},{0},{1},{1},{1}\n", quoted(label), number);
        }
        text
    };
    let mut session = session();
    let files = vec![
        file("a/<script>alert(1)</script>/baseline\".csv", rows(false)),
        file("b/<img src=x>'current.csv", rows(true)),
    ];
    open(&mut session, files).unwrap();
    let settings = serde_json::json!({"label": SCRIPT, "window": {"rows": 100}}).to_string();
    answer(&mut session, Request::Set { settings }, Vec::new()).unwrap();
    session
}

#[test]
fn what_files_say_is_text_and_never_markup() {
    let mut session = hostile();
    assert!(session.report().verdict.as_ref().unwrap().drifted > 0);
    // `page` refuses every element and attribute that a report does not have.
    let html = page(&mut session);
    for word in ["<script", "<img", "onload=\"", "<svg onload", "<b>"] {
        assert!(!html.contains(word), "{word}");
    }
    let document = parsed(&html);
    let names: Vec<String> = all(document.root_element(), "bdi").map(text).collect();
    for name in [SCRIPT, QUOTES, RIGHT_TO_LEFT] {
        assert!(names.iter().any(|found| found == name), "{name}");
    }
    // Cut to read, and whole in the tooltip.
    let mut whole = all(document.root_element(), "bdi").filter_map(|name| name.attribute("title"));
    assert!(whole.any(|title| title == "x".repeat(10_000)));
    assert!(names.iter().all(|name| name.chars().count() <= 160));
    assert!(html.len() < 1_000_000, "{} bytes", html.len());
}

#[test]
fn names_of_packed_files_are_no_paths() {
    let files = unpacked(saved(&mut hostile(), "all of it.ZIP"));
    assert!(files.len() > 20);
    for path in files.keys() {
        assert!(path.split('/').count() <= 2, "{path}");
        assert!(
            path.len() < 200 && !path.contains(['\\', '<', ':', '"', '\n']),
            "{path}"
        );
    }
}
