//! Chooses facets: a column, and its group or threshold, of those that the report offers. What is chosen is a setting, so the address holds it.

use leptos::prelude::*;

use crate::{
    report::bias::{Bias, OfferedFacet},
    report::settings::{FacetChoice, LabelList, Settings},
    ui::{
        controls::{choice, field, names, options},
        page::page,
    },
};

/// The facets in force, and those to add.
#[component]
pub fn ChooseFacets(
    /// What the report says.
    bias: Bias,
) -> impl IntoView {
    let page = page();
    let columns: Vec<String> = bias
        .offered
        .iter()
        .map(|facet| facet.name.clone())
        .collect();
    let offered = StoredValue::new(bias.offered);
    let column = RwSignal::new(String::new());
    let value = RwSignal::new(String::new());
    let of_column = move || -> Option<OfferedFacet> {
        let name = column.get();
        offered.with_value(|all| all.iter().find(|facet| facet.name == name).cloned())
    };
    let in_force = untrack(|| page.report()).map(|report| report.settings.clone());
    let in_force = in_force.unwrap_or_default();
    let change = move |edit: &dyn Fn(&mut Settings)| {
        page.change(|settings| {
            if settings.rules.facets.is_empty() {
                // What a configuration asked for stays when something is added to it.
                let known =
                    untrack(|| page.report()).map(|report| report.settings.rules.facets.clone());
                settings.rules.facets = known.unwrap_or_default();
            }
            edit(settings);
        });
    };
    let add = move |_| {
        let Some(facet) = of_column() else {
            return;
        };
        let text = value.get();
        let number = text.trim().parse::<f64>().ok();
        let choice = FacetChoice {
            name: facet.name,
            threshold: number.filter(|_| facet.labels.is_empty()),
            value: (!text.is_empty() && !facet.labels.is_empty()).then(|| LabelList(vec![text])),
            upper: None,
        };
        change(&|settings| settings.rules.facets.push(choice.clone()));
    };
    let group = move || {
        let facet = of_column()?;
        if facet.labels.is_empty() {
            let start = facet
                .threshold
                .map_or(String::new(), |threshold| threshold.to_string());
            value.set(start.clone());
            let input = view! {
                <input
                    type="number"
                    step="any"
                    prop:value=start
                    on:input=move |event| value.set(event_target_value(&event))
                />
            };
            return Some(field("field", "above", input));
        }
        value.set(String::new());
        let groups = with_none("every group", &facet.labels);
        let select = choice(
            "",
            options(groups),
            Signal::stored(String::new()),
            move |group| value.set(group),
        );
        Some(field("field", "group", select))
    };
    let chosen = in_force.rules.facets.iter().enumerate().map(|(place, facet)| {
        let words = match (&facet.threshold, &facet.value) {
            (Some(threshold), _) => format!("{} > {threshold}", facet.name),
            (None, Some(LabelList(labels))) => format!("{} = {}", facet.name, labels.join(", ")),
            (None, None) => format!("{}, every group", facet.name),
        };
        let remove = move |settings: &mut Settings| {
            if place < settings.rules.facets.len() {
                settings.rules.facets.remove(place);
            }
        };
        view! {
            <li>
                {words} " " <button class="link" on:click=move |_| change(&remove)>"remove"</button>
            </li>
        }
    });
    let chosen = chosen.collect_view();
    let facets = choice(
        "",
        options(with_none("choose a column", &columns)),
        Signal::stored(String::new()),
        move |name| column.set(name),
    );
    let condition = choice(
        "",
        options(with_none("nothing", &columns)),
        Signal::stored(in_force.rules.group_variable.unwrap_or_default()),
        move |name| {
            change(&|settings| {
                settings.rules.group_variable = Some(name.clone()).filter(|name| !name.is_empty());
            });
        },
    );
    view! {
        <section class="card bias-choose" aria-label="Facets">
            <div class="tools">
                {field("field", "Facet", facets)}
                {group}
                <button on:click=add disabled=move || column.with(String::is_empty)>"Compare"</button>
                {field("field", "Condition on", condition)}
            </div>
            <ul class="bias-chosen">{chosen}</ul>
        </section>
    }
}

/// Names behind one that stands for none of them.
fn with_none(none: &str, all: &[String]) -> Vec<(String, String)> {
    let mut options = vec![(String::new(), none.to_owned())];
    options.extend(names(all));
    options
}
