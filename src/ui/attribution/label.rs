//! One label of the attributions, from the report: what drifted, the order of the features, the values of both sides, and the order's agreement over time. What is
//! not known is left out.

use leptos::prelude::*;

use crate::{
    charts::AnyChart,
    monitors::{Agreement, words},
    presentation::attribution::{over_time, slopes},
    report::Window,
    report::attribution::{Attribution, AttributionFeature, AttributionLabel, FeatureTokens},
    ui::{
        figure::ChartCard,
        values::{exactly, second_opinion},
    },
};

/// Features whose values are drawn, as many as places; the table behind them has all.
const BARS: usize = 20;

/// Tokens of a feature that are named.
const TOKENS: usize = 20;

/// The label.
pub fn label(report: &Attribution, label: AttributionLabel, windows: Vec<Window>) -> AnyView {
    let reported = label.reported.clone().map(|reported| {
        let quote = view! { <q>{reported.description}</q> };
        second_opinion(
            "The report says: ",
            reported.agreement,
            Some(quote.into_any()),
            reported.explanation,
        )
    });
    // Of a report alone it is the report's own sentence, which stands below.
    let reports = label.reported.as_ref().map(|reported| reported.agreement);
    let found = label.violation.clone();
    let found = found.filter(|_| reports != Some(Agreement::NotRecomputed));
    let violation = found.map(|text| {
        view! { <p><span class="check-violated">"▲ "</span> "Clarify would write: " <q>{text}</q></p> }
    });
    // The heading says it already where there is one label.
    let sentence = (report.labels.len() > 1).then(|| label.sentence.to_string());
    let reason = label
        .reason
        .clone()
        .filter(|reason| reason != label.sentence.as_str());
    let has_side = |of: fn(&AttributionFeature) -> Option<f64>| {
        label.features.iter().any(|feature| of(feature).is_some())
    };
    let sides = [
        has_side(|feature| feature.baseline),
        has_side(|feature| feature.current),
    ];
    // One order alone has nothing to be held against.
    let places = (sides == [true, true]).then(|| {
        let chart = Signal::stored(AnyChart::Slopes(slopes(&label, report.unit.as_deref())));
        ChartCard::new("Order of the features", "attribution", chart).card("quality-card")
    });
    let time = (label.windows.len() > 1).then(|| {
        let chart = Signal::stored(over_time(&label, &windows, report.threshold));
        let head = view! { <span class="muted">"below the threshold the order has drifted"</span> };
        let card = ChartCard {
            head: head.into_any(),
            ..ChartCard::new("Over time", "attribution over time", chart)
        };
        card.card("quality-card")
    });
    let tokens = (!label.tokens.is_empty()).then(|| {
        let tokens = label.tokens.iter().map(tokens).collect_view();
        view! { <section class="card"><h2>"Tokens with the largest values"</h2>{tokens}</section> }
    });
    let bars = (!label.features.is_empty()).then(|| bars(&label, sides));
    view! {
        <div class="attribution-said">
            <p>{sentence}</p>
            <p class="muted">{reason}</p>
            {violation}
            {reported}
        </div>
        <div class="quality-grid">{places} {bars}</div>
        {time}
        {tokens}
    }
    .into_any()
}

fn tokens(feature: &FeatureTokens) -> AnyView {
    let tokens = feature.tokens.iter().take(TOKENS);
    let tokens: Vec<String> = tokens
        .map(|(token, value)| format!("{token} {}", words::number(*value)))
        .collect();
    view! { <p><strong>{feature.feature.clone()}</strong> ": " {tokens.join(", ")}</p> }.into_any()
}

/// The values as bars and numbers, of the sides that are there.
fn bars(label: &AttributionLabel, sides: [bool; 2]) -> AnyView {
    let of_sides = |feature: &AttributionFeature| [feature.baseline, feature.current];
    let values = label.features.iter().flat_map(of_sides).flatten();
    let largest = values.map(f64::abs).fold(f64::MIN_POSITIVE, f64::max);
    let classes = [
        "attribution-bar attribution-baseline",
        "attribution-bar attribution-current",
    ];
    let row = |feature: &AttributionFeature| {
        let values = of_sides(feature);
        let bars = classes
            .into_iter()
            .zip(values)
            .filter_map(|(class, value)| {
                let share = 100.0 * value?.abs() / largest;
                Some(view! { <span class=class style:width=format!("{share:.2}%")></span> })
            });
        let numbers = sides
            .into_iter()
            .zip(values)
            .filter(|(is_there, _)| *is_there);
        let numbers = numbers.map(|(_, value)| {
            let number = value.map(|value| exactly(value, words::number(value)));
            view! { <td role="cell" class="attribution-value">{number.unwrap_or("–".into_any())}</td> }
        });
        view! {
            <tr role="row">
                <th role="rowheader" scope="row" class="attribution-feature" title=feature.name.clone()>
                    {feature.name.clone()}
                </th>
                <td aria-hidden="true" class="attribution-both">{bars.collect_view()}</td>
                {numbers.collect_view()}
            </tr>
        }
        .into_any()
    };
    let (heading, most) = match sides {
        [true, true] => ("Values of both sides", BARS),
        _ => ("Values", label.features.len()),
    };
    let rows: Vec<AnyView> = label.features.iter().take(most).map(row).collect();
    let more = label.features.len().saturating_sub(most);
    let more = (more > 0).then(|| {
        let words = words::plural(more as u64, "feature", "features");
        view! { <p class="muted">{format!("{words} more in the table behind the order.")}</p> }
    });
    let names = ["Baseline", "Current"].into_iter().zip(classes).zip(sides);
    let heads = names.filter(|(_, is_there)| *is_there).map(|((name, class), _)| {
        view! { <th role="columnheader" scope="col" class="attribution-value"><span class=class></span> {name}</th> }
    });
    view! {
        <section class="card" aria-label=heading>
            <h2>{heading}</h2>
            <table role="table" class="plain attribution-bars">
                <thead role="rowgroup">
                    <tr role="row">
                        <th role="columnheader" scope="col" class="attribution-feature">"Feature"</th>
                        <td class="attribution-both"></td>
                        {heads.collect_view()}
                    </tr>
                </thead>
                <tbody role="rowgroup">{rows}</tbody>
            </table>
            {more}
        </section>
    }
    .into_any()
}
