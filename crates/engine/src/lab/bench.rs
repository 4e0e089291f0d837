//! A copy of the baseline to change, with all that says what is asked of it.

use crate::problem::Problem;
use std::collections::BTreeMap;
use std::rc::Rc;

use crate::columns::Meanings;
use crate::configured::Naming;
use crate::layout::{Layout, Places, column_at, table};
use crate::model::{InUse, model};
use crate::source::{Loaded, times};
use crate::study::Study;
use leeway_documents::{Content, Document, DocumentKind, Role};
use leeway_monitors::words;
use leeway_report::settings::{ColumnChoice, FacetChoice, NamedWindow, Rules, WindowChoice};
use leeway_scenarios::Random;
use leeway_scenarios::changes::{Answers, Change, ChangeKind, Moment, apply};
use leeway_stats::subsample::subsample;
use leeway_table::{Column, ColumnType, Origin, Table};

/// Rows of the baseline that are changed; of more, a sample.
pub const MOST_ROWS: usize = 20_000;

/// A copy of the baseline, with what goes with it.
pub struct Bench {
    /// The settings in force, guesses included.
    pub rules: Rules,
    /// What goes with the baseline, then the baseline, then the changed side.
    pub sources: Vec<Loaded>,
    /// What must be known about it, as sentences.
    pub notes: Vec<String>,
    /// The columns that are no features.
    pub answers: Answers,
    /// The time of every row of the baseline, milliseconds since 1970 (UTC); [`NO_TIME`] for a row without one.
    pub times: Vec<i64>,
    nothing: Table,
}

impl Bench {
    /// A copy of at most `most` rows of the baseline. The sentence of an error says what to open.
    ///
    /// Where there are more, a sample that the settings' seed decides, in the order of the rows.
    ///
    /// # Errors
    /// When the baseline has no rows: what to open.
    pub fn of(study: &Study, rules: &Rules, most: usize) -> Result<Bench, Problem> {
        let (sources, layout) = (study.sources(), study.layout());
        let (baseline, times, note) = baseline(sources, layout, rules.seed, most)?;
        let mut copied: Vec<Loaded> = sources
            .iter()
            .zip(&layout.roles)
            .filter(|(source, role)| goes_along(&source.document, **role))
            .map(|(source, role)| Loaded {
                role: *role,
                is_role_chosen: true,
                ..source.clone()
            })
            .collect();
        copied.push(side("baseline", Role::Baseline, baseline.clone()));
        copied.push(side("changed", Role::Current, baseline));
        // Without a current side what only the baseline has says nothing.
        let has_current = !layout.tables(sources, Role::Current).is_empty();
        let mut bench = Bench {
            rules: Rules {
                window: WindowChoice::Named(NamedWindow::None),
                columns: None,
                column_choices: choices(study, rules),
                ..rules.clone()
            },
            sources: copied,
            notes: note.into_iter().collect(),
            answers: Answers::default(),
            times,
            nothing: Table::default(),
        };
        let known = has_current.then(|| Meanings::decide(sources, layout, rules));
        bench.settle_answers(known);
        Ok(bench)
    }

    /// The baseline's rows, which the lab changes copies of.
    ///
    /// At most as many as the bench was made with; an empty table where there is no baseline.
    pub fn baseline(&self) -> &Table {
        let place = self.sources.len().saturating_sub(2);
        self.sources
            .get(place)
            .and_then(table)
            .unwrap_or(&self.nothing)
    }

    /// Makes these rows the changed side, in the place of the last ones.
    ///
    /// `changed` has the baseline's columns, any number of rows; the baseline stays as it is.
    pub fn set_current(&mut self, changed: Table) {
        if let Some(last) = self.sources.last_mut() {
            last.cached = Rc::default();
            let document = Rc::make_mut(&mut last.document);
            document.records = changed.rows as u64;
            document.content = Content::Table(changed);
        }
    }

    /// The baseline's rows, changed; scored anew where a model is loaded and a feature changed. With them, what must be known.
    ///
    /// `strength` is from 0 (as they are) to 1 (all of each change); `rows` is how many to draw, all without. The sentences say what was left out or could
    /// not be scored.
    ///
    /// # Errors
    /// A change that the columns do not allow.
    pub fn changed(
        &self,
        changes: &[Change],
        strength: f64,
        rows: Option<u64>,
    ) -> Result<(Table, Vec<String>), Problem> {
        let seed = self.rules.seed;
        let mut notes = Vec::new();
        let baseline = self.baseline();
        let drawn;
        let before = match rows {
            None => baseline,
            Some(count) => {
                let mut random = Random::new(seed ^ 0x5eed_1ab0);
                let count = usize::try_from(count).unwrap_or(MOST_ROWS).min(MOST_ROWS);
                let rows: Vec<u32> = (0..count)
                    .map(|_| random.below(baseline.rows) as u32)
                    .collect();
                drawn = baseline.taken(&rows);
                &drawn
            }
        };
        let step = |table: &Table, stage| {
            apply(table, changes, stage, &self.answers, strength, seed)
                .map(std::borrow::Cow::into_owned)
        };
        let mut table = step(before, Moment::Features)?;
        let is_of_features = |change: &Change| self.answers.stage(change) == Moment::Features;
        if changes.iter().any(is_of_features) {
            notes.extend(self.score_anew(&mut table));
        }
        Ok((step(&table, Moment::Rows)?, notes))
    }

