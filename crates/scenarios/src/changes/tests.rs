//! What must hold of every change, whatever the rows.

use super::*;
use crate::Unchangeable;
use leeway_table::{Cell, Column, MissingPolicy, Origin, Series, Table};
use proptest::prelude::*;

fn table(rows: &[(Option<i32>, &str, bool)]) -> Table {
    let policy = MissingPolicy::default();
    let mut number = Column::new("number", Origin::Field, true);
    let mut text = Column::new("text", Origin::Field, true);
    let mut label = Column::new("label", Origin::Field, true);
    for (value, name, is_good) in rows {
        let value = value.map_or(String::new(), |value| value.to_string());
        number.push_field(&value, false, &policy);
        text.push_field(name, false, &policy);
        label.push_field(if *is_good { "1" } else { "0" }, false, &policy);
    }
    Table {
        rows: rows.len(),
        columns: vec![number, text, label],
        ..Table::default()
    }
}

fn answers() -> Answers {
    Answers {
        label: Some("label".to_owned()),
        positive: Some("1".to_owned()),
        ..Answers::default()
    }
}

fn change(kind: ChangeKind) -> Change {
    Change {
        kind,
        feature: match kind {
            ChangeKind::Down | ChangeKind::Remove => "text",
            _ => "number",
        }
        .to_owned(),
        amount: kind.amount().first,
        value: match kind {
            ChangeKind::Repeat => "1",
            ChangeKind::Remove => "a",
            _ => "7",
        }
        .to_owned(),
        when: None,
    }
}

/// Both stages, one after the other.
fn made(table: &Table, change: &Change, strength: f64, seed: u64) -> Result<Table, Unchangeable> {
    let changes = [change.clone()];
    let first = apply(
        table,
        &changes,
        Moment::Features,
        &answers(),
        strength,
        seed,
    )?;
    let second = apply(&first, &changes, Moment::Rows, &answers(), strength, seed)?;
    Ok(second.into_owned())
}

fn values(table: &Table, column: usize) -> Vec<Cell<'_>> {
    let column = &table.columns[column];
    (0..column.len()).map(|row| column.cell(row)).collect()
}

fn rows() -> impl Strategy<Value = Vec<(Option<i32>, &'static str, bool)>> {
    let row = (
        proptest::option::weighted(0.9, -50..50i32),
        proptest::sample::select(vec!["a", "b", "c"]),
        any::<bool>(),
    );
    proptest::collection::vec(row, 1..60).prop_map(|mut rows| {
        // What most changes need: a number, both labels, and a positive of the group.
        rows.extend([(Some(3), "a", true), (Some(9), "b", false)]);
        rows
    })
}

proptest! {
    #[test]
    fn no_strength_changes_nothing(rows in rows(), seed in any::<u64>()) {
        let before = table(&rows);
        for kind in ChangeKind::ALL {
            prop_assert_eq!(&made(&before, &change(kind), 0.0, seed).unwrap(), &before, "{:?}", kind);
        }
    }

    #[test]
    fn one_seed_makes_one_table(rows in rows(), seed in any::<u64>(), strength in 0.0..1.0f64) {
        let before = table(&rows);
        for kind in ChangeKind::ALL {
            let made = || made(&before, &change(kind), strength, seed).unwrap();
            prop_assert_eq!(made(), made(), "{:?}", kind);
        }
    }

    #[test]
    fn a_change_of_a_column_leaves_rows_gaps_and_other_columns(
        rows in rows(), seed in any::<u64>(), strength in 0.0..=1.0f64
    ) {
        let before = table(&rows);
        let kinds = ChangeKind::ALL.into_iter().filter(|kind| {
            !matches!(kind, ChangeKind::Repeat | ChangeKind::Remove | ChangeKind::Swap)
        });
        for kind in kinds {
            let change = change(kind);
            let after = made(&before, &change, strength, seed).unwrap();
            prop_assert_eq!(after.rows, before.rows);
            for (then, now) in before.columns.iter().zip(&after.columns) {
                prop_assert_eq!(now.len(), before.rows);
                if then.name != change.feature {
                    prop_assert_eq!(then, now, "{:?}", kind);
                } else if matches!(kind, ChangeKind::Shift | ChangeKind::Scale | ChangeKind::Down | ChangeKind::Shuffle) {
                    prop_assert_eq!(then.missing.total(), now.missing.total(), "{:?}", kind);
                }
            }
        }
    }

    #[test]
    fn a_stronger_change_reaches_the_rows_of_a_weaker_one(
        rows in rows(), seed in any::<u64>(), weak in 0.0..=1.0f64, more in 0.0..=1.0f64
    ) {
        let before = table(&rows);
        let strong = weak + more * (1.0 - weak);
        for kind in [ChangeKind::Constant, ChangeKind::Drop, ChangeKind::NewLabel] {
            let change = change(kind);
            let reached = |strength| -> Vec<bool> {
                let after = made(&before, &change, strength, seed).unwrap();
                let pairs = values(&before, 0).into_iter().zip(values(&after, 0)).map(|(a, b)| a != b);
                pairs.collect()
            };
            let pairs = reached(weak).into_iter().zip(reached(strong));
            prop_assert!(pairs.into_iter().all(|(weak, strong)| !weak || strong), "{:?}", kind);
        }
    }

    #[test]
    fn shuffling_keeps_the_values(rows in rows(), seed in any::<u64>(), strength in 0.0..=1.0f64) {
        let before = table(&rows);
        let after = made(&before, &change(ChangeKind::Shuffle), strength, seed).unwrap();
        let counts = |table: &Table| Series::new([&table.columns[0]]).label_counts();
        prop_assert_eq!(counts(&before), counts(&after));
    }

    #[test]
    fn rows_are_repeated_and_removed_whole(rows in rows(), seed in any::<u64>(), strength in 0.0..=1.0f64) {
        let before = table(&rows);
        let row = |table: &Table, row: usize| format!("{:?}", table.columns.iter().map(|one| one.cell(row)).collect::<Vec<_>>());
        let all = |table: &Table| (0..table.rows).map(|at| row(table, at)).collect::<Vec<_>>();
        let more = made(&before, &change(ChangeKind::Repeat), strength, seed).unwrap();
        prop_assert!(more.rows >= before.rows);
        prop_assert_eq!(&all(&more)[..before.rows], &all(&before)[..]);
        let fewer = made(&before, &change(ChangeKind::Remove), strength, seed).unwrap();
        prop_assert!(fewer.rows <= before.rows && fewer.rows > 0);
        let known = all(&before);
        prop_assert!(all(&fewer).iter().all(|row| known.contains(row)));
    }
}

