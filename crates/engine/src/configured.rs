//! What Clarify's configurations say, in the order in which they count, and the names that they give to columns without any.

use crate::source::{Loaded, columns_of};
use leeway_documents::clarify::AnalysisConfig;
use leeway_documents::{Content, DocumentKind};
use leeway_table::Origin;

/// A configuration with the path that it was read from.
pub struct Configured<'a> {
    /// Its path.
    pub path: &'a str,
    /// What it says.
    pub config: AnalysisConfig,
}

/// Names for the columns that have none.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Naming {
    /// What the user says, by position.
    given: Option<Vec<String>>,
    /// What the configuration in force says, the label among them.
    headers: Vec<String>,
    /// Where the label stands among the headers.
    label: Option<usize>,
}

/// All configurations of Clarify, the newest first: paths carry dates, and what comes last by path is the newest.
///
/// One for each document of that kind; empty without any. What a configuration does not say is left open in it.
pub fn configs(sources: &[Loaded]) -> Vec<Configured<'_>> {
    let read = |source: &'_ Loaded| match &source.document.content {
        Content::Json(value) => Some(AnalysisConfig::read(value)),
        _ => None,
    };
    let mut configs: Vec<Configured> = sources
        .iter()
        .filter(|source| source.document.kind == DocumentKind::AnalysisConfig)
        .filter_map(|source| {
            let path = source.document.path.as_str();
            read(source).map(|config| Configured { path, config })
        })
        .collect();
    configs.sort_by(|a, b| b.path.cmp(a.path));
    configs
}

impl Naming {
    /// The names for columns without one: what the user gave, else the headers of the newest configuration that has some.
    ///
    /// `given` is in the order of the columns. Without either there are no names, and columns are aligned by their values.
    pub fn of(sources: &[Loaded], given: Option<&[String]>) -> Naming {
        let configs = configs(sources);
        let mut all = configs.into_iter().map(|one| one.config);
        let config = all.find(|config| !config.headers.is_empty());
        let config = config.unwrap_or_default();
        let is_label = |name: &String| Some(name) == config.label.as_ref();
        Naming {
            given: given.map(<[String]>::to_vec),
            label: config.headers.iter().position(is_label),
            headers: config.headers,
        }
    }

    /// The names of a table's columns in order: all headers, or all but the label's where the table has one column less. What the model answered has no
    /// header; `None` where nobody says anything of so many columns.
    pub fn names(&self, sources: &[Loaded], source: usize) -> Option<Vec<String>> {
        if self.given.is_some() {
            return self.given.clone();
        }
        let columns = columns_of(sources, source);
        let are_answers = |column: &&leeway_table::Column| column.origin == Origin::Output;
        let count = columns.iter().filter(|column| !are_answers(column)).count();
        let mut names = self.headers.clone();
        match self.label {
            Some(label) if names.len() == count + 1 => {
                names.remove(label);
            }
            _ => {}
        }
        (count > 0 && names.len() == count).then_some(names)
    }
}
