use leptos::prelude::*;

use super::words::Verdict;

/// A verdict as mark and word.
#[component]
pub fn Badge(
    /// The verdict.
    verdict: Verdict,
) -> impl IntoView {
    view! {
        <span class=format!("badge badge-{}", verdict.name())>
            <span class="badge-mark" aria-hidden="true">
                {verdict.mark()}
            </span>
            {verdict.words()}
        </span>
    }
}
