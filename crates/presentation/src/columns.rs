//! What columns are called on the page: their types, roles, how sure that is, and what the strip of a question offers.
//!
//! Plain functions of the report. What an answer changes is in `interaction`.

use leeway_monitors::words;
use leeway_report::Joined;
use leeway_report::columns::{AgeTo, ColumnReport, Question, StandIn, Subject};
use leeway_report::settings::ColumnRole;
use leeway_table::forms::{DateFormat, DatePart};
use leeway_table::{ColumnType, InferredType};

/// A type in words.
pub fn type_words(column_type: ColumnType) -> &'static str {
    match column_type {
        ColumnType::Number => "Number",
        ColumnType::Category => "Category",
        ColumnType::Boolean => "Yes or no",
        ColumnType::Date => "Date",
        ColumnType::Text => "Text",
        ColumnType::Identifier => "Identifier",
        ColumnType::Empty => "Empty",
    }
}

/// What of a date is compared, in words.
pub fn part_words(part: DatePart) -> &'static str {
    match part {
        DatePart::Age => "Age",
        DatePart::Hour => "Hour",
        DatePart::Weekday => "Weekday",
        DatePart::Month => "Month",
    }
}

/// What the ages of dates are counted to on both sides, or why there are none; `None` for a column without dates.
pub fn age_words(column: &ColumnReport) -> Option<String> {
    let dates = column.dates.as_ref()?;
    let to = |to: AgeTo| match to {
        AgeTo::RowTime => "the row’s time",
        AgeTo::NewestDate => "the newest date of the file",
    };
    Some(match (dates.baseline_age_to, dates.current_age_to) {
        (Some(one), Some(other)) if one != other => format!(
            "Age: from the date to {} on the baseline, to {} on the current side.",
            to(one),
            to(other)
        ),
        (Some(one), _) | (_, Some(one)) => format!("Age: from the date to {}.", to(one)),
        (None, None) => return dates.no_age.clone(),
    })
}

/// A role in words.
pub fn role_words(role: ColumnRole) -> &'static str {
    match role {
        ColumnRole::Feature => "Feature",
        ColumnRole::Label => "Label",
        ColumnRole::Prediction => "Prediction",
        ColumnRole::Probability => "Probability",
        ColumnRole::Time => "Time",
        ColumnRole::Identifier => "Identifier",
        ColumnRole::Index => "Index",
        ColumnRole::Group => "Group",
        ColumnRole::Ignored => "Ignored",
    }
}

/// Whether a column is known, with a mark that differs in shape, so that colour is never needed.
pub fn known_words(is_certain: bool) -> (&'static str, &'static str) {
    match is_certain {
        true => ("●", "Known"),
        false => ("◌", "Supposed"),
    }
}

/// What the column is called on the other side, or that it is on one side alone; `None` where both call it so.
pub fn other_name(column: &ColumnReport) -> Option<String> {
    match (&column.baseline_name, &column.current_name) {
        (Some(_), None) => Some("on the baseline only".to_owned()),
        (None, Some(_)) => Some("on the current side only".to_owned()),
        (Some(name), _) if *name != column.name => Some(format!("{name} on the baseline")),
        (_, Some(name)) if *name != column.name => Some(format!("{name} on the current side")),
        _ => None,
    }
}

/// What Model Monitor takes the column for, where that is something else.
pub fn other_type(column: &ColumnReport) -> Option<String> {
    let is_same = match (column.column_type, column.inferred_type) {
        (ColumnType::Number, inferred) => inferred.is_number(),
        (ColumnType::Empty, inferred) => inferred == InferredType::Unknown,
        (ColumnType::Category | ColumnType::Text | ColumnType::Identifier, inferred) => {
            inferred == InferredType::String
        }
        (ColumnType::Boolean | ColumnType::Date, _) => false,
    };
    let inferred = column.inferred_type.name();
    (!is_same).then(|| format!("{inferred} to Model Monitor"))
}

