//! A part as bytes, for the way from one worker to another: a header in JSON, then the columns' values, little-endian.

use serde::{Deserialize, Serialize};

use super::Part;
use crate::rows::{Oddity, TablePart};
use crate::{Note, Notes};
use leeway_table::{
    Column, Dictionary, Labels, MissingCounts, Numbers, Origin, Table, TypeCounts, Values,
};

#[derive(Serialize, Deserialize)]
struct Header {
    begin: u64,
    end: u64,
    lines: u64,
    records: u64,
    widths: [Option<usize>; 2],
    rows: usize,
    notes: Vec<Note>,
    times: usize,
    keys: usize,
    positions: usize,
    columns: Vec<ColumnHeader>,
}

#[derive(Serialize, Deserialize)]
struct ColumnHeader {
    name: String,
    named: bool,
    /// Its place in [`ORIGINS`].
    origin: usize,
    position: Option<usize>,
    /// Empty, absent, and by word.
    missing: (u64, u64, Vec<u64>),
    /// Integral, fractional, infinite, text.
    types: [u64; 4],
    oddity: Oddity,
    is_numbers: bool,
    texts: usize,
    labels: usize,
    label_bytes: usize,
}

const ORIGINS: [Origin; 3] = [Origin::Field, Origin::Input, Origin::Output];

/// The part as bytes.
pub(super) fn encode(part: &Part) -> Vec<u8> {
    let TablePart {
        table,
        positions,
        oddities,
        notes,
        ..
    } = &part.rows;
    let columns = table.columns.iter().zip(positions).zip(oddities);
    let header = Header {
        begin: part.begin,
        end: part.end,
        lines: part.lines,
        records: part.records,
        widths: part.widths,
        rows: table.rows,
        notes: notes.as_slice().to_vec(),
        times: table.times.len(),
        keys: table.keys.len(),
        positions: table.positions.len(),
        columns: columns
            .map(|((column, position), oddity)| column_header(column, *position, oddity))
            .collect(),
    };
    let header = serde_json::to_vec(&header).unwrap_or_default();
    let mut bytes = Vec::with_capacity(header.len() + 16 + table.bytes());
    bytes.extend_from_slice(&(header.len() as u32).to_le_bytes());
    bytes.extend_from_slice(&header);
    put(&mut bytes, &table.times, i64::to_le_bytes);
    put(&mut bytes, &table.keys, u64::to_le_bytes);
    put(&mut bytes, &table.positions, u32::to_le_bytes);
    for column in &table.columns {
        match &column.values {
            Values::Numbers(numbers) => {
                put(&mut bytes, &numbers.values, f64::to_le_bytes);
                let texts: Vec<u64> = numbers
                    .texts
                    .iter()
                    .map(|&(row, code)| u64::from(row) << 32 | u64::from(code))
                    .collect();
                put(&mut bytes, &texts, u64::to_le_bytes);
                put_labels(&mut bytes, &numbers.dictionary);
            }
            Values::Labels(labels) => {
                // One byte each where that is enough; the highest stands for a missing value.
                if labels.dictionary.len() < usize::from(u8::MAX) {
                    bytes.extend(labels.codes.iter().map(|code| *code as u8));
                } else {
                    put(&mut bytes, &labels.codes, u32::to_le_bytes);
                }
                put_labels(&mut bytes, &labels.dictionary);
            }
        }
    }
    bytes
}

fn column_header(column: &Column, position: Option<usize>, oddity: &Oddity) -> ColumnHeader {
    let (is_numbers, texts, dictionary) = match &column.values {
        Values::Numbers(numbers) => (true, numbers.texts.len(), &numbers.dictionary),
        Values::Labels(labels) => (false, 0, &labels.dictionary),
    };
    ColumnHeader {
        name: column.name.clone(),
        named: column.named,
        origin: ORIGINS
            .iter()
            .position(|origin| *origin == column.origin)
            .unwrap_or_default(),
        position,
        missing: (
            column.missing.empty,
            column.missing.absent,
            column.missing.words.clone(),
        ),
        types: [
            column.types.integral,
            column.types.fractional,
            column.types.infinite,
            column.types.text,
        ],
        oddity: oddity.clone(),
        is_numbers,
        texts,
        labels: dictionary.len(),
        label_bytes: dictionary.labels().map(str::len).sum(),
    }
}

fn put<T: Copy, const N: usize>(bytes: &mut Vec<u8>, values: &[T], as_bytes: fn(T) -> [u8; N]) {
    let from = bytes.len();
    bytes.resize(from + N * values.len(), 0);
    let (places, _) = bytes[from..].as_chunks_mut::<N>();
    for (place, value) in places.iter_mut().zip(values) {
        *place = as_bytes(*value);
    }
}

/// Lengths, then the text.
fn put_labels(bytes: &mut Vec<u8>, dictionary: &Dictionary) {
    for label in dictionary.labels() {
        bytes.extend_from_slice(&(label.len() as u32).to_le_bytes());
    }
    for label in dictionary.labels() {
        bytes.extend_from_slice(label.as_bytes());
    }
}

