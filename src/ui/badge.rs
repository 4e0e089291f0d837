//! A verdict as it stands beside a feature everywhere.

use leptos::prelude::*;

use super::words::verdict_mark;
use crate::monitors::drift::Verdict;

/// A verdict as mark and word.
#[component]
pub fn Badge(
    /// The verdict.
    verdict: Verdict,
) -> impl IntoView {
    view! {
        <span class=format!("badge badge-{}", verdict.name())>
            <span class="badge-mark" aria-hidden="true">
                {verdict_mark(verdict)}
            </span>
            {verdict.words()}
        </span>
    }
}
