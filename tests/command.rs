//! The command as a pipeline runs it: what it prints and writes, with which code it ends, and that its report is the session's.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used)]

#[cfg(unix)]
#[path = "command/broken_off.rs"]
mod broken_off;
#[path = "support/differing.rs"]
mod differing;
#[path = "support/golden.rs"]
mod golden;
#[path = "command/jobs.rs"]
mod jobs;
#[path = "command/program.rs"]
mod program;
mod support;

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Stdio;

use differing::differing;
use golden::assert_golden;
use leeway::documents::Role;
use leeway::engine::Dropped;
use leeway::scenarios::census;
use program::{Folder, leeway, ran, run};
use serde_json::Value;
use support::{files_below, open, read_json, session, set};

/// Folders below `tests/data`: what is the baseline there, and what is compared with it.
const CASES: [(&str, &str, &[&str]); 12] = [
    ("loans", "baseline.csv", &["current.csv"]),
    ("verdicts", "towns-baseline.csv", &["towns-current.csv"]),
    (
        "verdicts",
        "normal49-baseline.csv",
        &["normal49-current.csv"],
    ),
    (
        "files/quality-baseline-and-table",
        "baseline",
        &["current.csv"],
    ),
    (
        "files/transform-output-stacked",
        "train.csv",
        &["batch.csv.out"],
    ),
    ("written/decimal-comma", "train.csv", &["current.csv"]),
    ("written/hex-identifiers", "baseline.csv", &["current.csv"]),
    ("written/date-column", "train.csv", &["current.csv"]),
    ("columns/alignment-few-rows", "train.csv", &["current.csv"]),
    (
        "columns/clarify-config-headerless",
        "train.csv",
        &["analysis_config.json", "current.csv"],
    ),
    (
        "columns/feature-taken-for-label",
        "train.csv",
        &["current.csv"],
    ),
    (
        "columns/label-name-collision",
        "train.csv",
        &["captures", "ground-truth"],
    ),
];

fn data() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data"))
}

/// The files of an argument with the role that a user would give them on the page.
fn dropped(folder: &Path, argument: &str, role: Role) -> Vec<Dropped> {
    let path = folder.join(argument);
    let files = match path.is_dir() {
        true => files_below(&path),
        false => vec![path],
    };
    let role = match argument {
        "ground-truth" => Role::Labels,
        _ => role,
    };
    let file = |path: &PathBuf| support::dropped(folder, path, Some(role.name()));
    files.iter().map(file).collect()
}

#[test]
fn the_report_is_that_of_a_session_with_the_same_files_and_roles() {
    let out = Folder::new("same-report");
    for (folder, baseline, current) in CASES {
        let folder = data().join(folder);
        let written = out.path("report.json");
        let mut command = leeway(&["check", "--quiet", "--fail-on", "error", "--json"]);
        command.arg(&written).current_dir(&folder);
        command.arg(baseline).args(current);
        let ran = ran(&mut command);
        assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{folder:?}");
        let mut files = dropped(&folder, baseline, Role::Baseline);
        let of_current = current
            .iter()
            .flat_map(|path| dropped(&folder, path, Role::Current));
        files.extend(of_current);
        let report = open(&mut session(), files).unwrap();
        let expected = serde_json::to_value(report).unwrap();
        let found = differing(&read_json(&written), &expected);
        assert!(found.is_empty(), "{folder:?}: {found:#?}");
    }
}

