//! Finds which modules and crates a source file mentions, without compiling it.
//!
//! Comments, strings and `#[cfg(test)]` modules are passed over. Paths that start with `crate`, `leeway`, `self` or
//! `super` are resolved against the file's own module; groups in braces are taken apart. Macros that build paths
//! would escape notice; there are none.

/// A path that the source mentions: `["crate", "stats", "ks"]`, or `["web_sys", "Window"]`.
#[derive(Debug, PartialEq)]
pub struct Mention {
    /// The line, from 1.
    pub line: usize,
    /// The segments; those of our own crate start with `crate`.
    pub path: Vec<String>,
    /// The name that an import gives it in the file (`*` for all there are); `None` where code speaks of it.
    pub import: Option<String>,
    /// Whether the import passes the name on.
    pub is_public: bool,
}

/// All paths in `code`, the source of the module `module` (`["stats", "ks"]` for `src/stats/ks.rs`).
pub fn mentions(code: &str, module: &[&str]) -> Vec<Mention> {
    let tokens = tokens(code);
    let mut reader = Reader {
        tokens: &tokens,
        found: Vec::new(),
    };
    let mut module: Vec<String> = module.iter().map(|&name| name.to_owned()).collect();
    // For each open brace, whether it opened an inline module.
    let mut braces = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        if reader.texts(at, &["#", "[", "cfg", "(", "test", ")", "]"]) {
            at = reader.after_item(at + 7);
        } else if reader.text(at) == "mod" && reader.text(at + 2) == "{" {
            module.push(reader.text(at + 1).to_owned());
            braces.push(true);
            at += 3;
        } else if reader.text(at) == "{" {
            braces.push(false);
            at += 1;
        } else if reader.text(at) == "}" {
            if braces.pop() == Some(true) {
                module.pop();
            }
            at += 1;
        } else if is_name(reader.text(at)) && (at == 0 || reader.text(at - 1) != "::") {
            let is_import = reader.text(at) == "use" && reader.text(at + 1) != "<";
            let is_public = at > 0 && matches!(reader.text(at - 1), "pub" | ")");
            let first = reader.found.len();
            at = reader.path(if is_import { at + 1 } else { at }, &[]);
            for mention in &mut reader.found[first..] {
                if !is_import {
                    mention.import = None;
                }
                mention.is_public = is_import && is_public;
                resolve(&mut mention.path, &module);
            }
        } else {
            at += 1;
        }
    }
    reader.found
}

/// Makes a path that starts with `leeway`, `self` or `super` start with `crate`.
fn resolve(path: &mut Vec<String>, module: &[String]) {
    let up = path
        .iter()
        .take_while(|segment| *segment == "super")
        .count();
    let own = path.first().is_some_and(|first| first == "self");
    if up > 0 || own {
        let kept = &module[..module.len().saturating_sub(up)];
        let rest = path.split_off(if own { 1 } else { up });
        *path = std::iter::once("crate".to_owned())
            .chain(kept.iter().cloned())
            .chain(rest)
            .collect();
    } else if path.first().is_some_and(|first| first == "leeway") {
        path[0] = "crate".to_owned();
    }
}

struct Reader<'a> {
    tokens: &'a [(usize, &'a str)],
    found: Vec<Mention>,
}

impl Reader<'_> {
    fn text(&self, at: usize) -> &str {
        self.tokens.get(at).map_or("", |&(_, text)| text)
    }

    fn texts(&self, at: usize, expected: &[&str]) -> bool {
        expected
            .iter()
            .enumerate()
            .all(|(offset, text)| self.text(at + offset) == *text)
    }

    /// Reads the path or use tree at `at`, which continues `prefix`, and answers where it ends.
    fn path(&mut self, mut at: usize, prefix: &[String]) -> usize {
        let mut path = prefix.to_vec();
        let line = self.tokens[at].0;
        loop {
            if self.text(at) == "{" {
                at += 1;
                while at < self.tokens.len() && self.text(at) != "}" {
                    at = if is_name(self.text(at)) {
                        self.path(at, &path)
                    } else {
                        at + 1
                    };
                }
                return at + 1;
            }
            if is_name(self.text(at)) {
                path.push(self.text(at).to_owned());
                at += 1;
            }
            let goes_on =
                self.text(at) == "::" && (is_name(self.text(at + 1)) || self.text(at + 1) == "{");
            if !goes_on {
                let is_all = self.text(at) == "::" && self.text(at + 1) == "*";
                let is_renamed = self.text(at) == "as";
                let name = match path.last() {
                    _ if is_all => "*",
                    _ if is_renamed => self.text(at + 1),
                    Some(last) if last == "self" && path.len() > 1 => &path[path.len() - 2],
                    Some(last) => last,
                    None => "",
                };
                self.found.push(Mention {
                    line,
                    import: Some(name.to_owned()),
                    is_public: false,
                    path,
                });
                return if is_renamed { at + 2 } else { at };
            }
            at += 1;
        }
    }

    /// Where the item that starts at `at` ends: after its `;` or its closing brace.
    fn after_item(&self, mut at: usize) -> usize {
        let mut depth = 0;
        while at < self.tokens.len() {
            match self.text(at) {
                "{" => depth += 1,
                "}" if depth == 1 => return at + 1,
                "}" => depth -= 1,
                ";" if depth == 0 => return at + 1,
                _ => {}
            }
            at += 1;
        }
        at
    }
}

