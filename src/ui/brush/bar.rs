//! The brushes in words, and how many of the current rows they leave, from the hand while it moves and from the report otherwise. Nothing without a brush.

use leptos::prelude::*;

use crate::{
    report::settings::Brush,
    ui::{
        format::{counted, exact_count, percent},
        icon::Icon,
        page::page,
    },
};

/// What is brushed, each brush with a button that takes it away; nothing where there is none.
#[component]
pub fn Brushes() -> impl IntoView {
    let page = page();
    let hand = page.hand;
    let brushes = Memo::new(move |_| page.brushes());
    let rows = move || {
        let moving = hand.brushed.get().map(|brushed| (brushed.rows, brushed.of));
        let (rows, of) = moving.or_else(|| {
            let report = page.report()?;
            let selection = report.selection.as_ref()?;
            Some((selection.rows, selection.of))
        })?;
        let share = match of {
            0 => String::new(),
            of => format!(" ({})", percent(rows as f64 / of as f64)),
        };
        Some(format!(
            "{} of {} selected{share}",
            exact_count(rows),
            counted(of, "current row", "current rows")
        ))
    };
    let one = move |brush: Brush| {
        let words = brush.words();
        let label = format!("Take away the brush {words}");
        let take = move |_| page.brush(brush.feature.as_deref(), None, true);
        view! {
            <button class="chip brush-chip" aria-label=label on:click=take>
                <span>{words}</span>
                <Icon name="close" />
            </button>
        }
    };
    move || {
        let brushes = brushes.get();
        (!brushes.is_empty()).then(|| {
            view! {
                <div class="brushes" role="group" aria-label="Selection">
                    <span class="brush-rows" role="status">{rows}</span>
                    {brushes.into_iter().map(one).collect_view()}
                    <button class="link" on:click=move |_| { page.clear_brushes(); }>
                        "Clear (Esc)"
                    </button>
                </div>
            }
        })
    }
}
