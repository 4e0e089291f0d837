//! Every answer to every question.

use super::*;
use leeway_report::Joined;
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
        stand_ins: Vec::new(),
        examples: Vec::new(),
        dates: None,
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
    let join = question(Subject::Join, Some("same_rows"), &["same_rows", "added"]);
    let files = Offer {
        yes: Some("same_rows".to_owned()),
        others: vec!["added".to_owned()],
        all: None,
        none: None,
        screen: Screen::Sources,
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
    let mut missing = question(Subject::Missing, None, &["-999", "9999"]);
    missing.column = Some("heat".to_owned());
    let offered = offer(&missing, &[]);
    assert_eq!(offered.others, ["-999", "9999"]);
    assert_eq!(offered.all, Some("Both mean missing"));
    // One answer settles both.
    let both = answered(&settings, &missing, &[], &Answer::All).unwrap();
    assert_eq!(
        both.rules.column_choices["heat"].stand_ins(),
        ["-999", "9999"]
    );
    let chosen = answered(&settings, &missing, &[], &is("-999")).unwrap();
    let heat = &chosen.rules.column_choices["heat"];
    assert_eq!(heat.stand_ins(), ["-999"]);
    assert_eq!(heat.missing.get("9999"), Some(&false));
    let none = answered(&settings, &missing, &[], &Answer::None).unwrap();
    let said = &none.rules.column_choices["heat"].missing;
    assert!(said.len() == 2 && said.values().all(|is_missing| !is_missing));
    let back = with_stand_in(&chosen, "heat", "-999", None).unwrap();
    let back = with_stand_in(&back, "heat", "9999", None).unwrap();
    assert!(back.rules.column_choices.is_empty());
    let mut join = question(Subject::Join, Some("same_rows"), &["same_rows", "added"]);
    join.column = Some("now/data.csv".to_owned());
    let same = answered(&settings, &join, &[], &Answer::Yes).unwrap();
    assert_eq!(same.rules.joins["now/data.csv"], Joined::SameRows);
    let own = answered(&same, &join, &[], &is("added")).unwrap();
    assert_eq!(own.rules.joins["now/data.csv"], Joined::Added);
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
    // Nor is the rows' time, which is confirmed with them.
    columns[2].role = ColumnRole::Time;
    let timed = question(Subject::Label, Some("target"), &["target", "guess", "plan"]);
    assert_eq!(offer(&timed, &columns).others, [""; 0]);
    let all = answered(&Settings::default(), &timed, &columns, &Answer::Yes).unwrap();
    let plan = &all.rules.column_choices["plan"];
    assert_eq!(plan.role, Some(ColumnRole::Time));
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
