//! Circles between the files of a layer: files that use one another can only be read, tested and moved together.
//!
//! A file uses another when its code names what the other defines; names are followed through imports and re-exports. Modules that are
//! declared, names that are only passed on and tests do not count.

use std::collections::{BTreeMap, BTreeSet};

use crate::mentions::{Mention, mentions};

/// Files still in a circle. It must shrink: who cuts a circle takes its files away.
pub const KNOWN: &[&str] = &[];

/// A source file by its module: `["stats", "ks"]`.
struct File {
    name: String,
    mentions: Vec<Mention>,
    /// What the file imports: its name here, and where it comes from.
    imports: BTreeMap<String, Vec<String>>,
}

/// The modules of all files.
struct Files(BTreeMap<Vec<String>, File>);

/// Files that use one another.
pub struct Circle {
    /// Their names below `src`, sorted.
    pub files: Vec<String>,
    /// What ties them: "user > used (a name)".
    pub ties: Vec<String>,
}

/// For each file the files that it uses, with one name that it takes from each.
type Uses<'a> = BTreeMap<&'a str, BTreeMap<&'a str, &'a str>>;

/// The circles among `files`, their names below `src` and their code.
pub fn circles(files: &[(String, String)]) -> Vec<Circle> {
    let files = Files(files.iter().map(|(name, code)| read(name, code)).collect());
    let uses: Uses = files
        .0
        .iter()
        .map(|(module, file)| (file.name.as_str(), files.used_by(module, file)))
        .collect();
    let reached: BTreeMap<&str, BTreeSet<&str>> = uses
        .keys()
        .map(|&file| (file, reach(file, &uses)))
        .collect();
    let with = |file: &str, others: &BTreeSet<&'_ str>| -> BTreeSet<String> {
        let is_tied = |other: &&&str| reached[**other].contains(file);
        others
            .iter()
            .filter(is_tied)
            .map(|&other| other.to_owned())
            .collect()
    };
    let circles: BTreeSet<BTreeSet<String>> = reached
        .iter()
        .map(|(file, others)| with(file, others))
        .collect();
    circles
        .into_iter()
        .filter(|files| !files.is_empty())
        .map(|files| Circle {
            ties: ties(&files, &uses),
            files: files.into_iter().collect(),
        })
        .collect()
}

/// Everything that is used from `start` on; `start` itself only if a way leads back to it.
fn reach<'a>(start: &str, uses: &Uses<'a>) -> BTreeSet<&'a str> {
    let mut found = BTreeSet::new();
    let mut open: Vec<&str> = uses[start].keys().copied().collect();
    while let Some(file) = open.pop() {
        if found.insert(file) {
            open.extend(uses[file].keys());
        }
    }
    found
}

fn ties(files: &BTreeSet<String>, uses: &Uses) -> Vec<String> {
    let of = |user: &String| {
        uses[user.as_str()]
            .iter()
            .filter(|(used, _)| files.contains(**used))
            .map(|(used, name)| format!("{user} > {used} ({name})"))
            .collect::<Vec<_>>()
    };
    files.iter().flat_map(of).collect()
}

fn read(name: &str, code: &str) -> (Vec<String>, File) {
    let path = name.trim_end_matches(".rs").trim_end_matches("/mod");
    let module: Vec<&str> = path.split('/').collect();
    let mentions = mentions(code, &module);
    let mut imports = BTreeMap::new();
    for mention in &mentions {
        if let Some(name) = &mention.import {
            imports.insert(name.clone(), mention.path.clone());
        }
    }
    let file = File {
        name: name.to_owned(),
        mentions,
        imports,
    };
    (module.into_iter().map(str::to_owned).collect(), file)
}

