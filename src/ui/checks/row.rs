//! One check as a row, from the report; an allowed value that an option says is a field, and what is typed there is a setting. The row stays while the report changes.

use leptos::prelude::*;

use crate::{
    interaction::screen::Screen,
    presentation::checks::{agreement_words, check_words, status_words},
    report::{Check, Reported},
    ui::{
        address,
        format::{exact, number},
        page::{Page, page},
        values::{second_opinion, status, value_if_any},
    },
};

/// The row.
#[component]
pub fn CheckRow(
    /// The feature's name.
    feature: String,
    /// The check's name.
    check: String,
) -> impl IntoView {
    let page = page();
    let words = check_words(&check).to_owned();
    let name = feature.clone();
    let found = Memo::new(move |_| {
        let report = page.report()?;
        let mut checks = report.checks.iter();
        checks
            .find(|known| known.feature == name && known.check == check)
            .cloned()
    });
    let status = move || found.with(|check| check.as_ref().map(status_of));
    let observed = move || value_if_any(found.with(|check| check.as_ref()?.observed));
    let monitor = found.with_untracked(|found| found.as_ref().map(|check| check.monitor));
    let of_feature =
        || untrack(|| page.feature(&feature)).map(|_| Screen::Feature(feature.clone()));
    let screen = monitor.and_then(Screen::of_monitor).or_else(of_feature);
    let subject = match screen {
        Some(screen) => {
            view! { <a href=move || address::to(page, screen.clone())>{feature.clone()}</a> }
                .into_any()
        }
        None => view! { <span>{feature.clone()}</span> }.into_any(),
    };
    view! {
        <tr role="row" class=move || found.get().map(|check| format!("check-row check-row-{}", check.status.name()))>
            <td role="cell" class="check-cell-status">{status}</td>
            <td role="cell" class="check-cell-feature">{subject}</td>
            <td role="cell" class="check-cell-check">{words.clone()}</td>
            <td role="cell" class="check-cell-observed" data-title="Observed">{observed}</td>
            <td role="cell" class="check-cell-threshold" data-title="Threshold">
                <Threshold found feature words />
            </td>
            <td role="cell" class="check-cell-why">
                {move || found.get().map(|check| view! { <p>{check.explanation}</p> })}
                {move || found.get().and_then(|check| check.reported).map(reported)}
            </td>
        </tr>
    }
}

fn status_of(check: &Check) -> AnyView {
    let (words, mark) = status_words(check.status);
    status(&format!("check-{}", check.status.name()), mark, words)
}

fn reported(reported: Reported) -> AnyView {
    let (mark, verdict) = agreement_words(reported.agreement);
    let quote = reported.description.map(|text| text.trim().to_owned());
    let quote = quote
        .filter(|text| !text.is_empty())
        .map(|text| view! { <q>{text}</q> }.into_any());
    let difference = reported.difference.map(|difference| {
        view! { <span class="muted" title=exact(difference)>{format!("Off by {}.", number(difference))}</span> }
    });
    let head = view! { <span aria-hidden="true">{mark}</span> " " {verdict} };
    let explanation = view! { {reported.explanation} " " {difference} };
    second_opinion(head, reported.agreement, quote, explanation)
}

/// What is allowed: a field where an option says it.
#[component]
fn Threshold(found: Memo<Option<Check>>, feature: String, words: String) -> impl IntoView {
    let page = page();
    let option = move || found.with(|check| check.as_ref()?.option.clone());
    let is_editable = Memo::new(move |_| option().is_some());
    let threshold = move || found.with(|check| check.as_ref()?.threshold);
    let edit = {
        let feature = feature.clone();
        move |value: Option<f64>| {
            if let Some(option) = found.with_untracked(|check| check.as_ref()?.option.clone()) {
                set(page, Some(&feature), &option, value);
            }
        }
    };
    let label = format!("Threshold of {words} for {feature}");
    let is_edited = Memo::new(move |_| {
        page.signals.settings.with(|settings| {
            let edits = settings.rules.constraints.features.get(&feature);
            edits
                .zip(option())
                .is_some_and(|(edits, option)| edits.get(&option).is_some())
        })
    });
    view! {
        <Show
            when=move || is_editable.get()
            fallback=move || view! { {move || value_if_any(threshold())} }
        >
            {
                let (edit, undo) = (edit.clone(), edit.clone());
                view! {
                    <input
                        type="number"
                        class="check-threshold"
                        class:is-edited=move || is_edited.get()
                        min="0"
                        step="any"
                        aria-label=label.clone()
                        title=move || threshold().map(exact)
                        prop:value=move || threshold().map(|value| value.to_string())
                        on:change=move |event| edit(event_target_value(&event).parse().ok())
                    />
                    <Show when=move || is_edited.get()>
                        {
                            let undo = undo.clone();
                            view! {
                                <button class="link check-undo" on:click=move |_| undo(None)>
                                    "as loaded"
                                </button>
                            }
                        }
                    </Show>
                }
            }
        </Show>
    }
}

/// Edits an option for a feature or for all; `None` makes it as loaded.
pub fn set(page: Page, feature: Option<&str>, option: &str, value: Option<f64>) {
    let mut settings = page.signals.settings.get_untracked();
    settings.rules.constraints.set(feature, option, value);
    match settings.rules.constraints.problem() {
        Some(problem) => page.notify(problem),
        None => page.choose(settings),
    }
}
