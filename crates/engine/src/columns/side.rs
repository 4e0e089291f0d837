//! The rows of one side with their labels and answers, read in steps.

use std::collections::VecDeque;

use super::answers::push;
use super::find::{Finder, find};
use super::found::{Found, Held};
use super::join::Counts;
use super::labels::LabelJoin;
use super::meanings::Answers;
use crate::layout::{Layout, columns_of, table};
use crate::names::Answer;
use crate::source::Loaded;
use leeway_documents::Role;
use leeway_table::{Column, Origin};

/// Rows for which an array is looked through at once.
const ROWS_OF_ARRAY: usize = 50_000;
/// Rows that an expression is evaluated for at once.
const ROWS_OF_EXPRESSION: usize = 2000;

/// A side's tables with what was found in them.
#[derive(Debug, Clone, Default)]
pub struct JoinedSide {
    /// True when files of labels are loaded.
    pub has_label_files: bool,
    /// What came of joining.
    pub counts: Counts,
    /// What was odd, as sentences.
    pub notes: Vec<String>,
    /// One per table, by path.
    pub(super) tables: Vec<Found>,
    headers: Vec<String>,
    tasks: VecDeque<Task>,
}

/// What was found in one table.
pub struct TableAnswers<'a> {
    /// The source.
    pub source: usize,
    /// Rows of the table.
    pub rows: usize,
    /// True labels or numbers: the rows' own, else those of other files.
    pub truth: Option<&'a Column>,
    /// Predicted labels or numbers.
    pub predicted: Option<&'a Column>,
    /// Probabilities.
    pub probability: Option<&'a Column>,
}

#[derive(Debug, Clone)]
enum Task {
    Make(usize, usize, Finder),
    SayWhatLacks,
    Join(Box<LabelJoin>),
}

impl JoinedSide {
    /// Looks where everything is; values are not read yet. Labels of other files belong to the current side.
    ///
    /// `answers` name the columns; one that no table has is missing in every row.
    pub fn start(sources: &[Loaded], layout: &Layout, role: Role, answers: &Answers) -> JoinedSide {
        let mut side = JoinedSide {
            headers: answers.headers.clone(),
            ..JoinedSide::default()
        };
        let names = [&answers.label, &answers.prediction, &answers.probability];
        for source in layout.tables(sources, role) {
            let Some(table) = table(&sources[source]) else {
                continue;
            };
            let mut parts = [const { None }; 3];
            for (at, (name, part)) in names.iter().zip(Answer::ALL).enumerate() {
                let Some(name) = name else { continue };
                match find(layout, source, table, name, part) {
                    Ok(Finder::Column(column)) => parts[at] = Some(Held::Column(column)),
                    Ok(Finder::Nothing) => {}
                    Ok(finder) => side
                        .tasks
                        .push_back(Task::Make(side.tables.len(), at, finder)),
                    Err(note) => {
                        let note = note.to_string();
                        if !side.notes.contains(&note) {
                            side.notes.push(note);
                        }
                    }
                }
            }
            side.tables.push(Found { source, parts });
        }
        if role == Role::Current {
            side.tasks.push_back(Task::SayWhatLacks);
            let labels = layout.tables(sources, Role::Labels);
            let join = LabelJoin::start(sources, &labels, &side.tables);
            side.has_label_files = join.is_some();
            let join = join.map(|join| Task::Join(Box::new(join)));
            side.tasks.extend(join);
        }
        side
    }

    /// Reads a side at once.
    ///
    /// As [`JoinedSide::start`] and [`JoinedSide::step`] do together; a side without tables is empty.
    pub fn of(sources: &[Loaded], layout: &Layout, role: Role, answers: &Answers) -> JoinedSide {
        let mut side = JoinedSide::start(sources, layout, role, answers);
        while side.step(sources, answers).is_some() {}
        side
    }

    /// Reads the answers of a side at once, and no labels.
    ///
    /// As [`JoinedSide::of`] otherwise.
    pub fn of_answers(
        sources: &[Loaded],
        layout: &Layout,
        role: Role,
        answers: &Answers,
    ) -> JoinedSide {
        let mut side = JoinedSide::start(sources, layout, role, answers);
        side.tasks.retain(|task| matches!(task, Task::Make(..)));
        while side.step(sources, answers).is_some() {}
        side
    }