    /// The groups that changes are about become facets, so that bias is measured where it was made.
    ///
    /// Facets that the user chose stay.
    ///
    /// One facet for each change that removes a group's positive answers: its column and its label. Other changes add none.
    pub fn with_groups(&mut self, changes: &[Change]) {
        for change in changes
            .iter()
            .filter(|change| change.kind == ChangeKind::Remove)
        {
            let facets = &mut self.rules.facets;
            if !change.feature.is_empty() && facets.iter().all(|one| one.name != change.feature) {
                facets.push(FacetChoice {
                    name: change.feature.clone(),
                    value: Some(leeway_report::settings::LabelList(vec![
                        change.value.clone(),
                    ])),
                    ..FacetChoice::default()
                });
            }
        }
    }

    /// The loaded model: of several the first by path, as the study uses it.
    ///
    /// `None` without any, and then attributions are not tried.
    pub fn model(&self) -> Option<InUse<'_>> {
        model(&self.sources)
    }

    /// Settles which columns hold the answers: as for what is loaded, else by the baseline's own columns.
    fn settle_answers(&mut self, known: Option<Meanings>) {
        if let Some(mut known) = known {
            let has = |name: &String| self.baseline().column(name).is_some();
            let answers = &mut known.answers;
            for name in [
                &mut answers.label,
                &mut answers.prediction,
                &mut answers.probability,
            ] {
                *name = name.take().filter(has);
            }
            self.rules = known.write_into(std::mem::take(&mut self.rules));
        }
        let layout = Layout::of(&self.sources, &Naming::default());
        let own = Meanings::decide(&self.sources, &layout, &self.rules);
        let answers = own.answers.clone();
        self.rules = own.write_into(std::mem::take(&mut self.rules));
        self.answers = Answers {
            label: answers.label,
            prediction: answers.prediction,
            probability: answers.probability,
            positive: answers.positive,
        };
    }
}

/// True for what says what is asked of a baseline, and for models.
fn goes_along(document: &Document, role: Option<Role>) -> bool {
    let is_of_baseline = role == Some(Role::Baseline);
    match &document.content {
        Content::Model(_) | Content::Encoder(_) => true,
        Content::Constraints(_) | Content::QualityConstraints(_) => is_of_baseline,
        Content::Json(_) => document.kind == DocumentKind::AnalysisConfig,
        _ => false,
    }
}

/// What the user said of columns, with what dates were taken for: the bench holds ages in their place, or what is not judged.
fn choices(study: &Study, rules: &Rules) -> BTreeMap<String, ColumnChoice> {
    let mut choices = rules.column_choices.clone();
    let view = study.view(None);
    let dated = view.readings.columns.iter();
    for facts in dated.filter(|facts| facts.column_type == ColumnType::Date) {
        let choice = choices.entry(facts.places.name.clone()).or_default();
        if facts.has_ages() {
            choice.column_type = Some(ColumnType::Number);
            choice.date_format = None;
        }
        choice.date_parts = Some(Vec::new());
        choice.role = choice.role.or(facts.role.as_ref().map(|role| role.role));
    }
    choices
}

fn side(path: &str, role: Role, table: Table) -> Loaded {
    let document = Document {
        path: path.to_owned(),
        kind: DocumentKind::Csv,
        role: Some(role),
        bytes: 0,
        records: table.rows as u64,
        notes: Vec::new(),
        problem: None,
        hour: None,
        delimiter: None,
        content: Content::Table(table),
    };
    Loaded::new(
        u32::MAX - u32::from(role == Role::Current),
        Some(role),
        document,
    )
}

/// The baseline's rows under the names of the features with their times, and what must be known about them.
fn baseline(
    sources: &[Loaded],
    layout: &Layout,
    seed: u64,
    most: usize,
) -> Result<(Table, Vec<i64>, Option<String>), Problem> {
    let tables = layout.tables(sources, Role::Baseline);
    let total: usize = tables
        .iter()
        .filter_map(|at| table(&sources[*at]))
        .map(|table| table.rows)
        .sum();
    if total == 0 {
        return Err(match layout.baseline_statistics {
            Some(_) => Problem::missing(
                "The baseline is known by its statistics alone, and there are no rows to change",
                "open the training data too",
            ),
            None => Problem::missing(
                "There is no baseline with rows",
                "open training data as CSV or JSON Lines, or choose the role \"baseline\" under Sources",
            ),
        });
    }
    let picked = subsample(total, most, seed);
    let mut whole = Table::default();
    let mut start = 0;
    let mut of_own = Vec::with_capacity(picked.len());
    for source in tables {
        let rows = table(&sources[source]).map_or(0, |table| table.rows);
        let from = picked.partition_point(|row| (*row as usize) < start);
        let to = picked.partition_point(|row| (*row as usize) < start + rows);
        let own: Vec<u32> = picked[from..to]
            .iter()
            .map(|row| row - start as u32)
            .collect();
        start += rows;
        let of_rows = times(&sources[source]);
        of_own.extend(own.iter().map(|row| of_rows[*row as usize]));
        let mut part = Table {
            rows: own.len(),
            ..Table::default()
        };
        for feature in &layout.features {
            let Places::Columns(places) = &feature.baseline else {
                continue;
            };
            let Some((_, column)) = places.iter().find(|(at, _)| *at == source) else {
                continue;
            };
            let column: &Column = column_at(sources, (source, *column));
            let taken = match own.len() == rows {
                true => column.clone(),
                false => column.taken(&own),
            };
            part.columns.push(Column {
                name: feature.name.clone(),
                named: true,
                origin: Origin::Field,
                ..taken
            });
        }
        whole.append(part);
    }
    let note = (whole.rows < total).then(|| {
        format!(
            "Of the baseline's {} a random sample of {} is used, so that the answer comes at once; with all of them checks that test for chance notice less.",
            words::plural(total as u64, "row", "rows"),
            words::count(whole.rows as u64)
        )
    });
    Ok((whole, of_own, note))
}
