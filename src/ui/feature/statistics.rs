use leptos::prelude::*;

use crate::{
    presentation::statistics::{Shown, statistics},
    report::Feature,
    ui::{csv::csv, icon::Icon, page::page},
};

/// Both sides' statistics side by side.
#[component]
pub fn Statistics(
    /// The feature.
    feature: Feature,
) -> impl IntoView {
    let page = page();
    let rows = statistics(&feature);
    let table: Vec<Vec<String>> = std::iter::once(
        ["statistic", "baseline", "current"]
            .map(str::to_owned)
            .to_vec(),
    )
    .chain(rows.iter().map(|(name, baseline, current)| {
        let plain = |side: &Option<Shown>| {
            side.as_ref()
                .map_or_else(String::new, |shown| shown.exact.clone())
        };
        vec![(*name).to_owned(), plain(baseline), plain(current)]
    }))
    .collect();
    let save = move |_| {
        page.save_text(
            &format!("{} statistics.csv", feature.name),
            "text/csv",
            &csv(&table),
        );
    };
    let rows = rows.into_iter().map(|(name, baseline, current)| {
        view! {
            <tr>
                <th scope="row">{name}</th>
                {cell(baseline)}
                {cell(current)}
            </tr>
        }
    });
    view! {
        <div class="card-head">
            <h2>"Statistics"</h2>
            <button class="quiet" title="Save the statistics as CSV" on:click=save>
                <Icon name="save" />
                <span>"CSV"</span>
            </button>
        </div>
        <table class="plain statistics">
            <thead>
                <tr>
                    <td></td>
                    <th scope="col" class="side-baseline">"Baseline"</th>
                    <th scope="col" class="side-current">"Current"</th>
                </tr>
            </thead>
            <tbody>{rows.collect_view()}</tbody>
        </table>
    }
}

fn cell(shown: Option<Shown>) -> AnyView {
    match shown {
        Some(shown) => view! { <td title=shown.exact>{shown.text}</td> }.into_any(),
        None => view! { <td class="muted">"–"</td> }.into_any(),
    }
}
