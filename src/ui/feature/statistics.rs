use leptos::prelude::*;

use crate::{
    engine::report::{Feature, Summary},
    ui::{
        csv::csv,
        format::{count, exact, exact_count, number, percent},
        icon::Icon,
        overview::order::missing_shares,
        page::page,
    },
};

/// A value as it is shown, and with every digit.
#[derive(Debug, Clone, PartialEq)]
struct Shown {
    text: String,
    exact: String,
}

/// Both sides' statistics side by side.
#[component]
pub fn Statistics(
    /// The feature.
    feature: Feature,
) -> impl IntoView {
    let page = page();
    let rows = rows(&feature);
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

type Row = (&'static str, Option<Shown>, Option<Shown>);

/// The statistics that at least one side has.
fn rows(feature: &Feature) -> Vec<Row> {
    let sides = [&feature.baseline_summary, &feature.current_summary];
    let both = |name: &'static str, value: fn(&Summary) -> Option<Shown>| {
        let [baseline, current] = sides.map(|side| side.as_ref().and_then(value));
        (name, baseline, current)
    };
    let missing_counts = [feature.missing.baseline, feature.missing.current];
    let (baseline_share, current_share) = missing_shares(feature);
    let missing = |count: u64, share: Option<f64>| {
        share.map(|share| Shown {
            text: percent(share),
            exact: exact_count(count),
        })
    };
    let mut rows = vec![
        both("Present", |side| Some(whole(side.count))),
        (
            "Missing",
            missing(missing_counts[0], baseline_share),
            missing(missing_counts[1], current_share),
        ),
        both("Distinct", |side| side.distinct.map(whole)),
        both("Mean", |side| side.mean.map(real)),
        both("Standard deviation", |side| side.std_dev.map(real)),
        both("Minimum", |side| side.min.map(real)),
        both("5th percentile", |side| side.p5.map(real)),
        both("25th percentile", |side| side.p25.map(real)),
        both("Median", |side| side.median.map(real)),
        both("75th percentile", |side| side.p75.map(real)),
        both("95th percentile", |side| side.p95.map(real)),
        both("Maximum", |side| side.max.map(real)),
    ];
    rows.retain(|(_, baseline, current)| baseline.is_some() || current.is_some());
    rows
}

fn whole(value: u64) -> Shown {
    Shown {
        text: count(value),
        exact: value.to_string(),
    }
}

fn real(value: f64) -> Shown {
    Shown {
        text: number(value),
        exact: exact(value),
    }
}
