//! Parts of a screen that are made one task after the other, so that making it does not keep the browser from anything for long.

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use crate::browser::sleep;

/// Makes its children in the `turn`-th task after the one that makes it. What stands above has lower turns, so that nothing moves when they come.
#[component]
pub fn InTurn(
    /// From 1.
    turn: u32,
    /// What is made.
    children: ChildrenFn,
) -> impl IntoView {
    let has_come = RwSignal::new(false);
    spawn_local(async move {
        for _ in 0..turn {
            sleep(0).await;
        }
        // The screen may be gone.
        has_come.try_set(true);
    });
    view! { <Show when=move || has_come.get()>{children()}</Show> }
}