/// The strip's name, for who cannot see where it stands.
pub fn question_name(question: &Question) -> String {
    let about = match question.about {
        Subject::Label => "Which column is the label?",
        Subject::Prediction => "Which column is the prediction?",
        Subject::Probability => "Which column is the probability?",
        Subject::Time => "When did a row come to be?",
        Subject::Join => "Which rows belong together?",
        Subject::Alignment => "Which columns does a file without header have?",
        Subject::Role => "What is a file for?",
        Subject::Missing => "Does a value mean that nothing is there?",
    };
    match &question.column {
        Some(column) => format!("{about} {column}"),
        None => about.to_owned(),
    }
}

/// What the button says that takes none of the candidates; `None` where that is no answer.
pub fn none_words(about: Subject) -> Option<&'static str> {
    match about {
        Subject::Label | Subject::Prediction | Subject::Probability | Subject::Time => Some("None"),
        Subject::Missing => Some("No"),
        Subject::Join | Subject::Alignment | Subject::Role => None,
    }
}

/// What the button says that takes all candidates; `None` where one alone is an answer.
pub fn all_words(question: &Question) -> Option<&'static str> {
    let is_of_several = question.about == Subject::Missing;
    match question.candidates.len() {
        2 if is_of_several => Some("Both mean missing"),
        3.. if is_of_several => Some("All mean missing"),
        _ => None,
    }
}

/// A candidate as its button says it: the order of a date or how rows belong together in words, else its name.
pub fn candidate_words(question: &Question, candidate: &str) -> String {
    let format = DateFormat::parse(candidate).filter(|_| question.about == Subject::Time);
    if question.about == Subject::Join {
        return match Joined::parse(candidate) {
            Some(Joined::Added) => "Rows of their own".to_owned(),
            _ => "The same rows".to_owned(),
        };
    }
    if question.about == Subject::Missing {
        return match question.candidates.len() {
            1 => "Yes, missing".to_owned(),
            _ => format!("Only {}", signed(candidate)),
        };
    }
    match format {
        Some(DateFormat::DayFirst) => "Day first".to_owned(),
        Some(DateFormat::MonthFirst) => "Month first".to_owned(),
        _ => candidate.to_owned(),
    }
}

/// What was answered, as it stands in the strip until the screen is left; of questions that take several candidates all that were chosen.
pub fn answered_words(question: &Question, all_chosen: &[String]) -> String {
    let chosen = all_chosen.first().map(String::as_str);
    let about = match question.about {
        Subject::Label => "label",
        Subject::Prediction => "prediction",
        Subject::Probability => "probability",
        Subject::Join => {
            return chosen.map_or("Noted.".to_owned(), |chosen| {
                format!(
                    "Noted: {}.",
                    candidate_words(question, chosen).to_lowercase()
                )
            });
        }
        Subject::Time if question.column.is_some() => {
            return chosen.map_or("Noted.".to_owned(), |chosen| {
                format!(
                    "Noted: {}.",
                    candidate_words(question, chosen).to_lowercase()
                )
            });
        }
        Subject::Time => "rows’ time",
        Subject::Missing => {
            let count = |values: &[String]| {
                let values: Vec<String> = values.iter().map(|one| signed(one)).collect();
                match values.as_slice() {
                    [only] => format!("{only} counts"),
                    several => format!("{} count", words::list(several, 4)),
                }
            };
            return match all_chosen {
                [] => format!("Noted: {} as values.", count(&question.candidates)),
                chosen => format!("Noted: {} as missing.", count(chosen)),
            };
        }
        Subject::Alignment | Subject::Role => {
            return chosen.map_or("Noted.".to_owned(), |chosen| format!("Noted: {chosen}."));
        }
    };
    match chosen {
        Some(column) => format!("Noted: {column} is the {about}."),
        None if question.about == Subject::Time => "Noted: no column is the rows’ time.".to_owned(),
        None => format!("Noted: there is no {about}."),
    }
}

