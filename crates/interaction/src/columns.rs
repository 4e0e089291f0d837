//! The table of columns: which pass the filters, and which are selected.

use std::collections::BTreeSet;

use leeway_report::columns::ColumnReport;
use leeway_report::settings::ColumnRole;

/// Which columns are shown.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// Part of a name on either side, in any case.
    pub search: String,
    /// Their role.
    pub role: Option<ColumnRole>,
    /// Those alone that are supposed.
    pub is_supposed_only: bool,
}

impl Filter {
    /// Whether a column is shown.
    pub fn passes(&self, column: &ColumnReport) -> bool {
        let search = self.search.trim().to_lowercase();
        let names = [&column.baseline_name, &column.current_name];
        let names = names.into_iter().flatten().chain([&column.name]);
        let is_found = names
            .into_iter()
            .any(|name| name.to_lowercase().contains(&search));
        is_found
            && self.role.is_none_or(|role| role == column.role)
            && !(self.is_supposed_only && column.certain)
    }
}

/// Columns that are selected, by name.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Selected {
    names: BTreeSet<String>,
    /// The one that was last clicked: a click with Shift reaches from there.
    last: Option<String>,
}

impl Selected {
    /// Whether a column is selected.
    pub fn has(&self, name: &str) -> bool {
        self.names.contains(name)
    }

    /// Those of `shown` that are selected, in its order: what is not shown is not changed.
    pub fn of(&self, shown: &[String]) -> Vec<String> {
        let selected = shown.iter().filter(|name| self.has(name));
        selected.cloned().collect()
    }

    /// After a click on a column: turned, and with Shift all between it and the last one like it.
    pub fn clicked(mut self, name: &str, shown: &[String], has_shift: bool) -> Self {
        let place = |name: &str| shown.iter().position(|one| one == name);
        let is_on = !self.has(name);
        let from = self.last.as_deref().filter(|_| has_shift).and_then(place);
        let reach = match (from, place(name)) {
            (Some(from), Some(to)) => &shown[from.min(to)..=from.max(to)],
            _ => &[],
        };
        for name in reach.iter().map(String::as_str).chain([name]) {
            match is_on {
                true => self.names.insert(name.to_owned()),
                false => self.names.remove(name),
            };
        }
        self.last = Some(name.to_owned());
        self
    }

    /// All of `shown`, or none where all were selected.
    pub fn all_or_none(self, shown: &[String]) -> Self {
        let names = match shown.iter().all(|name| self.has(name)) {
            true => BTreeSet::new(),
            false => shown.iter().cloned().collect(),
        };
        Selected { names, last: None }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use leeway_report::columns::KnownBy;
    use leeway_table::{ColumnType, InferredType};

    fn column(name: &str, role: ColumnRole, certain: bool) -> ColumnReport {
        ColumnReport {
            name: name.to_owned(),
            baseline_name: Some(name.to_owned()),
            current_name: Some(format!("_{name}")),
            column_type: ColumnType::Number,
            inferred_type: InferredType::Integral,
            role,
            known_by: KnownBy::Name,
            certain,
            reason: String::new(),
            written: None,
            unread: 0,
            missing: 0,
            stand_ins: Vec::new(),
            examples: Vec::new(),
            dates: None,
        }
    }

    #[test]
    fn filters_go_together() {
        let columns = [
            column("Age", ColumnRole::Feature, true),
            column("wage", ColumnRole::Label, false),
            column("plan", ColumnRole::Feature, false),
        ];
        let shown = |filter: Filter| {
            let shown = columns.iter().filter(|column| filter.passes(column));
            shown.map(|column| column.name.clone()).collect::<Vec<_>>()
        };
        assert_eq!(shown(Filter::default()).len(), 3);
        let search = "aGe ".to_owned();
        let found = Filter {
            search,
            ..Filter::default()
        };
        assert_eq!(shown(found.clone()), ["Age", "wage"]);
        let supposed = Filter {
            is_supposed_only: true,
            ..found
        };
        assert_eq!(shown(supposed), ["wage"]);
        let features = Filter {
            role: Some(ColumnRole::Feature),
            ..Filter::default()
        };
        assert_eq!(shown(features), ["Age", "plan"]);
    }

    #[test]
    fn shift_reaches_from_the_last_click_in_either_direction() {
        let shown = ["a", "b", "c", "d"].map(str::to_owned);
        let some = Selected::default().clicked("c", &shown, false);
        let some = some.clicked("a", &shown, true);
        assert_eq!(some.of(&shown), ["a", "b", "c"]);
        let some = some.clicked("b", &shown, false);
        assert_eq!(some.of(&shown), ["a", "c"]);
        // With a first click there is nothing to reach from.
        let one = Selected::default().clicked("d", &shown, true);
        assert_eq!(one.of(&shown), ["d"]);
        assert_eq!(some.of(&shown[1..]), ["c"]);
    }

    #[test]
    fn one_click_selects_all_and_another_none() {
        let shown = ["a", "b"].map(str::to_owned);
        let all = Selected::default()
            .clicked("a", &shown, false)
            .all_or_none(&shown);
        assert_eq!(all.of(&shown).len(), 2);
        assert_eq!(all.all_or_none(&shown), Selected::default());
    }
}