#[test]
fn a_configuration_is_in_force() {
    let out = Folder::new("configured");
    let saved = r#"{"leeway": 1, "settings": {"verdict": "evidently", "alpha": 0.01}}"#;
    fs::write(out.path("leeway.json"), saved).unwrap();
    let folder = data().join("loans");
    let mut command = leeway(&["check", "baseline.csv", "current.csv", "--json", "-"]);
    command.arg("--config").arg(out.path("leeway.json"));
    let ran = ran(command.current_dir(&folder));
    let found: Value = serde_json::from_str(&ran.out).unwrap();
    let mut files = dropped(&folder, "baseline.csv", Role::Baseline);
    files.extend(dropped(&folder, "current.csv", Role::Current));
    let mut session = session();
    open(&mut session, files).unwrap();
    let expected = set(
        &mut session,
        serde_json::json!({"verdict": "evidently", "alpha": 0.01}),
    );
    let mut expected = serde_json::to_value(expected).unwrap();
    // The configuration is a source too.
    expected["sources"] = found["sources"].clone();
    let found = differing(&found, &expected);
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn one_thread_and_several_write_the_same_bytes() {
    let out = Folder::new("threads");
    let file = |name: &str, seed, drift| {
        let mut file = fs::File::create(out.path(name)).unwrap();
        census::write_csv(&mut file, 90_000, seed, drift).unwrap();
    };
    file("before.csv", 1, 0.0);
    file("now.csv", 2, 0.3);
    let size = fs::metadata(out.path("now.csv")).unwrap().len();
    assert!(size > 4 << 20, "{size} bytes are not read in parts");
    let names = ["report.json", "report.html", "summary.md", "checks.xml"];
    let written = |threads: &str| {
        let mut command = leeway(&["check", "before.csv", "now.csv", "--threads", threads]);
        let options = ["--json", "--report", "--summary", "--junit"];
        for (option, name) in options.iter().zip(names) {
            command.arg(option).arg(format!("{threads}-{name}"));
        }
        let ran = ran(command
            .current_dir(out.path("."))
            .env("SOURCE_DATE_EPOCH", "1700000000"));
        assert!(ran.code < 2, "{}", ran.err);
        let files = names.map(|name| fs::read(out.path(&format!("{threads}-{name}"))).unwrap());
        (ran.out, files)
    };
    let (said, one) = written("1");
    for threads in ["2", "5"] {
        let (also_said, other) = written(threads);
        assert_eq!(said, also_said);
        for (name, (one, other)) in names.iter().zip(one.iter().zip(&other)) {
            assert!(one == other, "{name} differs with {threads} threads");
        }
    }
}

#[test]
fn codes_and_sentences_are_as_expected() {
    let out = Folder::new("codes");
    fs::write(out.path("empty.csv"), "").unwrap();
    fs::write(out.path("image.png"), [0x89, b'P', b'N', b'G', 0, 1, 2]).unwrap();
    fs::write(out.path("other.csv"), "colour\nred\nblue\n").unwrap();
    fs::write(
        out.path("wrong.json"),
        r#"{"leeway": 1, "settings": {"alpha": 7}}"#,
    )
    .unwrap();
    fs::create_dir(out.path("nothing")).unwrap();
    for name in ["baseline.csv", "current.csv"] {
        fs::copy(data().join("loans").join(name), out.path(name)).unwrap();
    }
    let mut said = String::new();
    for arguments in [
        "check baseline.csv baseline.csv",
        "check baseline.csv current.csv",
        "check baseline.csv current.csv --fail-on error",
        "check baseline.csv baseline.csv --fail-on drifted,violated",
        "check baseline.csv current.csv --fail-on violated",
        "check baseline.csv 'cur*.csv'",
        "check baseline.csv none.csv",
        "check baseline.csv 'none*.csv'",
        "check baseline.csv nothing",
        "check baseline.csv empty.csv",
        "check baseline.csv image.png",
        "check baseline.csv other.csv",
        "check baseline.csv current.csv --config wrong.json",
        "check baseline.csv current.csv --json nothing",
        "check baseline.csv current.csv --fail-on sometimes",
        "check baseline.csv",
        "check - -",
        "convert baseline.csv --to out/statistics.json --to constraints.json",
        "convert baseline.csv --to anything.json",
        "convert baseline.csv --to results.json",
        "monitor --message message",
        "lab baseline.csv --out out --scenario storm",
        "lab baseline.csv --out out --scenario concept",
        "lab baseline.csv --out out --strength 7 --scenario feature_systematic",
        "compare",
    ] {
        let ran = run(&out.path("."), &format!("{arguments} --quiet"));
        let err = ran.err.lines().next().unwrap_or_default();
        said += &format!("leeway {arguments}\n  {} {err}\n", ran.code);
    }
    assert_golden("tests/command/codes.txt", &said);
    assert!(out.path("out/statistics.json").is_file());
    assert!(!out.path("results.json").exists());
    let left = files_below(&out.path("."));
    let is_part = |path: &&PathBuf| path.to_string_lossy().ends_with(".part");
    assert_eq!(left.iter().find(is_part), None);
}

#[test]
fn help_says_all() {
    let mut said = String::new();
    for arguments in [
        "--help",
        "check --help",
        "check -h",
        "baseline --help",
        "monitor --help",
        "lab --help",
        "convert --help",
        "serve --help",
        "completions --help",
    ] {
        let ran = run(data(), arguments);
        assert_eq!((ran.code, ran.err.as_str()), (0, ""));
        said += &format!("$ leeway {arguments}\n{}\n", ran.out);
    }
    assert_golden("tests/command/help.txt", &said);
}

#[test]
fn summary_markdown_and_cases_are_as_expected() {
    let folder = data().join("loans");
    for (arguments, name) in [
        ("", "summary.txt"),
        ("--summary -", "summary.md"),
        ("--junit - --fail-on drifted,violated", "checks.xml"),
    ] {
        let ran = run(
            &folder,
            &format!("check baseline.csv current.csv {arguments}"),
        );
        assert_eq!((ran.code, ran.err.as_str()), (1, ""), "{arguments}");
        assert_golden(&format!("tests/command/{name}"), &ran.out);
        if name.ends_with("xml") {
            let read = roxmltree::Document::parse(&ran.out).unwrap();
            let cases = read
                .descendants()
                .filter(|node| node.has_tag_name("testcase"));
            let failed = read
                .descendants()
                .filter(|node| node.has_tag_name("failure"));
            let root = read.root_element();
            assert_eq!(root.attribute("tests"), Some(&*cases.count().to_string()));
            assert_eq!(
                root.attribute("failures"),
                Some(&*failed.count().to_string())
            );
        }
    }
}

#[test]
fn colours_are_for_terminals_alone() {
    let folder = data().join("loans");
    let coloured = |name: &str, value: &str| {
        let mut command = leeway(&["check", "baseline.csv", "current.csv"]);
        ran(command.current_dir(&folder).env(name, value))
            .out
            .contains('\u{1b}')
    };
    assert!(!coloured("TERM", "xterm"));
    assert!(coloured("CLICOLOR_FORCE", "1"));
    assert!(!coloured("NO_COLOR", "1"));
}

#[test]
fn runs_are_all_held_against_the_line() {
    let out = Folder::new("runs");
    let loans = data().join("loans");
    fs::copy(loans.join("baseline.csv"), out.path("baseline.csv")).unwrap();
    for (from, run) in [("baseline.csv", "calm"), ("current.csv", "wild")] {
        fs::create_dir(out.path(run)).unwrap();
        fs::copy(loans.join(from), out.path(run).join("rows.csv")).unwrap();
    }
    let of_calm = run(&out.path("."), "check baseline.csv calm --quiet");
    let of_both = run(&out.path("."), "check baseline.csv calm wild --json -");
    assert_eq!((of_calm.code, of_both.code), (0, 1));
    let report: Value = serde_json::from_str(&of_both.out).unwrap();
    assert_eq!(report["runs"][0]["shown"], true);
    assert_eq!(
        (&report["runs"][0]["strong"], &report["runs"][1]["name"]),
        (&0.into(), &"wild".into())
    );
}

#[test]
fn standard_input_and_archives_are_read() {
    let folder = data().join("loans");
    let current = fs::read(folder.join("current.csv")).unwrap();
    let whole: Value =
        serde_json::from_str(&run(&folder, "check baseline.csv current.csv --json -").out).unwrap();
    let mut command = leeway(&["check", "baseline.csv", "-", "--json", "-"]);
    let mut child = command
        .current_dir(&folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(&current).unwrap();
    let piped = child.wait_with_output().unwrap();
    let piped: Value = serde_json::from_slice(&piped.stdout).unwrap();
    assert_eq!(piped["sources"][1]["path"], "stdin");
    assert!(differing(&whole["features"], &piped["features"]).is_empty());

    let out = Folder::new("archive");
    let mut archive = zip::ZipWriter::new(fs::File::create(out.path("now.zip")).unwrap());
    archive
        .start_file("rows.csv", zip::write::SimpleFileOptions::default())
        .unwrap();
    archive.write_all(&current).unwrap();
    archive.finish().unwrap();
    let mut command = leeway(&["check", "--json", "-", "baseline.csv"]);
    let packed = ran(command.arg(out.path("now.zip")).current_dir(&folder));
    let packed: Value = serde_json::from_str(&packed.out).unwrap();
    assert_eq!(packed["sources"][1]["role"], "current");
    assert!(differing(&whole["features"], &packed["features"]).is_empty());
}