fn is_name(text: &str) -> bool {
    text.starts_with(|first: char| first.is_alphabetic() || first == '_')
}

/// Names, `::` and single characters with their lines.
fn tokens(code: &str) -> Vec<(usize, &str)> {
    let mut tokens = pieces(code);
    tokens.retain(|(_, text)| !is_literal(text));
    tokens
}

/// The same with the texts in quotes, outside tests.
pub fn pieces_outside_tests(code: &str) -> Vec<(usize, &str)> {
    let pieces = pieces(code);
    let reader = Reader {
        tokens: &pieces,
        found: Vec::new(),
    };
    let mut kept = Vec::new();
    let mut at = 0;
    while at < pieces.len() {
        if reader.texts(at, &["#", "[", "cfg", "(", "test", ")", "]"]) {
            at = reader.after_item(at + 7);
        } else {
            kept.push(pieces[at]);
            at += 1;
        }
    }
    kept
}

fn is_literal(text: &str) -> bool {
    text.len() > 1 && text.ends_with(['"', '#', '\''])
}

fn pieces(code: &str) -> Vec<(usize, &str)> {
    let mut tokens = Vec::new();
    let (mut line, mut rest) = (1, code);
    while let Some(first) = rest.chars().next() {
        let length = token_length(rest);
        let text = &rest[..length];
        let is_comment = text.starts_with("//") || text.starts_with("/*");
        if !is_comment && !first.is_whitespace() {
            tokens.push((line, text));
        }
        line += text.matches('\n').count();
        rest = &rest[length..];
    }
    tokens
}

/// How many bytes the comment, literal, name or sign at the start of `rest` takes.
fn token_length(rest: &str) -> usize {
    let first = rest.chars().next().map_or(1, char::len_utf8);
    if rest.starts_with("//") {
        rest.find('\n').unwrap_or(rest.len())
    } else if rest.starts_with("/*") {
        block_comment_length(rest)
    } else if rest.starts_with("::") {
        2
    } else if let Some(length) = raw_string_length(rest) {
        length
    } else if let Some(text) = rest.strip_prefix('"') {
        1 + quoted_length(text, '"')
    } else if let Some(text) = rest
        .strip_prefix("b\"")
        .or_else(|| rest.strip_prefix("c\""))
    {
        2 + quoted_length(text, '"')
    } else if let Some(text) = rest.strip_prefix('\'') {
        let mut following = text.chars();
        match (following.next(), following.next()) {
            (Some('\\'), _) | (_, Some('\'')) => 1 + quoted_length(text, '\''),
            _ => 1, // a lifetime
        }
    } else {
        let word = rest
            .find(|sign: char| !sign.is_alphanumeric() && sign != '_')
            .unwrap_or(rest.len());
        word.max(first)
    }
}

/// The length of what follows an opening quote, with the closing one.
fn quoted_length(rest: &str, quote: char) -> usize {
    let mut escaped = false;
    for (index, sign) in rest.char_indices() {
        match sign {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            _ if sign == quote => return index + 1,
            _ => {}
        }
    }
    rest.len()
}

fn raw_string_length(rest: &str) -> Option<usize> {
    let opened = rest
        .strip_prefix("br")
        .or_else(|| rest.strip_prefix("cr"))
        .or_else(|| rest.strip_prefix('r'))?;
    let hashes = opened.len() - opened.trim_start_matches('#').len();
    let text = opened[hashes..].strip_prefix('"')?;
    let end = format!("\"{}", "#".repeat(hashes));
    let length = text
        .find(&end)
        .map_or(text.len(), |index| index + end.len());
    Some(rest.len() - text.len() + length)
}

fn block_comment_length(rest: &str) -> usize {
    let (mut depth, mut at) = (0, 0);
    while at < rest.len() {
        if rest[at..].starts_with("/*") {
            (depth, at) = (depth + 1, at + 2);
        } else if rest[at..].starts_with("*/") {
            (depth, at) = (depth - 1, at + 2);
            if depth == 0 {
                return at;
            }
        } else {
            at += rest[at..].chars().next().map_or(1, char::len_utf8);
        }
    }
    rest.len()
}
