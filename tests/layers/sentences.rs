//! What makes a layer depend on the words of another: errors that are bare text, sentences that are searched or cut, and one idea as two enums.

use std::collections::{BTreeMap, BTreeSet};

use crate::mentions::pieces_outside_tests;

/// Layers in which a text with a blank in it is a sentence; `documents` reads the words of others.
const SPEAKING: &[&str] = &[
    "monitors",
    "report",
    "presentation",
    "interaction",
    "engine",
    "ui",
];

/// What searches or cuts a text.
const CUTTING: &[&str] = &[
    "contains",
    "find",
    "split",
    "split_once",
    "rsplit_once",
    "splitn",
    "strip_prefix",
    "strip_suffix",
    "starts_with",
    "ends_with",
];

/// What is at fault in a file, each "file: what", with the line that it stands in.
pub fn faults(name: &str, code: &str) -> Vec<(usize, String)> {
    let pieces = pieces_outside_tests(code);
    let text = |at: usize| pieces.get(at).map_or("", |(_, text)| *text);
    let is_speaking = SPEAKING
        .iter()
        .any(|layer| name.starts_with(&format!("{layer}/")));
    let mut faults = Vec::new();
    for (at, (line, piece)) in pieces.iter().enumerate() {
        if *piece == "Result" && text(at + 1) == "<" && error_is_text(&pieces[at + 2..]) {
            faults.push((
                *line,
                format!("{name}: an error that is a bare String; give it the layer's error type"),
            ));
        }
        let literal = text(at + 2);
        let is_sentence = literal.starts_with('"') && literal.contains(' ');
        if is_speaking && CUTTING.contains(piece) && text(at + 1) == "(" && is_sentence {
            faults.push((
                *line,
                format!("{name}: {piece}({literal}) searches or cuts a sentence; let who wrote it give the part"),
            ));
        }
    }
    faults
}

/// Whether the second argument of a type, whose first begins the pieces, is `String`.
fn error_is_text(pieces: &[(usize, &str)]) -> bool {
    let mut depth = 0;
    for (at, (_, piece)) in pieces.iter().enumerate() {
        match *piece {
            "<" | "(" | "[" => depth += 1,
            ">" if at > 0 && pieces[at - 1].1 == "-" => {}
            ">" | ")" | "]" if depth == 0 => return false,
            ">" | ")" | "]" => depth -= 1,
            "," if depth == 0 => {
                let rest: Vec<&str> = pieces[at + 1..]
                    .iter()
                    .take(2)
                    .map(|(_, text)| *text)
                    .collect();
                return rest == ["String", ">"] || rest == ["String", ","];
            }
            ";" | "{" => return false,
            _ => {}
        }
    }
    false
}

/// Enums with the same variants: "a/b.rs One, c/d.rs Other". An enum whose variants hold values is no idea but a choice of types, and may have its like.
pub fn twins(files: &[(String, String)]) -> Vec<String> {
    let mut by_variants: BTreeMap<BTreeSet<String>, Vec<String>> = BTreeMap::new();
    for (name, code) in files {
        let pieces = pieces_outside_tests(code);
        for at in 0..pieces.len() {
            if pieces[at].1 == "enum" && pieces.len() > at + 2 {
                let body = pieces[at + 2..].iter().position(|(_, text)| *text == "{");
                let variants =
                    body.map_or_else(BTreeSet::new, |body| variants(&pieces[at + 3 + body..]));
                if variants.len() > 1 {
                    let one = format!("{name} {}", pieces[at + 1].1);
                    by_variants.entry(variants).or_default().push(one);
                }
            }
        }
    }
    let same = by_variants.into_values().filter(|enums| enums.len() > 1);
    same.map(|enums| enums.join(", ")).collect()
}

/// The names of an enum's variants, from behind its opening brace; none where a variant holds values.
fn variants(pieces: &[(usize, &str)]) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let (mut depth, mut is_start) = (0, true);
    for (_, piece) in pieces {
        match *piece {
            "}" if depth == 0 => break,
            "{" | "(" if depth == 0 => return BTreeSet::new(),
            "{" | "(" | "[" | "<" => depth += 1,
            "}" | ")" | "]" | ">" => depth -= 1,
            "," if depth == 0 => is_start = true,
            "#" => {}
            name if depth == 0 && is_start => {
                found.insert(name.to_owned());
                is_start = false;
            }
            _ => {}
        }
    }
    found
}

#[test]
fn sentences_errors_and_twins_are_found_and_nothing_else_is() {
    let cases: &[(&str, &str, usize)] = &[
        (
            "stats/a.rs",
            "pub fn f() -> Result<Vec<(u8, u8)>, String> {}",
            1,
        ),
        ("stats/a.rs", "struct A { value: Result<f64, String> }", 1),
        ("stats/a.rs", "fn f() -> Result<String, Reason> {}", 0),
        ("stats/a.rs", "fn f() -> Result<Vec<String>, Reason> {}", 0),
        (
            "stats/a.rs",
            "fn f(a: fn(u8) -> io::Result<Vec<u8>>, b: String) {}",
            0,
        ),
        (
            "stats/a.rs",
            "#[cfg(test)] mod tests { fn f() -> Result<u8, String> {} }",
            0,
        ),
        (
            "ui/a.rs",
            "fn f(a: &str) { a.contains(\"Clarify would refuse\") }",
            1,
        ),
        ("ui/a.rs", "fn f(a: &str) { a.split(\". \") }", 1),
        (
            "ui/a.rs",
            "fn f(a: &str) { a.split(',') } // a.split(\". \")",
            0,
        ),
        (
            "ui/a.rs",
            "fn f(a: &str) { a.strip_prefix(\"binary:\") }",
            0,
        ),
        (
            "documents/a.rs",
            "fn f(a: &str) { a.strip_prefix(\"Data type \") }",
            0,
        ),
    ];
    for (name, code, expected) in cases {
        let found = faults(name, code);
        assert_eq!(found.len(), *expected, "{code}: {found:?}");
    }
    let file = |code: &str| ("a.rs".to_owned(), code.to_owned());
    let same = [
        file("enum A { #[default] One, Two }"),
        file("pub enum B { /// Second.\n Two, One, }"),
        file("enum C { One, Three } enum D { One(u8), Two } enum E { One(u16), Two }"),
    ];
    assert_eq!(twins(&same), ["a.rs A, a.rs B"]);
}
