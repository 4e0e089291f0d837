//! A long plain table is made in steps: a button makes the next rows, and says how many are left.

use leptos::prelude::*;

use super::plain::plain_table;

/// A table of which `first` rows are made at first, and `step` more with each click. `left` says how many are left, in words.
pub fn growing_table<T: PartialEq + Send + Sync + 'static>(
    class: &'static str,
    columns: &[(&'static str, &'static str)],
    all: Memo<Vec<T>>,
    row: impl Fn(&T) -> AnyView + Copy + Send + 'static,
    (first, step): (usize, usize),
    left: fn(u64) -> String,
) -> AnyView {
    let limit = RwSignal::new(first);
    let rows = move || all.with(|all| all.iter().take(limit.get()).map(row).collect::<Vec<_>>());
    view! {
        <div class="quality-scroll">{plain_table(class, columns, rows)}</div>
        {more(limit, step, move || all.with(Vec::len), left)}
    }
    .into_any()
}

/// The button; nothing where no row is hidden. `left` says how many are, in words.
pub fn more(
    limit: RwSignal<usize>,
    step: usize,
    rows: impl Fn() -> usize + Send + Sync + Copy + 'static,
    left: fn(u64) -> String,
) -> AnyView {
    let hidden = move || rows().saturating_sub(limit.get());
    view! {
        <Show when=move || { hidden() > 0 }>
            <button class="checks-more" on:click=move |_| limit.update(|limit| *limit += step)>
                {move || format!("Show more ({} left)", left(hidden() as u64))}
            </button>
        </Show>
    }
    .into_any()
}
