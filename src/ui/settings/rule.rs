use leptos::prelude::*;

use crate::monitors::drift::RuleName;
use crate::{presentation::rules::RULES, ui::page::page};

/// Whose rule decides that a feature drifted.
#[component]
pub fn RuleChoice() -> impl IntoView {
    let page = page();
    let settings = page.signals.settings;
    let choose = move |verdict: RuleName| {
        page.change(|settings| settings.rules.verdict = verdict);
    };
    let rules = RULES.map(|(rule, title, words)| {
        view! {
            <label class="option">
                <input
                    type="radio"
                    name="rule"
                    prop:checked=move || settings.with(|settings| settings.rules.verdict == rule)
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
                settings.rules.verdict,
                RuleName::Custom | RuleName::ModelMonitor
            )
        })
    };
    let set_threshold = move |event| {
        let Ok(threshold) = event_target_value(&event).parse::<f64>() else {
            return;
        };
        page.change(|settings| settings.rules.threshold = threshold.clamp(0.0, 1.0));
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
                        prop:value=move || settings.with(|settings| settings.rules.threshold.to_string())
                        on:change=set_threshold
                    />
                </label>
            </Show>
        </fieldset>
    }
}
