//! Patterns of paths: `*` and `?` within a name, `[ab]` and `[!a-z]`, `**` for folders at any depth. As in a shell, a name that begins with a dot is found only by
//! a pattern that does.

use std::fs;
use std::path::{Path, PathBuf};

/// True for a text that is a pattern.
pub fn is_pattern(text: &str) -> bool {
    text.contains(['*', '?', '['])
}

/// The paths that fit, in their order. Folders that cannot be listed hold none.
pub fn expand(pattern: &str) -> Vec<PathBuf> {
    let (start, rest) = match pattern.strip_prefix('/') {
        Some(rest) => (PathBuf::from("/"), rest),
        None => (PathBuf::new(), pattern),
    };
    let names: Vec<&str> = rest.split('/').filter(|name| !name.is_empty()).collect();
    let mut found = Vec::new();
    walk(&start, &names, &mut found);
    found.sort();
    found.dedup();
    found
}

fn walk(folder: &Path, names: &[&str], found: &mut Vec<PathBuf>) {
    let Some((name, rest)) = names.split_first() else {
        found.push(folder.to_owned());
        return;
    };
    if *name == "**" {
        walk(folder, rest, found);
        for entry in entries(folder).filter(|entry| entry.is_dir() && !is_hidden(entry)) {
            walk(&entry, names, found);
        }
    } else if is_pattern(name) {
        for entry in entries(folder) {
            let called = entry.file_name().map(|name| name.to_string_lossy());
            let called = called.unwrap_or_default();
            let may_be = name.starts_with('.') || !is_hidden(&entry);
            if may_be && fits(name, &called) && (rest.is_empty() || entry.is_dir()) {
                walk(&entry, rest, found);
            }
        }
    } else {
        let entry = folder.join(name);
        if entry.exists() {
            walk(&entry, rest, found);
        }
    }
}

fn entries(folder: &Path) -> impl Iterator<Item = PathBuf> {
    let listed = match folder.as_os_str().is_empty() {
        true => Path::new("."),
        false => folder,
    };
    let folder = folder.to_owned();
    let entries = fs::read_dir(listed).into_iter().flatten().flatten();
    entries.map(move |entry| folder.join(entry.file_name()))
}

fn is_hidden(path: &Path) -> bool {
    let name = path.file_name().map(|name| name.to_string_lossy());
    name.is_some_and(|name| name.starts_with('.'))
}

/// True where a name fits a pattern without `/`.
pub fn fits(pattern: &str, name: &str) -> bool {
    let (pattern, name): (Vec<char>, Vec<char>) =
        (pattern.chars().collect(), name.chars().collect());
    // Where the last star stands, and how much of the name it has taken.
    let (mut at, mut of, mut star) = (0, 0, None);
    while of < name.len() {
        let letter = pattern.get(at).copied();
        let one = match letter {
            Some('*') => {
                star = Some((at, of));
                at += 1;
                continue;
            }
            Some('?') => Some(at + 1),
            Some('[') => class(&pattern, at, name[of]),
            Some(letter) => (letter == name[of]).then_some(at + 1),
            None => None,
        };
        match (one, star) {
            (Some(next), _) => (at, of) = (next, of + 1),
            (None, Some((place, taken))) => {
                star = Some((place, taken + 1));
                (at, of) = (place + 1, taken + 1);
            }
            (None, None) => return false,
        }
    }
    pattern[at..].iter().all(|letter| *letter == '*')
}

/// The place behind a class in brackets that holds the letter. One that is never closed is a bracket.
fn class(pattern: &[char], at: usize, letter: char) -> Option<usize> {
    let is_not = matches!(pattern.get(at + 1), Some('!' | '^'));
    let from = at + 1 + usize::from(is_not);
    // A bracket that comes first is one of the letters.
    let closing = pattern.iter().skip(from + 1).position(|one| *one == ']');
    let Some(closing) = closing.map(|place| from + 1 + place) else {
        return (letter == '[').then_some(at + 1);
    };
    let (mut place, mut is_in) = (from, false);
    while place < closing {
        match pattern[place..closing] {
            [first, '-', last, ..] => {
                is_in |= (first..=last).contains(&letter);
                place += 3;
            }
            _ => {
                is_in |= pattern[place] == letter;
                place += 1;
            }
        }
    }
    (is_in != is_not).then_some(closing + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_fit_as_in_a_shell() {
        for (pattern, name, expected) in [
            ("*.csv", "a.csv", true),
            ("*.csv", "a.csv.gz", false),
            ("*a*b*", "xxaxxb", true),
            ("*a*b", "xxaxxbx", false),
            ("part-?.csv", "part-1.csv", true),
            ("part-?.csv", "part-12.csv", false),
            ("[0-2]?", "19", true),
            ("[!0-2]?", "19", false),
            ("[]a]", "]", true),
            ("[a", "[a", true),
            ("ä*", "äb", true),
            ("", "", true),
        ] {
            assert_eq!(fits(pattern, name), expected, "{pattern} {name}");
        }
    }

    #[test]
    fn folders_at_any_depth_are_looked_through() {
        let crates = env!("CARGO_MANIFEST_DIR");
        let found = expand(&format!("{crates}/**/glob*.rs"));
        assert_eq!(found, [Path::new(crates).join("src/globs.rs")]);
        assert!(expand(&format!("{crates}/*/none.rs")).is_empty());
    }
}
