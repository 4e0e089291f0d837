//! `small-samples.json`, whole: natively, and in the browser when built for wasm.

#![allow(clippy::unwrap_used, reason = "a failed step is a failed test")]

#[path = "support/small_samples.rs"]
mod small_samples;

#[cfg(target_arch = "wasm32")]
wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);

#[cfg_attr(target_arch = "wasm32", wasm_bindgen_test::wasm_bindgen_test)]
#[cfg_attr(not(target_arch = "wasm32"), test)]
fn every_case_agrees_with_scipy() {
    small_samples::every_case_agrees_with_scipy();
}
