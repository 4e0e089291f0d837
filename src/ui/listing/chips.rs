//! Filters side by side, of which one is on or none, each with how many rows it leaves.

use leptos::prelude::*;

use crate::ui::{controls::group, format::count};

/// One filter.
pub struct Chip<T> {
    /// What it leaves.
    pub value: T,
    /// Its class beside `chip`.
    pub class: String,
    /// The class of its mark.
    pub mark_class: &'static str,
    /// Its mark, which words repeat.
    pub mark: &'static str,
    /// Its words.
    pub words: &'static str,
}

/// The filters; one that would leave nothing cannot be turned on. `having` counts the rows that a filter leaves.
pub fn chips<T: Copy + PartialEq + Send + Sync + 'static>(
    label: &'static str,
    chips: impl IntoIterator<Item = Chip<T>>,
    chosen: Signal<Option<T>>,
    choose: impl Fn(Option<T>) + Copy + 'static,
    having: impl Fn(T) -> u64 + Copy + Send + 'static,
) -> AnyView {
    let one = |chip: Chip<T>| {
        let value = chip.value;
        let is_on = move || chosen.get() == Some(value);
        view! {
            <button
                class=format!("chip {}", chip.class)
                aria-pressed=move || is_on().to_string()
                disabled=move || having(value) == 0 && !is_on()
                on:click=move |_| choose((!is_on()).then_some(value))
            >
                <span class=chip.mark_class aria-hidden="true">
                    {chip.mark}
                </span>
                {chip.words}
                <span class="tally">{move || count(having(value))}</span>
            </button>
        }
    };
    group("chips", label, chips.into_iter().map(one).collect_view())
}
