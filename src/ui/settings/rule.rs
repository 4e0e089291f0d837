use leptos::prelude::*;

use crate::{
    engine::settings::{Settings, VerdictRule},
    ui::page::page,
};

const RULES: [(VerdictRule, &str, &str); 5] = [
    (
        VerdictRule::Leeway,
        "Leeway",
        "Drifted when the difference is both significant (adjusted p) and large enough (total variation), or when unseen labels or missing values became common.",
    ),
    (
        VerdictRule::ModelMonitor,
        "Model Monitor",
        "Robust L∞ distance over the comparison threshold of the loaded constraints, or over the threshold below.",
    ),
    (
        VerdictRule::AwsSample,
        "AWS sample",
        "The p-value of the feature’s test is below the significance level.",
    ),
    (
        VerdictRule::Evidently,
        "Evidently",
        "Its choice by size and kind: p-values for up to 1,000 baseline rows, above that normalised Wasserstein or Jensen–Shannon distance of at least 0.1.",
    ),
    (
        VerdictRule::Custom,
        "A threshold of your own",
        "Total variation over the threshold below, whatever the p-value.",
    ),
];

/// Whose rule decides that a feature drifted.
#[component]
pub fn RuleChoice() -> impl IntoView {
    let page = page();
    let settings = page.signals.settings;
    let choose = move |verdict: VerdictRule| {
        page.choose(Settings {
            verdict,
            ..settings.get_untracked()
        });
    };
    let rules = RULES.map(|(rule, title, words)| {
        view! {
            <label class="option">
                <input
                    type="radio"
                    name="rule"
                    prop:checked=move || settings.with(|settings| settings.verdict == rule)
                    on:change=move |_| choose(rule)
                />
                <span>
                    <strong>{title}</strong>
                    <span class="muted">{words}</span>
                </span>
            </label>
        }
    });
    let has_threshold = move || {
        settings.with(|settings| {
            matches!(
                settings.verdict,
                VerdictRule::Custom | VerdictRule::ModelMonitor
            )
        })
    };
    let set_threshold = move |event| {
        let Ok(threshold) = event_target_value(&event).parse::<f64>() else {
            return;
        };
        page.choose(Settings {
            threshold: threshold.clamp(0.0, 1.0),
            ..settings.get_untracked()
        });
    };
    view! {
        <fieldset>
            <legend>"When has a feature drifted?"</legend>
            {rules.into_iter().collect_view()}
            <Show when=has_threshold>
                <label class="field">
                    "Threshold, 0 to 1"
                    <input
                        type="number"
                        min="0"
                        max="1"
                        step="0.01"
                        prop:value=move || settings.with(|settings| settings.threshold.to_string())
                        on:change=set_threshold
                    />
                </label>
            </Show>
        </fieldset>
    }
}
