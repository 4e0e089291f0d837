//! Both sides' statistics side by side, from the report, and as a CSV file; a side without a statistic has a dash.

use leptos::prelude::*;

use crate::{
    presentation::statistics::{Shown, statistics},
    report::Feature,
    ui::{controls::save_button, csv::csv, page::page},
};

/// The statistics.
#[component]
pub fn Statistics(
    /// The feature.
    feature: Feature,
) -> impl IntoView {
    let page = page();
    let rows = statistics(&feature);
    let plain = |side: &Option<Shown>| {
        side.as_ref()
            .map_or(String::new(), |shown| shown.exact.clone())
    };
    let mut table = vec![
        ["statistic", "baseline", "current"]
            .map(str::to_owned)
            .to_vec(),
    ];
    table.extend(rows.iter().map(|(name, baseline, current)| {
        vec![(*name).to_owned(), plain(baseline), plain(current)]
    }));
    let file = format!("{} statistics.csv", feature.name);
    let save = move || page.save_text(&file, "text/csv", &csv(&table));
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
            {save_button("quiet", "Save the statistics as CSV", "CSV", save)}
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
