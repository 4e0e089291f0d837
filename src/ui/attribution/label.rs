use leptos::{html, prelude::*};

use super::charts::{over_time, slopes};
use crate::{
    charts::{Chart, Fairness, Timeline},
    engine::{
        fairness_report::{Attribution, AttributionLabel},
        report::Window,
    },
    monitors::words,
    ui::{
        bias::card,
        figure::{Behind, Figure, SavePicture},
    },
};

/// Bars of features that are drawn; the table behind the slopes has all.
const BARS: usize = 30;

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
    let sentence = (report.labels.len() > 1).then(|| label.sentence.clone());
    let reason = label
        .reason
        .clone()
        .filter(|reason| *reason != label.sentence);
    let has_features = !label.features.is_empty();
    let chart = Signal::stored(Fairness::Slopes(slopes(&label, report.unit.as_deref())));
    let places = has_features.then(|| {
        card(
            "Order of the features".to_owned(),
            "attribution".to_owned(),
            chart,
            ().into_any(),
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
        <div class="quality-grid">{places} {has_features.then(|| bars(&label))}</div>
        {time}
        {tokens}
    }
    .into_any()
}

/// Both sides' values as bars.
fn bars(label: &AttributionLabel) -> AnyView {
    let values = label
        .features
        .iter()
        .flat_map(|feature| [feature.baseline, feature.current]);
    let largest = values.flatten().map(f64::abs).fold(0.0, f64::max);
    let bar = |class: &'static str, value: Option<f64>| {
        let share = value.map_or(0.0, |value| {
            100.0 * value.abs() / largest.max(f64::MIN_POSITIVE)
        });
        let exact = value.map(|value| value.to_string());
        view! {
            <span class="attribution-line" title=exact>
                <span class=class style:width=format!("{share:.2}%")></span>
                <span class="attribution-number">{value.map(words::number)}</span>
            </span>
        }
        .into_any()
    };
    let rows: Vec<AnyView> = label
        .features
        .iter()
        .take(BARS)
        .map(|feature| {
            view! {
                <tr>
                    <th scope="row">{feature.name.clone()}</th>
                    <td>
                        {bar("attribution-bar attribution-baseline", feature.baseline)}
                        {bar("attribution-bar attribution-current", feature.current)}
                    </td>
                </tr>
            }
            .into_any()
        })
        .collect();
    view! {
        <section class="card" aria-label="Values of both sides">
            <div class="card-head">
                <h2>"Values of both sides"</h2>
                <span class="attribution-key">
                    <span class="attribution-bar attribution-baseline"></span>
                    "baseline"
                    <span class="attribution-bar attribution-current"></span>
                    "current"
                </span>
            </div>
            <table class="plain attribution-bars">
                <tbody>{rows}</tbody>
            </table>
        </section>
    }
    .into_any()
}

fn time(label: &AttributionLabel, windows: &[Window], threshold: f64) -> AnyView {
    let canvas = NodeRef::<html::Canvas>::new();
    let chart: Signal<Timeline> = Signal::stored(over_time(label, windows, threshold));
    let name = "attribution over time".to_owned();
    view! {
        <section class="card" aria-label="Over time">
            <div class="card-head">
                <h2>"Over time"</h2>
                <span class="push"></span>
                <SavePicture<Timeline> canvas chart name=name.clone() />
            </div>
            <figure>
                <Figure<Timeline> canvas chart />
                <figcaption>{move || chart.with(Chart::summary)} " Below the threshold the order has drifted."</figcaption>
            </figure>
            <Behind<Timeline> chart name />
        </section>
    }
    .into_any()
}
