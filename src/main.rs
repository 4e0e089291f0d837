//! The page's entry: panic hook, then the user interface.

#[cfg(target_arch = "wasm32")]
fn main() {
    use wasm_bindgen::{JsCast, prelude::Closure};

    console_error_panic_hook::set_once();
    let Ok(worker) = web_sys::Worker::new("./engine_loader.js") else {
        return;
    };
    let heard = Closure::<dyn FnMut(web_sys::MessageEvent)>::new(|event: web_sys::MessageEvent| {
        if let Some(root) = web_sys::window()
            .and_then(|window| window.document())
            .and_then(|document| document.document_element())
        {
            let _ =
                root.set_attribute("data-engine", &event.data().as_string().unwrap_or_default());
        }
    });
    worker.set_onmessage(Some(heard.as_ref().unchecked_ref()));
    heard.forget();
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {}
