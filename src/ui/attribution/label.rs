use leptos::prelude::*;

use crate::{
    charts::AnyChart,
    monitors::words,
    presentation::attribution::{over_time, slopes},
    report::Window,
    report::attribution::{Attribution, AttributionFeature, AttributionLabel},
    ui::figure::card,
};

/// Features whose values are drawn, as many as places; the table behind them has all.
const BARS: usize = 20;

/// One label: what drifted, places, values of both sides, nDCG over time.
pub fn label(report: &Attribution, label: AttributionLabel, windows: Vec<Window>) -> AnyView {
    let reported = label.reported.clone().map(|reported| {
        view! {
            <p class="check-reported" class:check-reported-differs=!reported.agrees>
                <strong>"The report says: "</strong>
                <q>{reported.description}</q>
                " "
                {reported.explanation}
            </p>
        }
    });
    let violation = label.violation.clone().map(|text| {
        view! { <p><span class="check-violated">"▲ "</span> "Clarify would write: " <q>{text}</q></p> }
    });
    // The heading says it already where there is one label.
    let sentence = (report.labels.len() > 1).then(|| label.sentence.to_string());
    let reason = label
        .reason
        .clone()
        .filter(|reason| reason != label.sentence.as_str());
    let has_features = !label.features.is_empty();
    let chart = Signal::stored(AnyChart::Slopes(slopes(&label, report.unit.as_deref())));
    let side = |of: fn(&AttributionFeature) -> Option<f64>| {
        label.features.iter().any(|feature| of(feature).is_some())
    };
    let sides = [
        side(|feature| feature.baseline),
        side(|feature| feature.current),
    ];
    // One order alone has nothing to be held against.
    let has_both = sides == [true, true];
    let places = has_both.then(|| {
        card(
            "Order of the features",
            "attribution",
            chart,
            ().into_any(),
            None,
        )
    });
    let threshold = report.threshold;
    let time = (label.windows.len() > 1).then(|| time(&label, &windows, threshold));
    let tokens: Vec<AnyView> = label
        .tokens
        .iter()
        .map(|feature| {
            let words: Vec<String> = feature
                .tokens
                .iter()
                .take(20)
                .map(|(token, value)| format!("{token} {}", words::number(*value)))
                .collect();
            view! { <p><strong>{feature.feature.clone()}</strong> ": " {words.join(", ")}</p> }
                .into_any()
        })
        .collect();
    let tokens = (!tokens.is_empty()).then(|| {
        view! { <section class="card"><h2>"Tokens with the largest values"</h2>{tokens}</section> }
    });
    view! {
        <div class="attribution-said">
            <p>{sentence}</p>
            <p class="muted">{reason}</p>
            {violation}
            {reported}
        </div>
        <div class="quality-grid">{places} {has_features.then(|| bars(&label, sides))}</div>
        {time}
        {tokens}
    }
    .into_any()
}

/// The values as bars and numbers, of the sides that are there.
fn bars(label: &AttributionLabel, sides: [bool; 2]) -> AnyView {
    let values = label
        .features
        .iter()
        .flat_map(|feature| [feature.baseline, feature.current]);
    let largest = values.flatten().map(f64::abs).fold(0.0, f64::max);
    let bar = |class: &'static str, value: Option<f64>| {
        value.map(|value| {
            let share = 100.0 * value.abs() / largest.max(f64::MIN_POSITIVE);
            view! { <span class=class style:width=format!("{share:.2}%")></span> }.into_any()
        })
    };
    let number = |value: Option<f64>| {
        let exact = value.map(|value| value.to_string());
        view! { <td role="cell" title=exact>{value.map_or("–".to_owned(), words::number)}</td> }
            .into_any()
    };
    let row = |feature: &AttributionFeature| {
        view! {
            <tr role="row">
                <th role="rowheader" scope="row" title=feature.name.clone()>{feature.name.clone()}</th>
                <td aria-hidden="true">
                    {bar("attribution-bar attribution-baseline", feature.baseline)}
                    {bar("attribution-bar attribution-current", feature.current)}
                </td>
                {sides[0].then(|| number(feature.baseline))}
                {sides[1].then(|| number(feature.current))}
            </tr>
        }
        .into_any()
    };
    let has_both = sides == [true, true];
    let most = if has_both { BARS } else { label.features.len() };
    let rows: Vec<AnyView> = label.features.iter().take(most).map(row).collect();
    let more = label.features.len().saturating_sub(most);
    let more = (more > 0).then(|| {
        let words = words::plural(more as u64, "feature", "features");
        view! { <p class="muted">{format!("{words} more in the table behind the order.")}</p> }
    });
    let side = |class: &'static str, name: &'static str| {
        view! { <th role="columnheader" scope="col"><span class=class></span> {name}</th> }
    };
    let heading = if has_both {
        "Values of both sides"
    } else {
        "Values"
    };
    view! {
        <section class="card" aria-label=heading>
            <h2>{heading}</h2>
            <table role="table" class="plain attribution-bars">
                <thead role="rowgroup">
                    <tr role="row">
                        <th role="columnheader" scope="col">"Feature"</th>
                        <td></td>
                        {sides[0].then(|| side("attribution-bar attribution-baseline", "Baseline"))}
                        {sides[1].then(|| side("attribution-bar attribution-current", "Current"))}
                    </tr>
                </thead>
                <tbody role="rowgroup">{rows}</tbody>
            </table>
            {more}
        </section>
    }
    .into_any()
}

fn time(label: &AttributionLabel, windows: &[Window], threshold: f64) -> AnyView {
    let chart = Signal::stored(over_time(label, windows, threshold));
    let head = view! { <span class="muted">"below the threshold the order has drifted"</span> };
    card(
        "Over time",
        "attribution over time",
        chart,
        head.into_any(),
        None,
    )
}
