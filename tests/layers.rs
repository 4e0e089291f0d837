//! Fails when a layer uses what it must not: each may use only those before it, so that measures can be trusted
//! without the formats, the engine without a browser, and the charts without a page.
#![cfg(not(target_arch = "wasm32"))]

#[path = "layers/circles.rs"]
mod circles;
#[path = "layers/mentions.rs"]
mod mentions;
#[path = "layers/rules.rs"]
mod rules;
#[path = "layers/sentences.rs"]
mod sentences;

use std::path::{Path, PathBuf};

use mentions::mentions;
use rules::{FOREIGN, LAYERS, NAMED_FILE, WORKER_FILE};

/// The files of all layers by their names, the layer first (`stats/ks.rs`), with their code.
fn sources() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let source = root.join("src");
    let mut files = Vec::new();
    let crates = root.join("crates");
    let folders =
        [&source, &crates].map(|folder| std::fs::read_dir(folder).expect("it can be listed"));
    for entry in folders.into_iter().flatten() {
        let path = entry.expect("it can be listed").path();
        let name = path
            .file_name()
            .expect("an entry has a name")
            .to_string_lossy()
            .into_owned();
        if path.is_dir() && name != "bin" {
            assert!(
                LAYERS.iter().any(|layer| layer.name == name),
                "{name}: a folder of `src` or `crates` is a layer; name it in tests/layers/rules.rs"
            );
            add_files(&path, &mut files);
        }
    }
    files.sort();
    assert!(
        files.len() >= LAYERS.len(),
        "too few files found: {files:?}"
    );
    let read = |file: PathBuf| {
        let code = std::fs::read_to_string(&file).expect("a source file is UTF-8");
        let Ok(in_crates) = file.strip_prefix(&crates) else {
            let relative = file.strip_prefix(&source).expect("the file is below src");
            return (relative.display().to_string(), code);
        };
        // Read as if the layers were modules of one crate.
        let name = in_crates
            .display()
            .to_string()
            .replace("/src/", "/")
            .replace("/lib.rs", "/mod.rs");
        let layer = name.split('/').next().expect("a layer has a folder");
        let code = code
            .replace("crate::", &format!("crate::{layer}::"))
            .replace("leeway_", "crate::");
        (name, code)
    };
    files.into_iter().map(read).collect()
}

#[test]
fn every_layer_uses_only_what_it_may() {
    let faults: Vec<String> = sources()
        .iter()
        .flat_map(|(name, code)| check(code, Path::new(name)))
        .collect();
    assert!(faults.is_empty(), "\n{}\n", faults.join("\n"));
}

#[test]
fn no_files_of_a_layer_use_one_another_in_a_circle() {
    let circles = circles::circles(&sources());
    let new: Vec<String> = circles
        .iter()
        .filter(|circle| {
            circle
                .files
                .iter()
                .any(|file| !circles::KNOWN.contains(&file.as_str()))
        })
        .map(|circle| circle.ties.join("\n  "))
        .collect();
    assert!(
        new.is_empty(),
        "\nthese files use one another in a circle, so that none can be read, tested or moved without the others; most often the file that \
         holds the type its children make also holds the function that calls the children: move the type to a file of its own\n  {}\n",
        new.join("\n\n  ")
    );
    let is_tied = |known: &str| {
        circles
            .iter()
            .any(|circle| circle.files.iter().any(|file| file == known))
    };
    for known in circles::KNOWN {
        assert!(
            is_tied(known),
            "src/{known} is in no circle any more: take it out of KNOWN in tests/layers/circles.rs"
        );
    }
}

#[test]
fn no_layer_depends_on_the_words_of_another() {
    let sources = sources();
    let mut faults: Vec<(String, String)> = Vec::new();
    for (name, code) in &sources {
        for (line, fault) in sentences::faults(name, code) {
            faults.push((format!("src/{name}:{line}"), fault));
        }
    }
    for enums in sentences::twins(&sources) {
        let fault = format!("{enums}: one idea as two enums; keep one");
        faults.push(("src".to_owned(), fault));
    }
    let faults: Vec<String> = faults
        .iter()
        .map(|(place, fault)| format!("{place} {fault}"))
        .collect();
    assert!(faults.is_empty(), "\n{}\n", faults.join("\n"));
}

