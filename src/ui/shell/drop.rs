//! The whole page as a drop target, which says so while files hover over it.

use leptos::prelude::*;

use crate::{
    browser,
    ui::{page::page, watch},
};

/// Takes files and folders that are dropped anywhere, and says so while they hover.
#[component]
pub fn DropOverlay() -> impl IntoView {
    let page = page();
    let is_over = RwSignal::new(false);
    let target = StoredValue::new_local(browser::take_drops(
        move |is_hovering| {
            is_over.set(is_hovering);
            if is_hovering {
                page.prepare();
            }
        },
        move |dropped| watch::open_when_found(page, dropped),
    ));
    on_cleanup(move || target.dispose());
    let words = move || match page.is_loaded() {
        true => "Drop to add these to what is loaded",
        false => "Drop to open",
    };
    view! {
        <Show when=move || is_over.get()>
            <div class="drop-overlay" role="status">
                <p>{words}</p>
            </div>
        </Show>
    }
}
