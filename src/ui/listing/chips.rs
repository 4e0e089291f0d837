use leptos::prelude::*;

use crate::ui::format::count;

/// One filter that is on or off.
pub struct Chip {
    /// Its class beside `chip`.
    pub class: String,
    /// The class of its mark.
    pub mark_class: &'static str,
    /// Its mark, which words repeat.
    pub mark: &'static str,
    /// What it leaves.
    pub words: &'static str,
    /// How many rows it leaves.
    pub having: Signal<u64>,
    /// Whether it is on.
    pub is_on: Signal<bool>,
    /// Turns it on or off.
    pub toggle: Callback<()>,
}

/// Filters side by side; one that would leave nothing cannot be turned on.
pub fn chips(label: &'static str, chips: Vec<Chip>) -> AnyView {
    let buttons = chips.into_iter().map(|chip| {
        let Chip {
            having,
            is_on,
            toggle,
            ..
        } = chip;
        view! {
            <button
                class=format!("chip {}", chip.class)
                aria-pressed=move || is_on.get().to_string()
                disabled=move || having.get() == 0 && !is_on.get()
                on:click=move |_| toggle.run(())
            >
                <span class=chip.mark_class aria-hidden="true">
                    {chip.mark}
                </span>
                {chip.words}
                <span class="tally">{move || count(having.get())}</span>
            </button>
        }
    });
    view! {
        <div class="chips" role="group" aria-label=label>
            {buttons.collect_view()}
        </div>
    }
    .into_any()
}
