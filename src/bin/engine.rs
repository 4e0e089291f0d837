//! The worker's entry: starts the engine.

#[cfg(target_arch = "wasm32")]
fn main() -> Result<(), wasm_bindgen::JsValue> {
    leeway::engine::worker::start()
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {}
