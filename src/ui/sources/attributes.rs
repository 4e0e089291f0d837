//! Which captured rows count, by the custom attributes that their callers gave them; in force at once. Nothing without attributes.

use leptos::prelude::*;

use crate::{
    interaction::attributes::{Attribute, Rows, attributes, choose},
    ui::{
        controls::{choice, options},
        format::exact_count,
        page::page,
    },
};

/// The attributes with their rows.
#[component]
pub fn Attributes() -> impl IntoView {
    let page = page();
    let all = Memo::new(move |_| {
        let report = page.report();
        let sources = report.as_ref().map_or(&[][..], |report| &report.sources);
        page.signals
            .settings
            .with(|settings| attributes(sources, settings))
    });
    let names = move || all.with(|all| all.iter().map(|one| one.name.clone()).collect::<Vec<_>>());
    let row = move |name: String| {
        let own = StoredValue::new(name.clone());
        let found = Memo::new(move |_| {
            all.with(|all| {
                let mut all = all.iter();
                own.with_value(|own| all.find(|one| one.name == *own).cloned())
            })
        });
        let value = Signal::derive(move || {
            let rows = found.with(|one| one.as_ref().map_or(Rows::Open, |one| one.choice));
            rows.name().to_owned()
        });
        let words = Rows::ALL.map(|rows| (rows.name(), words(rows)));
        let set = move |name: String| {
            let settings = page.signals.settings.get_untracked();
            let rows = Rows::parse(&name).unwrap_or(Rows::Open);
            own.with_value(|own| page.choose(choose(&settings, own, rows)));
        };
        let rows = move |one: &Attribute| exact_count(one.rows);
        view! {
            <tr>
                <td><code>{name.clone()}</code></td>
                <td class="number">{move || found.with(|one| one.as_ref().map(rows))}</td>
                <td>{choice(&format!("Rows with {name}"), options(words), value, set)}</td>
            </tr>
        }
    };
    view! {
        <Show when=move || !all.with(Vec::is_empty)>
            <details class="card columns" open>
                <summary>"Custom attributes of captures"</summary>
                <p>
                    "Callers of the endpoint gave rows these attributes. Keep only some, or leave some out, such as test traffic."
                </p>
                <table class="attribute-table">
                    <thead>
                        <tr>
                            <th scope="col">"Attribute"</th>
                            <th scope="col" class="number">"Rows"</th>
                            <th scope="col">"These rows"</th>
                        </tr>
                    </thead>
                    <tbody>
                        <For each=names key=String::clone let:name>{row(name)}</For>
                    </tbody>
                </table>
            </details>
        </Show>
    }
}

fn words(rows: Rows) -> &'static str {
    match rows {
        Rows::Open => "Count",
        Rows::Kept => "Count alone",
        Rows::LeftOut => "Leave out",
    }
}
