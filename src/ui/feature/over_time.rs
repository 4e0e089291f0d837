//! One feature over time.

use leptos::{html, prelude::*};

use crate::{
    charts::{Chart, Item, Timeline},
    interaction::brushes::{hint, windows_of},
    presentation::{
        features::missing_shares,
        over_time::{Over, timeline},
        windows::{since_sentence, why_none},
    },
    report::settings::Brush,
    report::{Feature, Report},
    ui::{
        brush::Touched,
        figure::{Behind, Figure, SavePicture},
        format::{counted, exact, p_value, percent, score},
        overview::ChooseWindows,
        page::page,
    },
};

/// Drift score, p or missing share over time, and since when the feature has drifted.
#[component]
pub fn OverTime(
    /// The feature.
    feature: Feature,
) -> impl IntoView {
    let page = page();
    let why_none = page.signals.report.with_untracked(|report| {
        let report = report.as_ref()?;
        match feature.windows.is_empty() {
            true => Some(why_none(report).unwrap_or_else(|| {
                "Not shown over time: the feature needs records on the current side.".to_owned()
            })),
            false => why_none(report),
        }
    });
    match why_none {
        Some(words) => view! {
            <section class="card" aria-label="Over time">
                <h2>"Over time"</h2>
                <p class="muted">{words} " " <ChooseWindows /></p>
            </section>
        }
        .into_any(),
        None => view! { <Shown feature /> }.into_any(),
    }
}

#[component]
fn Shown(feature: Feature) -> impl IntoView {
    let page = page();
    let canvas = NodeRef::<html::Canvas>::new();
    let has_drifted = feature.verdict.has_drifted();
    let sentence = since_sentence(feature.since.as_ref(), has_drifted);
    let name = format!("{} over time", feature.name);
    let feature = StoredValue::new(feature);
    let chart = Memo::new(move |_| {
        let view = page.view.get();
        let report = page.report();
        let windows = report.as_ref().and_then(|report| report.current.as_ref());
        let windows = windows.map(|current| current.windows.as_slice());
        let alpha = page.signals.settings.with(|settings| settings.rules.alpha);
        let windows = windows.unwrap_or_default();
        let mut line =
            feature.with_value(|feature| timeline(feature, windows, view.over, alpha, view.window));
        if let Some(span) = windows_of(&page.hand.brushes(page), windows) {
            line.brush = Some(span);
        }
        let brushes = page.hand.brushes(page);
        let is_own =
            |brush: &Brush| feature.with_value(|one| brush.feature.as_ref() == Some(&one.name));
        page.hand.brushed.with(|brushed| {
            // A feature is not filtered by its own brush.
            let moving = brushed.as_ref().filter(|_| !brushes.iter().any(is_own));
            let moving = moving.iter().flat_map(|brushed| &brushed.windows);
            for (point, &rows) in line.points.iter_mut().zip(moving) {
                point.rows = u64::from(rows);
            }
        });
        line
    });
    let brush = move |touched: Touched| {
        if let (Item::Window(first), Item::Window(last)) = (touched.first, touched.last) {
            page.hand.brush_windows(page, first, last, touched.rests);
        }
    };
    // A second click on the same window forgets it.
    let choose = move |item: Item| {
        if let Item::Window(window) = item {
            page.view.update(|view| {
                view.window = (view.window != Some(window)).then_some(window);
            });
        }
    };
    let chosen = move || {
        let window = page.view.get().window?;
        let report = page.report()?;
        let words = feature.with_value(|feature| window_words(&report, feature, window))?;
        Some(view! {
            <p class="chosen-window">
                <span>{words}</span>
                <button class="link" on:click=move |_| page.view.update(|view| view.window = None)>
                    "Forget the window"
                </button>
            </p>
        })
    };
    let remark = move || {
        let rule = page
            .signals
            .settings
            .with(|settings| settings.rules.verdict);
        page.view.get().over.remark(rule)
    };
    let baseline_missing = move || {
        let (share, _) = feature.with_value(missing_shares);
        let share = share.filter(|_| page.view.get().over == Over::Missing)?;
        Some(format!(" Of the baseline, {} is missing.", percent(share)))
    };
    let options = Over::ALL.map(|over| {
        let is_here = move || page.view.get().over == over;
        view! {
            <option value=over.name() prop:selected=is_here>
                {over.words()}
            </option>
        }
    });
    let has_rows = untrack(|| page.has_rows());
    let (choose, brush) = (Callback::new(choose), Callback::new(brush));
    let figure = match has_rows {
        Some(true) => view! { <Figure<Timeline> canvas chart choose brush /> }.into_any(),
        _ => view! { <Figure<Timeline> canvas chart choose /> }.into_any(),
    };
    let show = move |event| {
        let value = event_target_value(&event);
        if let Some(over) = Over::ALL.into_iter().find(|over| over.name() == value) {
            page.view.update(|view| view.over = over);
        }
    };
    view! {
        <section class="card over-time" aria-label="Over time">
            <div class="card-head">
                <h2>"Over time"</h2>
                <select aria-label="Over time" on:change=show>{options.into_iter().collect_view()}</select>
                <span class="push"></span>
                <SavePicture<Timeline> canvas chart name=name.clone() />
            </div>
            <p class="since-sentence">{sentence} {baseline_missing}</p>
            <figure>
                {figure}
                {chosen}
                <figcaption>
                    {move || chart.with(Chart::summary)} " " {remark} {hint(has_rows, HOW)}
                </figcaption>
            </figure>
            <Behind<Timeline> chart name />
        </section>
    }
}

const HOW: &str = " Drag over windows to select their rows.";

/// What is known of the feature in one window.
fn window_words(report: &Report, feature: &Feature, place: usize) -> Option<String> {
    let window = report.current.as_ref()?.windows.get(place)?;
    let rows = feature.windows.get(place).and_then(|window| window.rows);
    let rows = rows.unwrap_or(window.rows);
    if rows == 0 {
        return Some(format!("{}: no rows.", window.label));
    }
    let measures = feature.windows.get(place)?;
    let mut parts = Vec::new();
    if let Some(value) = measures.drift_score {
        parts.push(format!("drift score {}", score(value)));
    }
    if let Some(p) = measures.adjusted_p {
        let p = match p > 0.0 {
            true => p_value(p, measures.log10_p),
            false => exact(p),
        };
        parts.push(format!("adjusted p {p}"));
    }
    if let Some(share) = measures.missing {
        parts.push(format!("{} missing", percent(share)));
    }
    let few = if window.weak { ", weak evidence" } else { "" };
    parts.push(format!("{}{few}", counted(rows, "row", "rows")));
    let verdict = measures.verdict.words().to_lowercase();
    Some(format!(
        "{}: {verdict}; {}.",
        window.label,
        parts.join(", ")
    ))
}
