use leptos::prelude::*;

use crate::monitors::drift::Correction;
use crate::ui::page::page;

const CORRECTIONS: [(Correction, &str); 3] = [
    (
        Correction::BenjaminiHochberg,
        "Benjamini–Hochberg (false discoveries)",
    ),
    (Correction::Bonferroni, "Bonferroni (any false alarm)"),
    (Correction::None, "None (each feature alone)"),
];

/// Significance level, and how p-values are adjusted for many features.
#[component]
pub fn Significance() -> impl IntoView {
    let page = page();
    let settings = page.signals.settings;
    let set_alpha = move |event| {
        let Ok(alpha) = event_target_value(&event).parse::<f64>() else {
            return;
        };
        page.change(|settings| settings.rules.alpha = alpha.clamp(0.0, 1.0));
    };
    let set_correction = move |event| {
        let value = event_target_value(&event);
        if let Some(correction) = Correction::parse(&value) {
            page.change(|settings| settings.rules.correction = correction);
        }
    };
    let options = CORRECTIONS.map(|(correction, words)| {
        let is_chosen = move || settings.with(|settings| settings.rules.correction == correction);
        view! {
            <option value=correction.name() prop:selected=is_chosen>
                {words}
            </option>
        }
    });
    view! {
        <fieldset>
            <legend>"Significance"</legend>
            <label class="field">
                "Level (alpha)"
                <input
                    type="number"
                    min="0"
                    max="1"
                    step="0.01"
                    prop:value=move || settings.with(|settings| settings.rules.alpha.to_string())
                    on:change=set_alpha
                />
            </label>
            <label class="field field-wide">
                "Correction for many features"
                <select on:change=set_correction>{options.into_iter().collect_view()}</select>
            </label>
        </fieldset>
    }
}
