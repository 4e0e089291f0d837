//! An object for scripts: functions and promises on `window`.

use js_sys::{JSON, Object, Promise, Reflect};
use std::{fmt, future::Future};
use wasm_bindgen::{JsValue, prelude::Closure};
use wasm_bindgen_futures::future_to_promise;

/// An object whose functions answer promises; a refusal is an `Error` with a sentence.
#[derive(Debug, Default)]
pub struct ScriptObject {
    object: Object,
}

impl ScriptObject {
    /// Adds a function. It is given the first two arguments, `undefined` where a script gives fewer.
    pub fn function<A, E>(self, name: &str, run: impl Fn(JsValue, JsValue) -> A + 'static) -> Self
    where
        A: Future<Output = Result<JsValue, E>> + 'static,
        E: fmt::Display + 'static,
    {
        // Called as long as the page lives, so it is never dropped.
        let closure = Closure::<dyn Fn(JsValue, JsValue) -> Promise>::new(move |first, second| {
            promise(run(first, second))
        });
        self.with(name, &closure.into_js_value())
    }

    /// Adds a promise.
    pub fn promise<E: fmt::Display + 'static>(
        self,
        name: &str,
        fulfilled: impl Future<Output = Result<JsValue, E>> + 'static,
    ) -> Self {
        self.with(name, promise(fulfilled).as_ref())
    }

    /// Adds a value.
    pub fn with(self, name: &str, value: &JsValue) -> Self {
        // Fails for frozen objects alone, and this one is ours.
        Reflect::set(&self.object, &JsValue::from_str(name), value).ok();
        self
    }

    /// The object as a value.
    pub fn into_value(self) -> JsValue {
        self.object.into()
    }

    /// Puts the object on `window`.
    pub fn install(self, name: &str) {
        if let Some(window) = web_sys::window() {
            Reflect::set(&window, &JsValue::from_str(name), &self.object).ok();
        }
    }
}

/// A script's value as JSON; `None` for what JSON cannot say.
pub fn to_json(value: &JsValue) -> Option<String> {
    JSON::stringify(value).ok()?.as_string()
}

/// JSON as a script's value; `None` if it is none.
pub fn from_json(text: &str) -> Option<JsValue> {
    JSON::parse(text).ok()
}

/// A text field of a script's object.
pub fn text_field(object: &JsValue, name: &str) -> Option<String> {
    Reflect::get(object, &JsValue::from_str(name))
        .ok()?
        .as_string()
}

fn promise<E: fmt::Display + 'static>(
    fulfilled: impl Future<Output = Result<JsValue, E>> + 'static,
) -> Promise {
    future_to_promise(async move {
        fulfilled
            .await
            .map_err(|why| js_sys::Error::new(&why.to_string()).into())
    })
}
