//! The threshold advisor through the session: what it promises against what happens on data that did not drift, and bad input.
#![allow(clippy::unwrap_used)]

mod support;

use std::collections::BTreeMap;
use std::fmt::Write;

use leeway::engine::Dropped;
use leeway::engine::Session;
use leeway::engine::protocol::{Outcome, Reply, Request};
use leeway::monitors::MonitorName;
use leeway::report::lab::advice::{Advice, CheckAdvice};
use leeway::scenarios::Random;
use serde_json::{Value, json};
use support::{open, session, set};

/// Made data sets without drift.
const DATA_SETS: u64 = 200;
/// Rows of each baseline, and of each window.
const ROWS: (u64, u64) = (600, 60);
/// Windows that the advisor draws of each.
const DRAWS: u64 = 199;
/// A count of 200 that is rarer than this, for one of all checks, is no binomial error (Bonferroni over all checks).
const SIGNIFICANCE: f64 = 0.01;

type Name = (MonitorName, String, String);

fn advise(session: &mut Session, ask: Value) -> Result<Advice, String> {
    let request = Request::Advise {
        ask: ask.to_string(),
    };
    match session.run(request, Vec::new()).0 {
        Reply::Done(outcome) => match *outcome {
            Outcome::Advice(advice) => Ok(*advice),
            other => panic!("{other:?}"),
        },
        Reply::Failed { message } => Err(message),
        other => panic!("{other:?}"),
    }
}

/// Rows of one population: numbers with and without ties and gaps, labels common and rare, a group, and a model's answers.
fn made(random: &mut Random, rows: u64) -> String {
    let labels: Vec<String> = (0..40).map(|label| format!("l{label}")).collect();
    let weights: Vec<f64> = (0..40).map(|label| 0.75f64.powi(label)).collect();
    let mut csv =
        String::from("normal,skewed,count,colour,rare,flag,group,label,prediction,probability\n");
    for _ in 0..rows {
        let normal = random.normal(0.0, 1.0);
        let skewed = match random.chance(0.05) {
            true => String::new(),
            false => format!("{:.2}", random.normal(3.0, 0.6).exp()),
        };
        let count = (random.normal(3.0, 2.0).abs()) as u32;
        let colour = random.choose(
            &["red", "green", "blue", "grey", "gold"],
            &[0.6, 0.3, 0.08, 0.015, 0.005],
        );
        let rare = random.choose(&labels, &weights);
        let flag = u8::from(random.chance(0.2));
        let group = random.choose(&["a", "b", "c"], &[0.5, 0.3, 0.2]);
        let probability = 1.0 / (1.0 + (-normal - random.normal(0.0, 0.7)).exp());
        let label = u8::from(random.chance(1.0 / (1.0 + (-1.5 * normal).exp())));
        let prediction = u8::from(probability >= 0.5);
        writeln!(
            csv,
            "{normal:.4},{skewed},{count},{colour},{rare},{flag},{group},{label},{prediction},{probability:.4}"
        )
        .unwrap();
    }
    csv
}

fn file(path: &str, role: &str, text: String) -> Dropped {
    Dropped {
        role: leeway::engine::parse_role(role).unwrap(),
        ..support::text(path, text)
    }
}

fn settings() -> Value {
    json!({
        "label": "label", "prediction": "prediction", "probability": "probability", "positive": "1",
        "facets": [{"name": "group", "value": "a"}], "group_variable": "flag",
        // Without the correction for chance distances have no ties, so that rates are those that were asked for.
        "constraints": {"comparison_method": "Simple"}
    })
}

fn fired(session: &Session) -> BTreeMap<Name, bool> {
    leeway::engine::lab::checks(session.report())
        .into_iter()
        .map(|check| ((check.monitor, check.feature, check.check), check.fires))
        .collect()
}

/// Probabilities that a binomial count is at most `count`, and at least.
fn tails(count: u64, trials: u64, p: f64) -> (f64, f64) {
    let term = |k: u64| -> f64 {
        let choose: f64 = (0..k)
            .map(|i| ((trials - i) as f64 / (k - i) as f64).ln())
            .sum();
        let power = |base: f64, by: u64| if by == 0 { 0.0 } else { base.ln() * by as f64 };
        (choose + power(p, k) + power(1.0 - p, trials - k)).exp()
    };
    let below: f64 = (0..=count).map(term).sum();
    let above: f64 = (count..=trials).map(term).sum();
    (below, above)
}

/// What was promised and what happened, for one check over all data sets.
#[derive(Default)]
struct Kept {
    promised: f64,
    fired: u64,
    windows: u64,
}

/// What was promised and what happened by check: at the thresholds in force, and at those that were advised.
type Found = [BTreeMap<Name, Kept>; 2];

