//! Whose rule decides that a feature drifted, of the rules of the presentation, with the threshold of those that have one.

use leptos::prelude::*;

use super::share::share_field;
use crate::{presentation::rules::RULES, ui::page::page};

/// The rule.
#[component]
pub fn RuleChoice() -> impl IntoView {
    let page = page();
    let rules = RULES.map(|(rule, title, words)| {
        view! {
            <label class="option">
                <input
                    type="radio"
                    name="rule"
                    prop:checked=move || page.setting(|settings| settings.rules.verdict == rule)
                    on:change=move |_| page.change(|settings| settings.rules.verdict = rule)
                />
                <span>
                    <strong>{title}</strong>
                    <span class="muted">{words}</span>
                </span>
            </label>
        }
    });
    let has_threshold = move || page.setting(|settings| settings.rules.verdict.uses_threshold());
    view! {
        <fieldset>
            <legend>"When has a feature drifted?"</legend>
            {rules.into_iter().collect_view()}
            <Show when=has_threshold>
                {share_field("Threshold, 0 to 1", |settings| &mut settings.rules.threshold)}
            </Show>
        </fieldset>
    }
}
