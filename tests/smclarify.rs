//! Clarify's bias metrics against smclarify: `tests/data/smclarify/cases.json`, which the script beside it wrote. Where it has a value there is one with an interval around it, where it refuses there is a reason.
#![allow(clippy::unwrap_used)]

mod support;

use leeway::stats::bias::{Interval, Metric, Outcomes, measure};
use std::path::Path;
use support::{assert_close, read_json};

#[test]
fn every_table_gives_smclarifys_values_and_refusals() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/smclarify/cases.json");
    let file = read_json(&path);
    assert_eq!(file["versions"]["smclarify"], "0.5");
    for case in file["cases"].as_array().unwrap() {
        let outcomes = Outcomes {
            strata: serde_json::from_value(case["tables"].clone()).unwrap(),
            is_stratified: true,
        };
        for (name, expected) in case["expected"].as_object().unwrap() {
            let metric = Metric::parse(name).unwrap();
            let found = measure(metric, &outcomes);
            let interval = Interval::of(metric, &outcomes);
            let what = format!("{name} of {}: {found:?}, {interval:?}", case["tables"]);
            match (&found, interval) {
                (Ok(value), Some(Interval { low, high })) => {
                    assert!(low <= *value && *value <= high, "{what}");
                }
                (found, interval) => assert!(found.is_err() && interval.is_none(), "{what}"),
            }
            assert_close(&what, found.ok(), expected);
        }
    }
}
