//! Small tables whose verdict is known: drawn from one population, or with a p-value from scipy 1.17.1.
#![allow(clippy::unwrap_used)]

use leeway_monitors::drift::{
    Candidate, Comparison, Correction, FeatureSide, Judged, Rule, RuleName, Taken, Tested, Verdict,
    compare, judge,
};
use leeway_table::{Column, Kind, MissingPolicy, Origin, Series};

const RULE: Rule = Rule {
    name: RuleName::Leeway,
    alpha: 0.05,
    correction: Correction::BenjaminiHochberg,
    threshold: 0.1,
};

fn table(name: &str) -> Vec<Column> {
    let path = format!(
        "{}/../../tests/data/verdicts/{name}.csv",
        env!("CARGO_MANIFEST_DIR")
    );
    let text = std::fs::read_to_string(path).unwrap();
    let mut lines = text.lines();
    let names = lines.next().unwrap().split(',');
    let mut columns: Vec<Column> = names
        .map(|name| Column::new(name, Origin::Field, true))
        .collect();
    for line in lines {
        for (column, field) in columns.iter_mut().zip(line.split(',')) {
            column.push_field(field, false, &MissingPolicy::default());
        }
    }
    columns
}

fn compared(baseline: &Column, current: &Column, kind: Option<Kind>) -> Comparison {
    let side = |column| FeatureSide::Samples(Series::new([column]));
    compare(&side(baseline), Some(&side(current)), &Taken::chosen(kind))
}

fn judged(comparison: &Comparison) -> Judged {
    let candidate = Candidate {
        name: "x",
        comparison: Some(comparison),
        judge_identifier: false,
        threshold: None,
        unjudged: None,
    };
    judge(&[candidate], &RULE).0.remove(0)
}

fn labels(counts: &[(&str, usize)]) -> Column {
    let mut column = Column::new("x", Origin::Field, true);
    for (label, count) in counts {
        for _ in 0..*count {
            column.push_text(label);
        }
    }
    column
}

#[test]
fn tables_of_one_population_have_not_drifted() {
    for name in ["towns", "normal49", "continuous49"] {
        let sides = (
            table(&format!("{name}-baseline")),
            table(&format!("{name}-current")),
        );
        for (baseline, current) in sides.0.iter().zip(&sides.1) {
            let judged = judged(&compared(baseline, current, None));
            assert!(!judged.verdict.has_drifted(), "{name}: {}", judged.finding);
        }
    }
}

#[test]
fn the_finding_says_how_many_unseen_labels_are_expected() {
    let (baseline, current) = (table("towns-baseline"), table("towns-current"));
    let town = baseline
        .iter()
        .position(|column| column.name == "town")
        .unwrap();
    let judged = judged(&compared(&baseline[town], &current[town], None));
    let why = judged
        .why
        .iter()
        .find(|why| why.measure == "unseen labels")
        .unwrap();
    assert!(
        why.explanation
            .contains("of 800 rows have labels that the baseline never had"),
        "{}",
        why.explanation
    );
    assert!(
        why.explanation.contains("not more than chance"),
        "{}",
        why.explanation
    );
}

#[test]
fn rare_labels_have_fishers_p() {
    let comparison = compared(
        &labels(&[("common", 9990), ("rare", 10)]),
        &labels(&[("common", 9), ("rare", 1)]),
        None,
    );
    let judged = judged(&comparison);
    let test = judged
        .tests
        .iter()
        .find(|test| test.of == Tested::Distribution)
        .unwrap();
    assert!(
        (test.p_value / 0.010939723219237063 - 1.0).abs() < 1e-9,
        "{test:?}"
    );
}

#[test]
fn kolmogorov_smirnov_is_scipys_default() {
    let (baseline, current) = (table("ks200-baseline"), table("ks200-current"));
    let comparison = compared(&baseline[0], &current[0], Some(Kind::Numerical));
    let ks = comparison.ks.clone().unwrap().unwrap();
    assert!(
        (ks.p_value.unwrap() / 0.052139087188847716 - 1.0).abs() < 1e-9,
        "{ks:?}"
    );
    assert_eq!(judged(&comparison).verdict, Verdict::None);
}

#[test]
fn three_rows_are_too_few() {
    let judged = judged(&compared(&labels(&[("a", 3)]), &labels(&[("b", 3)]), None));
    assert_eq!(judged.verdict, Verdict::Unknown);
    assert!(
        judged.finding.contains("too few rows") && judged.finding.contains("it takes 5"),
        "{}",
        judged.finding
    );
}

#[test]
fn a_finding_says_what_changed_from_what_to_what() {
    // Counts divided by hand: 300 and 100 of 400, 200 and 200 of 400; half of Σ |p − q| is 0.25.
    let one = labels(&[("app", 300), ("web", 100)]);
    let other = labels(&[("app", 200), ("web", 200)]);
    let finding = judged(&compared(&one, &other, None)).finding;
    let expected =
        "“app” went from 75 % to 50 % of rows; about 25 % of rows differ, not chance (adjusted p ";
    assert!(finding.starts_with(expected), "{finding}");

    // What moved most is that values are missing, which has a sentence of its own.
    let mut gone = labels(&[("app", 210), ("web", 90)]);
    for _ in 0..100 {
        gone.push_field("", false, &MissingPolicy::default());
    }
    let finding = judged(&compared(&one, &gone, None)).finding;
    assert!(
        finding.starts_with("“app” went from 75 % to 52.5 % of rows"),
        "{finding}"
    );
    assert!(
        finding.contains("missing values went from 0 % to 25 %"),
        "{finding}"
    );

    // numpy.median of 0.5 … 399.5, and of the same with every whole number doubled: 200 and 399.5.
    let numbers = |factor: usize| {
        let mut column = Column::new("x", Origin::Field, true);
        for row in 0..400 {
            column.push_text(&format!("{}.5", row * factor));
        }
        column
    };
    let finding = judged(&compared(&numbers(1), &numbers(2), None)).finding;
    assert!(
        finding.starts_with("values rose: median 200 → 399.5; about "),
        "{finding}"
    );
    let finding = judged(&compared(&numbers(2), &numbers(1), None)).finding;
    assert!(
        finding.starts_with("values fell: median 399.5 → 200; about "),
        "{finding}"
    );
}
