//! New and vanished labels, and how missing values were written, from the report; a list without entries is left out, a long one is cut until it is asked for.

use leptos::prelude::*;

use crate::{
    report::{Feature, LabelCount},
    ui::format::{count, counted, exact_count},
};

/// Labels listed before "n more".
const LISTED: usize = 12;

/// Labels listed at most; a hundred thousand would stop the page.
const LISTED_MOST: usize = 500;

/// The lists.
#[component]
pub fn Labels(
    /// The feature.
    feature: Feature,
) -> impl IntoView {
    let lists = [
        (
            "New labels",
            "in the current side, never in the baseline",
            feature.new_labels,
        ),
        (
            "Vanished labels",
            "in the baseline, never in the current side",
            feature.vanished_labels,
        ),
        (
            "Missing values",
            "as they were written, on both sides",
            feature.missing.words,
        ),
    ];
    lists
        .into_iter()
        .filter(|(_, _, labels)| !labels.is_empty())
        .map(|(title, meaning, labels)| view! { <List title meaning labels /> })
        .collect_view()
}

#[component]
fn List(title: &'static str, meaning: &'static str, labels: Vec<LabelCount>) -> impl IntoView {
    let total = labels.len();
    let is_whole = RwSignal::new(total <= LISTED);
    let items = move || {
        let shown = if is_whole.get() { LISTED_MOST } else { LISTED };
        let items = labels.iter().take(shown).map(|label| {
            view! {
                <li>
                    <span class="label-name">{label.label.clone()}</span>
                    <span title=exact_count(label.count)>{count(label.count)}</span>
                </li>
            }
        });
        items.collect_view()
    };
    view! {
        <section class="card" aria-label=title>
            <h2>
                {title} <span class="tally">{count(total as u64)}</span>
            </h2>
            <p class="muted">{meaning}</p>
            <ul class="labels">{items}</ul>
            <Show when=move || !is_whole.get()>
                <button class="link" on:click=move |_| is_whole.set(true)>
                    {format!("Show {}", counted(total.min(LISTED_MOST).saturating_sub(LISTED) as u64, "more", "more"))}
                </button>
            </Show>
            <Show when=move || is_whole.get() && LISTED_MOST < total>
                <p class="muted">
                    {format!("{} more; the report (report.json) has all.", count(total.saturating_sub(LISTED_MOST) as u64))}
                </p>
            </Show>
        </section>
    }
}
