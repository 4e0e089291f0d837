//! What an answer about columns changes in the settings: one to a question, and one for columns that are selected.
//!
//! Answers go through [`Settings::with`], so that label, prediction, probability and kinds stand in their one place, as in the engine. Whoever answers sees the
//! settings that come of it; nothing is remembered here.

use serde_json::{Map, Value, json};

use super::link::with_changes;
use super::screen::Screen;
use leeway_presentation::columns::none_words;
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
    /// It is this one.
    Is(String),
    /// It is none of them.
    None,
}

/// What can be answered right where the question stands.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Offer {
    /// What is supposed and can be confirmed.
    pub yes: Option<String>,
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
        (Subject::Missing, _) => true,
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
    let is_of_column = question.column.is_none() || supposed.is_some();
    Offer {
        yes,
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
        Answer::None => NONE,
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
                _ => Ok(settings),
            })
        }
        (Subject::Missing, _) if value != NONE => {
            let mut words = settings.rules.missing_words.clone();
            if !words.iter().any(|word| word == value) {
                words.push(value.to_owned());
            }
            with(settings, "missing_words", json!(words))
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
                }
            }
        }
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
    choice.is_some_and(|choice| choice.column_type.is_some() || choice.date_format.is_some())
        || settings.rules.kinds.contains_key(name)
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

