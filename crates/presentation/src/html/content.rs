//! What a section is made of: text, tables and charts, without a word of markup.
//!
//! Sections say what stands there by calling [`Out`]; one taker of it writes the page ([`super::page`]), another the files of tables and charts that are saved
//! beside it ([`super::files`]).

use crate::format::{count, exact, exact_count, number};
use leeway_charts::Chart;

/// Takes a report in, part by part, in reading order.
pub trait Out {
    /// A new section.
    fn section(&mut self, id: &'static str, title: &'static str);
    /// A part of the section. With `id`, links lead there.
    fn heading(&mut self, id: Option<String>, text: Text);
    /// A paragraph.
    fn paragraph(&mut self, text: Text);
    /// A list.
    fn list(&mut self, items: Vec<Text>);
    /// Names with what is said of them.
    fn facts(&mut self, facts: Vec<(&'static str, Text)>);
    /// A table, or two narrow ones that stand side by side where there is room.
    fn tables(&mut self, tables: Vec<Sheet>);
    /// Charts that stand side by side where there is room.
    fn pictures(&mut self, pictures: Vec<Picture>);
}

/// A line of text whose parts look different.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Text(pub Vec<Run>);

/// A part of a text.
#[derive(Debug, Clone, PartialEq)]
pub enum Run {
    /// Words of ours, with what they quote.
    Plain(String),
    /// A name or text out of a file: set apart, whichever way its script runs.
    Content(String),
    /// What matters.
    Strong(String),
    /// What matters less.
    Muted(String),
    /// An outcome: what the style sheet calls it, a shape, and words.
    Mark(&'static str, &'static str, String),
    /// A way to another part of the page, and what it is called there.
    Link(String, String),
    /// A quotation out of a file.
    Quote(String),
    /// A number as it is shown, and with every digit.
    Number(String, String),
}

impl Run {
    /// A number with every digit behind it.
    pub fn number(value: f64) -> Self {
        Run::Number(number(value), exact(value))
    }

    /// An outcome in words that are always the same.
    pub fn mark(class: &'static str, shape: &'static str, words: &str) -> Self {
        Run::Mark(class, shape, words.to_owned())
    }

    fn words(&self) -> &str {
        match self {
            Run::Plain(text)
            | Run::Content(text)
            | Run::Strong(text)
            | Run::Muted(text)
            | Run::Mark(_, _, text)
            | Run::Link(_, text)
            | Run::Quote(text)
            | Run::Number(text, _) => text,
        }
    }
}

impl Text {
    /// A name or text out of a file.
    pub fn content(text: impl Into<String>) -> Self {
        Run::Content(text.into()).into()
    }

    /// What matters less.
    pub fn muted(text: impl Into<String>) -> Self {
        Run::Muted(text.into()).into()
    }

    /// This, and another part after a blank.
    pub fn and(mut self, other: impl Into<Text>) -> Self {
        let Text(mut other) = other.into();
        if !self.0.is_empty() && !other.is_empty() {
            self.0.push(Run::Plain(" ".to_owned()));
        }
        self.0.append(&mut other);
        self
    }

    /// Whether there is nothing to read.
    pub fn is_empty(&self) -> bool {
        self.0.iter().all(|run| run.words().trim().is_empty())
    }

    /// The text without its looks; numbers with every digit.
    pub fn exactly(&self) -> String {
        let words = self.0.iter().map(|run| match run {
            Run::Number(_, exact) => exact,
            other => other.words(),
        });
        words.collect()
    }
}

impl From<Run> for Text {
    fn from(run: Run) -> Self {
        Text(vec![run])
    }
}

impl<T: Into<Text>> From<Option<T>> for Text {
    fn from(text: Option<T>) -> Self {
        text.map_or_else(Text::default, Into::into)
    }
}

impl From<String> for Text {
    fn from(words: String) -> Self {
        Run::Plain(words).into()
    }
}

impl From<&str> for Text {
    fn from(words: &str) -> Self {
        Run::Plain(words.to_owned()).into()
    }
}

/// A table. The first cell of a row names it.
pub struct Sheet {
    /// The name of the table and of its file, without ending.
    pub name: String,
    /// What the style sheet calls it.
    pub class: &'static str,
    /// What the table is.
    pub caption: &'static str,
    /// Its columns: title, and what they hold.
    pub columns: Vec<(&'static str, Holds)>,
    /// Its rows, each with one cell a column.
    pub rows: Vec<Vec<Cell>>,
    /// Whether an export of its own saves the same, so that no file is made of it here.
    pub is_exported: bool,
}

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Holds {
    /// Words.
    Words,
    /// Sentences; such a column takes the room that is left.
    Sentences,
    /// Numbers, which stand at the right.
    Numbers,
    /// Small charts; no file has them.
    Pictures,
}

impl Sheet {
    /// A table without columns and rows.
    pub fn new(name: impl Into<String>, class: &'static str, caption: &'static str) -> Self {
        Sheet {
            name: name.into(),
            class,
            caption,
            columns: Vec::new(),
            rows: Vec::new(),
            is_exported: false,
        }
    }

    /// With columns more, of what they hold and with their titles.
    pub fn with(mut self, holds: Holds, titles: &[&'static str]) -> Self {
        self.columns
            .extend(titles.iter().map(|title| (*title, holds)));
        self
    }

    /// With a row for each.
    pub fn of<T>(mut self, all: impl IntoIterator<Item = T>, row: impl Fn(T) -> Vec<Cell>) -> Self {
        self.rows.extend(all.into_iter().map(row));
        self
    }
}

/// A cell.
#[derive(Default)]
pub struct Cell {
    /// What it says, in paragraphs.
    pub parts: Vec<Text>,
    /// A small chart, which stands before the words.
    pub chart: Option<Box<dyn Chart>>,
}

impl Cell {
    /// With a paragraph more, if it says anything.
    pub fn and(mut self, part: impl Into<Text>) -> Self {
        let part = part.into();
        if !part.is_empty() {
            self.parts.push(part);
        }
        self
    }

    /// A number, or nothing.
    pub fn number(value: Option<f64>) -> Self {
        value.map(Run::number).into()
    }

    /// A number in words of its own, or nothing.
    pub fn shown(value: Option<f64>, words: fn(f64) -> String) -> Self {
        let shown = |value| Run::Number(words(value), exact(value));
        value.map(shown).into()
    }

    /// A number of things.
    pub fn count(value: u64) -> Self {
        Run::Number(count(value), exact_count(value)).into()
    }

    /// A small chart.
    pub fn chart(chart: Option<impl Chart + 'static>) -> Self {
        Cell {
            parts: Vec::new(),
            chart: chart.map(|chart| Box::new(chart) as Box<dyn Chart>),
        }
    }
}

impl<T: Into<Text>> From<T> for Cell {
    fn from(text: T) -> Self {
        Cell::default().and(text)
    }
}

/// A chart.
pub struct Picture {
    /// What it is called, also as a file.
    pub name: String,
    /// The chart.
    pub chart: Box<dyn Chart>,
    /// Whether it takes the whole width.
    pub is_wide: bool,
}

impl Picture {
    /// A chart that stands beside others.
    pub fn small(name: impl Into<String>, chart: impl Chart + 'static) -> Self {
        Picture {
            name: name.into(),
            chart: Box::new(chart),
            is_wide: false,
        }
    }

    /// A chart of its own row.
    pub fn wide(name: impl Into<String>, chart: impl Chart + 'static) -> Self {
        Picture {
            is_wide: true,
            ..Picture::small(name, chart)
        }
    }
}
