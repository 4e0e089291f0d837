//! What is done with the columns that are selected: a type, a role or both for all of them, and the way back. It is there whether or not some are, so that nothing
//! moves when a column is selected.

use leptos::prelude::*;

use super::arrangement::Arrangement;
use crate::{
    interaction::{
        answers::{Choice, chosen, is_of_one},
        columns::Selected,
    },
    presentation::columns::{role_words, type_words},
    report::settings::ColumnRole,
    table::ColumnType,
    ui::{
        controls::{choice, options},
        format::counted,
        page::page,
    },
};

/// The value of the option that lets Leeway decide.
const OPEN: &str = "open";

/// The bar.
#[component]
pub fn Bulk(
    /// Which are selected.
    arrangement: Arrangement,
) -> impl IntoView {
    let page = page();
    let Arrangement {
        shown, selected, ..
    } = arrangement;
    let names =
        Memo::new(move |_| shown.with(|shown| selected.with(|selected| selected.of(shown))));
    let count = move || names.with(Vec::len) as u64;
    let (wanted_type, wanted_role) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let types = ColumnType::ALL.map(|one| (one.name(), type_words(one)));
    let types = [("", "Type: keep"), (OPEN, "Type: let Leeway decide")]
        .into_iter()
        .chain(types);
    let roles = Signal::derive(move || {
        let is_one = count() <= 1;
        let roles = ColumnRole::ALL.into_iter();
        let roles = roles.filter(|role| is_one || !is_of_one(*role));
        let roles = roles.map(|role| (role.name(), role_words(role)));
        let all = [("", "Role: keep"), (OPEN, "Role: let Leeway decide")];
        let all = all.into_iter().chain(roles);
        all.map(|(name, words)| (name.to_owned(), words.to_owned()))
            .collect()
    });
    let apply = move |_| {
        let names = names.get_untracked();
        let wanted = [
            (!wanted_type.read_untracked().is_empty())
                .then(|| Choice::Type(ColumnType::parse(&wanted_type.read_untracked()))),
            (!wanted_role.read_untracked().is_empty())
                .then(|| Choice::Role(ColumnRole::parse(&wanted_role.read_untracked()))),
        ];
        let before = page.signals.settings.get_untracked();
        let mut wanted = wanted.into_iter().flatten();
        let changed = wanted.try_fold(before, |settings, choice| chosen(&settings, &names, choice));
        page.choose_if_right(changed);
        wanted_type.set(String::new());
        wanted_role.set(String::new());
    };
    let is_idle = move || {
        count() == 0 || wanted_type.with(String::is_empty) && wanted_role.with(String::is_empty)
    };
    let words = move || match count() {
        0 => "None selected".to_owned(),
        count => format!("{} selected", counted(count, "column", "columns")),
    };
    view! {
        <div class="column-bulk" role="group" aria-label="Selected columns">
            <span class="column-count" role="status">{words}</span>
            {choice("Type of the selected columns", options(types), wanted_type.into(), move |one| wanted_type.set(one))}
            {choice("Role of the selected columns", roles, wanted_role.into(), move |one| wanted_role.set(one))}
            <button class="primary" disabled=is_idle on:click=apply>"Apply"</button>
            <button
                class="quiet"
                disabled=move || count() == 0
                on:click=move |_| selected.set(Selected::default())
            >
                "Select none"
            </button>
            <span class="push"></span>
            <button
                class="quiet"
                title="Take the last change back (Ctrl+Z)"
                disabled=move || page.earlier.with(Vec::is_empty)
                on:click=move |_| {
                    page.undo();
                }
            >
                "Undo"
            </button>
        </div>
    }
}