    /// Reads or joins some rows, of the same sources; answers how many, or `None` when all is read.
    ///
    /// The count is of rows; what was read before stays.
    pub fn step(&mut self, sources: &[Loaded], answers: &Answers) -> Option<usize> {
        match self.tasks.front_mut()? {
            Task::Make(at, part, finder) => {
                let (at, part, finder) = (*at, *part, finder.clone());
                Some(self.make(sources, at, part, &finder))
            }
            Task::SayWhatLacks => {
                self.tasks.pop_front();
                self.say_what_lacks(sources, answers);
                if !self.has_label_files {
                    self.counts = self.own_labels(sources);
                }
                Some(0)
            }
            Task::Join(join) => {
                let rows = join.step(sources, &mut self.tables, &mut self.notes);
                if rows.is_none() {
                    self.counts = join.counts;
                    self.tasks.pop_front();
                }
                rows.or(Some(0))
            }
        }
    }

    /// The tables, by path.
    ///
    /// One value per row in each; empty for a side without rows.
    pub fn tables<'a>(&'a self, sources: &'a [Loaded]) -> Vec<TableAnswers<'a>> {
        let of_table = |found: &'a Found| {
            let part = |at: usize| Some(found.parts[at].as_ref()?.column(sources, found.source));
            TableAnswers {
                source: found.source,
                rows: table(&sources[found.source]).map_or(0, |table| table.rows),
                truth: part(0),
                predicted: part(1),
                probability: part(2),
            }
        };
        self.tables.iter().map(of_table).collect()
    }

    /// Gives a table answers that no file has: probabilities, or what is predicted.
    ///
    /// `at` is the table's position among [`JoinedSide::tables`]; the column has a value for each of its rows.
    pub fn answer(&mut self, at: usize, column: Column, is_probability: bool) {
        let part = if is_probability { 2 } else { 1 };
        if let Some(found) = self.tables.get_mut(at) {
            found.parts[part] = Some(Held::Made(Box::new(column)));
        }
    }

    /// Makes the values of some rows, after those that are made.
    fn make(&mut self, sources: &[Loaded], at: usize, part: usize, finder: &Finder) -> usize {
        let found = &mut self.tables[at];
        let held = &mut found.parts[part];
        let (Some(table), most) = (table(&sources[found.source]), finder.rows_at_once()) else {
            self.tasks.pop_front();
            return 0;
        };
        let blank = || Held::Made(Box::new(Column::new("", Origin::Output, false)));
        if let Held::Made(column) = held.get_or_insert_with(blank) {
            let first = column.len();
            let end = table.rows.min(first + most);
            push(
                column,
                table,
                finder,
                Answer::ALL[part],
                &self.headers,
                first..end,
            );
            if end < table.rows {
                return (end - first) * (ROWS_OF_ARRAY / most);
            }
            if column.present() == 0 {
                *held = None;
            }
        }
        self.tasks.pop_front();
        ROWS_OF_ARRAY
    }

    fn say_what_lacks(&mut self, sources: &[Loaded], answers: &Answers) {
        let parts = [
            (1, &answers.prediction, "prediction"),
            (2, &answers.probability, "probability"),
        ];
        for (part, text, what) in parts {
            let is_found = self.tables.iter().any(|found| found.parts[part].is_some());
            if let Some(text) = text
                && !is_found
                && !self.tables.is_empty()
            {
                self.notes.push(format!(
                    "{text:?} finds no {what} in the current side. {}",
                    self.outputs(sources)
                ));
            }
        }
    }

    /// What could have been found.
    fn outputs(&self, sources: &[Loaded]) -> String {
        let columns = self
            .tables
            .iter()
            .flat_map(|found| columns_of(sources, found.source));
        let answered = columns.filter(|column| column.origin != Origin::Input);
        let mut names: Vec<String> = answered.map(|column| column.name.clone()).collect();
        names.sort();
        names.dedup();
        match names.is_empty() {
            true => "It has no output: look under Sources for what was left out.".to_owned(),
            false => format!("It has {}.", leeway_monitors::words::list(&names, 8)),
        }
    }

    /// The counts where no file of labels is loaded.
    fn own_labels(&self, sources: &[Loaded]) -> Counts {
        let mut counts = Counts::default();
        for found in self.tables(sources) {
            counts.captures += found.rows as u64;
            counts.own += found.truth.map_or(0, Column::present);
        }
        counts.joined = counts.own;
        counts.missing = counts.captures - counts.own;
        counts
    }
}

impl Finder {
    fn rows_at_once(&self) -> usize {
        match self {
            Finder::Expression(_) => ROWS_OF_EXPRESSION,
            _ => ROWS_OF_ARRAY,
        }
    }
}