fn add_files(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("a folder of src can be listed") {
        let path = entry.expect("a folder of src can be listed").path();
        // Tests may compare with whatever they like: the arrows are about what is built into the page.
        if path.file_stem().is_some_and(|stem| stem == "tests") {
            continue;
        }
        if path.is_dir() {
            add_files(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
}

/// What is wrong with the file `relative` (to `src`), a sentence each.
fn check(code: &str, relative: &Path) -> Vec<String> {
    let without_extension = relative.with_extension("");
    let mut module: Vec<&str> = without_extension
        .iter()
        .filter_map(|part| part.to_str())
        .collect();
    if module.last() == Some(&"mod") {
        module.pop();
    }
    let layer = LAYERS
        .iter()
        .find(|layer| Some(&layer.name) == module.first())
        .expect("the file is in a layer");
    let is_worker_file = module.starts_with(&WORKER_FILE);
    let mut faults = Vec::new();
    for mention in mentions(code, &module) {
        let place = format!("src/{}:{}", relative.display(), mention.line);
        if let [root, used, rest @ ..] = mention.path.as_slice()
            && root == "crate"
            && let Some(used) = LAYERS.iter().find(|other| other.name == used)
            && used.name != layer.name
        {
            let allowed =
                layer.may_use.contains(&used.name) || is_worker_file && used.name == "browser";
            if !allowed {
                faults.push(format!(
                    "{place}: `{}` must not use `{}`: {}",
                    layer.name, used.name, layer.reason
                ));
            } else if layer.name == "documents"
                && used.name == "stats"
                && rest.first().is_none_or(|name| name != "kll")
            {
                faults.push(format!("{place}: `documents` may use only the sketches of `stats`: it reads, `monitors` measure"));
            }
        }
        for foreign in FOREIGN {
            // A single segment is a name of the file's own, `iter.zip(..)` say, but for attributes of serde.
            let path = &mention.path;
            let is_foreign = path.len() > 1 || path[0] == "serde";
            let named = |name: &&str| {
                is_foreign && path[0] == **name
                    || *name == "web_sys" && path.iter().any(|part| part == name)
            };
            if let Some(name) = foreign.names.iter().find(|name| named(name))
                && !foreign.layers.contains(&layer.name)
                && !is_worker_file
                && !(*name == "serde" && module.starts_with(&NAMED_FILE))
            {
                faults.push(format!(
                    "{place}: `{}` must not use `{name}`: {}",
                    layer.name, foreign.reason
                ));
            }
        }
    }
    faults.dedup();
    faults
}

/// One line per case: a file, its code, and what is found at fault in it, shortened to "layer > used".
#[test]
fn the_check_finds_what_it_should_and_nothing_else() {
    let cases: &[(&str, &str, &[&str])] = &[
        ("stats/ks.rs", "use crate::table::Column;", &[]),
        (
            "stats/ks.rs",
            "use crate::documents::Note;",
            &["stats > documents"],
        ),
        (
            "stats/ks.rs",
            "fn f() -> leeway::engine::Report {}",
            &["stats > engine"],
        ),
        (
            "stats/ks.rs",
            "use crate::{\n table::{Column, Kind},\n monitors,\n};",
            &["stats > monitors"],
        ),
        (
            "stats/ks.rs",
            "use super::{Reason, super::ui};",
            &["stats > ui"],
        ),
        (
            "stats/ks.rs",
            "use super::super::documents;",
            &["stats > documents"],
        ),
        ("stats/ks/tail.rs", "use super::super::documents;", &[]),
        (
            "stats/ks.rs",
            "mod tail { use super::super::super::ui; }\nuse super::ui;",
            &["stats > ui"],
        ),
        ("stats/ks.rs", "mod tail { use super::super::ui; }", &[]),
        (
            "stats/ks.rs",
            "// use crate::ui;\n/* crate::ui /* */ crate::ui */ const A: &str = \"crate::ui\";",
            &[],
        ),
        (
            "stats/ks.rs",
            "const A: &str = r#\"\"crate::ui\"#; const B: char = '\"'; fn f<'a>(x: &'a u8) {}",
            &[],
        ),
        (
            "stats/ks.rs",
            "const B: char = '\\''; use crate::ui;",
            &["stats > ui"],
        ),
        (
            "stats/ks.rs",
            "#[cfg(test)]\nmod tests { use crate::documents; fn f() {} }\nuse crate::ui;",
            &["stats > ui"],
        ),
        (
            "stats/ks.rs",
            "#[cfg(test)]\nuse crate::documents;\nuse crate::engine;",
            &["stats > engine"],
        ),
        (
            "table/column.rs",
            "#[derive(serde::Serialize)] struct A;",
            &["table > serde"],
        ),
        (
            "table/column.rs",
            "#[serde(rename = \"a\")] struct A;",
            &["table > serde"],
        ),
        ("table/named.rs", "impl serde::Serialize for A {}", &[]),
        (
            "monitors/check.rs",
            "fn f(v: serde_json::Value) {}",
            &["monitors > serde_json"],
        ),
        (
            "monitors/check.rs",
            "use statrs::distribution::Normal;",
            &["monitors > statrs"],
        ),
        (
            "documents/mod.rs",
            "use crate::stats::kll::Sketch; use crate::stats::ks;",
            &["documents > stats"],
        ),
        (
            "scenarios/mod.rs",
            "use crate::stats::ks; use crate::documents::csv;",
            &["scenarios > stats"],
        ),
        (
            "charts/ecdf.rs",
            "use crate::engine::Session; use plotters_backend::DrawingBackend;",
            &["charts > engine"],
        ),
        (
            "browser/files.rs",
            "use crate::engine::protocol; use web_sys::File;",
            &["browser > engine"],
        ),
        (
            "engine/handler.rs",
            "use web_sys::File;",
            &["engine > web_sys"],
        ),
        (
            "engine/worker.rs",
            "use web_sys::File; use crate::browser::files; use wasm_bindgen::JsCast;",
            &[],
        ),
        ("engine/worker.rs", "use crate::ui::App;", &["engine > ui"]),
        (
            "ui/mod.rs",
            "use leptos::prelude::*; use leptos::web_sys::Event;",
            &["ui > web_sys"],
        ),
    ];
    for (file, code, expected) in cases {
        let faults = check(code, Path::new(file));
        let found: Vec<String> = faults
            .iter()
            .map(|fault| fault.split('`').collect::<Vec<_>>())
            .map(|parts| format!("{} > {}", parts[1], parts[3]))
            .collect();
        assert_eq!(found, *expected, "{file}: {code}");
    }
}

#[test]
fn a_fault_says_where_and_why() {
    let faults = check("\nuse crate::documents::Note;", Path::new("stats/ks.rs"));
    let expected = "src/stats/ks.rs:2: `stats` must not use `documents`: measures take slices, so that they are tested by numbers alone";
    assert_eq!(faults, [expected]);
}
