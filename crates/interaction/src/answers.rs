//! What an answer about columns changes in the settings: one to a question, and one for columns that are selected.
//!
//! Answers go through [`Settings::with`], so that label, prediction, probability and kinds stand in their one place, as in the engine. Whoever answers sees the
//! settings that come of it; nothing is remembered here.

use serde_json::{Map, Value, json};

use super::link::with_changes;
use super::screen::Screen;
use leeway_presentation::columns::{all_words, none_words};
use leeway_report::Refusal;
use leeway_report::columns::{Affected, ColumnReport, Question, Subject};
use leeway_report::settings::{ColumnChoice, ColumnRole, NONE, Settings};
use leeway_table::ColumnType;
use leeway_table::forms::DateFormat;

/// An answer to a question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// What is supposed, it and all else that the question names.
    Yes,
    /// It is this one, and no other.
    Is(String),
    /// It is all of them.
    All,
    /// It is none of them.
    None,
}

/// What can be answered right where the question stands.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Offer {
    /// What is supposed and can be confirmed.
    pub yes: Option<String>,
    /// What the button says that takes all of them.
    pub all: Option<&'static str>,
    /// What else it could be, the likeliest first.
    pub others: Vec<String>,
    /// What the button says that takes none of them.
    pub none: Option<&'static str>,
    /// The screen where everything about it can be changed.
    pub screen: Screen,
}

/// The role that an answer gives a column; `None` for questions that are about no column's role.
fn role(about: Subject) -> Option<ColumnRole> {
    match about {
        Subject::Label => Some(ColumnRole::Label),
        Subject::Prediction => Some(ColumnRole::Prediction),
        Subject::Probability => Some(ColumnRole::Probability),
        Subject::Time => Some(ColumnRole::Time),
        Subject::Join | Subject::Alignment | Subject::Role | Subject::Missing => None,
    }
}

/// What can be answered at once; of columns those that the report has.
pub fn offer(question: &Question, columns: &[ColumnReport]) -> Offer {
    let screen = match question.about {
        Subject::Join | Subject::Role => Screen::Sources,
        _ => Screen::Columns,
    };
    let role_of = |name: &str| {
        let mut columns = columns.iter();
        Some(columns.find(|column| column.name == name)?.role)
    };
    let is_answer = |candidate: &&String| match (question.about, role(question.about)) {
        (Subject::Missing | Subject::Join, _) => true,
        (Subject::Time, _) if question.column.is_some() => DateFormat::parse(candidate).is_some(),
        (Subject::Alignment, _) => role_of(candidate).is_some(),
        // A column that is taken for another answer is none here.
        (_, Some(own)) => role_of(candidate).is_some_and(|role| role == own || !is_of_one(role)),
        (_, None) => false,
    };
    let answers: Vec<&String> = question.candidates.iter().filter(is_answer).collect();
    let supposed = question.supposed.as_ref();
    let is_supposed = |one: &&&String| Some(**one) == supposed;
    let yes = answers.iter().find(is_supposed).copied().cloned();
    let others = answers.iter().filter(|one| !is_supposed(one)).copied();
    let others: Vec<String> = others.cloned().collect();
    let is_of_column =
        question.column.is_none() || supposed.is_some() || question.about == Subject::Missing;
    Offer {
        yes,
        all: all_words(question),
        others,
        none: none_words(question.about).filter(|_| is_of_column),
        screen,
    }
}

/// The settings with the answer in them; `columns` are the report's.
///
/// # Errors
/// A setting that cannot be used.
pub fn answered(
    settings: &Settings,
    question: &Question,
    columns: &[ColumnReport],
    answer: &Answer,
) -> Result<Settings, Refusal> {
    let value = match answer {
        Answer::Yes => question.supposed.as_deref().unwrap_or(NONE),
        Answer::Is(value) => value,
        Answer::All | Answer::None => NONE,
    };
    match (question.about, role(question.about)) {
        (Subject::Time, _) => with_choices(settings, |choices| {
            answer_time(choices, question, value);
        }),
        (_, Some(role)) => {
            let of_answer = with(settings, role.name(), json!(value));
            let is_confirmed = |column: &&ColumnReport| {
                *answer == Answer::Yes
                    && column.name != value
                    && !column.certain
                    && question.candidates.contains(&column.name)
            };
            let mut others = columns.iter().filter(is_confirmed);
            others.try_fold(of_answer?, |settings, column| match column.role {
                ColumnRole::Label | ColumnRole::Prediction | ColumnRole::Probability => {
                    with(&settings, column.role.name(), json!(column.name))
                }
                ColumnRole::Time => with_choices(&settings, |choices| {
                    choices.entry(column.name.clone()).or_default().role = Some(column.role);
                }),
                _ => Ok(settings),
            })
        }
        (Subject::Missing, _) => {
            let column = question.column.as_deref().unwrap_or_default();
            let mut said = question.candidates.iter();
            said.try_fold(settings.clone(), |settings, one| {
                let is_missing = *answer == Answer::All || one == value;
                with_stand_in(&settings, column, one, Some(is_missing))
            })
        }
        (Subject::Join, _) if value != NONE => {
            let mut joins = json!(settings.rules.joins);
            joins[question.column.as_deref().unwrap_or_default()] = json!(value);
            with(settings, "joins", joins)
        }
        (Subject::Alignment, _) if value != NONE => {
            let of_baseline = |column: &&ColumnReport| column.baseline_name.is_some();
            let there = columns.iter().filter(of_baseline);
            let names = there.map(|column| column.name.as_str());
            let names: Vec<&str> = names.filter(|name| *name != value).collect();
            with(settings, "columns", json!(names))
        }
        _ => Ok(settings.clone()),
    }
}

