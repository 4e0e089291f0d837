//! Files that are opened one after the other, removed or replaced: the report is the one of all files opened together, figure by figure.

#![allow(clippy::unwrap_used)]

use std::io::Cursor;

use leeway::documents::Role;
use leeway::engine::Dropped;
use leeway::engine::Session;
use leeway::engine::protocol::{Reply, Request};
use leeway::scenarios::census;
use proptest::prelude::*;
use serde_json::{Value, json};

/// A file of so many rows: the baseline, or captures of an hour.
#[derive(Debug, Clone)]
struct Made {
    path: String,
    role: Role,
    text: String,
}

impl Made {
    fn dropped(&self) -> Dropped {
        let bytes = self.text.clone().into_bytes();
        Dropped::from_bytes(self.path.clone(), Some(self.role), Cursor::new(bytes))
    }
}

fn baseline(rows: u32) -> Made {
    let mut bytes = Vec::new();
    census::write_csv(&mut bytes, rows, 1, 0.0).unwrap();
    Made {
        path: "baseline.csv".to_owned(),
        role: Role::Baseline,
        text: String::from_utf8(bytes).unwrap(),
    }
}

/// Captures of an hour; those of an `odd` one have a label, an infinite value and gaps that no other has, and rows of two hours.
fn capture(hour: u32, part: usize, rows: u32, is_odd: bool) -> Made {
    let mut bytes = Vec::new();
    let seed = u64::from(hour) * 10 + part as u64 + 2;
    census::write_capture(&mut bytes, rows, seed, f64::from(hour) / 4.0).unwrap();
    let text = String::from_utf8(bytes).unwrap();
    let mut text = text.replace("T00:", &format!("T{hour:02}:"));
    if is_odd {
        text = text
            .replacen("Private", "Gig", 3)
            .replacen("\"data\":\"3", "\"data\":\"inf,", 1)
            .replacen("Male", "", 2)
            .replacen(&format!("T{hour:02}:"), &format!("T{:02}:", hour + 1), 5);
    }
    Made {
        path: format!("capture/2024/06/03/{hour:02}/{part}.jsonl"),
        role: Role::Current,
        text,
    }
}

fn session(settings: &str) -> Session {
    let mut session = Session::new(|| 0.0);
    let settings = settings.to_owned();
    let (reply, _) = session.run(Request::Set { settings }, Vec::new());
    assert!(matches!(reply, Reply::Done(_)), "{reply:?}");
    session
}

fn open(session: &mut Session, files: &[Made]) {
    let files = files.iter().map(Made::dropped).collect();
    let (reply, _) = session.run(Request::Open { files: Vec::new() }, files);
    assert!(matches!(reply, Reply::Done(_)), "{reply:?}");
}

/// The report without what tells when and how fast it was made, and without ids.
fn told(session: &Session) -> Value {
    let mut report = serde_json::to_value(session.report()).unwrap();
    report["timings"] = json!(null);
    for source in report["sources"].as_array_mut().unwrap() {
        source["id"] = json!(null);
    }
    report
}