/// The advisor on one data set, and the same checks on a window that it has not seen.
fn try_one(data_set: u64, [in_force, advised]: &mut Found) {
    let mut random = Random::new(data_set);
    let baseline = made(&mut random, ROWS.0);
    let window = made(&mut random, ROWS.1);
    let mut session = session();
    let files = vec![
        file("baseline.csv", "baseline", baseline),
        file("window.csv", "current", window),
    ];
    open(&mut session, files).unwrap();
    set(&mut session, settings());
    let asked = json!({"rows": ROWS.1, "draws": DRAWS, "windows_a_week": 100.0, "false_alarms_a_week": 5.0});
    let advice = advise(&mut session, asked).unwrap();
    let note = |kept: &mut BTreeMap<Name, Kept>,
                check: &CheckAdvice,
                promised: f64,
                found: &BTreeMap<Name, bool>| {
        let name = (check.monitor, check.feature.clone(), check.check.clone());
        if let Some(fires) = found.get(&name) {
            let kept = kept.entry(name).or_default();
            kept.promised += promised;
            kept.fired += u64::from(*fires);
            kept.windows += 1;
        }
    };
    let found = fired(&session);
    for check in &advice.checks {
        note(in_force, check, check.rate, &found);
    }
    let mut edits = json!({"comparison_method": "Simple", "features": {}});
    for check in &advice.checks {
        if let (Some(option), Some(threshold)) = (&check.option, check.advised) {
            edits["features"][&check.feature][option] = json!(threshold);
        }
    }
    set(&mut session, json!({ "constraints": edits }));
    let found = fired(&session);
    for check in advice.checks.iter().filter(|check| check.option.is_some()) {
        note(advised, check, check.advised_rate.unwrap(), &found);
    }
}

#[test]
fn the_promised_rates_are_kept() {
    let threads = std::thread::available_parallelism().map_or(1, usize::from) as u64;
    let [mut in_force, mut advised] = Found::default();
    std::thread::scope(|scope| {
        let workers: Vec<_> = (0..threads)
            .map(|thread| {
                scope.spawn(move || {
                    let mut found = Found::default();
                    let own = (0..DATA_SETS).filter(|data_set| data_set % threads == thread);
                    own.for_each(|data_set| try_one(data_set, &mut found));
                    found
                })
            })
            .collect();
        for worker in workers {
            let [one, other] = worker.join().unwrap();
            for (all, found) in [(&mut in_force, one), (&mut advised, other)] {
                for (name, kept) in found {
                    let sum = all.entry(name).or_default();
                    sum.promised += kept.promised;
                    sum.fired += kept.fired;
                    sum.windows += kept.windows;
                }
            }
        }
    });
    let mut faults = Vec::new();
    for (what, all) in [("in force", &in_force), ("advised", &advised)] {
        println!("thresholds {what}: {} checks", all.len());
        for (name, kept) in all {
            let rate = kept.promised / kept.windows as f64;
            let (below, above) = tails(kept.fired, kept.windows, rate);
            // What is promised of an advised threshold is a bound, which is reached where values have no ties.
            let is_bound = what == "advised" && name.2 != "baseline_drift_check";
            let chance = if is_bound { above } else { below.min(above) };
            println!(
                "  {:<14} {:<20} {:<25} promised {:>6.2} %, observed {:>6.2} % of {}, tail {chance:.4}",
                name.0.name(),
                name.1,
                name.2,
                rate * 100.0,
                kept.fired as f64 / kept.windows as f64 * 100.0,
                kept.windows
            );
            if chance < SIGNIFICANCE / all.len() as f64 {
                faults.push(format!("{what}: {name:?}"));
            }
        }
    }
    assert!(faults.is_empty(), "{faults:?}");
}

#[test]
fn what_cannot_be_drawn_is_said() {
    let refused = |session: &mut Session, ask: Value| advise(session, ask).unwrap_err();
    let mut empty = session();
    assert!(refused(&mut empty, json!({})).starts_with("There is no baseline with rows"));
    let mut one = session();
    open(
        &mut one,
        vec![file("baseline.csv", "baseline", "x,y\n1,2\n".to_owned())],
    )
    .unwrap();
    assert!(refused(&mut one, json!({})).starts_with("The baseline has one row"));
    let mut some = session();
    let rows = made(&mut Random::new(1), 40);
    open(&mut some, vec![file("baseline.csv", "baseline", rows)]).unwrap();
    assert_eq!(
        refused(&mut some, json!({"windows_a_week": 0.0})),
        "Windows and false alarms a week must be more than 0."
    );
    assert_eq!(
        refused(&mut some, json!({"draws": 0})),
        "A window needs rows, and at least one must be drawn."
    );
    // Half of the rows and more are drawn with replacement, which is said.
    let large = advise(&mut some, json!({"rows": 100, "draws": 20})).unwrap();
    assert!(
        large
            .notes
            .iter()
            .any(|note| note.contains("drawn more than once")),
        "{:?}",
        large.notes
    );
    assert!(
        large.notes.iter().any(|note| note.contains("Draw more")),
        "{:?}",
        large.notes
    );
    let same = advise(&mut some, json!({"rows": 100, "draws": 20})).unwrap();
    assert_eq!(large, same);
}
