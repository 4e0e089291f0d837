//! The feature's kind, the rule that decided it, and a way to decide otherwise, which is a setting.

use leptos::prelude::*;

use crate::{
    report::Feature,
    table::{InferredType, Kind},
    ui::{
        controls::{group, toggle},
        page::page,
    },
};

/// The kind.
#[component]
pub fn KindSwitch(
    /// The feature.
    feature: Feature,
) -> impl IntoView {
    let page = page();
    let name = StoredValue::new(feature.name.clone());
    let chosen = Memo::new(move |_| {
        page.setting(|settings| name.with_value(|name| settings.rules.kinds.get(name).copied()))
    });
    let choose = move |kind: Option<Kind>| {
        page.change(|settings| {
            match kind {
                Some(kind) => settings.rules.kinds.insert(name.get_value(), kind),
                None => name.with_value(|name| settings.rules.kinds.remove(name)),
            };
        });
    };
    let buttons = [
        ("As guessed", None),
        ("Numerical", Some(Kind::Numerical)),
        ("Categorical", Some(Kind::Categorical)),
    ]
    .map(|(words, kind)| {
        toggle(
            "",
            words,
            move || chosen.get() == kind,
            move || choose(kind),
        )
    });
    let judged = move || {
        page.setting(|settings| {
            name.with_value(|name| settings.rules.judge_identifiers.contains(name))
        })
    };
    let judge = move |event| {
        page.change(|settings| {
            let judged = &mut settings.rules.judge_identifiers;
            judged.retain(|other| *other != name.get_value());
            if event_target_checked(&event) {
                judged.push(name.get_value());
            }
        });
    };
    view! {
        <p class="kind-rule">{feature.kind_rule}</p>
        {group("segments", "Kind", buttons.into_iter().collect_view())}
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
