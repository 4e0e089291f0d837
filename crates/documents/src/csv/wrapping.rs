//! Lines that are cut into fields only after something was taken off: whole lines in quotes, and columns set apart by blanks.

use super::{Split, Splitter};

/// Between the fields of nothing: no text holds it.
const NO_DELIMITER: u8 = 0x1F;

/// What stands around or between the fields of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Wrapping {
    /// The line is one quoted field, which holds the real line: a spreadsheet wrote it that had been told another delimiter.
    Quotes,
    /// Runs of blanks, also before the first field, stand for one delimiter.
    Blanks,
}

/// Takes lines out of what is around them.
pub(super) struct Unwrapper {
    wrapping: Wrapping,
    outer: Splitter,
    /// The line at hand.
    pub(super) line: String,
}

impl Unwrapper {
    pub(super) fn new(wrapping: Wrapping) -> Unwrapper {
        Unwrapper {
            wrapping,
            outer: Splitter::new(NO_DELIMITER),
            line: String::new(),
        }
    }

    /// Takes the line at the start of `text` into [`Unwrapper::line`].
    pub(super) fn split(&mut self, text: &str, is_last: bool) -> Split {
        if self.wrapping == Wrapping::Quotes {
            let split = self.outer.split(text, is_last);
            if let Split::Record { .. } = split {
                self.line.clear();
                self.line.push_str(self.outer.field(text, 0).0);
            }
            return split;
        }
        let (mut used, mut blank_lines) = (0, 0);
        loop {
            let rest = &text[used..];
            let end = match rest.find('\n') {
                Some(end) => end + 1,
                None if is_last && !rest.trim().is_empty() => rest.len(),
                None if blank_lines > 0 || is_last => {
                    let used = if is_last { text.len() } else { used };
                    return Split::Blank {
                        used,
                        lines: blank_lines,
                    };
                }
                None => return Split::Unfinished,
            };
            used += end;
            self.line.clear();
            collapse(&rest[..end], &mut self.line);
            if !self.line.is_empty() {
                return Split::Record {
                    used,
                    blank_lines,
                    lines: 1,
                    is_closed: true,
                };
            }
            blank_lines += 1;
        }
    }
}

/// The lines of a sample without what is around them.
pub(super) fn unwrapped(sample: &str, is_whole: bool, most: usize, wrapping: Wrapping) -> String {
    let mut unwrapper = Unwrapper::new(wrapping);
    let (mut lines, mut rest, mut count) = (String::new(), sample, 0);
    while count < most
        && let Split::Record { used, .. } = unwrapper.split(rest, is_whole)
    {
        lines.push_str(&unwrapper.line);
        lines.push('\n');
        rest = &rest[used..];
        count += 1;
    }
    lines
}

/// Adds a line with one blank for each run of them that is not in quotes.
fn collapse(line: &str, to: &mut String) {
    let (mut is_quoted, mut is_waiting) = (false, false);
    for letter in line.trim().chars() {
        if !is_quoted && matches!(letter, ' ' | '\t') {
            is_waiting = true;
            continue;
        }
        if std::mem::take(&mut is_waiting) {
            to.push(' ');
        }
        is_quoted ^= letter == '"';
        to.push(letter);
    }
}
