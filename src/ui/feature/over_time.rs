//! One feature over time, from its windows in the report: a measure of choice, since when it has drifted, and one window in words. Where there are no windows it
//! says why. A stroke over windows selects their rows.

use leptos::prelude::*;

use crate::{
    charts::{Item, Timeline},
    interaction::brushes::hint,
    presentation::{
        features::missing_shares,
        over_time::{Over, timeline},
        windows::{cycle_sentence, since_sentence, why_none},
    },
    report::settings::Brush,
    report::{Feature, Report},
    ui::{
        controls::choice_of,
        figure::ChartCard,
        format::{counted, exact, p_value, percent, score},
        overview::ChooseWindows,
        page::page,
    },
};

const HOW: &str = " Drag over windows to select their rows.";

/// Drift score, p or missing share over time.
#[component]
pub fn OverTime(
    /// The feature.
    feature: Feature,
) -> impl IntoView {
    let reason = untrack(|| page().report()).and_then(|report| {
        why_none(&report).or_else(|| {
            feature.windows.is_empty().then(|| {
                "Not shown over time: the feature needs records on the current side.".to_owned()
            })
        })
    });
    match reason {
        Some(words) => view! {
            <section class="card" aria-label="Over time">
                <h2>"Over time"</h2>
                <p class="muted">{words} " " <ChooseWindows /></p>
            </section>
        }
        .into_any(),
        None => line(feature),
    }
}

fn line(feature: Feature) -> AnyView {
    let page = page();
    let rule = move || page.setting(|settings| settings.rules.verdict);
    let sentence = since_sentence(feature.since.as_ref(), feature.verdict, &page.windows());
    let cycle = cycle_sentence(feature.cycle.as_ref()).map(|words| format!(" {words}"));
    let file = format!("{} over time", feature.name);
    let feature = StoredValue::new(feature);
    let chart = Memo::new(move |_| {
        let view = page.view.get();
        let report = page.report();
        let windows = report.as_ref().map_or(&[][..], |report| report.windows());
        let alpha = page.setting(|settings| settings.rules.alpha);
        let mut line = feature.with_value(|feature| {
            timeline(
                feature,
                windows,
                view.over.under(rule()),
                alpha,
                view.window,
            )
        });
        line.brush = page.brushed_windows().or(line.brush);
        let brushes = page.brushes();
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
    let remark = move || page.view.get().over.under(rule()).remark(rule());
    let baseline_missing = move || {
        let (share, _) = feature.with_value(missing_shares);
        let share = share.filter(|_| page.view.get().over == Over::Missing)?;
        Some(format!(" Of the baseline, {} is missing.", percent(share)))
    };
    let head = choice_of(
        "Over time",
        Over::offered(untrack(rule))
            .into_iter()
            .map(|over| (over, over.name(), over.words())),
        move || page.view.get().over.under(rule()),
        move |over| page.view.update(|view| view.over = over),
    );
    let has_rows = untrack(|| page.has_rows());
    let card = ChartCard {
        head,
        lead: view! { <p class="since-sentence">{sentence} {cycle} {baseline_missing}</p> }
            .into_any(),
        chosen: chosen.into_any(),
        remark: view! { " " {remark} {hint(has_rows, HOW)} }.into_any(),
        choose: Some(Callback::new(choose)),
        brush: page.on_windows(),
        ..ChartCard::new("Over time", &file, Signal::<Timeline>::from(chart))
    };
    card.card("over-time")
}

/// What is known of the feature in one window.
fn window_words(report: &Report, feature: &Feature, place: usize) -> Option<String> {
    let window = report.windows().get(place)?;
    let rows = feature.windows.get(place).and_then(|window| window.rows);
    let rows = rows.unwrap_or(window.rows);
    if rows == 0 {
        return Some(format!("{}: no rows.", window.label));
    }
    let measures = feature.windows.get(place)?;
    let mut parts = Vec::new();
    let size = Over::size(report.settings.rules.verdict);
    if let Some(value) = measures.drift_score {
        let words = size.words().to_lowercase();
        parts.push(format!("{words}: {}", score(size.of_score(value))));
    }
    if let Some(p) = measures.adjusted_p {
        let p = match p > 0.0 {
            true => p_value(p, measures.log10_p),
            false => exact(p),
        };
        parts.push(format!("adjusted p {p}"));
    }
    if let Some(then) = &measures.same_time
        && let (Some(low), Some(high)) = (then.lowest, then.highest)
    {
        let [low, high] = [low, high].map(|value| score(size.of_score(value)));
        parts.push(format!("{low} to {high} at this time on the baseline"));
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
