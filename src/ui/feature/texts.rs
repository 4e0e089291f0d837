//! A feature's texts, from the report: words that moved, scripts, words per text, unseen and empty ones; nothing for a feature of anything else.

use leptos::prelude::*;

use crate::{
    presentation::{
        statistics::Shown,
        texts::{LISTED, TextShare, moved_words, scripts, text_statistics, words_caption},
    },
    report::Feature,
    ui::{
        controls::save_button,
        csv::csv,
        format::{exact, p_value, percent},
        page::page,
    },
};

/// The words and scripts.
#[component]
pub fn Texts(
    /// The feature.
    feature: Feature,
) -> impl IntoView {
    let page = page();
    if feature.text.is_none() {
        return ().into_any();
    }
    let (words, scripts) = (moved_words(&feature), scripts(&feature));
    let mut table = vec![
        ["word", "baseline", "current", "p_value"]
            .map(str::to_owned)
            .to_vec(),
    ];
    table.extend(words.iter().map(|word| {
        let numbers = [word.baseline, word.current, word.p_value].map(exact);
        [vec![word.name.clone()], numbers.to_vec()].concat()
    }));
    let file = format!("{} words.csv", feature.name);
    let save = move || page.save_text(&file, "text/csv", &csv(&table));
    let rows = text_statistics(&feature)
        .into_iter()
        .map(|(name, baseline, current)| {
            view! {
                <tr>
                    <th scope="row">{name}</th>
                    {cell(baseline)}
                    {cell(current)}
                    <td></td>
                </tr>
            }
        });
    view! {
        <section class="card" aria-label="Words that moved">
            <div class="card-head">
                <h2>"Words that moved"</h2>
                {save_button("quiet", "Save the words as CSV", "CSV", save)}
            </div>
            <p class="muted">{words_caption(&feature)}</p>
            <table class="plain statistics words">
                {heading("Word")} <tbody>{shares(words)}</tbody>
            </table>
        </section>
        <section class="card" aria-label="Texts">
            <h2>"Texts"</h2>
            <p class="muted">"Share of texts with letters of a script, and what else was counted."</p>
            <table class="plain statistics words">
                {heading("Script")} <tbody>{shares(scripts)} {rows.collect_view()}</tbody>
            </table>
        </section>
    }
    .into_any()
}

fn heading(first: &'static str) -> impl IntoView {
    view! {
        <thead>
            <tr>
                <th scope="col" class="word">{first}</th>
                <th scope="col" class="side-baseline">"Baseline"</th>
                <th scope="col" class="side-current">"Current"</th>
                <th scope="col">"p"</th>
            </tr>
        </thead>
    }
}

fn shares(shares: Vec<TextShare>) -> impl IntoView {
    let rows = shares.into_iter().take(LISTED).map(|share| {
        let side = |share: f64| view! { <td title=exact(share)>{percent(share)}</td> };
        view! {
            <tr>
                <th scope="row" class="label-name">{share.name}</th>
                {side(share.baseline)}
                {side(share.current)}
                <td title=exact(share.p_value)>{p_value(share.p_value, Some(share.log10_p))}</td>
            </tr>
        }
    });
    rows.collect_view()
}

fn cell(shown: Option<Shown>) -> AnyView {
    match shown {
        Some(shown) => view! { <td title=shown.exact>{shown.text}</td> }.into_any(),
        None => view! { <td class="muted">"–"</td> }.into_any(),
    }
}
