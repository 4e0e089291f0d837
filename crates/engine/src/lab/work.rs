//! A request to the lab, in steps.

use super::bench::{Bench, MOST_ROWS};
use super::outcome::{called, checks, sentence, tallies};
use super::presets::{columns, presets};
use super::save::save;
use super::trial::Trial;
use crate::export::Saved;
use crate::monitor::{Advance, MonitorName};
use crate::problem::Problem;
use crate::study::Study;
use leeway_monitors::words;
use leeway_report::lab::answer::{CurveLine, Lab, LabCheck, LabCurve};
use leeway_report::lab::ask::LabAsk;
use leeway_report::settings::Rules;

/// The strengths of a curve: close together where most checks begin to notice.
pub const STRENGTHS: [f64; 18] = [
    0.0, 0.01, 0.02, 0.03, 0.05, 0.07, 0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0,
];

/// What the lab is at.
pub struct LabWork {
    ask: LabAsk,
    bench: Bench,
    lab: Lab,
    /// The strengths that are left to try, the asked one first.
    strengths: Vec<f64>,
    next: usize,
    trial: Option<Trial>,
    tried: Vec<(f64, Vec<LabCheck>)>,
}

/// What the lab came to.
pub enum LabDone {
    /// The answer.
    Answer(Box<Lab>),
    /// A file.
    File(Saved),
}

impl LabWork {
    /// Begins. The sentence of an error says what is missing, or what cannot be done.
    ///
    /// `study` is read once, and not changed.
    ///
    /// # Errors
    /// What is missing, or what of `ask` cannot be done.
    pub fn start(ask: LabAsk, study: &Study, rules: &Rules) -> Result<LabWork, Problem> {
        let ask = ask.checked()?;
        let most = if ask.save.is_some() {
            usize::MAX
        } else {
            MOST_ROWS
        };
        let mut bench = Bench::of(study, rules, most)?;
        bench.with_groups(&ask.changes);
        let mut strengths = vec![ask.strength];
        if ask.curve && !ask.changes.is_empty() {
            strengths.extend(STRENGTHS);
        }
        let columns = columns(bench.baseline());
        let lab = Lab {
            presets: presets(&bench, &columns),
            columns,
            label: bench.answers.label.clone(),
            baseline_rows: bench.baseline().rows as u64,
            ..Lab::default()
        };
        let mut work = LabWork {
            ask,
            bench,
            lab,
            strengths,
            next: 0,
            trial: None,
            tried: Vec::new(),
        };
        if work.ask.save.is_none() {
            work.begin_trial()?;
        }
        Ok(work)
    }

    /// Works on for some ten milliseconds; answers what is at hand, strengths done and strengths in all, or `None` when all is done.
    pub fn step(&mut self) -> Option<Result<Advance, Problem>> {
        let trial = self.trial.as_mut()?;
        let at_hand = trial.step();
        if at_hand.is_none() {
            let found = checks(&trial.report());
            self.tried.push((self.strengths[self.next], found));
            self.next += 1;
            self.trial = None;
            if self.next < self.strengths.len()
                && let Err(problem) = self.begin_trial()
            {
                return Some(Err(problem));
            }
        }
        let item = at_hand.map_or(String::new(), |advance| advance.item);
        Some(Ok(Advance::new(item, self.next, self.strengths.len())))
    }

