//! Methods of JavaScript's objects for which there is no binding.

use js_sys::{Array, Function, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// What a method comes to, now or once its promise is kept.
///
/// # Errors
/// What it throws or rejects with, and where the object has no such method.
pub async fn called(
    object: &JsValue,
    method: &str,
    arguments: &[&JsValue],
) -> Result<JsValue, JsValue> {
    let method: Function = Reflect::get(object, &method.into())?.dyn_into()?;
    let arguments: Array = arguments.iter().copied().collect();
    JsFuture::from(Promise::resolve(&method.apply(object, &arguments)?)).await
}
