//! The sources and the two sides of the report.

use crate::model;
use crate::source::Loaded;
use crate::view::View;
use leeway_documents::model_monitor::FeatureStatistics;
use leeway_documents::{self as documents, Content, Role};
use leeway_report::Basis;
use leeway_report::{Side, Source, iso};
use leeway_table::NO_TIME;

pub(super) fn source(view: View, index: usize) -> Source {
    let loaded = &view.sources[index];
    let document = &loaded.document;
    let of_layout = view
        .layout
        .notes
        .iter()
        .filter(|(source, _)| *source == index)
        .map(|(_, note)| note);
    let kin = &loaded.kin;
    let role = view.layout.roles.get(index).copied().flatten();
    let is_asked = || match &document.content {
        Content::Model(_) | Content::Encoder(_) => {
            model::model(view.sources).is_some_and(|in_use| {
                [Some(in_use.path), in_use.apart].contains(&Some(&document.path))
            })
        }
        _ => document.kind.needs_no_role(),
    };
    let has_part = role.is_some() || kin.with.is_some() || is_asked();
    let is_used = has_part && document.problem.is_none();
    let (kept, left_out) = kin.kept_and_left_out.unwrap_or((document.records, 0));
    let used = if is_used { kept } else { 0 };
    Source {
        id: loaded.id,
        path: document.path.clone(),
        kind: document.kind,
        role: role.or(kin.role),
        role_chosen: loaded.is_role_chosen,
        bytes: document.bytes,
        records: document.records,
        failed: document.problem.is_some(),
        joined: kin.joined,
        used,
        not_used: kept + left_out - used,
        attributes: kin.attributes.clone(),
        run: None,
        notes: document
            .problem
            .iter()
            .chain(&document.notes)
            .chain(&kin.notes)
            .chain(of_layout)
            .chain(&without_use(loaded))
            .map(Into::into)
            .collect(),
    }
}

/// Says so where the user gave a part to a file that cannot play any.
fn without_use(loaded: &Loaded) -> Option<documents::Note> {
    let document = &loaded.document;
    let role = loaded.role.filter(|_| loaded.is_role_chosen)?;
    let has_nothing = matches!(document.content, Content::None | Content::Json(_));
    (has_nothing && document.problem.is_none()).then(|| {
        documents::Note::new(format!(
            "Nothing of this file can be used as {}: it was read as {}.",
            role.name(),
            document.kind.title()
        ))
        .expected("a table, records of JSON, or what a monitoring job wrote")
        .advice("Give the part to another file.")
    })
}

/// Why nothing of a document could be used, as one sentence for a message.
///
/// With path and line, what was found and expected, and what to do; `documents` is how many failed in all, of which this is the first.
pub fn sentence(path: &str, problem: &documents::Note, documents: usize) -> String {
    let line = problem
        .line
        .map_or(String::new(), |line| format!(", line {line}"));
    let mut text = format!("{path}{line}: {}", problem.what);
    if let Some(found) = &problem.found {
        text += &format!(" Found: {found}.");
    }
    if let Some(expected) = &problem.expected {
        text += &format!(" Expected: {expected}.");
    }
    if let Some(advice) = &problem.advice {
        text += &format!(" {advice}");
    }
    if documents > 1 {
        text += &format!(" ({} more could not be used either.)", documents - 1);
    }
    text
}

pub(super) fn side(view: View, role: Role) -> Option<Side> {
    let tables = view.layout.tables(view.sources, role);
    if tables.is_empty() {
        return side_of_statistics(view, role);
    }
    let mut rows = 0;
    let mut times: Option<(i64, i64)> = None;
    let mut columns = 0;
    for &index in &tables {
        let Content::Table(table) = &view.sources[index].document.content else {
            continue;
        };
        rows += table.rows as u64;
        columns = columns.max(table.columns.len() as u64);
        let chosen = view.sources[index].row_times.as_ref();
        let own = chosen.map_or(&table.times, |times| &times.of_rows);
        for &time in own.iter().filter(|time| **time != NO_TIME) {
            let (first, last) = times.unwrap_or((time, time));
            times = Some((first.min(time), last.max(time)));
        }
    }
    Some(Side {
        from: Basis::Samples,
        rows,
        columns,
        first: times.map(|(first, _)| iso(first)),
        last: times.map(|(_, last)| iso(last)),
        windows: Vec::new(),
        without_time: 0,
    })
}

/// A side of statistics; its times are the hours in the paths.
pub(super) fn side_of_statistics(view: View, role: Role) -> Option<Side> {
    let statistics = match role {
        Role::Baseline => view.layout.baseline_statistics.as_ref()?,
        _ => view.layout.current_statistics.as_ref()?,
    };
    let rows_of = |feature: &FeatureStatistics| {
        let (present, missing) = feature.presence().unwrap_or_default();
        present + missing
    };
    let largest = statistics.features.iter().map(rows_of).max();
    let hours = view
        .sources
        .iter()
        .zip(&view.layout.roles)
        .filter(|(source, known)| {
            **known == Some(role) && matches!(source.document.content, Content::Statistics(_))
        })
        .filter_map(|(source, _)| source.document.hour);
    Some(Side {
        from: Basis::Statistics,
        rows: statistics.item_count.or(largest).unwrap_or(0),
        columns: statistics.features.len() as u64,
        first: hours.clone().min().map(iso),
        last: hours.max().map(iso),
        windows: Vec::new(),
        without_time: 0,
    })
}