    /// The answer; `now` is in milliseconds since 1970.
    ///
    /// Shares and distances as in the report.
    ///
    /// # Errors
    /// What could not be saved or measured.
    pub fn finish(mut self, now: i64) -> Result<LabDone, Problem> {
        if let Some(file) = self.ask.save {
            let (table, _) = self.change(self.ask.strength)?;
            let hours = self.ask.hours.unwrap_or(24);
            let saved = save(&table, &self.bench.answers, file, hours, now)?;
            return Ok(LabDone::File(saved));
        }
        let mut tried = self.tried.into_iter();
        let (strength, mut found) = tried.next().unwrap_or_default();
        let is_changed = !self.ask.changes.is_empty();
        let lab = &mut self.lab;
        lab.sentence = sentence(&found, strength, is_changed);
        lab.monitors = tallies(&found);
        lab.checked = found.len() as u64;
        lab.fired = found.iter().filter(|check| check.fires).count() as u64;
        found.sort_by_key(|check| !check.fires);
        lab.checks = found;
        let tried: Vec<(f64, Vec<LabCheck>)> = tried.collect();
        if !tried.is_empty() {
            lab.curve = Some(curve(&tried, lab.rows));
        }
        Ok(LabDone::Answer(Box::new(self.lab)))
    }

    fn change(&self, strength: f64) -> Result<(leeway_table::Table, Vec<String>), Problem> {
        let (table, notes) = self
            .bench
            .changed(&self.ask.changes, strength, self.ask.rows)?;
        match table.rows {
            0 => Err(Problem::asked("No row is left after the changes.")),
            _ => Ok((table, notes)),
        }
    }

    fn begin_trial(&mut self) -> Result<(), Problem> {
        let (table, notes) = self.change(self.strengths[self.next])?;
        if self.next == 0 {
            self.lab.rows = table.rows as u64;
            self.lab.notes = self.bench.notes.iter().cloned().chain(notes).collect();
        }
        self.bench.set_current(table);
        self.trial = Some(Trial::start(&self.bench, &[MonitorName::ProjectedAccuracy]));
        Ok(())
    }
}

/// What fires at which strength.
fn curve(tried: &[(f64, Vec<LabCheck>)], rows: u64) -> LabCurve {
    let strengths: Vec<f64> = tried.iter().map(|(strength, _)| *strength).collect();
    let mut lines: Vec<CurveLine> = Vec::new();
    for (at, (_, found)) in tried.iter().enumerate() {
        for check in found {
            let is_same = |line: &&mut CurveLine| {
                (line.monitor, &line.feature, &line.check)
                    == (check.monitor, &check.feature, &check.check)
            };
            let line = match lines.iter_mut().find(is_same) {
                Some(line) => line,
                None => {
                    lines.push(CurveLine {
                        monitor: check.monitor,
                        feature: check.feature.clone(),
                        check: check.check.clone(),
                        fires: vec![false; strengths.len()],
                        observed: vec![None; strengths.len()],
                        smallest: None,
                    });
                    let last = lines.len() - 1;
                    &mut lines[last]
                }
            };
            line.fires[at] = check.fires;
            line.observed[at] = check.observed;
        }
    }
    lines.retain(|line| line.fires.contains(&true));
    for line in &mut lines {
        let last_quiet = line.fires.iter().rposition(|fires| !fires);
        let first = last_quiet.map_or(0, |quiet| quiet + 1);
        line.smallest = strengths.get(first).copied();
    }
    // The sort is stable: checks that begin to fire together stay in the order of the page.
    lines.sort_by(|a, b| {
        let place = |line: &CurveLine| line.smallest.unwrap_or(f64::INFINITY);
        place(a).total_cmp(&place(b))
    });
    let sentence = match lines.first() {
        None => format!(
            "Nothing fires at any strength, with {} on the changed side.",
            words::plural(rows, "row", "rows")
        ),
        Some(first) => {
            let sure = lines.iter().filter(|line| line.smallest.is_some()).count() as u64;
            let from = first.smallest.map_or(String::new(), |smallest| {
                let name = called(first.monitor, &first.feature, &first.check);
                format!(
                    " First to notice is {name}, from {} % on.",
                    words::number(smallest * 100.0)
                )
            });
            format!(
                "With {}, {} at full strength.{from}",
                words::plural(rows, "row", "rows"),
                words::plural(sure, "check fires", "checks fire")
            )
        }
    };
    LabCurve {
        strengths,
        lines,
        sentence,
    }
}
