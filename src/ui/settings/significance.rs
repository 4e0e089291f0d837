//! Significance level, and how p-values are adjusted for many features.

use leptos::prelude::*;

use super::share::share_field;
use crate::{
    monitors::drift::Correction,
    ui::{
        controls::{choice_of, field},
        page::page,
    },
};

const CORRECTIONS: [(Correction, &str, &str); 3] = [
    (
        Correction::BenjaminiHochberg,
        "bh",
        "Benjamini–Hochberg (false discoveries)",
    ),
    (
        Correction::Bonferroni,
        "bonferroni",
        "Bonferroni (any false alarm)",
    ),
    (Correction::None, "none", "None (each feature alone)"),
];

/// Level and correction.
#[component]
pub fn Significance() -> impl IntoView {
    let page = page();
    let correction = choice_of(
        "",
        CORRECTIONS,
        move || page.setting(|settings| settings.rules.correction),
        move |correction| page.change(|settings| settings.rules.correction = correction),
    );
    view! {
        <fieldset>
            <legend>"Significance"</legend>
            {share_field("Level (alpha)", |settings| &mut settings.rules.alpha)}
            {field("field field-wide", "Correction for many features", correction)}
        </fieldset>
    }
}
