//! One column as a row, from the report; its type and its role are choices, in force at once. The row stays while the report changes.

use leptos::prelude::*;

use super::{arrangement::Arrangement, stand_ins::StandIns};
use crate::{
    interaction::{
        answers::{Choice, chosen, is_role_chosen, is_type_chosen},
        columns::Selected,
        dates::{offered as offered_parts, switched},
        screen::Screen,
    },
    presentation::columns::{
        age_words, known_words, other_name, other_type, part_words, role_words, type_words,
    },
    report::{columns::ColumnReport, settings::ColumnRole},
    table::{ColumnType, forms::DatePart},
    ui::{
        address,
        controls::{Options, choice},
        format::{count, exact_count},
        page::{Page, page},
    },
};

/// The row.
#[component]
pub fn ColumnRow(
    /// The column's name.
    name: String,
    /// Which are shown, and which are selected.
    arrangement: Arrangement,
) -> impl IntoView {
    let page = page();
    let Arrangement {
        shown, selected, ..
    } = arrangement;
    let own = StoredValue::new(name.clone());
    let found = page.part(move |report| {
        let mut columns = report.columns.iter();
        columns
            .find(|column| own.with_value(|name| column.name == *name))
            .cloned()
    });
    let of = move |read: fn(&ColumnReport) -> AnyView| {
        move || found.with(|column| column.as_ref().map(read))
    };
    let is_selected = move || own.with_value(|name| selected.with(|selected| selected.has(name)));
    let select = move |has_shift: bool| {
        let clicked = |selected: &mut Selected| {
            shown.with_untracked(|shown| {
                let before = std::mem::take(selected);
                *selected = own.with_value(|name| before.clicked(name, shown, has_shift));
            });
        };
        selected.update(clicked);
    };
    let choose = move |choice: Choice| {
        let names = [own.get_value()];
        let settings = page.signals.settings.get_untracked();
        page.choose_if_right(chosen(&settings, &names, choice));
    };
    let types = offered(
        move || own.with_value(|name| page.setting(|settings| is_type_chosen(settings, name))),
        ColumnType::ALL
            .map(|one| (one.name(), type_words(one)))
            .to_vec(),
    );
    let roles = offered(
        move || own.with_value(|name| page.setting(|settings| is_role_chosen(settings, name))),
        ColumnRole::ALL
            .map(|one| (one.name(), role_words(one)))
            .to_vec(),
    );
    let column_type = Signal::derive(move || {
        found.with(|column| {
            let column = column.as_ref();
            column.map_or_else(String::new, |column| column.column_type.name().to_owned())
        })
    });
    let role = Signal::derive(move || {
        found.with(|column| {
            let column = column.as_ref();
            column.map_or_else(String::new, |column| column.role.name().to_owned())
        })
    });
    let is_feature = page.part(move |report| {
        let mut features = report.features.iter();
        let is_own = |name: &String| own.with_value(|own| own == name);
        features.any(|feature| is_own(&feature.name)).then_some(())
    });
    let parts = move || found.with(|column| column.as_ref().map(|column| date_parts(page, column)));
    let title = move || match is_feature.get() {
        Some(()) => {
            let to = move || address::to(page, Screen::Feature(own.get_value()));
            view! { <a href=to>{own.get_value()}</a> }.into_any()
        }
        None => view! { <span>{own.get_value()}</span> }.into_any(),
    };
    view! {
        <tr
            role="row"
            class="column-row"
            class:column-row-selected=is_selected
            class:column-row-supposed=move || found.with(|column| column.as_ref().is_some_and(|column| !column.certain))
        >
            <td role="cell" class="column-cell-select">
                <label class="column-select">
                    <input
                        type="checkbox"
                        aria-label=format!("Select {name}")
                        prop:checked=is_selected
                        on:click=move |event| select(event.shift_key())
                    />
                </label>
            </td>
            <td role="cell" class="column-cell-name">
                {title}
                {of(|column| note(other_name(column)))}
            </td>
            <td role="cell" class="column-cell-type">
                {choice(&format!("Type of {name}"), types, column_type, move |name| choose(Choice::Type(ColumnType::parse(&name))))}
                {of(|column| note(other_type(column)))}
                {parts}
            </td>
            <td role="cell" class="column-cell-role">
                {choice(&format!("Role of {name}"), roles, role, move |name| choose(Choice::Role(ColumnRole::parse(&name))))}
            </td>
            <td role="cell" class="column-cell-known">
                {of(known)}
                <StandIns name=own.get_value() found />
            </td>
            <td role="cell" class="column-cell-examples">{of(examples)}</td>
            <td role="cell" class="column-cell-missing" data-title="Missing">{of(|column| number(column.missing))}</td>
            <td role="cell" class="column-cell-unread" data-title="Unread">{of(|column| number(column.unread))}</td>
        </tr>
    }
}

/// The options, with one more that takes a choice back where there is one.
fn offered(
    is_chosen: impl Fn() -> bool + Send + Sync + 'static,
    all: Vec<(&'static str, &'static str)>,
) -> Options {
    Signal::derive(move || {
        let back = is_chosen().then_some(("", "Let Leeway decide"));
        let options = back.into_iter().chain(all.iter().copied());
        options
            .map(|(name, words)| (name.to_owned(), words.to_owned()))
            .collect()
    })
}

/// What of the column's dates is compared, each to be switched.
fn date_parts(page: Page, column: &ColumnReport) -> AnyView {
    let Some(dates) = &column.dates else {
        return ().into_any();
    };
    let switch = |part: DatePart| {
        let is_on = dates.compared.contains(&part);
        let column = column.clone();
        let turn = move |event| {
            let settings = page.signals.settings.get_untracked();
            page.choose_if_right(switched(
                &settings,
                &column,
                part,
                event_target_checked(&event),
            ));
        };
        view! {
            <label class="date-part">
                <input type="checkbox" prop:checked=is_on on:change=turn />
                {part_words(part)}
            </label>
        }
    };
    let offered = offered_parts(column);
    let legend = format!("What of {} is compared", column.name);
    let boxes = (!offered.is_empty()).then(|| {
        view! {
            <fieldset class="date-parts" aria-label=legend>
                {offered.into_iter().map(switch).collect_view()}
            </fieldset>
        }
    });
    view! { {boxes} {note(age_words(column))} }.into_any()
}

fn note(words: Option<String>) -> AnyView {
    words
        .map(|words| view! { <span class="column-note">{words}</span> })
        .into_any()
}

fn known(column: &ColumnReport) -> AnyView {
    let (mark, words) = known_words(column.certain);
    let class = match column.certain {
        true => "column-known",
        false => "column-known column-supposed",
    };
    view! {
        <span class=class>
            <span class="column-mark" aria-hidden="true">{mark}</span>
            {words}
        </span>
        <span class="column-note">{column.reason.clone()}</span>
    }
    .into_any()
}

fn examples(column: &ColumnReport) -> AnyView {
    let written = column.written.as_ref();
    let written = written.and_then(|written| written.example.clone());
    let one = |example: &String| {
        view! { <li title=example.clone()><code>{example.clone()}</code></li> }
    };
    view! {
        <ul class="column-examples">{column.examples.iter().map(one).collect_view()}</ul>
        {note(written)}
    }
    .into_any()
}

fn number(value: u64) -> AnyView {
    let class = match value {
        0 => "muted",
        _ => "",
    };
    view! { <span class=class title=exact_count(value)>{count(value)}</span> }.into_any()
}
