//! Tests that need a browser's own objects, run by wasm-bindgen-test in headless Chromium: `make wasm-tests`.
#![cfg(target_arch = "wasm32")]

use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

#[wasm_bindgen_test]
fn runs_in_a_window() {
    assert!(web_sys::window().is_some());
}
