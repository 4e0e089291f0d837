//! Sentences and numbers on their way to the page: a headline ends where its writer says, whatever features are called, and what is answered can be read again
//! even where numbers are not finite.
#![allow(clippy::unwrap_used)]

mod support;

use leeway::engine::Session;
use leeway::engine::protocol::{Answer, Outcome, Reply, Request};
use leeway::report::attribution::{Attribution, Explanation, ExplanationPart};
use leeway::report::bias::BiasMetric;
use leeway::report::lab::advice::Advice;
use leeway::report::model_quality::{Curves, ModelQuality, Residual};
use leeway::report::{Bins, ChiSquare, Feature, FeatureDetail, Ks, Report};
use support::{open, session, text};

fn saved(session: &mut Session, name: &str) -> String {
    let request = Request::Export {
        name: name.to_owned(),
    };
    let (_, bytes) = session.run(request, Vec::new());
    String::from_utf8(bytes.unwrap()).unwrap()
}

/// Two columns, one of them with a full stop in its name, which moves by `shift`.
fn rooms(shift: u32) -> String {
    let rows: String = (0..400)
        .map(|row| format!("{},{}\n", row % 97 + shift, row % 89))
        .collect();
    format!("no. of rooms,price\n{rows}")
}

#[test]
fn a_feature_with_a_full_stop_in_its_name_reads_rightly() {
    let mut session = session();
    let files = vec![text("train.csv", rooms(0)), text("current.csv", rooms(60))];
    let report = open(&mut session, files).unwrap();
    let sentence = &report.verdict.as_ref().unwrap().sentence;
    let headline = "1 of 2 features drifted, 1 strongly: no. of rooms.";
    assert_eq!(sentence.headline(), headline);
    assert!(sentence.starts_with(headline), "{sentence}");
    assert!(!sentence.rest().contains("rooms, "), "{sentence}");
    let feature = &report.features[0];
    assert_eq!(
        feature.sentence,
        format!("Strong drift: {}", feature.finding)
    );
    let html = saved(&mut session, "report.html");
    let heading = html.split_once("<h1>").unwrap().1;
    let heading = heading.split_once("</h1>").unwrap().0;
    let shown = heading
        .split_once(" <span")
        .map_or(heading, |(shown, _)| shown);
    assert_eq!(shown, headline);
}

/// What is written of `outcome` reads as what says the same.
fn assert_readable(outcome: Outcome) {
    let answer = Answer {
        id: 1,
        reply: Reply::Done(Box::new(outcome)),
    };
    let written = serde_json::to_string(&answer).unwrap();
    let read: Answer = serde_json::from_str(&written).unwrap_or_else(|error| {
        let place = error.column();
        let near = written.get(place.saturating_sub(80)..place);
        panic!("{error}: {near:?}")
    });
    assert_eq!(serde_json::to_string(&read).unwrap(), written);
}

#[test]
fn a_column_with_infinite_values_is_answered() {
    let column = |unlike: u32| -> String {
        let value = |row: u32| match row % 3 {
            0 => "-inf".to_owned(),
            one => f64::from(one).ln().to_string(),
        };
        let rows = (0..300).map(|row| format!("{},{}\n", row * unlike, value(row)));
        format!("amount,log_late\n{}", rows.collect::<String>())
    };
    let mut session = session();
    let files = vec![text("train.csv", column(1)), text("current.csv", column(2))];
    let report = open(&mut session, files).unwrap();
    assert_eq!(report.features.len(), 2);
    assert_readable(Outcome::Report(Box::new(report)));
    for label in ["amount", "log_late"] {
        let settings = serde_json::json!({"label": label, "prediction": "log_late", "problem_type": "regression"});
        let request = Request::Set {
            settings: settings.to_string(),
        };
        let report = support::answer(&mut session, request, Vec::new()).unwrap();
        assert_readable(Outcome::Report(Box::new(report)));
    }
}

#[test]
fn numbers_that_are_not_finite_are_read_as_they_were() {
    for number in [f64::INFINITY, f64::NEG_INFINITY, f64::NAN, 0.5] {
        let feature = Feature {
            drift_score: Some(number),
            psi: Some(number),
            ks: Some(Ks {
                statistic: number,
                location: number,
                log10_p: Some(number),
                ..Ks::default()
            }),
            chi_square: Some(ChiSquare {
                statistic: number,
                p_value: number,
                log10_p: number,
                ..ChiSquare::default()
            }),
            bins: Bins {
                cuts: Some(vec![number]),
                baseline: vec![number],
                ..Bins::default()
            },
            ..Feature::default()
        };
        let quality = ModelQuality {
            threshold: Some(number),
            curves: Curves {
                roc: vec![(number, number)],
                calibration: vec![(number, number, 3)],
                ..Curves::default()
            },
            residuals: vec![Residual {
                share: number,
                current: Some(number),
                baseline: None,
            }],
            ..ModelQuality::default()
        };
        let attribution = Attribution {
            baseline: Some([("a".to_owned(), number)].into()),
            threshold: number,
            ..Attribution::default()
        };
        assert_readable(Outcome::Report(Box::new(Report {
            features: vec![feature],
            model_quality: Some(quality),
            attribution: Some(attribution),
            ..Report::default()
        })));
        assert_readable(Outcome::Detail(FeatureDetail {
            baseline_ecdf: vec![(number, number)],
            ..FeatureDetail::default()
        }));
        assert_readable(Outcome::Explanation(Explanation {
            expected: number,
            score: number,
            parts: vec![ExplanationPart {
                contribution: number,
                ..ExplanationPart::default()
            }],
            ..Explanation::default()
        }));
        assert_readable(Outcome::Advice(Box::new(Advice {
            false_alarms_a_week: number,
            ..Advice::default()
        })));
        let metric = BiasMetric {
            value: Some(number),
            ideal: number,
            ..BiasMetric::default()
        };
        let read: BiasMetric =
            serde_json::from_str(&serde_json::to_string(&metric).unwrap()).unwrap();
        assert_eq!(read.value, metric.value.filter(|value| !value.is_nan()));
    }
}
