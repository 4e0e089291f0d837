//! Configurations (`leeway.json`) among what was opened: the settings, columns and roles of files that they hold.
//!
//! A configuration counts when it is opened: what it does not name is as by default, and what is chosen later changes it. Of several the last by path counts. Roles are
//! given by path, also to files that are opened later, and never to one whose role was chosen since.

use super::job::{Before, RoleBefore};
use super::state::Session;
use crate::source::Loaded;
use leeway_documents::configuration::{Configuration, ConfiguredFile};
use leeway_documents::{Content, Note};
use leeway_monitors::words;
use leeway_report as report;
use leeway_report::settings::Settings;
use leeway_report::{Refusal, Source};
use serde_json::{Map, Value};
use std::collections::BTreeSet;
use std::rc::Rc;

/// Paths that a note names.
const NAMED: usize = 12;

impl Session {
    /// Puts the settings of the newest configuration among the new files in force; one that cannot be used has a problem from then on.
    ///
    /// Answers whether one is in force.
    pub(super) fn take_settings(&mut self, before: &Before) -> bool {
        let new = self.loaded.iter_mut();
        let new = new.filter(|source| source.file >= before.files);
        let mut configured: Vec<&mut Loaded> = new.filter(|one| content(one).is_some()).collect();
        configured.sort_by(|one, other| one.document.path.cmp(&other.document.path));
        let Some((last, others)) = configured.split_last_mut() else {
            return false;
        };
        for other in others {
            let note = Note::new(
                "Another configuration was opened with this one; this one's settings are not used.",
            )
            .expected(&*last.document.path)
            .advice("Remove one of them, then open the other again.");
            let document = Rc::make_mut(&mut other.document);
            if !document.notes.contains(&note) {
                document.notes.push(note);
            }
        }
        match content(last).map(settings) {
            Some(Ok(settings)) => {
                self.settings = settings;
                true
            }
            Some(Err(refusal)) => {
                let problem = Note::new(refusal.to_string());
                Rc::make_mut(&mut last.document).problem = Some(problem);
                false
            }
            None => false,
        }
    }

    /// Gives files the roles and runs that the configurations name: new ones, and all where the configuration is new.
    pub(super) fn give_parts(&mut self, before: &mut Before) {
        let configured = self.loaded.iter().filter(|source| is_used(source));
        let mut named: Vec<(bool, String, ConfiguredFile)> = Vec::new();
        for source in configured {
            let is_new = source.file >= before.files;
            let files = content(source).map_or(&[][..], |found| &found.files);
            let of_source = |file: &ConfiguredFile| {
                let path = source.document.path.clone();
                (is_new, path, file.clone())
            };
            named.extend(files.iter().map(of_source));
        }
        // New configurations come last, and of those the last by path.
        named.sort_by(|one, other| (one.0, &one.1).cmp(&(other.0, &other.1)));
        for (is_new, _, file) in named {
            let is_meant = |source: &&mut Loaded| {
                source.document.path == file.path && (is_new || source.file >= before.files)
            };
            for source in self.loaded.iter_mut().filter(is_meant) {
                before.parts.push(RoleBefore::of(source));
                if let Some(role) = file.role {
                    source.role = role;
                    source.is_role_chosen = true;
                }
                if file.run.is_some() {
                    source.run.clone_from(&file.run);
                }
            }
        }
    }

    /// Gives the sources that were read again the parts that they had before.
    pub(super) fn hand_on_parts(&mut self, before: &Before) {
        for known in before.replaced.iter().flatten() {
            let is_same = |source: &&mut Loaded| {
                source.file == known.file && source.document.path == known.document.path
            };
            if let Some(source) = self.loaded.iter_mut().find(is_same) {
                source.role = known.role;
                source.is_role_chosen = known.is_role_chosen;
                source.run.clone_from(&known.run);
            }
        }
    }

    /// Notes in the report which files its configurations name that are not loaded.
    pub(super) fn note_absent_files(&mut self) {
        let paths = self
            .loaded
            .iter()
            .map(|source| source.document.path.as_str());
        let paths: BTreeSet<&str> = paths.collect();
        let absent = |source: &Loaded| {
            let files = content(source)?.files.iter();
            let absent = files.filter(|file| !paths.contains(file.path.as_str()));
            let absent: Vec<String> = absent.map(|file| file.path.clone()).collect();
            (!absent.is_empty()).then(|| (source.id, note(&absent)))
        };
        let notes: Vec<(u32, report::Note)> = self.loaded.iter().filter_map(absent).collect();
        let sources = &mut self.runs.shown.report.sources;
        for (id, note) in notes {
            let is_it = |source: &&mut Source| source.id == id;
            if let Some(source) = sources.iter_mut().find(is_it)
                && !source.notes.contains(&note)
            {
                source.notes.push(note);
            }
        }
    }
}

fn content(source: &Loaded) -> Option<&Configuration> {
    match &source.document.content {
        Content::Configuration(configuration) => Some(configuration),
        _ => None,
    }
}

fn is_used(source: &Loaded) -> bool {
    source.document.problem.is_none()
}

/// The settings that a configuration holds.
fn settings(configuration: &Configuration) -> Result<Settings, Refusal> {
    let trouble = "cannot be used";
    let columns = Value::Object(configuration.columns.clone());
    let columns = Map::from_iter([("columns".to_owned(), columns)]);
    let settings = Settings::default().with(columns, "The columns", trouble)?;
    settings.with(configuration.settings.clone(), "The settings", trouble)
}

fn note(absent: &[String]) -> report::Note {
    let what = match absent.len() {
        1 => "The configuration names a file that is not open.".to_owned(),
        count => format!("The configuration names {count} files that are not open."),
    };
    report::Note {
        what,
        found: Some(words::list(absent, NAMED)),
        advice: Some(
            "Add them, and they get the roles that the configuration gives them.".to_owned(),
        ),
        count: 1,
        ..report::Note::default()
    }
}
