//! The levels of sketches, taken out of the text of statistics before it is parsed.
//!
//! Nine tenths of a `statistics.json` are items of sketches. Parsed as JSON values they cost a hundred nanoseconds and 72 bytes each, so they are cut out of the text,
//! which is left with a mark in their place, and read straight into vectors. Only lists of lists of finite JSON numbers under a member `data` are cut; with anything odd
//! in them the text has to be parsed as it stands, which says what is wrong.

use serde_json::Value;

/// What stands where levels were cut out, before their number.
const MARK: &str = "levels cut out: ";
/// The member that holds levels.
const MEMBER: &str = "\"data\"";
/// The member without which there is nothing to cut.
const SKETCHES: &str = "\"kll\"";

/// The text of statistics without the levels of its sketches.
pub(crate) struct Outline<'a> {
    /// JSON with a mark for every list that was cut out.
    pub(crate) text: String,
    lists: Vec<&'a str>,
}

/// Levels by the number on their mark; taken once.
#[derive(Debug, Default)]
pub(crate) struct Levels {
    lists: Vec<Option<Vec<Vec<f64>>>>,
}

impl<'a> Outline<'a> {
    /// Cuts the levels out of `text`, which may end early; `None` if it has none.
    pub(crate) fn of(text: &'a str) -> Option<Outline<'a>> {
        if !text.contains(SKETCHES) {
            return None;
        }
        let mut outline = Outline {
            text: String::new(),
            lists: Vec::new(),
        };
        let (mut copied, mut at) = (0, 0);
        while let Some(found) = text[at..].find(MEMBER) {
            let member = at + found;
            at = member + MEMBER.len();
            let is_within_a_text = text[..member].ends_with('\\');
            let Some(start) = list_start(&text.as_bytes()[at..]).filter(|_| !is_within_a_text)
            else {
                continue;
            };
            let start = at + start;
            let Some(length) = list_length(&text[start..]) else {
                break;
            };
            outline.text.push_str(&text[copied..start]);
            outline.text += &format!("\"{MARK}{}\"", outline.lists.len());
            outline.lists.push(&text[start..start + length]);
            at = start + length;
            copied = at;
        }
        outline.text.push_str(&text[copied..]);
        let marks = outline.text.matches(MARK).count();
        (marks > 0 && marks == outline.lists.len()).then_some(outline)
    }

    /// The levels; `None` unless all are lists of finite JSON numbers.
    pub(crate) fn levels(&self) -> Option<Levels> {
        let lists = self
            .lists
            .iter()
            .map(|list| lists_of_numbers(list).map(Some));
        Some(Levels {
            lists: lists.collect::<Option<_>>()?,
        })
    }
}

impl Levels {
    /// The levels of every list, one after the other: their number, then for each its items and their number, little-endian.
    pub(crate) fn put(&self, bytes: &mut Vec<u8>) {
        for levels in self.lists.iter().flatten() {
            bytes.extend_from_slice(&(levels.len() as u32).to_le_bytes());
            for level in levels {
                bytes.extend_from_slice(&(level.len() as u32).to_le_bytes());
                bytes.extend(level.iter().flat_map(|item| item.to_le_bytes()));
            }
        }
    }

    /// What [`Levels::put`] wrote; `None` for anything else.
    pub(crate) fn of_bytes(mut bytes: &[u8]) -> Option<Levels> {
        let mut lists = Vec::new();
        while !bytes.is_empty() {
            let mut levels = Vec::new();
            for _ in 0..take_number(&mut bytes)? {
                let items = take_number(&mut bytes)?;
                let (level, rest) = bytes.split_at_checked(items.checked_mul(8)?)?;
                let (items, _) = level.as_chunks::<8>();
                levels.push(items.iter().map(|item| f64::from_le_bytes(*item)).collect());
                bytes = rest;
            }
            lists.push(Some(levels));
        }
        Some(Levels { lists })
    }

    /// The levels whose mark stands in `value`.
    pub(super) fn take(&mut self, value: &Value) -> Option<Vec<Vec<f64>>> {
        let number: usize = value.as_str()?.strip_prefix(MARK)?.parse().ok()?;
        self.lists.get_mut(number)?.take()
    }

    /// True when no mark is left in what was read.
    pub(crate) fn are_taken(&self) -> bool {
        self.lists.iter().all(Option::is_none)
    }
}

fn take_number(bytes: &mut &[u8]) -> Option<usize> {
    let (number, rest) = bytes.split_first_chunk::<4>()?;
    *bytes = rest;
    Some(u32::from_le_bytes(*number) as usize)
}

/// Where the list begins after the name of its member.
fn list_start(bytes: &[u8]) -> Option<usize> {
    let colon = blanks(bytes, 0);
    let start = blanks(bytes, colon + 1);
    let inner = blanks(bytes, start + 1);
    let is_there = bytes.get(colon) == Some(&b':')
        && bytes.get(start) == Some(&b'[')
        && bytes.get(inner) == Some(&b'[');
    is_there.then_some(start)
}

/// Bytes of a list of lists that begins at the start of `text`; what is in the inner lists is not looked at.
fn list_length(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut at = 0;
    loop {
        let next = blanks(bytes, at + text[at..].find(']')? + 1);
        match bytes.get(next)? {
            b']' => return Some(next + 1),
            _ => at = next,
        }
    }
}

/// The next place from `at` on that is no blank.
fn blanks(bytes: &[u8], at: usize) -> usize {
    let rest = bytes.get(at..).unwrap_or_default();
    let is_blank = |byte: &&u8| matches!(byte, b' ' | b'\n' | b'\r' | b'\t');
    at + rest.iter().take_while(is_blank).count()
}

/// The numbers of `[[…], […]]`.
fn lists_of_numbers(text: &str) -> Option<Vec<Vec<f64>>> {
    let bytes = text.as_bytes();
    let mut lists = Vec::new();
    let mut at = 1;
    loop {
        at = blanks(bytes, at);
        if bytes.get(at) != Some(&b'[') {
            return None;
        }
        let mut list = Vec::new();
        at = blanks(bytes, at + 1);
        if bytes.get(at) == Some(&b']') {
            at += 1;
        } else {
            loop {
                let (item, end) = number(text, at)?;
                list.push(item);
                at = blanks(bytes, end);
                match bytes.get(at)? {
                    b',' => at = blanks(bytes, at + 1),
                    b']' => break,
                    _ => return None,
                }
            }
            at += 1;
        }
        list.shrink_to_fit();
        lists.push(list);
        at = blanks(bytes, at);
        match bytes.get(at)? {
            b',' => at += 1,
            _ => return (at + 1 == bytes.len()).then_some(lists),
        }
    }
}

/// Powers of ten that a float holds exactly.
const POWERS: [f64; 23] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
];

