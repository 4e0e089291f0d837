//! What was dropped and what was read from it.

use std::collections::BTreeMap;
use std::io::{self, Cursor};
use std::rc::Rc;

use super::column_cache::{ColumnCache, ReadColumn, Times};
use super::kin::Kin;
use leeway_documents::model_monitor::Summary;
use leeway_documents::{Content, Document, PartReader, ReadSeek, Role};
use leeway_scenarios::loans::ExampleFile;
use leeway_table::{Column, NO_TIME, Table};

/// Opens a dropped file from its start; asked again when the missing words change.
pub type Opener = Box<dyn Fn() -> io::Result<Box<dyn ReadSeek>>>;

/// Gives whoever reads parts of a file, in other workers.
pub type PartOpener = Box<dyn Fn() -> Box<dyn PartReader>>;

/// A file as dropped.
pub struct Dropped {
    /// Its path.
    pub path: String,
    /// Its size in bytes.
    pub size: u64,
    /// The role that the user gave to all that is in it.
    pub role: Option<Role>,
    /// The side that the user said it belongs to: each document in it plays the part of its kind there.
    pub side: Option<Role>,
    /// The run that a list of files gave it to.
    pub run: Option<String>,
    /// True where it takes the place of earlier files of the same path.
    pub replaces: bool,
    /// True once another file has taken its place.
    pub is_gone: bool,
    /// Opens it.
    pub open: Opener,
    /// Who reads parts of it, where somebody can.
    pub parts: Option<PartOpener>,
}

impl Dropped {
    /// A file that is opened and read when its turn comes.
    ///
    /// `size` is in bytes and for progress alone; `role` is the user's, `None` leaves it to be decided. `open` may be called more than once, each time from the
    /// start.
    pub fn new(path: String, size: u64, role: Option<Role>, open: Opener) -> Self {
        Dropped {
            path,
            size,
            role,
            side: None,
            run: None,
            replaces: false,
            is_gone: false,
            open,
            parts: None,
        }
    }

    /// A file whose bytes are at hand.
    ///
    /// Its size is theirs; `role` is the user's, `None` leaves it to be decided. Opening cannot fail and copies nothing.
    pub fn from_bytes(path: String, role: Option<Role>, data: Cursor<Vec<u8>>) -> Self {
        let bytes: Rc<[u8]> = data.into_inner().into();
        let size = bytes.len() as u64;
        let open: Opener = Box::new(move || Ok(Box::new(Cursor::new(bytes.clone()))));
        Dropped::new(path, size, role, open)
    }
}

impl From<ExampleFile> for Dropped {
    fn from(file: ExampleFile) -> Self {
        let bytes = Cursor::new(file.text.into_bytes());
        Dropped::from_bytes(file.path, file.role, bytes)
    }
}

/// A document that was read from a dropped file; a copy is the same document.
#[derive(Debug, Clone)]
pub struct Loaded {
    /// Unique within the session.
    pub id: u32,
    /// The place of the file that it was read from in the session's list.
    pub file: usize,
    /// The role that the user gave, if any.
    pub role: Option<Role>,
    /// True when the user chose the role (`None` then means: plays no part).
    pub is_role_chosen: bool,
    /// The part that it plays in the run at hand, where the run settles it.
    pub cast: Option<Role>,
    /// True for what the run at hand does not share with the others.
    pub is_own: bool,
    /// The run that a list of files gave it to.
    pub run: Option<String>,
    /// How its rows belong to those of other sources.
    pub kin: Rc<Kin>,
    /// Items of the sketches in it.
    pub sketch_items: usize,
    /// Columns that are read otherwise than they stand, by their place in the table: all but the data-quality monitor goes by them.
    pub read: Rc<BTreeMap<usize, Rc<ReadColumn>>>,
    /// The times of rows, where a column says them.
    pub row_times: Option<Rc<Times>>,
    /// What was found out of its columns, as long as the document is the same.
    pub cached: Rc<ColumnCache>,
    /// The document.
    pub document: Rc<Document>,
}

impl Loaded {
    /// A document that was read, with the role that the user gave (`None`: it is to be decided).
    ///
    /// `id` is unique within the session and never given twice: equal ids mean equal data. It belongs to no run yet.
    pub fn new(id: u32, role: Option<Role>, document: Document) -> Self {
        Loaded {
            id,
            file: 0,
            role,
            is_role_chosen: role.is_some(),
            cast: None,
            is_own: false,
            run: None,
            kin: Rc::default(),
            sketch_items: items(&document),
            read: Rc::default(),
            row_times: None,
            cached: Rc::default(),
            document: Rc::new(document),
        }
    }

    /// Counts the sketches' items anew, after the document has changed.
    ///
    /// Nothing is counted but sketches; how many items all sources have together decides which are condensed.
    pub fn count_items(&mut self) {
        self.sketch_items = items(&self.document);
    }
}

/// Items of the sketches in a document.
fn items(document: &Document) -> usize {
    let Content::Statistics(statistics) = &document.content else {
        return 0;
    };
    let of_feature = |summary: &Summary| match summary {
        Summary::Numbers(numbers) => numbers.sketch.as_ref().map_or(0, |sketch| {
            sketch.levels.iter().map(Vec::len).sum::<usize>()
        }),
        _ => 0,
    };
    let features = statistics.features.iter();
    features.map(|feature| of_feature(&feature.summary)).sum()
}

/// The table of a source.
///
/// `None` for other documents, and for one that could not be read. Columns are as in the file, see [`column_at`] for how they are read.
pub fn table(source: &Loaded) -> Option<&Table> {
    match &source.document.content {
        Content::Table(table) => Some(table),
        _ => None,
    }
}

/// A column of a source: positions in the list of sources and in its table.
pub type Place = (usize, usize);

/// A column as it is read: the way decided for its feature on both sides, else as it stands in the file.
///
/// `sources` are the study's. Panics unless `place` is one of a table in them, which every place of a layout is.
pub fn column_at(sources: &[Loaded], (source, at): Place) -> &Column {
    let read = sources[source].read.get(&at);
    read.map_or_else(|| raw_column(sources, (source, at)), |read| &read.column)
}

/// A column of lengths of texts, with the texts as they stand; `None` for a column of anything else.
///
/// `place` is one of a table in `sources`.
pub fn text_at(sources: &[Loaded], (source, at): Place) -> Option<(&Column, &Column)> {
    let read = sources[source].read.get(&at)?;
    read.manner
        .is_of_lengths()
        .then(|| (&read.column, raw_column(sources, (source, at))))
}

/// A column as it stands.
///
/// `place` is one of a table in `sources`.
pub fn raw_column(sources: &[Loaded], (source, at): Place) -> &Column {
    &columns_of(sources, source)[at]
}

/// The columns of a source as they stand in the file, in its order.
///
/// None if it holds no table. Panics unless `source` is a position in `sources`.
pub fn columns_of(sources: &[Loaded], source: usize) -> &[Column] {
    table(&sources[source]).map_or(&[], |table| &table.columns)
}

/// The time of every row of a source.
///
/// Milliseconds since 1970, UTC; [`leeway_table::NO_TIME`] for a row without one. Empty for a source without rows.
pub fn times(source: &Loaded) -> Vec<i64> {
    let Some(table) = table(source) else {
        return Vec::new();
    };
    if let Some(times) = &source.row_times {
        return times.of_rows.clone();
    }
    let path_hour = source.document.hour.unwrap_or(NO_TIME);
    if table.times.is_empty() {
        return vec![path_hour; table.rows];
    }
    table
        .times
        .iter()
        .map(|&time| if time == NO_TIME { path_hour } else { time })
        .collect()
}
