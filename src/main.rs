//! The page's entry: panic hook, then the user interface.

#[cfg(target_arch = "wasm32")]
fn main() {
    console_error_panic_hook::set_once();
    leptos::mount::mount_to_body(leeway::ui::App);
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {}
