use leptos::prelude::*;

use crate::{
    report::bias::{Bias, OfferedFacet},
    report::settings::LabelList,
    report::settings::{FacetChoice, Settings},
    ui::page::page,
};

/// Chooses facets: a column, and its group or threshold. What is chosen is kept in the address.
#[component]
pub fn ChooseFacets(
    /// What the report says.
    bias: Bias,
) -> impl IntoView {
    let page = page();
    let offered = StoredValue::new(bias.offered.clone());
    let column = RwSignal::new(String::new());
    let value = RwSignal::new(String::new());
    let of_column = move || -> Option<OfferedFacet> {
        let name = column.get();
        offered.with_value(|all| all.iter().find(|facet| facet.name == name).cloned())
    };
    let in_force = page
        .signals
        .report
        .with_untracked(|report| report.as_ref().map(|report| report.settings.clone()))
        .unwrap_or_default();
    let change = move |edit: &dyn Fn(&mut Settings)| {
        let mut settings = page.signals.settings.get_untracked();
        if settings.rules.facets.is_empty() {
            // What a configuration asked for stays when something is added to it.
            let known = page
                .report()
                .map(|report| report.settings.rules.facets.clone());
            settings.rules.facets = known.unwrap_or_default();
        }
        edit(&mut settings);
        page.choose(settings);
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
    let columns: Vec<AnyView> = bias
        .offered
        .iter()
        .map(|facet| {
            view! { <option value=facet.name.clone()>{facet.name.clone()}</option> }.into_any()
        })
        .collect();
    let group = move || {
        of_column().map(|facet| match facet.labels.is_empty() {
            true => {
                let start = facet
                    .threshold
                    .map_or(String::new(), |threshold| threshold.to_string());
                value.set(start.clone());
                view! {
                    <label class="field">
                        "above"
                        <input
                            type="number"
                            step="any"
                            prop:value=start
                            on:input=move |event| value.set(event_target_value(&event))
                        />
                    </label>
                }
                .into_any()
            }
            false => {
                value.set(String::new());
                let labels: Vec<AnyView> = facet
                    .labels
                    .into_iter()
                    .map(|label| {
                        view! { <option value=label.clone()>{label.clone()}</option> }.into_any()
                    })
                    .collect();
                view! {
                    <label class="field">
                        "group"
                        <select on:change=move |event| value.set(event_target_value(&event))>
                            <option value="">"every group"</option>
                            {labels}
                        </select>
                    </label>
                }
                .into_any()
            }
        })
    };
    let chosen: Vec<AnyView> = in_force
        .rules
        .facets
        .iter()
        .enumerate()
        .map(|(place, facet)| {
            let words = match (&facet.threshold, &facet.value) {
                (Some(threshold), _) => format!("{} > {threshold}", facet.name),
                (None, Some(LabelList(labels))) => {
                    format!("{} = {}", facet.name, labels.join(", "))
                }
                (None, None) => format!("{}, every group", facet.name),
            };
            let forget = move |_| {
                change(&|settings| {
                    if place < settings.rules.facets.len() {
                        settings.rules.facets.remove(place);
                    }
                })
            };
            view! {
                <li>
                    {words} " " <button class="link" on:click=forget>"remove"</button>
                </li>
            }
            .into_any()
        })
        .collect();
    let condition: Vec<AnyView> = bias
        .offered
        .iter()
        .map(|facet| {
            let is_here = in_force.rules.group_variable.as_ref() == Some(&facet.name);
            view! { <option value=facet.name.clone() selected=is_here>{facet.name.clone()}</option> }
                .into_any()
        })
        .collect();
    let set_condition = move |event| {
        let name = event_target_value(&event);
        change(&|settings| {
            settings.rules.group_variable = Some(name.clone()).filter(|name| !name.is_empty())
        });
    };
    view! {
        <section class="card bias-choose" aria-label="Facets">
            <div class="tools">
                <label class="field">
                    "Facet"
                    <select on:change=move |event| column.set(event_target_value(&event))>
                        <option value="">"choose a column"</option>
                        {columns}
                    </select>
                </label>
                {group}
                <button on:click=add disabled=move || column.with(String::is_empty)>"Compare"</button>
                <label class="field">
                    "Condition on"
                    <select on:change=set_condition>
                        <option value="">"nothing"</option>
                        {condition}
                    </select>
                </label>
            </div>
            <ul class="bias-chosen">{chosen}</ul>
        </section>
    }
}
