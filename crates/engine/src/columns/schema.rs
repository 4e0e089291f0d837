//! What every column was taken for, as the report says it.

use super::known::ColumnFacts;
use crate::layout::{Place, columns_of};
use crate::names::Answer;
use crate::view::View;
use leeway_report::columns::{ColumnReport, KnownBy};
use leeway_report::settings::ColumnRole;
use leeway_table::{ColumnType, Kind};

/// One entry for every feature, in the layout's order, then one for every other column.
///
/// The role of label, prediction and probability goes before what values suggest; a column that nothing is said of is a feature.
pub fn columns(view: View) -> Vec<ColumnReport> {
    let facts = view.readings.columns.iter();
    facts.map(|facts| column(view, facts)).collect()
}

fn column(view: View, facts: &ColumnFacts) -> ColumnReport {
    let places = &facts.places;
    let name_of = |places: &[Place]| {
        let (source, at) = *places.first()?;
        Some(columns_of(view.sources, source)[at].name.clone())
    };
    let answers = &view.meanings.answers;
    let is_it = |answer: &Answer| answers.column(*answer) == Some(places.name.as_str());
    let answer = Answer::ALL.into_iter().find(is_it);
    let by_answer = answer.and_then(|answer| {
        let basis = view.meanings.bases[answer as usize].as_ref()?;
        let role = match answer {
            Answer::Label => ColumnRole::Label,
            Answer::Prediction => ColumnRole::Prediction,
            Answer::Probability => ColumnRole::Probability,
        };
        Some((role, basis.known_by(), basis.is_certain(), basis.sentence()))
    });
    let certain = |by: KnownBy| !matches!(by, KnownBy::Name | KnownBy::Values);
    let by_facts = || {
        let known = facts.role.as_ref()?;
        Some((
            known.role,
            known.known_by,
            certain(known.known_by),
            known.reason.clone(),
        ))
    };
    let (role, known_by, is_certain, reason) = by_answer.or_else(by_facts).unwrap_or_else(|| {
        let by = facts.known_by;
        (ColumnRole::Feature, by, certain(by), facts.reason.clone())
    });
    let by_kind = view.rules.kind_of(&places.name).map(|kind| match kind {
        Kind::Numerical => ColumnType::Number,
        Kind::Categorical => ColumnType::Category,
    });
    // A type that is measured as it was chosen is more than the kind.
    let by_kind = by_kind.filter(|_| facts.column_type.kind() != view.rules.kind_of(&places.name));
    ColumnReport {
        name: places.name.clone(),
        baseline_name: name_of(places.baseline.columns()),
        current_name: name_of(places.current.columns()),
        column_type: by_kind.unwrap_or(facts.column_type),
        inferred_type: facts.inferred_type,
        role,
        known_by,
        certain: is_certain,
        reason,
        written: facts.written.clone(),
        unread: facts.unread,
        missing: facts.missing,
        stand_ins: facts.stand_ins.clone(),
        examples: facts.examples.clone(),
        dates: facts.dates.clone(),
    }
}
