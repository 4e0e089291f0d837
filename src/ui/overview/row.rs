use leptos::prelude::*;

use super::order::{missing_moved, missing_shares, new_label_rows};
use crate::{
    charts::{ScoreBar, Spark, SparkShape},
    engine::report::{Bins, Feature},
    ui::{
        address,
        badge::Badge,
        checks::CheckMarks,
        format::{self, counted, exact, exact_count, p_value, percent},
        link::Screen,
        page::page,
        picture::Picture,
        words::Verdict,
    },
};

/// Labels in a spark: those that differ most.
const SPARK_LABELS: usize = 16;

/// A movement of the missing share from which the table points it out.
const MISSING_POINTED_OUT: f64 = 0.01;

/// One feature.
#[component]
pub fn Row(
    /// The feature.
    feature: Feature,
    /// Since when it has drifted, as short as it can be said.
    since: Option<String>,
    /// Its place in the table, from 0.
    place: usize,
) -> impl IntoView {
    let page = page();
    let name = feature.name.clone();
    let screen = Screen::Feature(name.clone());
    let open = {
        let screen = screen.clone();
        move |_| page.go(screen.clone())
    };
    let verdict = Verdict::of(&feature.verdict);
    let reason = verdict.reason(feature.reason.as_ref().unwrap_or(&feature.sentence));
    view! {
        <tr class="row" role="row" aria-rowindex=(place + 2).to_string() on:click=open>
            <td class="cell-feature" role="cell">
                <a
                    id=format!("feature-{place}")
                    title=name.clone()
                    href=move || address::to(page, screen.clone())
                >
                    {name.clone()}
                </a>
            </td>
            <td class="cell-kind" role="cell">
                {feature.kind.clone()}
            </td>
            <td class="cell-spark" role="cell">
                {spark(&feature.bins).map(|chart| view! { <Picture chart class="spark" /> })}
            </td>
            <td class="cell-score" role="cell" data-title="Drift score">
                {score(&feature, verdict)}
            </td>
            <td class="cell-p" role="cell" data-title="Adjusted p">
                {adjusted_p(&feature)}
            </td>
            <td class="cell-missing" role="cell" data-title="Missing">
                {missing(&feature)}
            </td>
            <td class="cell-new" role="cell" data-title="New labels">
                {new_labels(&feature)}
            </td>
            <td class="cell-since" role="cell" data-title="Since">
                {since_when(&feature, since)}
            </td>
            <td class="cell-verdict" role="cell">
                <Badge verdict />
                <CheckMarks name=name.clone() />
                <span class="reason" title=reason.clone()>
                    {reason.clone()}
                </span>
            </td>
        </tr>
    }
}

fn spark(bins: &Bins) -> Option<Spark> {
    if bins.baseline.is_empty() && bins.current.is_empty() {
        return None;
    }
    if bins.labels.is_none() {
        return Some(Spark {
            shape: SparkShape::Steps,
            baseline: bins.baseline.clone(),
            current: bins.current.clone(),
        });
    }
    let order = largest_first(bins);
    let taken = |counts: &[f64]| {
        let counts = order.iter().filter_map(|&label| counts.get(label).copied());
        counts.take(SPARK_LABELS).collect()
    };
    Some(Spark {
        shape: SparkShape::Bars,
        baseline: taken(&bins.baseline),
        current: taken(&bins.current),
    })
}

/// Positions of the labels, the most frequent of the baseline first.
fn largest_first(bins: &Bins) -> Vec<usize> {
    let at = |counts: &[f64], label: usize| counts.get(label).copied().unwrap_or(0.0);
    let length = bins.baseline.len().max(bins.current.len());
    let mut order: Vec<usize> = (0..length).collect();
    order.sort_by(|&one, &other| {
        at(&bins.baseline, other)
            .total_cmp(&at(&bins.baseline, one))
            .then(at(&bins.current, other).total_cmp(&at(&bins.current, one)))
    });
    order
}

fn score(feature: &Feature, verdict: Verdict) -> AnyView {
    let Some(score) = feature.drift_score else {
        return nothing();
    };
    let chart = ScoreBar {
        score: Some(score),
        threshold: None,
        violated: matches!(verdict, Verdict::Drifted | Verdict::Strong),
    };
    view! {
        <span class="score-number" title=exact(score)>
            {format::score(score)}
        </span>
        <Picture chart class="score-bar" />
    }
    .into_any()
}

fn adjusted_p(feature: &Feature) -> AnyView {
    let Some(p) = feature.adjusted_p else {
        return nothing();
    };
    let ks = feature.ks.as_ref().and_then(|ks| ks.log10_p);
    let log10_p = ks.or_else(|| feature.chi_square.as_ref().map(|test| test.log10_p));
    // The adjusted p is never smaller than the raw one, so the raw logarithm is a bound where the number is zero.
    let shown = p_value(p, log10_p.filter(|_| p > 0.0));
    view! { <span title=exact(p)>{shown}</span> }.into_any()
}

fn missing(feature: &Feature) -> AnyView {
    let (baseline, current) = missing_shares(feature);
    let counts = format!(
        "{} → {} values",
        exact_count(feature.missing.baseline),
        exact_count(feature.missing.current)
    );
    let word = |share: Option<f64>| share.map_or_else(|| "–".to_owned(), percent);
    match (baseline, current) {
        (None, None) => nothing(),
        (Some(0.0), Some(0.0)) => {
            view! { <span class="muted" title=counts>{percent(0.0)}</span> }.into_any()
        }
        (baseline, current) => {
            let moved = missing_moved(feature).unwrap_or(0.0) >= MISSING_POINTED_OUT;
            let class = if moved { "moved" } else { "" };
            view! {
                <span class=class title=counts>
                    {word(baseline)}
                    <span class="arrow">" → "</span>
                    {word(current)}
                </span>
            }
            .into_any()
        }
    }
}

fn new_labels(feature: &Feature) -> AnyView {
    if feature.kind != "categorical" {
        return nothing();
    }
    let labels = feature.new_labels.len() as u64;
    if labels == 0 {
        return view! { <span class="muted">"0"</span> }.into_any();
    }
    let names = feature.new_labels.iter().take(5);
    let names: Vec<&str> = names.map(|label| label.label.as_str()).collect();
    let title = format!(
        "{} in {}",
        names.join(", "),
        counted(new_label_rows(feature), "row", "rows")
    );
    view! {
        <span class="moved" title=title.clone()>
            {labels}
        </span>
        <span class="new-names">{names.join(", ")}</span>
    }
    .into_any()
}

fn since_when(feature: &Feature, since: Option<String>) -> AnyView {
    let (Some(whole), Some(words)) = (&feature.since, since) else {
        return nothing();
    };
    view! { <span title=whole.label.clone()>{words}</span> }.into_any()
}

fn nothing() -> AnyView {
    view! { <span class="muted" aria-label="none">"–"</span> }.into_any()
}
