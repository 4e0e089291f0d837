//! A moving brush natively, without a browser: every linked histogram, score and Kolmogorov–Smirnov gap on bins, as the engine answers it. Prints figures, asserts nothing.
//!
//! `cargo bench --bench brushing -- 1000000` for a million rows (the default is 10 000 and a million).

use std::io::Cursor;
use std::time::{Instant, SystemTime, UNIX_EPOCH};

use leeway::documents::Role;
use leeway::engine::Dropped;
use leeway::engine::Session;
use leeway::engine::protocol::Request;
use leeway::report::Report;
use leeway::report::settings::Brush;
use leeway::scenarios::census;

/// Moves of a brush.
const MOVES: usize = 200;

fn main() {
    let given: Vec<u32> = std::env::args()
        .filter_map(|argument| argument.parse().ok())
        .collect();
    let sizes = if given.is_empty() {
        vec![10_000, 1_000_000]
    } else {
        given
    };
    for rows in sizes {
        match loaded(rows) {
            Some(session) => measure(session, rows),
            None => println!("{rows} rows could not be loaded"),
        }
    }
}

fn loaded(rows: u32) -> Option<Session> {
    let clock = || {
        SystemTime::now()
            .duration_since(UNIX_EPOCH)
            .map_or(0.0, |since| since.as_secs_f64() * 1e3)
    };
    let side = |path: &str, role, seed, strength| {
        let mut bytes = Vec::new();
        census::write_csv(&mut bytes, rows, seed, strength).ok()?;
        Some(Dropped::from_bytes(
            path.to_owned(),
            Some(role),
            Cursor::new(bytes),
        ))
    };
    let files = vec![
        side("baseline.csv", Role::Baseline, 1, 0.0)?,
        side("current.csv", Role::Current, 2, 1.0)?,
    ];
    let mut session = Session::new(clock);
    session.run(Request::Open { files: Vec::new() }, files);
    session.report().verdict.is_some().then_some(session)
}

/// Brushes on age, on time, and on age while hours per week are brushed too.
fn measure(mut session: Session, rows: u32) {
    let start = Instant::now();
    let first = brush(session.report(), "age", 0);
    session.run(
        Request::Brush {
            brushes: vec![first],
            active: 0,
            feature: None,
        },
        Vec::new(),
    );
    println!(
        "{rows} rows, {} features: coding all rows and the first answer {:.0} ms",
        session.report().features.len(),
        start.elapsed().as_secs_f64() * 1e3
    );
    let held = brush(session.report(), "hours_per_week", 3);
    for (what, name, others) in [
        ("age", "age", vec![]),
        ("age, hours per week held", "age", vec![held]),
        ("time", "", vec![]),
    ] {
        let mut answer = String::new();
        let mut times: Vec<f64> = (0..MOVES)
            .map(|step| {
                let moving = brush(session.report(), name, step);
                let mut brushes = vec![moving];
                brushes.extend(others.iter().cloned());
                let start = Instant::now();
                let reply = session.brush(&brushes, 0, Some("capital_gain"));
                answer = serde_json::to_string(&reply).unwrap_or_default();
                start.elapsed().as_secs_f64() * 1e3
            })
            .collect();
        println!(
            "  the last answer: {:.120} … ({} bytes)",
            answer,
            answer.len()
        );
        let first = times[0];
        times.sort_by(f64::total_cmp);
        println!(
            "  brush on {what:<26} {MOVES} moves: first {first:.2} ms, median {:.3} ms, 99th percentile {:.3} ms, longest {:.2} ms",
            times[MOVES / 2],
            times[MOVES * 99 / 100 - 1],
            times[MOVES - 1]
        );
    }
}

/// A brush that moves with `step`: over three deciles, or over three windows where there is no name.
fn brush(report: &Report, name: &str, step: usize) -> Brush {
    let feature = report.features.iter().find(|feature| feature.name == name);
    let cuts = feature.and_then(|feature| feature.bins.cuts.clone());
    match cuts {
        Some(cuts) if cuts.len() > 1 => {
            let at = step % (cuts.len() - 1);
            Brush {
                feature: Some(name.to_owned()),
                above: Some(cuts[at]),
                up_to: cuts.get(at + 3).copied(),
                ..Brush::default()
            }
        }
        _ => {
            let windows = report
                .current
                .as_ref()
                .map_or(1, |current| current.windows.len());
            let each = report.current.as_ref().map_or(1, |current| {
                current.windows.first().map_or(1, |window| window.rows)
            });
            let at = (step % windows.max(1)) as u64;
            Brush {
                first_row: Some(at * each + 1),
                last_row: Some((at + 3) * each),
                ..Brush::default()
            }
        }
    }
}
