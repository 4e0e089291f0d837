use leptos::prelude::*;

/// How a column is sorted by, and what sorts by it.
pub struct Sorting {
    /// `ascending`, `descending` or `none`.
    pub state: Signal<&'static str>,
    /// Sorts by it, or turns the order.
    pub sort: Callback<()>,
}

/// The head of a column; one that can be sorted by is a button.
pub fn head_cell(title: &'static str, class: String, sorting: Option<Sorting>) -> AnyView {
    let Some(Sorting { state, sort }) = sorting else {
        return view! {
            <th class=class role="columnheader" scope="col">
                {title}
            </th>
        }
        .into_any();
    };
    view! {
        <th class=class role="columnheader" scope="col" aria-sort=state>
            <button on:click=move |_| sort.run(())>
                {title} <span class="sort-mark" aria-hidden="true">
                    {move || match state.get() {
                        "ascending" => "▲",
                        "descending" => "▼",
                        _ => "",
                    }}
                </span>
            </button>
        </th>
    }
    .into_any()
}
