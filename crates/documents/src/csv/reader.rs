//! A CSV document to a table.

use super::dialect::{Names, unique_names};
use super::plain::PlainRecords;
use super::{Dialect, Split, Splitter, Unwrapper, Wrapping};
use crate::part::{KnownColumn, Part, Records};
use crate::rows::TableBuilder;
use crate::source::Ending;
use crate::{Note, ReadOptions, counted};
use leeway_table::Origin;

/// Reads rows as the text comes.
pub(crate) struct CsvReader {
    splitter: Splitter,
    /// Takes off what is around a line.
    unwrapper: Option<Unwrapper>,
    /// Once the width is known.
    plain: Option<PlainRecords>,
    rows: TableBuilder,
    width: Option<usize>,
    has_header: bool,
    /// Lines before the next record.
    lines: u64,
    records: u64,
}

impl CsvReader {
    pub(crate) fn new(dialect: &Dialect, options: &ReadOptions) -> Self {
        let mut rows = TableBuilder::new(&options.missing, &options.limits);
        if let Some(wrapping) = dialect.wrapping {
            rows.notes.add(match wrapping {
                Wrapping::Quotes => Note::new(
                    "Each line is one text in quotes; the lines within were read.",
                )
                .expected("fields in quotes, not lines")
                .advice("Nothing to do; other tools may want the quotes around lines taken off."),
                Wrapping::Blanks => Note::new(
                    "The columns are set apart by blanks; runs of them were read as one delimiter.",
                ),
            });
        }
        CsvReader {
            splitter: Splitter::new(dialect.delimiter),
            unwrapper: dialect.wrapping.map(Unwrapper::new),
            plain: None,
            rows,
            width: None,
            has_header: dialect.has_header,
            lines: 0,
            records: 0,
        }
    }

    /// For a part of a document whose columns are known.
    /// What stands between fields.
    pub(crate) fn delimiter(&self) -> u8 {
        self.splitter.delimiter()
    }

    pub(crate) fn within(delimiter: u8, columns: &[KnownColumn], options: &ReadOptions) -> Self {
        let mut rows = TableBuilder::new(&options.missing, &options.limits);
        for known in columns {
            let column = rows.named(&known.name, Origin::Field, known.is_named, &mut {
                usize::MAX
            });
            if let Some(column) = column.filter(|_| known.is_of_numbers) {
                rows.table.columns[column].become_numbers();
            }
        }
        CsvReader {
            splitter: Splitter::new(delimiter),
            unwrapper: None,
            plain: None,
            rows,
            width: Some(columns.len()),
            has_header: true,
            lines: 0,
            records: 0,
        }
    }

    /// How a part of what follows is to be read, once the columns are known.
    pub(crate) fn plan(&self) -> Option<Records> {
        let columns = self.rows.table.columns.iter();
        let is_plain = self.unwrapper.is_none() && self.width == Some(columns.len());
        is_plain.then(|| Records::Csv {
            delimiter: self.splitter.delimiter(),
            columns: columns
                .map(|column| KnownColumn {
                    name: column.name.clone(),
                    is_named: column.named,
                    is_of_numbers: column.seems_of_numbers(),
                })
                .collect(),
        })
    }

    /// What was read of a part of which `used` bytes were used.
    pub(crate) fn into_part(self, used: u64) -> Part {
        Part {
            end: used,
            lines: self.lines,
            ..Part::of(self.rows, self.records, [None; 2])
        }
    }

    /// Takes over the part that follows; false where it does not fit.
    pub(crate) fn absorb(&mut self, part: Part) -> bool {
        let fits = self.rows.absorb(part.rows, self.lines);
        if fits {
            self.lines += part.lines;
            self.records += part.records;
        }
        fits
    }

    /// Reads the complete records at the start of `text`; returns the bytes used.
    pub(crate) fn read(&mut self, text: &str, ending: Ending) -> usize {
        let mut used = 0;
        loop {
            used += self.read_plain(&text[used..]);
            let rest = &text[used..];
            let is_last = ending == Ending::Complete;
            let split = match &mut self.unwrapper {
                Some(unwrapper) => unwrapper.split(rest, is_last),
                None => self.splitter.split(rest, is_last),
            };
            let split = match split {
                Split::Unfinished
                    if self.unwrapper.is_none() && rest.len() > self.rows.limits.record_bytes =>
                {
                    self.splitter.split_literally(rest)
                }
                split => split,
            };
            match split {
                Split::Unfinished => return used,
                Split::Blank { used: blank, lines } => {
                    self.lines += lines;
                    return used + blank;
                }
                Split::Record {
                    used: record,
                    blank_lines,
                    lines,
                    is_closed,
                } => {
                    self.lines += blank_lines;
                    let line = self.lines + 1;
                    if !is_closed {
                        self.note_open_quote(line);
                    }
                    if let Some(unwrapper) = &mut self.unwrapper {
                        let within = std::mem::take(&mut unwrapper.line);
                        if let Split::Record { .. } = self.splitter.split(&within, true) {
                            self.record(&within, line);
                        }
                    } else {
                        self.record(rest, line);
                    }
                    self.lines += lines;
                    used += record;
                }
            }
        }
    }

