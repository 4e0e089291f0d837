//! A dialog over the page, for settings and help; its content is made anew whenever it opens.

use leptos::{ev, html, prelude::*};

use super::icon::Icon;
use crate::browser::{close_dialog, open_dialog};

/// A dialog over the page: Escape, the cross and a click beside it close it, and the focus returns to where it was.
#[component]
pub fn Dialog(
    /// Its heading.
    title: &'static str,
    /// Open while true.
    is_open: RwSignal<bool>,
    /// What is in it; made anew whenever it opens.
    children: ChildrenFn,
) -> impl IntoView {
    let dialog = NodeRef::<html::Dialog>::new();
    Effect::new(move |_| {
        if let Some(dialog) = dialog.get() {
            if is_open.get() {
                open_dialog(&dialog).ok();
            } else {
                close_dialog(&dialog);
            }
        }
    });
    let close_beside = move |event: ev::MouseEvent| {
        // A click on the backdrop has the dialog itself as its target.
        if event.target() == event.current_target() {
            is_open.set(false);
        }
    };
    let children = StoredValue::new(children);
    view! {
        <dialog
            node_ref=dialog
            aria-label=title
            on:close=move |_| is_open.set(false)
            on:click=close_beside
        >
            <Show when=move || is_open.get()>
                <div class="dialog-body">
                    <div class="dialog-head">
                        <h2 tabindex="-1" autofocus>{title}</h2>
                        <button
                            class="quiet icon-only"
                            aria-label="Close"
                            title="Close (Escape)"
                            on:click=move |_| is_open.set(false)
                        >
                            <Icon name="close" />
                        </button>
                    </div>
                    {children.with_value(|children| children())}
                </div>
            </Show>
        </dialog>
    }
}
