//! What of a column's dates is compared, switched on and off one by one.

use crate::answers::with_choices;
use leeway_report::Refusal;
use leeway_report::columns::ColumnReport;
use leeway_report::settings::{ColumnRole, Settings};
use leeway_table::forms::DatePart;

/// What of the column's dates can be switched on: ages but of the rows' own time, hours where any date has one; nothing where it holds no dates, or none that can be read.
pub fn offered(column: &ColumnReport) -> Vec<DatePart> {
    let is_read = column.written.as_ref();
    let is_read = is_read.is_some_and(|written| written.date_format.is_some());
    let Some(dates) = column.dates.as_ref().filter(|_| is_read) else {
        return Vec::new();
    };
    let is_offered = |part: &DatePart| match part {
        DatePart::Age => column.role != ColumnRole::Time,
        DatePart::Hour => dates.has_clock,
        DatePart::Weekday | DatePart::Month => true,
    };
    DatePart::ALL.into_iter().filter(is_offered).collect()
}

/// Settings in which `part` of the column's dates is compared, or no longer is; the others stay as the report has them.
///
/// # Errors
/// As any change of settings; none for a column of a report.
pub fn switched(
    settings: &Settings,
    column: &ColumnReport,
    part: DatePart,
    is_on: bool,
) -> Result<Settings, Refusal> {
    let compared = column.dates.iter().flat_map(|dates| &dates.compared);
    let mut parts: Vec<DatePart> = compared.copied().filter(|one| *one != part).collect();
    if is_on {
        parts.push(part);
    }
    parts.sort_unstable();
    with_choices(settings, |choices| {
        choices.entry(column.name.clone()).or_default().date_parts = Some(parts);
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use leeway_report::columns::{Dates, KnownBy, Written};
    use leeway_table::{ColumnType, InferredType};

    fn column(role: ColumnRole, has_clock: bool) -> ColumnReport {
        ColumnReport {
            name: "at".to_owned(),
            baseline_name: None,
            current_name: None,
            column_type: ColumnType::Date,
            inferred_type: InferredType::String,
            role,
            known_by: KnownBy::Values,
            certain: false,
            reason: String::new(),
            written: Some(Written {
                date_format: Some("y-m-d".to_owned()),
                ..Written::default()
            }),
            unread: 0,
            missing: 0,
            stand_ins: Vec::new(),
            examples: Vec::new(),
            dates: Some(Dates {
                compared: vec![DatePart::Age],
                has_clock,
                ..Dates::default()
            }),
        }
    }

    #[test]
    fn parts_are_switched_one_by_one() {
        let at = column(ColumnRole::Feature, true);
        let on = switched(&Settings::default(), &at, DatePart::Weekday, true).unwrap();
        let parts = |settings: &Settings| settings.rules.column_choices["at"].date_parts.clone();
        assert_eq!(parts(&on), Some(vec![DatePart::Age, DatePart::Weekday]));
        let off = switched(&on, &at, DatePart::Age, false).unwrap();
        assert_eq!(parts(&off), Some(Vec::new()));
    }

    #[test]
    fn what_dates_do_not_have_is_not_offered() {
        assert_eq!(offered(&column(ColumnRole::Feature, true)), DatePart::ALL);
        let day = offered(&column(ColumnRole::Time, false));
        assert_eq!(day, [DatePart::Weekday, DatePart::Month]);
        let open = ColumnReport {
            written: None,
            ..column(ColumnRole::Feature, true)
        };
        assert_eq!(offered(&open), []);
    }
}
