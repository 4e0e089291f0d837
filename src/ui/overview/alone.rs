//! What reports alone know of a run, where nothing of it can be compared: charts of what was violated and a table of every violation, from the report's checks.
//! Nothing where a side is loaded, or without a report.

use leptos::prelude::*;

use crate::{
    charts::{AnyChart, Paired},
    interaction::screen::Screen,
    presentation::{bias::distances, checks::check_words, reported::alone, runs},
    report::{Check, Report},
    ui::{address, figure::ChartCard, listing::table_card, page::page, values::value},
};

const COLUMNS: [(&str, &str); 5] = [
    ("What", ""),
    ("Check", ""),
    ("Reported", ""),
    ("Held against", ""),
    ("As reported", ""),
];

/// The charts and the table.
#[component]
pub fn ReportedAlone() -> impl IntoView {
    let page = page();
    let checks = page.part(|report| {
        let checks: Vec<Check> = alone(report).into_iter().cloned().collect();
        (report.features.is_empty() && !checks.is_empty()).then_some(checks)
    });
    move || {
        checks.get().map(|checks| {
            let rows: Vec<AnyView> = checks.iter().map(row).collect();
            view! {
                <div class="quality-grid">
                    {drawn("Distances", runs::distances)}
                    {drawn("Performance", runs::performance)}
                    {groups()}
                </div>
                {table_card(
                    "Reported violations",
                    Some("Reported violations"),
                    "reported violations".to_owned(),
                    "reported-alone",
                    &COLUMNS,
                    rows,
                )}
            }
        })
    }
}

/// A chart of the report, where it has rows.
fn drawn(title: &'static str, draw: fn(&Report) -> Paired) -> Option<AnyView> {
    let page = page();
    let report = untrack(|| page.report())?;
    let chart = draw(&report);
    let file = format!("reported {}", title.to_lowercase());
    let has_rows = !chart.rows.is_empty();
    has_rows.then(|| {
        let chart = Signal::stored(AnyChart::Paired(chart));
        ChartCard::new(title, &file, chart).card("quality-card")
    })
}

/// The groups' metrics, a chart each.
fn groups() -> Vec<AnyView> {
    let page = page();
    let Some(report) = untrack(|| page.report()) else {
        return Vec::new();
    };
    let facets = report.bias.iter().flat_map(|bias| &bias.facets);
    let one = |(at, facet): (usize, _)| {
        let chart = Signal::stored(AnyChart::Deviations(distances(facet)));
        let file = format!("reported bias {}", at + 1);
        ChartCard::new("Bias", &file, chart).card("quality-card")
    };
    facets.enumerate().map(one).collect()
}

fn row(check: &Check) -> AnyView {
    let page = page();
    let name = check.feature.clone();
    let screen = Screen::of_monitor(check.monitor).unwrap_or(Screen::Checks);
    view! {
        <tr>
            <th scope="row">
                <a href=move || address::to(page, screen.clone())>{name}</a>
            </th>
            <td>{check_words(&check.check).to_owned()}</td>
            <td>{value(check.observed)}</td>
            <td>{value(check.threshold)}</td>
            <td>{check.description.clone()}</td>
        </tr>
    }
    .into_any()
}
