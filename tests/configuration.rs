//! `leeway.json`: saved, and opened in a new session with the same files, it gives the same report, in whatever order they come.
#![allow(clippy::unwrap_used)]

mod support;

use leeway::documents::Role;
use leeway::engine::protocol::{Outcome, Reply, Request, RoleChoice};
use leeway::engine::{Dropped, Session, Stepped};
use leeway::report::{Report, Source};
use serde_json::{Value, json};
use support::{answer, exported, open, session, set, text};

/// Rows of a number, a code and a label.
fn rows(seed: u64, shift: f64) -> String {
    let mut rows = String::from("age,plan,churned\n");
    for at in 0..400_u64 {
        let drawn = (at * 7919 + seed * 104_729) % 997;
        let age = 20.0 + (drawn % 60) as f64 / 2.0 + shift;
        rows += &match drawn % 11 {
            0 => format!("nothing,{},{}\n", drawn % 4, drawn % 2),
            _ => format!("{age},{},{}\n", drawn % 4, drawn % 2),
        };
    }
    rows
}

fn files() -> Vec<Dropped> {
    vec![
        text("a.csv", rows(1, 0.0)),
        text("b.csv", rows(2, 3.0)),
        text("c.csv", rows(3, 9.0)),
    ]
}

fn source<'a>(report: &'a Report, path: &str) -> &'a Source {
    let mut sources = report.sources.iter();
    sources.find(|source| source.path == path).unwrap()
}

fn set_role(session: &mut Session, report: &Report, path: &str, role: Option<Role>) -> Report {
    let request = Request::SetRole {
        source: source(report, path).id,
        role: RoleChoice::Chosen(role),
    };
    answer(session, request, Vec::new()).unwrap()
}

/// A session in which much was chosen, with its report.
fn chosen() -> (Session, Report) {
    let mut session = session();
    let report = open(&mut session, files()).unwrap();
    set_role(&mut session, &report, "b.csv", Some(Role::Baseline));
    set_role(&mut session, &report, "a.csv", Some(Role::Current));
    set_role(&mut session, &report, "c.csv", None);
    set(
        &mut session,
        json!({"alpha": 0.01, "missing_words": ["nothing"], "verdict": "evidently", "prediction": ""}),
    );
    let columns = json!({"columns": {"churned": {"role": "label"}, "plan": {"type": "category"}}});
    let report = set(&mut session, columns);
    (session, report)
}

/// What of a report depends on files and answers.
fn found(report: &Report) -> Value {
    let parts = |source: &Source| (source.path.clone(), source.role, source.role_chosen);
    let data = |source: &&Source| source.kind.name() != "configuration";
    let mut sources: Vec<_> = report.sources.iter().filter(data).map(parts).collect();
    sources.sort();
    json!([
        report.settings,
        report.features,
        report.columns,
        report.checks,
        report.verdict,
        sources
    ])
}

#[test]
fn the_same_files_with_what_was_saved_give_the_same_report() {
    let (mut before, report) = chosen();
    let saved = exported(&mut before, "leeway.json").unwrap();
    let value: Value = serde_json::from_str(&saved).unwrap();
    assert_eq!(
        value,
        json!({
            "leeway": 1,
            "settings": {
                "alpha": 0.01, "missing_words": ["nothing"], "verdict": "evidently", "prediction": ""
            },
            "columns": {"churned": {"role": "label"}, "plan": {"type": "category"}},
            "files": [
                {"path": "a.csv", "role": "current"},
                {"path": "b.csv", "role": "baseline"},
                {"path": "c.csv", "role": "none"},
            ],
        })
    );
    type Order = fn(Vec<Dropped>, Dropped) -> Vec<Vec<Dropped>>;
    let orders: [Order; 3] = [
        |files, saved| vec![files.into_iter().chain([saved]).collect()],
        |files, saved| vec![vec![saved], files],
        |files, saved| vec![files, vec![saved]],
    ];
    for order in orders {
        let mut after = session();
        let mut again = Report::default();
        for files in order(files(), text("leeway.json", saved.clone())) {
            again = open(&mut after, files).unwrap();
        }
        assert_eq!(found(&again), found(&report));
        assert_eq!(source(&again, "leeway.json").notes, []);
        // What is saved again is the same file.
        assert_eq!(exported(&mut after, "leeway.json").unwrap(), saved);
    }
}

