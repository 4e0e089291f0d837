use leptos::prelude::*;

use crate::table::InferredType;
use crate::table::Kind;
use crate::{report::Feature, ui::page::page};

/// The feature's kind, the rule that decided it, and a way to decide otherwise.
#[component]
pub fn KindSwitch(
    /// The feature.
    feature: Feature,
) -> impl IntoView {
    let page = page();
    let name = StoredValue::new(feature.name.clone());
    let chosen = Memo::new(move |_| {
        page.signals
            .settings
            .with(|settings| name.with_value(|name| settings.rules.kinds.get(name).copied()))
    });
    let choose = move |kind: Option<Kind>| {
        let mut settings = page.signals.settings.get_untracked();
        match kind {
            Some(kind) => settings.rules.kinds.insert(name.get_value(), kind),
            None => name.with_value(|name| settings.rules.kinds.remove(name)),
        };
        page.choose(settings);
    };
    let buttons = [
        ("As guessed", None),
        ("Numerical", Some(Kind::Numerical)),
        ("Categorical", Some(Kind::Categorical)),
    ]
    .map(|(words, kind)| {
        view! {
            <button aria-pressed=move || (chosen.get() == kind).to_string() on:click=move |_| choose(kind)>
                {words}
            </button>
        }
    });
    let judged = move || {
        page.signals.settings.with(|settings| {
            name.with_value(|name| settings.rules.judge_identifiers.contains(name))
        })
    };
    let judge = move |event| {
        let mut settings = page.signals.settings.get_untracked();
        settings
            .rules
            .judge_identifiers
            .retain(|other| *other != name.get_value());
        if event_target_checked(&event) {
            settings.rules.judge_identifiers.push(name.get_value());
        }
        page.choose(settings);
    };
    view! {
        <p class="kind-rule">{feature.kind_rule}</p>
        <div class="segments" role="group" aria-label="Kind">
            {buttons.into_iter().collect_view()}
        </div>
        {(feature.inferred_type == Some(InferredType::String))
            .then(|| {
                view! {
                    <label class="check">
                        <input type="checkbox" prop:checked=judged on:change=judge />
                        "Judge it even if it looks like an identifier"
                    </label>
                }
            })}
    }
}