#[test]
fn full_strength_is_what_the_words_say() {
    let rows: Vec<(Option<i32>, &str, bool)> = (0..100)
        .map(|i| (Some(i % 10), ["a", "b", "c"][i as usize % 3], i % 4 == 0))
        .collect();
    let before = table(&rows);
    let full = |change: &Change| made(&before, change, 1.0, 5).unwrap();
    // The sample standard deviation of 0 … 9, ten times each, is 2.887: two of them are 5.77, of which whole numbers take 5.
    let shifted = full(&Change {
        amount: 2.0,
        ..change(ChangeKind::Shift)
    });
    let pairs = values(&before, 0).into_iter().zip(values(&shifted, 0));
    assert!(pairs.into_iter().all(|(then, now)| match (then, now) {
        (Cell::Number(then, _), Cell::Number(now, true)) => now == then + 5.0,
        _ => false,
    }));
    let constant = full(&change(ChangeKind::Constant));
    assert!(
        values(&constant, 0)
            .iter()
            .all(|cell| *cell == Cell::Number(7.0, true))
    );
    let down = full(&Change {
        amount: 1.0,
        ..change(ChangeKind::Down)
    });
    let expected: Vec<Cell> = rows
        .iter()
        .map(|(_, text, _)| Cell::Text(if *text == "c" { "b" } else { "a" }))
        .collect();
    assert_eq!(values(&down, 1), expected);
    let repeated = full(&change(ChangeKind::Repeat));
    assert_eq!(repeated.rows, 100 + 4 * 25);
    // Of the 34 rows of "a" every fourth is positive: rows 0, 12, … 96; one of these nine stays.
    assert_eq!(full(&change(ChangeKind::Remove)).rows, 92);
    let few = full(&Change {
        when: Some(Condition {
            feature: "number".to_owned(),
            at_most: 1.0,
        }),
        ..change(ChangeKind::Drop)
    });
    let gone = few.columns[0].missing.total();
    assert!(gone > 0 && gone <= 20, "{gone}");
}

#[test]
fn what_cannot_be_changed_is_named() {
    let before = table(&[(Some(1), "a", true), (Some(2), "b", true)]);
    let refused = |change: Change| made(&before, &change, 1.0, 0).unwrap_err().to_string();
    let of = |feature: &str, kind| Change {
        feature: feature.to_owned(),
        ..change(kind)
    };
    assert_eq!(
        refused(of("age", ChangeKind::Shift)),
        "The baseline has no column \"age\"."
    );
    assert_eq!(refused(of("", ChangeKind::Drop)), "Choose a column.");
    assert_eq!(
        refused(of("text", ChangeKind::Scale)),
        "\"text\" holds no numbers."
    );
    assert_eq!(
        refused(Change {
            value: String::new(),
            ..change(ChangeKind::Constant)
        }),
        "Say which value \"number\" gets."
    );
    assert_eq!(
        refused(change(ChangeKind::Swap)),
        "\"label\" has one label, so none can be swapped."
    );
    assert_eq!(
        refused(Change {
            value: "5".to_owned(),
            ..change(ChangeKind::Repeat)
        }),
        "No row of the baseline has the label \"5\"."
    );
    assert_eq!(
        refused(Change {
            value: "z".to_owned(),
            ..change(ChangeKind::Remove)
        }),
        "No row with \"text\" z has the positive answer \"1\"."
    );
    let unlabelled = apply(
        &before,
        &[change(ChangeKind::Swap)],
        Moment::Rows,
        &Answers::default(),
        1.0,
        0,
    );
    assert_eq!(
        unlabelled.unwrap_err().to_string(),
        "No column is known to hold the label: name it in the settings."
    );
}
