//! What turns a table's columns into the numbers that a predictor was trained on.
//!
//! In: cells of raw columns. Out: a number per encoded column, NaN where it is missing. Each encoded column is made of one raw column, so that what a predictor
//! attributes to encoded columns adds up to raw ones.

use std::sync::Arc;

use leeway_table::Cell;

/// Encoded columns, each made of one raw column.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Encoder {
    /// Names of the raw columns; empty where they are known by their order alone.
    pub names: Vec<String>,
    /// Number of raw columns.
    pub inputs: usize,
    /// The encoded columns in order.
    pub columns: Vec<EncodedColumn>,
    /// Columns that are 1 where the encoder knows the value; on others it would stop.
    pub checks: Vec<EncodedColumn>,
    /// Whether the columns come as a sparse matrix, of which XGBoost takes what is 0 for missing.
    pub is_sparse: bool,
    /// The version of scikit-learn that saved it.
    pub version: Option<String>,
}

/// A column that is made of a raw one.
#[derive(Debug, Clone, PartialEq)]
pub struct EncodedColumn {
    /// The raw column, from 0.
    pub input: usize,
    /// What is done to its cells, in order.
    pub steps: Vec<Step>,
}

/// What is done to a value.
#[derive(Debug, Clone, PartialEq)]
pub enum Step {
    /// One value is replaced by another.
    Fill {
        /// The value that stands for a missing one.
        missing: Level,
        /// What stands in its place.
        with: Level,
    },
    /// (value − center) / scale.
    Scale {
        /// What is taken away.
        center: f64,
        /// What is divided by.
        scale: f64,
    },
    /// value · scale + start, kept between two ends.
    Range {
        /// What is multiplied by.
        scale: f64,
        /// What is added.
        start: f64,
        /// The ends.
        ends: Option<(f64, f64)>,
    },
    /// 1 for one of these levels, else 0; the other way round where it `is_other`.
    IsOneOf {
        /// The levels.
        levels: Arc<[Level]>,
        /// Whether the levels are those that give 0.
        is_other: bool,
    },
    /// The place of a level.
    Place {
        /// The levels, from place 0.
        levels: Arc<[Level]>,
        /// What a level that is not known gives; NaN where the encoder would stop.
        unknown: f64,
        /// What a missing value gives, unless it is one of the levels.
        missing: f64,
    },
}

/// A value as an encoder holds it.
#[derive(Debug, Clone, PartialEq)]
pub enum Level {
    /// None, NaN or pandas' NA.
    Missing,
    /// A number.
    Number(f64),
    /// True or false.
    Truth(bool),
    /// A text.
    Text(String),
}

impl Level {
    /// Whether a cell holds this value. A text of digits is the number that a table has for it.
    fn is(&self, cell: Cell) -> bool {
        match (self, cell) {
            (Level::Missing, Cell::Missing) => true,
            (Level::Missing, Cell::Number(value, _)) => value.is_nan(),
            (Level::Number(level), Cell::Number(value, _)) => *level == value,
            (Level::Text(level), Cell::Text(text)) => level == text,
            (Level::Text(level), Cell::Number(value, _)) => level.parse() == Ok(value),
            (Level::Number(level), Cell::Text(text)) => text.parse() == Ok(*level),
            (Level::Truth(level), Cell::Number(value, _)) => f64::from(u8::from(*level)) == value,
            (Level::Truth(level), Cell::Text(text)) => {
                text.eq_ignore_ascii_case(if *level { "true" } else { "false" })
            }
            _ => false,
        }
    }

    fn cell(&self) -> Cell<'_> {
        match self {
            Level::Missing => Cell::Missing,
            Level::Number(number) => Cell::Number(*number, false),
            Level::Truth(is_true) => Cell::Number(f64::from(u8::from(*is_true)), true),
            Level::Text(text) => Cell::Text(text),
        }
    }
}

/// Encoded columns; a model with more is not worked out in a tab.
pub(super) const MOST_COLUMNS: usize = 20_000;

impl EncodedColumn {
    /// The column with one more step.
    pub(super) fn then(mut self, step: Step) -> EncodedColumn {
        self.steps.push(step);
        self
    }

    /// The number that a cell of the raw column becomes; NaN where it is missing, or a text that no step reads.
    pub fn encoded(&self, cell: Cell) -> f64 {
        let mut cell = cell;
        for step in &self.steps {
            cell = step.of(cell);
        }
        number(cell)
    }
}

fn number(cell: Cell) -> f64 {
    match cell {
        Cell::Number(number, _) => number,
        Cell::Text(text) => text.trim().parse().unwrap_or(f64::NAN),
        Cell::Missing => f64::NAN,
    }
}

impl Step {
    /// 1 for one of these levels.
    pub(super) fn is_one_of(levels: impl Into<Arc<[Level]>>) -> Step {
        Step::IsOneOf {
            levels: levels.into(),
            is_other: false,
        }
    }

    fn of<'a>(&'a self, cell: Cell<'a>) -> Cell<'a> {
        let to = |number: f64| match number.is_nan() {
            true => Cell::Missing,
            false => Cell::Number(number, false),
        };
        match self {
            Step::Fill { missing, with } if missing.is(cell) => with.cell(),
            Step::Fill { .. } => cell,
            Step::Scale { center, scale } => to((number(cell) - center) / scale),
            Step::Range { scale, start, ends } => {
                let value = number(cell) * scale + start;
                to(match ends {
                    Some((least, most)) if !value.is_nan() => value.max(*least).min(*most),
                    _ => value,
                })
            }
            Step::IsOneOf { levels, is_other } => {
                let is_one = levels.iter().any(|level| level.is(cell));
                Cell::Number(f64::from(u8::from(is_one != *is_other)), true)
            }
            Step::Place {
                levels,
                unknown,
                missing,
            } => match levels.iter().position(|level| level.is(cell)) {
                Some(place) => Cell::Number(place as f64, true),
                None if Level::Missing.is(cell) => to(*missing),
                None => to(*unknown),
            },
        }
    }
}

impl Encoder {
    /// Without the raw columns that nothing is made of, where they have names; by order alone all are needed.
    pub(super) fn narrowed(mut self) -> Encoder {
        if self.names.is_empty() {
            return self;
        }
        let mut is_used = vec![false; self.inputs];
        for column in self.columns.iter().chain(&self.checks) {
            is_used[column.input] = true;
        }
        let mut place = vec![0; self.inputs];
        let mut names = Vec::new();
        for (at, name) in self.names.into_iter().enumerate() {
            place[at] = names.len();
            if is_used[at] {
                names.push(name);
            }
        }
        for column in self.columns.iter_mut().chain(&mut self.checks) {
            column.input = place[column.input];
        }
        self.inputs = names.len();
        self.names = names;
        self
    }
}
