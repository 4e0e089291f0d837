//! Tests in the browser that the page runs in, by wasm-bindgen-test in headless Chromium: `make wasm-tests`.
//!
//! Arithmetic that native tests check is checked again as wasm: another compiler back end, 32-bit sizes, and no libm of
//! the system.
#![cfg(target_arch = "wasm32")]
#![allow(clippy::unwrap_used, reason = "a failed step is a failed test")]

#[path = "support/small_samples.rs"]
mod small_samples;

use leeway::engine::Session;
use leeway::engine::protocol::{Outcome, Reply, Request};
use leeway::monitors::drift::Verdict;
use leeway::report::Report;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

#[wasm_bindgen_test]
fn runs_in_a_window() {
    assert!(web_sys::window().is_some());
}

#[wasm_bindgen_test]
fn small_samples_agree_with_scipy() {
    small_samples::every_case_agrees_with_scipy();
}

fn demo(rows: u32) -> Report {
    let mut session = Session::new(|| 0.0);
    match session.run(Request::Demo { rows }, Vec::new()).0 {
        Reply::Done(outcome) => match *outcome {
            Outcome::Report(report) => *report,
            other => panic!("not a report: {other:?}"),
        },
        other => panic!("not an answer: {other:?}"),
    }
}

#[wasm_bindgen_test]
fn the_example_drifts_where_it_was_made_to() {
    let report = demo(2000);
    assert_eq!(report.features.len(), 15);
    let verdict = |name: &str| {
        let found = report.features.iter().find(|feature| feature.name == name);
        found.unwrap().verdict
    };
    assert_eq!(verdict("interest_rate"), Verdict::Strong);
    assert_eq!(verdict("employment"), Verdict::Drifted);
    assert_eq!(verdict("region"), Verdict::None);
}
