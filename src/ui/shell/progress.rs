//! How far a long request has come, from what the engine reports of it; nothing before 300 ms. It asks the engine to cancel.

use leptos::prelude::*;

use crate::{
    engine::protocol::{Activity, Progress},
    ui::{
        format::{bytes, count, duration},
        page::page,
    },
};

/// The card, with rate, remaining time and Cancel.
#[component]
pub fn ProgressCard() -> impl IntoView {
    let page = page();
    let busy = page.signals.busy;
    let is_shown =
        Memo::new(move |_| busy.with(|busy| busy.as_ref().is_some_and(|busy| busy.is_shown)));
    let of_progress = move |describe: fn(&Progress) -> String| {
        move || busy.with(|busy| busy.as_ref()?.progress.as_ref().map(describe))
    };
    let title = of_progress(title);
    let share = move || {
        busy.with(|busy| {
            let progress = busy.as_ref()?.progress.as_ref()?;
            share(progress).map(|share| share.to_string())
        })
    };
    let is_stopping = move || busy.with(|busy| busy.as_ref().is_some_and(|busy| busy.is_stopping));
    let cancel = move |_| {
        if let Some(busy) = busy.get_untracked() {
            page.session().cancel(busy.id);
        }
    };
    view! {
        <Show when=move || is_shown.get()>
            <div class="progress" role="status">
                <div class="progress-words">
                    <strong>{move || title().unwrap_or_else(|| "Working".to_owned())}</strong>
                    <span class="progress-item">{of_progress(|progress| progress.item.clone())}</span>
                </div>
                <progress max="1" value=share aria-label="Progress"></progress>
                <div class="progress-foot">
                    <span>{of_progress(pace)}</span>
                    <button class="quiet" disabled=is_stopping on:click=cancel>
                        {move || if is_stopping() { "Stopping…" } else { "Cancel" }}
                    </button>
                </div>
            </div>
        </Show>
    }
}

fn title(progress: &Progress) -> String {
    let title = match progress.stage {
        Activity::Reading => "Reading",
        Activity::Analysing => "Analysing",
        Activity::Trying => "Trying",
        Activity::Drawing => "Drawing",
        other => other.name(),
    };
    title.to_owned()
}

fn share(progress: &Progress) -> Option<f64> {
    (progress.total > 0).then(|| (progress.done as f64 / progress.total as f64).min(1.0))
}

fn pace(progress: &Progress) -> String {
    let is_reading = progress.stage == Activity::Reading;
    let amount = if is_reading { bytes } else { count };
    let mut parts = vec![format!(
        "{} of {}",
        amount(progress.done),
        amount(progress.total)
    )];
    if is_reading && progress.elapsed_ms > 0.0 {
        let per_second = progress.done as f64 / progress.elapsed_ms * 1000.0;
        parts.push(format!("{}/s", bytes(per_second as u64)));
    }
    if let Some(share) = share(progress).filter(|share| *share > 0.02) {
        let remaining = progress.elapsed_ms * (1.0 - share) / share;
        parts.push(format!("{} left", duration(remaining)));
    }
    parts.join(" · ")
}
