//! Rows of captures that are left out by the custom attributes that their callers gave them: test traffic, for one.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use super::column_cache::ColumnCache;
use super::source::{Loaded, table};
use leeway_documents::{Content, Document, DocumentKind, Note};
use leeway_monitors::words;
use leeway_report::settings::AttributeChoice;
use leeway_table::{ATTRIBUTES_APART, Labels, Table, Values};

/// Attributes that a source names, the most frequent ones.
const MOST_NAMED: usize = 20;

/// What was left out before, as long as the choice and the sources are the same.
#[derive(Default)]
pub struct Filtered {
    choice: AttributeChoice,
    by_id: BTreeMap<u32, Found>,
}

/// What was found of a source's attributes.
#[derive(Clone)]
struct Found {
    /// Rows by attribute.
    counts: BTreeMap<String, u64>,
    /// What is left, where rows were left out.
    left: Option<Left>,
}

#[derive(Clone)]
struct Left {
    document: Rc<Document>,
    cached: Rc<ColumnCache>,
    rows: u64,
    left_out: u64,
}

impl Filtered {
    /// Leaves out the rows that `choice` leaves out, of captures alone; each source says how many.
    ///
    /// Rows go and come back as `choice` changes, from what each source held first; a choice that names no attribute keeps them all.
    pub fn filter(&mut self, sources: &mut [Loaded], choice: &AttributeChoice) {
        if self.choice != *choice {
            *self = Filtered {
                choice: choice.clone(),
                ..Filtered::default()
            };
        }
        for source in sources {
            let is_capture = matches!(
                source.document.kind,
                DocumentKind::Capture | DocumentKind::Merged
            );
            let Some(table) = table(source).filter(|_| is_capture) else {
                continue;
            };
            if table.attributes.is_none() && choice.keep.is_empty() {
                continue;
            }
            let known = self.by_id.get(&source.id).cloned();
            let found = known.unwrap_or_else(|| found(source, table, choice));
            self.by_id.insert(source.id, found.clone());
            let kin = Rc::make_mut(&mut source.kin);
            kin.attributes = found.counts;
            if let Some(left) = found.left {
                let note = Note::new("Rows were left out by their custom attributes.")
                    .found(&format!(
                        "{} of {} rows",
                        words::count(left.left_out),
                        words::count(left.rows + left.left_out)
                    ))
                    .advice("The setting attributes says which are kept and which are left out.");
                kin.notes.push(note);
                kin.kept_and_left_out = Some((left.rows, left.left_out));
                (source.document, source.cached) = (left.document, left.cached);
            }
        }
    }

    /// Forgets sources that are gone.
    ///
    /// By their ids; those that stay keep what was found of them.
    pub fn retain(&mut self, sources: &[Loaded]) {
        let ids: BTreeSet<u32> = sources.iter().map(|source| source.id).collect();
        self.by_id.retain(|id, _| ids.contains(id));
    }
}

fn found(source: &Loaded, table: &Table, choice: &AttributeChoice) -> Found {
    let column = table.attributes.as_ref().map(|column| &column.values);
    let (codes, by_code): (&[u32], Vec<Vec<&str>>) = match column {
        Some(Values::Labels(labels)) => (
            &labels.codes,
            labels
                .dictionary
                .labels()
                .map(|all| all.split(ATTRIBUTES_APART).collect())
                .collect(),
        ),
        _ => (&[], Vec::new()),
    };
    let mut rows_by_code = vec![0u64; by_code.len()];
    for code in codes.iter().filter(|code| **code != Labels::MISSING) {
        rows_by_code[*code as usize] += 1;
    }
    let mut counts: BTreeMap<String, u64> = BTreeMap::new();
    for (all, rows) in by_code.iter().zip(&rows_by_code) {
        for attribute in all {
            *counts.entry((*attribute).to_owned()).or_default() += rows;
        }
    }
    let counts_then_names = |one: &(String, u64)| (std::cmp::Reverse(one.1), one.0.clone());
    let mut named: Vec<(String, u64)> = counts.into_iter().collect();
    named.sort_by_key(counts_then_names);
    named.truncate(MOST_NAMED);
    let has_any = |all: &[&str], wanted: &[String]| {
        all.iter()
            .any(|one| wanted.iter().any(|wanted| wanted == one))
    };
    let counts_in = |all: &[&str]| {
        (choice.keep.is_empty() || has_any(all, &choice.keep)) && !has_any(all, &choice.leave_out)
    };
    let by_code: Vec<bool> = by_code.iter().map(|all| counts_in(all)).collect();
    let without = counts_in(&[]);
    let counted = |row: &u32| {
        let code = codes.get(*row as usize).copied().unwrap_or(Labels::MISSING);
        by_code.get(code as usize).copied().unwrap_or(without)
    };
    let rows: Vec<u32> = (0..table.rows as u32).filter(counted).collect();
    let left = (rows.len() < table.rows).then(|| {
        let mut document = Document::clone(&source.document);
        document.content = Content::Table(table.taken(&rows));
        Left {
            document: Rc::new(document),
            cached: Rc::default(),
            rows: rows.len() as u64,
            left_out: (table.rows - rows.len()) as u64,
        }
    });
    Found {
        counts: named.into_iter().collect(),
        left,
    }
}