/// A value that stands for a missing one or could, with its rows on both sides.
pub fn stand_in_words(one: &StandIn) -> String {
    let (value, count) = (signed(&one.value), words::count(one.baseline + one.current));
    let rows = match one.baseline + one.current {
        1 => "row",
        _ => "rows",
    };
    match one.is_missing {
        None => format!("{value} in {count} {rows} stands out. Does it mean missing?"),
        Some(true) => format!("{value} counts as missing: {count} {rows}"),
        Some(false) => format!("{value} counts as a value: {count} {rows}"),
    }
}

/// A value with a minus sign where it has a hyphen for one.
fn signed(value: &str) -> String {
    match value.strip_prefix('-') {
        Some(rest) if rest.starts_with(|first: char| first.is_ascii_digit()) => format!("−{rest}"),
        _ => value.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use leeway_report::columns::KnownBy;

    fn column(baseline: Option<&str>, current: Option<&str>) -> ColumnReport {
        ColumnReport {
            name: "age".to_owned(),
            baseline_name: baseline.map(str::to_owned),
            current_name: current.map(str::to_owned),
            column_type: ColumnType::Number,
            inferred_type: InferredType::Fractional,
            role: ColumnRole::Feature,
            known_by: KnownBy::Values,
            certain: false,
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
    fn the_other_name_is_told_where_it_differs() {
        let other = |baseline, current| other_name(&column(baseline, current));
        assert_eq!(other(Some("age"), Some("age")), None);
        let current = other(Some("age"), Some("_c0")).unwrap();
        assert_eq!(current, "_c0 on the current side");
        assert_eq!(other(Some("age"), None).unwrap(), "on the baseline only");
        assert_eq!(other(None, None), None);
    }

    #[test]
    fn the_type_of_model_monitor_is_told_where_it_differs() {
        let plain = column(None, None);
        assert_eq!(other_type(&plain), None);
        let comma = ColumnReport {
            inferred_type: InferredType::String,
            ..plain.clone()
        };
        assert_eq!(other_type(&comma).unwrap(), "String to Model Monitor");
        let codes = ColumnReport {
            column_type: ColumnType::Category,
            inferred_type: InferredType::Integral,
            ..plain
        };
        assert_eq!(other_type(&codes).unwrap(), "Integral to Model Monitor");
    }

    #[test]
    fn an_answer_is_said_back() {
        let question = |about| Question {
            about,
            column: None,
            candidates: Vec::new(),
            supposed: None,
            affects: Vec::new(),
            sentence: String::new(),
        };
        let label = question(Subject::Label);
        assert_eq!(
            answered_words(&label, &["churned".to_owned()]),
            "Noted: churned is the label."
        );
        assert_eq!(answered_words(&label, &[]), "Noted: there is no label.");
        assert_eq!(answered_words(&question(Subject::Join), &[]), "Noted.");
        assert_eq!(question_name(&label), "Which column is the label?");
        let values = ["-999", "9999"].map(str::to_owned);
        let missing = Question {
            candidates: values.to_vec(),
            ..question(Subject::Missing)
        };
        assert_eq!(all_words(&missing), Some("Both mean missing"));
        assert_eq!(candidate_words(&missing, &values[0]), "Only −999");
        for (chosen, words) in [
            (&values[..], "Noted: −999 and 9999 count as missing."),
            (&values[..1], "Noted: −999 counts as missing."),
            (&[], "Noted: −999 and 9999 count as values."),
        ] {
            assert_eq!(answered_words(&missing, chosen), words);
        }
    }

    #[test]
    fn known_and_supposed_differ_in_words_and_shape() {
        let (known, supposed) = (known_words(true), known_words(false));
        assert!(known.0 != supposed.0 && known.1 != supposed.1);
    }
}