#[test]
fn what_is_chosen_later_stays_when_more_is_opened() {
    let (mut before, _) = chosen();
    let saved = exported(&mut before, "leeway.json").unwrap();
    let mut after = session();
    let mut all = files();
    all.push(text("leeway.json", saved));
    let report = open(&mut after, all).unwrap();
    set(&mut after, json!({"alpha": 0.2}));
    set_role(&mut after, &report, "c.csv", Some(Role::Current));
    let again = open(&mut after, vec![text("d.csv", rows(4, 1.0))]).unwrap();
    assert_eq!(again.settings.rules.alpha, 0.2);
    assert_eq!(source(&again, "c.csv").role_name(), "current");
    // Even when everything is read again.
    let again = set(&mut after, json!({"missing_words": []}));
    assert_eq!(again.settings.rules.alpha, 0.2);
    assert_eq!(source(&again, "c.csv").role_name(), "current");
    assert_eq!(source(&again, "b.csv").role_name(), "baseline");
}

#[test]
fn files_that_are_not_there_are_named() {
    let saved =
        json!({"leeway": 1, "files": [{"path": "a.csv"}, {"path": "away.csv", "role": "current"}]});
    let mut session = session();
    let files = vec![
        text("a.csv", rows(1, 0.0)),
        text("leeway.json", saved.to_string()),
    ];
    let report = open(&mut session, files).unwrap();
    let notes = &source(&report, "leeway.json").notes;
    assert_eq!(notes.len(), 1);
    assert_eq!(
        notes[0].what,
        "The configuration names a file that is not open."
    );
    assert_eq!(notes[0].found.as_deref(), Some("away.csv"));
    let report = open(&mut session, vec![text("away.csv", rows(2, 2.0))]).unwrap();
    assert_eq!(source(&report, "leeway.json").notes, []);
    assert_eq!(source(&report, "away.csv").role_name(), "current");
}

#[test]
fn settings_that_cannot_be_used_are_named_and_change_nothing() {
    let mut session = session();
    for (wrong, said) in [
        (
            json!({"leeway": 1, "settings": {"alpha": 2}}),
            "alpha must be between 0 and 1",
        ),
        (
            json!({"leeway": 1, "settings": {"alpah": 0.1}}),
            "unknown field `alpah`",
        ),
        (
            json!({"leeway": 1, "columns": {"a": {"role": "king"}}}),
            "unknown variant `king`",
        ),
        (json!({"leeway": 9, "settings": {}}), "version"),
    ] {
        let refused = open(&mut session, vec![text("leeway.json", wrong.to_string())]);
        let refused = refused.unwrap_err();
        assert!(refused.contains(said), "{refused}");
        // Beside files that can be used it is a source that failed.
        let files = vec![
            text("a.csv", rows(1, 0.0)),
            text("leeway.json", wrong.to_string()),
        ];
        let report = open(&mut session, files).unwrap();
        assert!(source(&report, "leeway.json").failed);
        assert_eq!(report.settings.rules.alpha, 0.05);
        answer(&mut session, Request::Clear, Vec::new()).unwrap();
    }
}

#[test]
fn of_several_the_last_by_path_counts_and_it_is_said() {
    let with = |alpha: f64| json!({"leeway": 1, "settings": {"alpha": alpha}}).to_string();
    let mut session = session();
    let files = vec![
        text("2/leeway.json", with(0.02)),
        text("a.csv", rows(1, 0.0)),
        text("1/leeway.json", with(0.01)),
    ];
    let report = open(&mut session, files).unwrap();
    assert_eq!(report.settings.rules.alpha, 0.02);
    assert_eq!(source(&report, "2/leeway.json").notes, []);
    let note = &source(&report, "1/leeway.json").notes[0];
    assert_eq!(note.expected.as_deref(), Some("2/leeway.json"));
}

#[test]
fn the_page_hears_which_settings_are_in_force_and_a_cancel_undoes_them() {
    let mut session = session();
    open(&mut session, files()).unwrap();
    let saved = json!({"leeway": 1, "settings": {"alpha": 0.01}, "files": [{"path": "c.csv", "role": "none"}]});
    let open = || Request::Open { files: Vec::new() };
    let file = || vec![text("leeway.json", saved.to_string())];
    session.begin(open(), file()).unwrap();
    while let Some(Stepped::Working(progress)) = session.step() {
        // By then the configuration has been taken up.
        if progress.stage.name() == "analysing" {
            break;
        }
    }
    assert!(session.cancel());
    let report = set(&mut session, json!({}));
    assert_eq!(report.sources.len(), 3);
    assert_eq!(report.settings.rules.alpha, 0.05);
    assert!(!source(&report, "c.csv").role_chosen);
    let (reply, _) = session.run(open(), file());
    let Reply::Done(outcome) = reply else {
        panic!("{reply:?}")
    };
    let Outcome::Configured { settings, report } = *outcome else {
        panic!("{outcome:?}")
    };
    assert_eq!(settings.rules.alpha, 0.01);
    assert_eq!(settings.rules.label, None);
    assert_eq!(source(&report, "c.csv").role_name(), "none");
}
