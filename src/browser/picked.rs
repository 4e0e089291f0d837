//! A file that was chosen, dropped or handed over, not yet read.

use js_sys::Uint8Array;
use wasm_bindgen::JsValue;

/// A file, not yet read.
#[derive(Debug, Clone)]
pub struct Picked {
    /// Path within what was dropped or chosen, or the name alone.
    pub path: String,
    /// Bytes.
    pub size: u64,
    /// A `Blob`, a `File` or a `Uint8Array`.
    pub data: JsValue,
}

/// Stands for a folder without a file: a run may be missing.
pub(super) fn empty_folder(path: &str) -> Picked {
    Picked {
        path: format!("{}/", path.trim_matches('/')),
        size: 0,
        data: Uint8Array::new_with_length(0).into(),
    }
}
