//! How wide text is, without a font: a table of widths in em that holds for the usual sans-serif faces with a little to spare.

/// The mark of what was cut.
const ELLIPSIS: char = '…';

/// Width of `text` in the unit of `size` (the font size).
pub fn width(text: &str, size: f64) -> f64 {
    text.chars().map(em).sum::<f64>() * size
}

/// Width of the widest of some texts; 0 of none.
pub(super) fn widest<'a>(texts: impl IntoIterator<Item = &'a String>, size: f64) -> f64 {
    let widths = texts.into_iter().map(|text| width(text, size));
    widths.fold(0.0, f64::max)
}

/// `text` cut in the middle, so that it is at most `limit` wide; both ends of a label tell labels apart. Line breaks and control characters become
/// visible marks or blanks. Empty where not even the ellipsis fits.
pub fn shorten(text: &str, limit: f64, size: f64) -> String {
    let plain: Vec<char> = text.chars().map(printable).collect();
    let widths: Vec<f64> = plain.iter().map(|&c| em(c) * size).collect();
    if widths.iter().sum::<f64>() <= limit {
        return plain.into_iter().collect();
    }
    let mut room = limit - em(ELLIPSIS) * size;
    if room < 0.0 {
        return String::new();
    }
    let (mut head, mut tail) = (0, plain.len());
    while head < tail {
        let from_head = head <= plain.len() - tail;
        let next = if from_head { head } else { tail - 1 };
        if widths[next] > room {
            break;
        }
        room -= widths[next];
        if from_head {
            head += 1;
        } else {
            tail -= 1;
        }
    }
    let mut short: String = plain[..head].iter().collect();
    short.truncate(short.trim_end().len());
    short.push(ELLIPSIS);
    short.extend(&plain[tail..]);
    short
}

fn printable(c: char) -> char {
    match c {
        '\n' | '\r' => '⏎',
        c if c.is_control() => ' ',
        c => c,
    }
}

fn em(c: char) -> f64 {
    match c {
        '\u{2009}' | '\u{200a}' => 0.2,
        'i' | 'j' | 'l' | '\'' | '|' => 0.28,
        ' ' | '.' | ',' | ':' | ';' | '!' | 'f' | 't' | 'I' | '(' | ')' | '[' | ']' | '/'
        | '\\' => 0.34,
        '⁰' | '¹' | '²' | '³' | '⁴' | '⁵' | '⁶' | '⁷' | '⁸' | '⁹' | '⁻' => 0.4,
        'r' | '-' | '"' | '*' | '°' | '·' => 0.42,
        '0'..='9' | 'a'..='z' if !matches!(c, 'm' | 'w') => 0.6,
        'm' | 'w' | 'M' | 'W' | '@' | '%' | '…' | '—' => 0.95,
        'A'..='Z' => 0.7,
        '+' | '−' | '=' | '<' | '>' | '≤' | '≥' | '~' | '×' => 0.7,
        c if c.is_ascii() => 0.6,
        c if is_wide(c) => 1.05,
        _ => 0.7,
    }
}

/// East Asian scripts and pictographs fill a square.
fn is_wide(c: char) -> bool {
    matches!(u32::from(c), 0x1100..=0x115f | 0x2e80..=0xa4cf | 0xac00..=0xd7a3 | 0xf900..=0xfaff | 0xfe30..=0xfe6f | 0xff00..=0xff60 | 0x1f300..=0x1faff | 0x20000..=0x3fffd)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_text_stays_and_long_text_keeps_both_ends() {
        assert_eq!(shorten("Private", 100.0, 11.0), "Private");
        let short = shorten("State-government (seconded, part time)", 90.0, 11.0);
        assert!(
            short.starts_with("State") && short.ends_with("time)"),
            "{short}"
        );
        assert!(
            short.contains('…') && width(&short, 11.0) <= 90.0,
            "{short}"
        );
    }

    #[test]
    fn nothing_fits_in_no_room() {
        assert_eq!(shorten("Private", 3.0, 11.0), "");
        assert_eq!(shorten("", 0.0, 11.0), "");
    }

    #[test]
    fn line_breaks_are_seen() {
        assert_eq!(shorten("a\nb\u{0}c", 100.0, 11.0), "a⏎b c");
    }
}
