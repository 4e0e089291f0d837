//! Custom attributes of captured rows, and what is chosen for them: which rows count.

use std::collections::BTreeMap;

use leeway_report::Source;
use leeway_report::settings::{AttributeChoice, Settings};
use leeway_table::named;

named! {
    /// What is done with the rows of an attribute.
    pub enum Rows {
        /// They count unless others alone are kept.
        Open = "open",
        /// They count, and those without one that is kept do not.
        Kept = "keep",
        /// They do not count.
        LeftOut = "leave_out",
    }
}

/// An attribute.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attribute {
    /// As its callers gave it.
    pub name: String,
    /// Rows that have it, in all sources that name it, before any is left out.
    pub rows: u64,
    /// What is done with them.
    pub choice: Rows,
}

/// The attributes of all sources, those of most rows first, and those that something is chosen for.
///
/// A source names its most frequent ones; empty without captures that have any.
pub fn attributes(sources: &[Source], settings: &Settings) -> Vec<Attribute> {
    let choice = &settings.rules.attributes;
    let mut rows: BTreeMap<&str, u64> = BTreeMap::new();
    for (name, count) in sources.iter().flat_map(|source| &source.attributes) {
        *rows.entry(name).or_default() += count;
    }
    for name in choice.keep.iter().chain(&choice.leave_out) {
        rows.entry(name).or_default();
    }
    let attribute = |(name, rows): (&str, u64)| Attribute {
        name: name.to_owned(),
        rows,
        choice: chosen(choice, name),
    };
    let mut all: Vec<Attribute> = rows.into_iter().map(attribute).collect();
    all.sort_by_key(|one| std::cmp::Reverse(one.rows));
    all
}

/// The settings with the choice for an attribute.
pub fn choose(settings: &Settings, name: &str, rows: Rows) -> Settings {
    let mut changed = settings.clone();
    let AttributeChoice { keep, leave_out } = &mut changed.rules.attributes;
    for list in [&mut *keep, &mut *leave_out] {
        list.retain(|one| one != name);
    }
    match rows {
        Rows::Open => {}
        Rows::Kept => keep.push(name.to_owned()),
        Rows::LeftOut => leave_out.push(name.to_owned()),
    }
    changed
}

fn chosen(choice: &AttributeChoice, name: &str) -> Rows {
    let has = |list: &[String]| list.iter().any(|one| one == name);
    match (has(&choice.leave_out), has(&choice.keep)) {
        (true, _) => Rows::LeftOut,
        (_, true) => Rows::Kept,
        _ => Rows::Open,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn source(attributes: &[(&str, u64)]) -> Source {
        let attributes = attributes.iter();
        Source {
            attributes: attributes
                .map(|(name, rows)| ((*name).to_owned(), *rows))
                .collect(),
            ..Source::default()
        }
    }

    #[test]
    fn attributes_of_all_sources_are_chosen_and_taken_back() {
        let sources = [
            source(&[("test", 5), ("blue", 40)]),
            source(&[("blue", 2), ("green", 30)]),
        ];
        let of = |settings: &Settings| {
            let all = attributes(&sources, settings).into_iter();
            all.map(|one| (one.name, one.rows, one.choice))
                .collect::<Vec<_>>()
        };
        let row = |name: &str, rows, choice| (name.to_owned(), rows, choice);
        let left = choose(&Settings::default(), "test", Rows::LeftOut);
        let expected = [
            row("blue", 42, Rows::Open),
            row("green", 30, Rows::Open),
            row("test", 5, Rows::LeftOut),
        ];
        assert_eq!(of(&left), expected);
        let kept = choose(&left, "test", Rows::Kept);
        assert!(kept.rules.attributes.leave_out.is_empty());
        assert_eq!(choose(&kept, "test", Rows::Open), Settings::default());
        // One that no loaded file names can be taken back too.
        let other = choose(&Settings::default(), "gone", Rows::Kept);
        assert_eq!(of(&other)[3], row("gone", 0, Rows::Kept));
    }
}