fn files() -> impl Strategy<Value = Vec<Made>> {
    let file = (0_u32..6, 1_u32..120, prop::bool::weighted(0.3));
    prop::collection::vec(file, 2..7).prop_map(|files| {
        let made = files.into_iter().enumerate();
        made.map(|(part, (hour, rows, is_odd))| capture(hour, part, rows, is_odd))
            .collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn one_by_one_is_as_all_together(
        files in files(),
        settings in prop::sample::select(vec!["{}", r#"{"window": "day"}"#, r#"{"window": {"rows": 50}}"#, r#"{"kinds": {"age": "categorical"}}"#]),
    ) {
        let mut files = files;
        files.insert(0, baseline(400));
        let (mut grown, mut whole) = (session(settings), session(settings));
        open(&mut grown, &files[..2]);
        for file in &files[2..] {
            open(&mut grown, std::slice::from_ref(file));
        }
        open(&mut whole, &files);
        prop_assert_eq!(told(&grown), told(&whole));
    }

    #[test]
    fn what_was_taken_away_leaves_no_trace(files in files(), away in any::<prop::sample::Index>()) {
        let mut files = files;
        files.insert(0, baseline(400));
        // Another baseline, too.
        let away = away.index(files.len() - 1);
        let (mut session_with, mut without) = (session("{}"), session("{}"));
        open(&mut session_with, &files);
        let source = session_with.report().sources[away].id;
        session_with.run(Request::Remove { source }, Vec::new());
        let left = files.iter().enumerate().filter(|(place, _)| *place != away);
        let left: Vec<Made> = left.map(|(_, file)| file.clone()).collect();
        open(&mut without, &left);
        prop_assert_eq!(told(&session_with), told(&without));
    }

    #[test]
    fn a_file_that_changed_takes_the_place_of_what_it_was(
        files in files(),
        changed in any::<prop::sample::Index>(),
        steps in 0_usize..60,
    ) {
        let mut files = files;
        files.insert(0, baseline(400));
        let place = 1 + changed.index(files.len() - 1);
        let (mut session_with, mut without) = (session("{}"), session("{}"));
        open(&mut session_with, &files);
        let now = Made { text: capture(9, 7, 90, true).text, ..files.remove(place) };
        // Begun, and cancelled: everything is as it was.
        let before = told(&session_with);
        let replacing = || Dropped { replaces: true, ..now.dropped() };
        session_with.begin(Request::Open { files: Vec::new() }, vec![replacing()]).unwrap();
        (0..steps).for_each(|_| { session_with.step(); });
        let was_cancelled = session_with.cancel();
        session_with.run(Request::Set { settings: "{}".to_owned() }, Vec::new());
        if was_cancelled {
            prop_assert_eq!(told(&session_with), before);
        }
        session_with.run(Request::Open { files: Vec::new() }, vec![replacing()]);
        files.push(now.clone());
        open(&mut without, &files);
        prop_assert_eq!(told(&session_with), told(&without));
        // Other missing words have all files read again, and none that is gone.
        let words = r#"{"missing_words": ["nothing"]}"#.to_owned();
        for session in [&mut session_with, &mut without] {
            session.run(Request::Set { settings: words.clone() }, Vec::new());
        }
        prop_assert_eq!(told(&session_with), told(&without));
    }

    #[test]
    fn cancelled_files_leave_no_trace(files in files(), steps in 1_usize..40) {
        let (mut session_with, mut without) = (session("{}"), session("{}"));
        let first = [baseline(400), files[0].clone()];
        open(&mut session_with, &first);
        open(&mut without, &first);
        let rest = files[1..].iter().map(Made::dropped).collect();
        session_with.begin(Request::Open { files: Vec::new() }, rest).unwrap();
        (0..steps).for_each(|_| { session_with.step(); });
        session_with.cancel();
        let last = [capture(7, 99, 60, true)];
        open(&mut session_with, &last);
        open(&mut without, &last);
        // A request may have been done before it was cancelled.
        if session_with.report().sources.len() == 3 {
            prop_assert_eq!(told(&session_with), told(&without));
        }
    }
}

#[test]
fn a_file_that_broke_replaces_nothing() {
    let (first, last) = (
        [baseline(400), capture(1, 0, 80, false)],
        capture(2, 0, 80, false),
    );
    let mut grown = session("{}");
    open(&mut grown, &first);
    let broken = Made {
        text: "<!doctype html><html><body>Sign in</body></html>".to_owned(),
        ..first[1].clone()
    };
    let broken = Dropped {
        replaces: true,
        ..broken.dropped()
    };
    // Beside a file that can be read, so that the request succeeds.
    grown.run(
        Request::Open { files: Vec::new() },
        vec![broken, last.dropped()],
    );
    let report = grown.report();
    let of_path: Vec<bool> = report
        .sources
        .iter()
        .filter(|source| source.path == first[1].path)
        .map(|source| source.failed)
        .collect();
    assert_eq!(of_path, [false, true]);
    let rows = report.current.as_ref().map(|current| current.rows);
    assert_eq!(rows, Some(160));
}
