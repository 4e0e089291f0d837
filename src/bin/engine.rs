//! The worker's entry: starts the engine.

#[cfg(all(target_arch = "wasm32", feature = "worker"))]
fn main() -> Result<(), wasm_bindgen::JsValue> {
    leeway::engine::worker::start()
}

#[cfg(not(all(target_arch = "wasm32", feature = "worker")))]
fn main() {}
