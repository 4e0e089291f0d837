use leptos::{ev, html, prelude::*};

use crate::{
    browser,
    ui::{
        icon::Icon,
        page::{Page, page},
        watch,
    },
};

/// A button that asks for files.
#[component]
pub fn PickFiles(
    /// The button's look.
    class: &'static str,
    /// The button's words.
    label: &'static str,
) -> impl IntoView {
    let page = page();
    let input = NodeRef::<html::Input>::new();
    view! {
        <label class=format!("button {class}")>
            <Icon name="add" />
            <span>{label}</span>
            <input
                class="unseen"
                type="file"
                multiple=true
                aria-label=label
                node_ref=input
                on:click=move |_| page.prepare()
                on:change=move |_: ev::Event| take(page, input)
            />
        </label>
    }
}

/// A button that asks for a folder.
#[component]
pub fn PickFolder(
    /// The button's look.
    class: &'static str,
    /// The button's words.
    label: &'static str,
) -> impl IntoView {
    let page = page();
    if browser::can_choose_folders() {
        let choose = move |_| {
            page.prepare();
            watch::open_folder(page);
        };
        return view! {
            <button class=class on:click=choose>
                <Icon name="folder" />
                <span>{label}</span>
            </button>
        }
        .into_any();
    }
    let input = NodeRef::<html::Input>::new();
    Effect::new(move |_| {
        if let Some(input) = input.get() {
            input.set_webkitdirectory(true);
        }
    });
    view! {
        <label class=format!("button {class}")>
            <Icon name="folder" />
            <span>{label}</span>
            <input
                class="unseen"
                type="file"
                aria-label=label
                node_ref=input
                on:click=move |_| page.prepare()
                on:change=move |_: ev::Event| take(page, input)
            />
        </label>
    }
    .into_any()
}

fn take(page: Page, input: NodeRef<html::Input>) {
    let Some(input) = input.get() else {
        return;
    };
    if let Some(files) = input.files() {
        let picked = browser::from_list(&files);
        match input.webkitdirectory() {
            true => watch::chosen(page, picked),
            false => page.open(picked),
        }
    }
    // So that the same file can be chosen again after it was removed.
    input.set_value("");
}
