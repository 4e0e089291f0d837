//! Clarify's bias metrics against smclarify: `tests/data/smclarify/cases.json`, which the script beside it wrote. Where it has a value there is one, where it refuses there is a reason.
#![allow(clippy::unwrap_used)]

mod support;

use leeway::stats::bias::{Metric, Outcomes, measure};
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
            let found = measure(Metric::parse(name).unwrap(), &outcomes);
            let what = format!("{name} of {}: {found:?}", case["tables"]);
            assert_close(&what, found.ok(), expected);
        }
    }
}