    /// Takes the record that was cut from `text`.
    fn record(&mut self, text: &str, line: u64) {
        match self.width {
            None => self.begin(text),
            Some(width) => self.row(text, width, line),
        }
    }

    /// Reads the plain records at the start of `text`; returns the bytes used.
    fn read_plain(&mut self, text: &str) -> usize {
        let Some(width) = self.width.filter(|_| self.unwrapper.is_none()) else {
            return 0;
        };
        let (delimiter, longest) = (self.splitter.delimiter(), self.rows.limits.field_bytes);
        let plain = self
            .plain
            .get_or_insert_with(|| PlainRecords::new(delimiter, width, longest));
        let columns = self.rows.table.columns.len().min(width);
        let mut used = 0;
        loop {
            let text = &text[used..];
            used += plain.cut(text);
            let records = plain.len();
            if records == 0 {
                return used;
            }
            for column in 0..columns {
                let fields = plain.column(text, column);
                self.rows.push_fields(column, fields, self.lines + 1);
            }
            self.rows.table.rows += records;
            self.records += records as u64;
            self.lines += records as u64;
        }
    }

    /// Lines of the text that was used.
    pub(crate) fn lines(&self) -> u64 {
        self.lines
    }

    /// The rows, and how many there were.
    pub(crate) fn finish(self) -> (TableBuilder, u64) {
        (self.rows, self.records)
    }

    fn begin(&mut self, text: &str) {
        let width = self.splitter.len();
        self.width = Some(width);
        let first: Vec<String> = (0..width)
            .map(|index| self.splitter.field(text, index).0.to_owned())
            .collect();
        if !self.has_header {
            self.rows.notes.add(
                Note::new("No header row was recognised; columns are named by position.")
                    .at(self.lines + 1)
                    .found(&first.join(", "))
                    .expected("names in the first row")
                    .advice("If the columns have names, put them into the first row or set them in the settings."),
            );
            for position in 0..width {
                self.rows.positioned(position, Origin::Field);
            }
            return self.row(text, width, self.lines + 1);
        }
        let Names { unique, changed } = unique_names(&first);
        for (name, is_named) in &unique {
            let mut hint = usize::MAX;
            self.rows.named(name, Origin::Field, *is_named, &mut hint);
        }
        for (old, new) in changed {
            let note = if old.is_empty() {
                Note::new("Columns without a name are named by position.")
                    .found(&format!("an empty name, now {new}"))
            } else {
                Note::new("Columns of the same name got a number.")
                    .found(&format!("{old}, now {new}"))
            };
            self.rows.notes.add(
                note.at(self.lines + 1)
                    .expected("a name of its own for every column"),
            );
        }
    }

    fn row(&mut self, text: &str, width: usize, line: u64) {
        let found = self.splitter.len();
        if found != width {
            let (first, _) = self.splitter.field(text, 0);
            let excerpt = if found == 1 {
                first
            } else {
                text.lines().next().unwrap_or(first)
            };
            return self.rows.notes.add(
                Note::new("Rows with too few or too many fields were left out.")
                    .at(line)
                    .found(&format!(
                        "{}: {}",
                        counted(found as u64, "field"),
                        excerpt.trim_end()
                    ))
                    .expected(counted(width as u64, "field"))
                    .advice("Put fields that hold the delimiter or a line break in quotes."),
            );
        }
        let columns = self.rows.table.columns.len().min(width);
        for index in 0..columns {
            let (field, is_quoted) = self.splitter.field(text, index);
            self.rows.push_field(index, field, is_quoted, line);
        }
        self.rows.table.rows += 1;
        self.records += 1;
    }

    fn note_open_quote(&mut self, line: u64) {
        self.rows.notes.add(
            Note::new("A quote is never closed; it was read as plain text.")
                .at(line)
                .found("a quote at the start of a field")
                .expected("a closing quote")
                .advice("Close the quote, or write two quotes for a quote within quotes."),
        );
    }
}