/// The JSON number at `at` and where it ends. Up to 15 digits over a power of ten are one exact division (Clinger, 1990); others go the long way.
fn number(text: &str, start: usize) -> Option<(f64, usize)> {
    let bytes = text.as_bytes();
    let is_negative = bytes.get(start) == Some(&b'-');
    let first = start + usize::from(is_negative);
    let mut digits = 0u64;
    let mut take_digits = |from: usize| -> usize {
        let mut at = from;
        while let Some(digit) = bytes
            .get(at)
            .map(|byte| byte.wrapping_sub(b'0'))
            .filter(|digit| *digit < 10)
        {
            digits = digits.wrapping_mul(10).wrapping_add(u64::from(digit));
            at += 1;
        }
        at
    };
    let mut end = take_digits(first);
    let mut count = end - first;
    if count == 0 || (count > 1 && bytes[first] == b'0') {
        return None;
    }
    let mut decimals = 0;
    if bytes.get(end) == Some(&b'.') {
        let after = take_digits(end + 1);
        decimals = after - end - 1;
        if decimals == 0 {
            return None;
        }
        count += decimals;
        end = after;
    }
    if matches!(bytes.get(end), Some(b'e' | b'E')) {
        let sign = usize::from(matches!(bytes.get(end + 1), Some(b'+' | b'-')));
        let exponent = end + 1 + sign;
        end = take_digits(exponent);
        if end == exponent {
            return None;
        }
        count = usize::MAX;
    }
    let value = if count <= 15 {
        let magnitude = digits as f64 / POWERS[decimals];
        if is_negative { -magnitude } else { magnitude }
    } else {
        text[start..end].parse().ok()?
    };
    value.is_finite().then_some((value, end))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn only_lists_of_json_numbers_are_read() {
        let read = |text| lists_of_numbers(text);
        assert_eq!(
            read("[ [1.0, -2.5E-3,\n 0], [] ,[1e2]]"),
            Some(vec![vec![1.0, -0.0025, 0.0], vec![], vec![100.0]])
        );
        for odd in [
            "[[NaN]]",
            "[[1,]]",
            "[[1 2]]",
            "[[01]]",
            "[[1.]]",
            "[[+1]]",
            "[[.5]]",
            "[[1e]]",
            "[[1e999]]",
            "[[\"1\"]]",
            "[[1],]",
            "[[1], 2]",
            "[[1]]]",
            "[[null]]",
            "[[-]]",
        ] {
            assert_eq!(read(odd), None, "{odd}");
        }
    }

    #[test]
    fn marks_stand_where_levels_were() {
        let text = r#"{"kll": {"data" : [[1.0],[2.0]], "note": "x\"data\": [[3]]", "other": {"data": [4]}}, "data": [["a"]]}"#;
        let outline = Outline::of(text).unwrap();
        let expected = r#"{"kll": {"data" : "levels cut out: 0", "note": "x\"data\": [[3]]", "other": {"data": [4]}}, "data": "levels cut out: 1"}"#;
        assert_eq!(outline.text, expected);
        assert!(outline.levels().is_none(), "a text among the items");
        assert!(Outline::of(&text[..40]).is_some_and(|cut| cut.lists.len() == 1));
        assert!(
            Outline::of(expected).is_none(),
            "a text that holds the mark itself"
        );
        assert!(Outline::of(r#"{"data": [[1.0]]}"#).is_none());
    }

    #[test]
    fn levels_are_taken_once() {
        let outline = Outline::of(r#"{"kll": 0, "data": [[1.5]]}"#).unwrap();
        let mut levels = outline.levels().unwrap();
        let mark = Value::from("levels cut out: 0");
        assert!(!levels.are_taken());
        assert_eq!(levels.take(&mark), Some(vec![vec![1.5]]));
        assert_eq!((levels.take(&mark), levels.are_taken()), (None, true));
    }

    proptest! {
        #[test]
        fn numbers_are_those_of_the_standard_library(value in prop::num::f64::NORMAL | prop::num::f64::ZERO, digits in 0..18usize) {
            for text in [format!("{value:?}"), format!("{value:e}"), format!("{:.*}", digits, value % 1e9)] {
                let expected: f64 = text.parse().unwrap();
                let (read, end) = number(&text, 0).unwrap();
                prop_assert_eq!((read.to_bits(), end), (expected.to_bits(), text.len()), "{}", text);
            }
        }
    }
}