/// The column of a row's time, or how the dates of the column at hand are written.
fn answer_time(choices: &mut Choices, question: &Question, value: &str) {
    let format = DateFormat::parse(value);
    match &question.column {
        Some(column) if format.is_some() => {
            choices.entry(column.clone()).or_default().date_format = format;
        }
        _ if value == NONE => {
            for name in question.supposed.iter().chain(&question.candidates) {
                choices.entry(name.clone()).or_default().role = Some(ColumnRole::Feature);
            }
        }
        _ => {
            for choice in choices.values_mut() {
                choice.role = choice.role.filter(|role| *role != ColumnRole::Time);
            }
            choices.entry(value.to_owned()).or_default().role = Some(ColumnRole::Time);
        }
    }
}

/// What is chosen for columns; `None`: as Leeway sees it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Choice {
    /// What they are for.
    Role(Option<ColumnRole>),
    /// What their values are.
    Type(Option<ColumnType>),
}

/// The settings with the choice for each of the columns. A role that one column alone can have goes to the first.
///
/// # Errors
/// A setting that cannot be used.
pub fn chosen(settings: &Settings, names: &[String], choice: Choice) -> Result<Settings, Refusal> {
    let mut before = settings.clone();
    let count = match choice {
        Choice::Role(Some(role)) if is_of_one(role) => 1,
        _ => names.len(),
    };
    let names = names.iter().take(count);
    if choice == Choice::Role(None) {
        let rules = &mut before.rules;
        for answer in [
            &mut rules.label,
            &mut rules.prediction,
            &mut rules.probability,
        ] {
            *answer = answer
                .take()
                .filter(|name| !names.clone().any(|one| one == name));
        }
    }
    if choice == Choice::Type(None) {
        before
            .rules
            .kinds
            .retain(|name, _| !names.clone().any(|one| one == name));
    }
    with_choices(&before, |choices| {
        for name in names {
            let one = choices.entry(name.clone()).or_default();
            match choice {
                Choice::Role(role) => one.role = role,
                Choice::Type(column_type) => {
                    one.column_type = column_type;
                    // How dates are written is a part of what is taken back.
                    one.date_format = one.date_format.filter(|_| column_type.is_some());
                    one.date_parts = one.date_parts.take().filter(|_| column_type.is_some());
                }
            }
        }
    })
}

/// The settings in which a value of a column stands for a missing one, or does not; `None`: nothing is said of it.
///
/// # Errors
/// A setting that cannot be used.
pub fn with_stand_in(
    settings: &Settings,
    column: &str,
    value: &str,
    is_missing: Option<bool>,
) -> Result<Settings, Refusal> {
    with_choices(settings, |choices| {
        let missing = &mut choices.entry(column.to_owned()).or_default().missing;
        match is_missing {
            Some(is_missing) => missing.insert(value.to_owned(), is_missing),
            None => missing.remove(value),
        };
    })
}

/// True for roles that one column alone can have.
pub fn is_of_one(role: ColumnRole) -> bool {
    matches!(
        role,
        ColumnRole::Label | ColumnRole::Prediction | ColumnRole::Probability | ColumnRole::Time
    )
}

/// Whether the user said what the column is for.
pub fn is_role_chosen(settings: &Settings, name: &str) -> bool {
    let rules = &settings.rules;
    let answers = [&rules.label, &rules.prediction, &rules.probability];
    let choice = rules.column_choices.get(name);
    choice.is_some_and(|choice| choice.role.is_some())
        || answers.iter().any(|answer| answer.as_deref() == Some(name))
}

/// Whether the user said what the column's values are.
pub fn is_type_chosen(settings: &Settings, name: &str) -> bool {
    let choice = settings.rules.column_choices.get(name);
    choice.is_some_and(|choice| {
        choice.column_type.is_some() || choice.date_format.is_some() || choice.date_parts.is_some()
    }) || settings.rules.kinds.contains_key(name)
}

/// The questions on which a screen depends, in the report's order.
pub fn asked<'a>(questions: &'a [Question], screen: &Screen) -> Vec<&'a Question> {
    let depends_on = match screen {
        Screen::Overview | Screen::Feature(_) => Affected::Overview,
        Screen::Quality => Affected::Quality,
        Screen::Bias => Affected::Bias,
        Screen::Attribution => Affected::Attribution,
        _ => return Vec::new(),
    };
    let questions = questions.iter();
    questions
        .filter(|question| question.affects.contains(&depends_on))
        .collect()
}

type Choices = std::collections::BTreeMap<String, ColumnChoice>;

pub(crate) fn with_choices(
    settings: &Settings,
    change: impl FnOnce(&mut Choices),
) -> Result<Settings, Refusal> {
    let mut choices = settings.rules.column_choices.clone();
    change(&mut choices);
    with(settings, "column_choices", json!(choices))
}

fn with(settings: &Settings, name: &str, value: Value) -> Result<Settings, Refusal> {
    let changes = Map::from_iter([(name.to_owned(), value)]);
    with_changes(settings, changes)
}

#[cfg(test)]
mod tests;
