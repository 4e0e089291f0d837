//! The small samples that break careless implementations: identical, disjoint, constant, single, tied, huge and tiny.
//!
//! The same body runs natively and in the browser; `small-samples.json` carries the samples, scipy's answers, and the
//! versions that gave them.

use leeway::stats::{
    Reason,
    ks::{
        EXACT_FROM_P, EXACT_MAX_PAIRS, EXACT_MAX_SIZE, KsMethod, ks_asymptotic_p, ks_exact_p,
        ks_two_sample,
    },
    sort::sorted,
    wasserstein::wasserstein,
};
use serde_json::Value;

const SMALL_SAMPLES: &str = include_str!("../data/small-samples.json");
/// Agreement asked of every measure; sums in another order differ far less.
const RELATIVE: f64 = 1e-9;
/// Near zero a relative bound means nothing; scipy's own rounding is of this size.
const ABSOLUTE: f64 = 1e-12;

/// Checks every field of every case.
pub fn every_case_agrees_with_scipy() {
    let document: Value = serde_json::from_str(SMALL_SAMPLES).unwrap();
    let cases = document["cases"].as_object().unwrap();
    assert_eq!(cases.len(), 12);
    for (name, case) in cases {
        agrees(name, case);
    }
}

fn agrees(name: &str, case: &Value) {
    let baseline = sample(&case["baseline"]);
    let current = sample(&case["current"]);
    let (n, m) = (baseline.len() as u64, current.len() as u64);
    let expected = &case["ks"];
    let test = ks_two_sample(&baseline, &current).unwrap();
    close(name, "statistic", test.statistic, &expected["statistic"]);
    assert_eq!(
        i64::from(test.sign),
        expected["sign"].as_i64().unwrap(),
        "{name}: sign"
    );
    close(
        name,
        "p_exact",
        ks_exact_p(test.statistic, n, m).unwrap(),
        &expected["p_exact"],
    );
    match ks_asymptotic_p(test.statistic, n, m) {
        Ok(p) => close(name, "p_asymptotic", p, &expected["p_asymptotic"]),
        Err(reason) => assert_eq!(
            (reason, &expected["p_asymptotic"]),
            (Reason::TooFewValues, &Value::from("nan"))
        ),
    }
    let asymptotic = expected["p_asymptotic"].as_f64();
    let is_large = n.max(m) > EXACT_MAX_SIZE || asymptotic.is_some_and(|p| p < EXACT_FROM_P);
    let (method, field) = if n * m <= EXACT_MAX_PAIRS || !is_large {
        (KsMethod::Exact, "p_exact")
    } else {
        (KsMethod::Asymptotic, "p_asymptotic")
    };
    assert_eq!(test.method, method, "{name}: method");
    close(name, "p", test.p_value, &expected[field]);
    assert!(
        test.log10_p.is_finite() && test.log10_p <= 0.0,
        "{name}: log10 p {}",
        test.log10_p
    );
    let distance = wasserstein(&baseline, &current).unwrap().distance;
    close(name, "wasserstein", distance, &case["wasserstein"]);
}

fn sample(values: &Value) -> Vec<f64> {
    sorted(
        values
            .as_array()
            .unwrap()
            .iter()
            .map(|value| value.as_f64().unwrap())
            .collect(),
    )
}

fn close(name: &str, field: &str, actual: f64, expected: &Value) {
    let expected = expected.as_f64().unwrap();
    let allowed = (RELATIVE * expected.abs()).max(ABSOLUTE);
    assert!(
        (actual - expected).abs() <= allowed,
        "{name}: {field} is {actual:e} for {expected:e}"
    );
}