/// The part that [`encode`] wrote; `None` for anything else.
pub(super) fn decode(bytes: &[u8]) -> Option<Part> {
    let mut rest = Rest(bytes);
    let [length] = rest.values(1, u32::from_le_bytes)?[..] else {
        return None;
    };
    let header: Header = serde_json::from_slice(rest.bytes(length as usize)?).ok()?;
    let mut table = Table {
        rows: header.rows,
        times: rest.values(header.times, i64::from_le_bytes)?,
        keys: rest.values(header.keys, u64::from_le_bytes)?,
        positions: rest.values(header.positions, u32::from_le_bytes)?,
        ..Table::default()
    };
    let (mut positions, mut oddities) = (Vec::new(), Vec::new());
    for head in header.columns {
        let origin = *ORIGINS.get(head.origin)?;
        let mut column = Column::new(head.name, origin, head.named);
        let (empty, absent, words) = head.missing;
        column.missing = MissingCounts {
            empty,
            absent,
            words,
            ..MissingCounts::default()
        };
        let [integral, fractional, infinite, text] = head.types;
        column.types = TypeCounts {
            integral,
            fractional,
            infinite,
            text,
        };
        column.values = if head.is_numbers {
            let values = rest.values(header.rows, f64::from_le_bytes)?;
            let texts = rest.values(head.texts, u64::from_le_bytes)?;
            Values::Numbers(Numbers {
                values,
                texts: texts
                    .into_iter()
                    .map(|text| ((text >> 32) as u32, text as u32))
                    .collect(),
                dictionary: rest.labels(head.labels, head.label_bytes)?,
            })
        } else {
            let codes = if head.labels < usize::from(u8::MAX) {
                let codes = rest.bytes(header.rows)?.iter();
                codes
                    .map(|&code| match code {
                        u8::MAX => Labels::MISSING,
                        code => u32::from(code),
                    })
                    .collect()
            } else {
                rest.values(header.rows, u32::from_le_bytes)?
            };
            let dictionary = rest.labels(head.labels, head.label_bytes)?;
            Values::Labels(Labels::new(codes, dictionary))
        };
        table.columns.push(column);
        positions.push(head.position);
        oddities.push(head.oddity);
    }
    let mut notes = Notes::default();
    header.notes.into_iter().for_each(|note| notes.add(note));
    Some(Part {
        begin: header.begin,
        end: header.end,
        lines: header.lines,
        records: header.records,
        widths: header.widths,
        rows: TablePart {
            table,
            positions,
            oddities,
            notes,
            share: 1.0,
        },
    })
}

/// What was not read yet.
struct Rest<'a>(&'a [u8]);

impl<'a> Rest<'a> {
    fn bytes(&mut self, count: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(count)?;
        self.0 = rest;
        Some(taken)
    }

    fn values<T, const N: usize>(&mut self, count: usize, of: fn([u8; N]) -> T) -> Option<Vec<T>> {
        let bytes = self.bytes(count.checked_mul(N)?)?;
        let (chunks, _) = bytes.as_chunks::<N>();
        Some(chunks.iter().map(|chunk| of(*chunk)).collect())
    }

    fn labels(&mut self, count: usize, bytes: usize) -> Option<Dictionary> {
        let lengths = self.values(count, u32::from_le_bytes)?;
        let mut text = std::str::from_utf8(self.bytes(bytes)?).ok()?;
        let mut dictionary = Dictionary::default();
        for length in lengths {
            let (label, rest) = text.split_at_checked(length as usize)?;
            dictionary.code(label);
            text = rest;
        }
        Some(dictionary)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use leeway_table::MissingPolicy;

    #[test]
    fn a_part_survives_the_way_and_damage_is_seen() {
        let mut table = Table::default();
        for (name, field) in [("a", "x"), ("b", "0.5")] {
            let mut column = Column::new(name, Origin::Field, true);
            for row in 0..600 {
                let field = match (name, row % 7) {
                    (_, 0) => "NA".to_owned(),
                    ("b", 1) if row > 400 => "odd".to_owned(),
                    ("b", _) => format!("{row}.5"),
                    _ => format!("{field}{}", row % 300),
                };
                column.push_field(&field, false, &MissingPolicy::default());
            }
            table.columns.push(column);
        }
        (table.rows, table.times, table.positions) = (600, vec![5; 600], vec![1; 600]);
        let mut notes = Notes::default();
        notes.add(Note::new("odd").at(3).found("\"x\""));
        let part = Part {
            begin: 7,
            end: 1 << 40,
            lines: 600,
            records: 600,
            widths: [Some(2), None],
            rows: TablePart {
                table: table.clone(),
                positions: vec![None, Some(1)],
                oddities: vec![Oddity::default(); 2],
                notes: notes.clone(),
                share: 1.0,
            },
        };
        let bytes = encode(&part);
        let back = decode(&bytes).unwrap();
        assert_eq!(format!("{:?}", back.rows.table), format!("{table:?}"));
        assert_eq!(
            (back.begin, back.end, back.widths),
            (7, 1 << 40, [Some(2), None])
        );
        assert_eq!(back.rows.notes, notes);
        for cut in [0, 3, 50, bytes.len() / 2, bytes.len() - 1] {
            assert!(decode(&bytes[..cut]).is_none(), "{cut}");
        }
    }
}