fn with_choices(
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
mod tests {
    use super::*;
    use leeway_report::columns::KnownBy;
    use leeway_table::{InferredType, Kind};

    fn question(about: Subject, supposed: Option<&str>, candidates: &[&str]) -> Question {
        Question {
            about,
            column: None,
            candidates: candidates.iter().map(|name| (*name).to_owned()).collect(),
            supposed: supposed.map(str::to_owned),
            affects: vec![Affected::Quality, Affected::Bias],
            sentence: "Taken as the label: churned.".to_owned(),
        }
    }

    fn column(name: &str) -> ColumnReport {
        ColumnReport {
            name: name.to_owned(),
            baseline_name: None,
            current_name: None,
            column_type: ColumnType::Category,
            inferred_type: InferredType::String,
            role: ColumnRole::Feature,
            known_by: KnownBy::Values,
            certain: false,
            reason: String::new(),
            written: None,
            unread: 0,
            missing: 0,
            examples: Vec::new(),
        }
    }

    fn names(names: &[&str]) -> Vec<String> {
        names.iter().map(|name| (*name).to_owned()).collect()
    }

    #[test]
    fn a_question_offers_what_is_there() {
        let columns = ["churned", "left"].map(column);
        let label = question(
            Subject::Label,
            Some("churned"),
            &["churned", "left", "gone"],
        );
        let offered = offer(&label, &columns);
        assert_eq!(offered.yes.as_deref(), Some("churned"));
        assert_eq!(offered.others, ["left"]);
        assert_eq!(offered.none, Some("None"));
        assert_eq!(offered.screen, Screen::Columns);
        let join = question(Subject::Join, Some("order_id"), &["order_id"]);
        let files = Offer {
            screen: Screen::Sources,
            ..Offer::default()
        };
        assert_eq!(offer(&join, &columns), files);
        // A label that is also the answer, or in no file, is nothing to confirm.
        let lost = question(Subject::Label, Some("lost"), &[]);
        assert_eq!(offer(&lost, &columns).yes, None);
        assert_eq!(offer(&lost, &columns).none, Some("None"));
    }

    #[test]
    fn an_answer_is_a_setting() {
        let settings = Settings::default();
        let label = question(Subject::Label, Some("churned"), &["left"]);
        let yes = answered(&settings, &label, &[], &Answer::Yes).unwrap();
        assert_eq!(yes.rules.label.as_deref(), Some("churned"));
        let none = answered(&yes, &label, &[], &Answer::None).unwrap();
        assert_eq!(none.rules.label.as_deref(), Some(""));
        let probability = question(Subject::Probability, None, &["p"]);
        let is = |value: &str| Answer::Is(value.to_owned());
        let chosen = answered(&none, &probability, &[], &is("p")).unwrap();
        assert_eq!(chosen.rules.probability.as_deref(), Some("p"));
        let missing = question(Subject::Missing, None, &["-999"]);
        let chosen = answered(&settings, &missing, &[], &is("-999")).unwrap();
        assert!(chosen.rules.missing_words.contains(&"-999".to_owned()));
        let join = question(Subject::Join, Some("id"), &["id"]);
        let same = answered(&settings, &join, &[], &Answer::Yes).unwrap();
        assert_eq!(same, settings);
    }

    #[test]
    fn yes_confirms_all_that_the_question_names() {
        let mut columns = ["target", "guess", "plan"].map(column);
        columns[0].role = ColumnRole::Label;
        columns[1].role = ColumnRole::Prediction;
        let both = question(Subject::Label, Some("target"), &["target", "guess"]);
        let yes = answered(&Settings::default(), &both, &columns, &Answer::Yes).unwrap();
        assert_eq!(yes.rules.label.as_deref(), Some("target"));
        assert_eq!(yes.rules.prediction.as_deref(), Some("guess"));
        // What is taken for the prediction is not offered as the label.
        assert!(offer(&both, &columns).others.is_empty());
        let only = Answer::Is("target".to_owned());
        let only = answered(&Settings::default(), &both, &columns, &only).unwrap();
        assert_eq!(only.rules.prediction, None);
    }

    #[test]
    fn the_column_that_is_missing_names_the_others() {
        let mut columns = ["a", "b", "c", "extra"].map(column);
        for column in &mut columns[..3] {
            column.baseline_name = Some(column.name.clone());
        }
        let missing = question(Subject::Alignment, Some("a"), &["a", "b"]);
        let offered = offer(&missing, &columns);
        assert_eq!((offered.yes.as_deref(), offered.none), (Some("a"), None));
        assert_eq!(offered.others, ["b"]);
        let is_b = Answer::Is("b".to_owned());
        let chosen = answered(&Settings::default(), &missing, &columns, &is_b).unwrap();
        let names = ["a", "c"].map(str::to_owned).to_vec();
        assert_eq!(chosen.rules.columns, Some(names));
    }

    #[test]
    fn one_column_alone_says_the_time() {
        let settings = Settings::default();
        let time = question(Subject::Time, Some("at"), &["at", "made"]);
        let at = answered(&settings, &time, &[], &Answer::Yes).unwrap();
        let made = Answer::Is("made".to_owned());
        let made = answered(&at, &time, &[], &made).unwrap();
        let choices = &made.rules.column_choices;
        assert_eq!(choices.keys().collect::<Vec<_>>(), ["made"]);
        assert_eq!(choices["made"].role, Some(ColumnRole::Time));
        let none = answered(&at, &time, &[], &Answer::None).unwrap();
        assert_eq!(
            none.rules.column_choices["at"].role,
            Some(ColumnRole::Feature)
        );
    }

    #[test]
    fn the_order_of_dates_is_said_of_their_column() {
        let formats = [DateFormat::DayFirst, DateFormat::MonthFirst].map(DateFormat::name);
        let order = Question {
            column: Some("at".to_owned()),
            ..question(Subject::Time, None, &formats)
        };
        let offered = offer(&order, &[column("at")]);
        assert_eq!(offered.others, formats);
        assert_eq!((offered.yes, offered.none), (None, None));
        let day = Answer::Is(formats[0].to_owned());
        let day = answered(&Settings::default(), &order, &[], &day).unwrap();
        let choice = &day.rules.column_choices["at"];
        assert_eq!(choice.date_format, Some(DateFormat::DayFirst));
        assert!(is_type_chosen(&day, "at"));
        let back = chosen(&day, &names(&["at"]), Choice::Type(None)).unwrap();
        assert_eq!(back, Settings::default());
    }

    #[test]
    fn choices_are_made_for_several_columns_and_taken_back() {
        let start = Settings::default();
        let three = names(&["a", "b", "c"]);
        let ignored = Choice::Role(Some(ColumnRole::Ignored));
        let some = chosen(&start, &three, ignored).unwrap();
        assert_eq!(some.rules.column_choices.len(), 3);
        assert!(is_role_chosen(&some, "b") && !is_type_chosen(&some, "b"));
        let number = Choice::Type(Some(ColumnType::Number));
        let some = chosen(&some, &three[..1], number).unwrap();
        assert_eq!(some.rules.kind_of("a"), Some(Kind::Numerical));
        let some = chosen(&some, &three, Choice::Role(None)).unwrap();
        let some = chosen(&some, &three, Choice::Type(None)).unwrap();
        assert_eq!(some, start);
    }

    #[test]
    fn a_label_stands_where_labels_stand() {
        let start = Settings::default();
        let label = Choice::Role(Some(ColumnRole::Label));
        let labelled = chosen(&start, &names(&["a", "b"]), label).unwrap();
        assert_eq!(labelled.rules.label.as_deref(), Some("a"));
        assert!(labelled.rules.column_choices.is_empty());
        assert!(is_role_chosen(&labelled, "a"));
        let back = chosen(&labelled, &names(&["a"]), Choice::Role(None)).unwrap();
        assert_eq!(back, start);
        let feature = Choice::Role(Some(ColumnRole::Feature));
        let feature = chosen(&labelled, &names(&["a"]), feature).unwrap();
        assert_eq!(feature.rules.label, None);
        assert_eq!(
            feature.rules.column_choices["a"].role,
            Some(ColumnRole::Feature)
        );
    }

    #[test]
    fn a_kind_that_was_switched_goes_with_the_type() {
        let mut start = Settings::default();
        start.rules.kinds.insert("a".to_owned(), Kind::Categorical);
        assert!(is_type_chosen(&start, "a"));
        let number = Choice::Type(Some(ColumnType::Number));
        let chosen_number = chosen(&start, &names(&["a"]), number).unwrap();
        assert_eq!(chosen_number.rules.kind_of("a"), Some(Kind::Numerical));
        let back = chosen(&start, &names(&["a"]), Choice::Type(None)).unwrap();
        assert_eq!(back, Settings::default());
    }

    #[test]
    fn questions_stand_on_the_screens_that_depend_on_them() {
        let questions = [question(Subject::Label, None, &[])];
        assert_eq!(asked(&questions, &Screen::Quality).len(), 1);
        assert_eq!(asked(&questions, &Screen::Overview).len(), 0);
        assert_eq!(asked(&questions, &Screen::Sources).len(), 0);
    }
}
