//! Buttons that open files or a folder, and buttons that save one.

use leptos::{html, prelude::*};

use crate::{
    browser,
    ui::{
        icon::Icon,
        page::{Page, page},
        watch,
    },
};

/// A button that saves something; `title` says what.
pub fn save_button(
    class: &'static str,
    title: &str,
    words: &str,
    save: impl Fn() + 'static,
) -> AnyView {
    let (title, words) = (title.to_owned(), words.to_owned());
    view! {
        <button class=class title=title on:click=move |_| save()>
            <Icon name="save" />
            <span>{words}</span>
        </button>
    }
    .into_any()
}

/// The files that a screen can save, each with what it is.
pub fn downloads(
    files: &[(&'static str, &'static str)],
    save: impl Fn(&'static str) + Copy + 'static,
) -> AnyView {
    let one = |&(name, what): &(&'static str, &'static str)| {
        save_button("", what, name, move || save(name))
    };
    view! {
        <div class="checks-files" role="group" aria-label="Files to save">{files.iter().map(one).collect_view()}</div>
    }
    .into_any()
}

/// Buttons that add files or a folder to what is loaded.
#[component]
pub fn AddFiles() -> impl IntoView {
    view! {
        <PickFiles class="" label="Add files" />
        <PickFolder class="" label="Add a folder" />
    }
}

/// A button that asks for files.
#[component]
pub fn PickFiles(
    /// The button's look.
    class: &'static str,
    /// The button's words.
    label: &'static str,
) -> impl IntoView {
    file_input(class, label, false)
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
    if !browser::can_choose_folders() {
        return file_input(class, label, true);
    }
    let choose = move |_| {
        page.prepare();
        watch::open_folder(page);
    };
    view! {
        <button class=class on:click=choose>
            <Icon name="folder" />
            <span>{label}</span>
        </button>
    }
    .into_any()
}

fn file_input(class: &'static str, label: &'static str, is_folder: bool) -> AnyView {
    let page = page();
    let input = NodeRef::<html::Input>::new();
    Effect::new(move |_| {
        if let Some(input) = input.get() {
            input.set_webkitdirectory(is_folder);
        }
    });
    view! {
        <label class=format!("button {class}")>
            <Icon name=if is_folder { "folder" } else { "add" } />
            <span>{label}</span>
            <input
                class="unseen"
                type="file"
                multiple=!is_folder
                aria-label=label
                node_ref=input
                on:click=move |_| page.prepare()
                on:change=move |_| take(page, input)
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