impl Files {
    /// The files of the same layer that `file` uses, with a name that it takes.
    fn used_by<'a>(&'a self, module: &[String], file: &'a File) -> BTreeMap<&'a str, &'a str> {
        let spoken: BTreeSet<&str> = file
            .mentions
            .iter()
            .filter(|mention| mention.import.is_none())
            .map(|mention| mention.path[0].as_str())
            .collect();
        let is_spoken = |mention: &Mention| {
            mention.import.as_ref().is_none_or(|name| {
                name == "*" || !mention.is_public || spoken.contains(name.as_str())
            })
        };
        file.mentions
            .iter()
            .filter(|mention| is_spoken(mention))
            .filter_map(|mention| Some((self.definer(module, file, &mention.path)?, mention)))
            .filter(|(used, _)| used[0] == module[0] && *used != module)
            .map(|(used, mention)| {
                let name = mention.path.last().map_or("", String::as_str);
                (self.0[used].name.as_str(), name)
            })
            .collect()
    }

    /// The module whose file defines what `path` names in `file`; `None` for a module itself, and for what is no file's here.
    fn definer(&self, module: &[String], file: &File, path: &[String]) -> Option<&Vec<String>> {
        let mut path = path.to_vec();
        if path[0] != "crate" {
            let below = [module, &path[..1]].concat();
            let start = match file.imports.get(&path[0]) {
                Some(import) if import[0] == "crate" => import.clone(),
                _ if self.0.contains_key(&below) => [&["crate".to_owned()], &below[..]].concat(),
                _ => return None,
            };
            path.splice(..1, start);
        }
        // A re-export of a re-export is followed, however far; a circle of them would not compile.
        for _ in 0..10 {
            let names = &path[1..];
            let depth = (1..=names.len())
                .rev()
                .find(|&depth| self.0.contains_key(&names[..depth]))?;
            let (module, holder) = self.0.get_key_value(&names[..depth])?;
            let name = names.get(depth).filter(|name| *name != "self")?;
            match holder.imports.get(name) {
                Some(import) if import[0] == "crate" => {
                    path = [&import[..], &names[depth + 1..]].concat();
                }
                Some(import) => {
                    let below = [module, &import[..]].concat();
                    // What comes from another crate is no file's here.
                    self.0.get(&below[..=depth])?;
                    path = [&["crate".to_owned()], &below[..], &names[depth + 1..]].concat();
                }
                None => return Some(module),
            }
        }
        None
    }
}

#[test]
fn circles_are_found_through_re_exports_and_nothing_else_is() {
    let circle = |files: &[(&str, &str)]| {
        let files: Vec<(String, String)> = files
            .iter()
            .map(|&(name, code)| (name.to_owned(), code.to_owned()))
            .collect();
        let found = circles(&files);
        found
            .iter()
            .map(|circle| circle.files.join(" "))
            .collect::<String>()
    };
    let child = ("a/b.rs", "use super::T; pub struct B; fn f(t: T) {}");
    let passes_on = ("a/mod.rs", "mod b; mod t; pub use b::B; pub use t::T;");
    assert_eq!(circle(&[child, passes_on, ("a/t.rs", "pub struct T;")]), "");
    let holds_code = ("a/mod.rs", "mod b; pub use b::B; pub struct T(B);");
    assert_eq!(circle(&[child, holds_code]), "a/b.rs a/mod.rs");
    let calls = ("a/mod.rs", "mod b; pub struct T; fn g() { b::f(T) }");
    assert_eq!(circle(&[child, calls]), "a/b.rs a/mod.rs");
    let uses_back = (
        "a/t.rs",
        "use super::b; pub struct T; fn g() { b::B::new() }",
    );
    assert_eq!(circle(&[child, passes_on, uses_back]), "a/b.rs a/t.rs");
    let renames = ("a/t.rs", "use super::B as C; pub struct T(C);");
    assert_eq!(circle(&[child, passes_on, renames]), "a/b.rs a/t.rs");
    let tests = (
        "a/t.rs",
        "pub struct T; #[cfg(test)] mod tests { use super::super::B; }",
    );
    assert_eq!(circle(&[child, passes_on, tests]), "");
    let visible = ("a/t.rs", "pub(in crate::a) struct T;");
    assert_eq!(circle(&[child, passes_on, visible]), "");
}
