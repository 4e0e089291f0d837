//! One feature as a row of the overview, from the report; its small picture, score and brush follow the hand while it moves. What is not known is a dash.

use leptos::{html, prelude::*};

use crate::{
    charts::{Chart, Item, Mapping, ScoreBar, Spark, SparkShape},
    interaction::brushes::{bins_of, labels_of, left, on_bins, on_labels},
    interaction::screen::Screen,
    monitors::drift::Verdict,
    presentation::{
        distribution::{SPARK_LABELS, spark_order, taken},
        features::{judging_p, log10_p, missing_moved, missing_shares, new_label_rows},
        over_time::Over,
        texts::new_words,
    },
    report::brushed::BrushedFeature,
    report::settings::Brush,
    report::{Basis, Feature},
    table::Kind,
    ui::{
        address,
        badge::Badge,
        brush::{Stroke, Touched},
        checks::CheckMarks,
        format::{self, counted, exact, exact_count, p_value, percent},
        page::page,
        picture::keep_drawn,
        values::exactly,
        words,
    },
};

/// p-value under which a word that no text of the baseline has is pointed out.
const NEW_WORDS_P: f64 = 0.05;

/// A movement of the missing share from which the table points it out.
const MISSING_POINTED_OUT: f64 = 0.01;

/// One feature.
#[component]
pub fn FeatureRow(
    /// The feature.
    feature: Feature,
    /// Since when it has drifted, as short as it can be said.
    since: Option<String>,
    /// Its place in the table, from 0.
    place: usize,
) -> impl IntoView {
    let page = page();
    let name = feature.name.clone();
    let screen = Screen::Feature(name.clone());
    let open = {
        let screen = screen.clone();
        move |_| page.go(screen.clone())
    };
    let verdict = feature.verdict;
    let has_spark = !(feature.bins.baseline.is_empty() && feature.bins.current.is_empty());
    let known = StoredValue::new(feature.clone());
    let stale = move || page.hand.is_moving();
    let size = Over::size(page.setting(|settings| settings.rules.verdict));
    let reason = words::finding(&feature);
    view! {
        <tr class="row" class:row-stale=stale role="row" aria-rowindex=(place + 2).to_string() on:click=open>
            <td class="cell-feature" role="cell">
                <a
                    id=format!("feature-{place}")
                    title=name.clone()
                    href=move || address::to(page, screen.clone())
                >
                    {name.clone()}
                </a>
            </td>
            <td class="cell-kind" role="cell">
                {feature.kind.map(Kind::name)}
            </td>
            <td class="cell-spark" role="cell">
                {has_spark.then(|| view! { <BrushedSpark feature=known /> })}
            </td>
            <td class="cell-score" role="cell" data-title=size.words()>
                <Score feature=known verdict size />
            </td>
            <td class="cell-p" role="cell" data-title="Adjusted p">
                {adjusted_p(&feature)}
            </td>
            <td class="cell-missing" role="cell" data-title="Missing">
                {missing(&feature)}
            </td>
            <td class="cell-new" role="cell" data-title="New">
                {new_labels(&feature)}
            </td>
            <td class="cell-since" role="cell" data-title="Since">
                {since_when(&feature, since)}
            </td>
            <td class="cell-verdict" role="cell">
                <Badge verdict />
                <CheckMarks name=name.clone() />
                <span class="reason" title=reason.clone()>
                    {reason.clone()}
                </span>
            </td>
        </tr>
    }
}

/// Both sides in small; a stroke over it selects rows.
#[component]
fn BrushedSpark(feature: StoredValue<Feature>) -> impl IntoView {
    let page = page();
    let canvas = NodeRef::<html::Canvas>::new();
    let mapping = RwSignal::new(None::<Mapping>);
    let order = feature.with_value(|feature| {
        let bins = &feature.bins;
        bins.labels.is_some().then(|| spark_order(feature))
    });
    let order = StoredValue::new(order);
    // Drawn only where it changes.
    let chart = Memo::new(move |_| {
        let brushes = page.brushes();
        feature.with_value(|feature| {
            let moving = page.hand.of_feature(&feature.name);
            order.with_value(|order| spark(feature, order.as_deref(), &brushes, moving.as_ref()))
        })
    });
    let touched = move |touched: Touched| {
        let (first, last) = match (touched.first, touched.last) {
            (Item::Bin(first), Item::Bin(last)) | (Item::Label(first), Item::Label(last)) => {
                (first.min(last), first.max(last))
            }
            _ => return,
        };
        feature.with_value(|feature| {
            let bins = &feature.bins;
            let brush = match (&bins.cuts, &bins.labels) {
                (Some(cuts), _) => on_bins(&feature.name, cuts, first, last),
                (None, Some(labels)) => order.with_value(|order| {
                    let chosen = order.iter().flatten().skip(first).take(last + 1 - first);
                    let chosen = chosen.filter_map(|&place| labels.get(place).cloned());
                    on_labels(&feature.name, chosen.collect())
                }),
                _ => None,
            };
            page.brush(Some(&feature.name), brush, touched.rests);
        });
    };
    let stroke = Stroke::new(Callback::new(touched));
    keep_drawn(canvas, Signal::<Spark>::from(chart), move |drawn| {
        mapping.set(drawn)
    });
    let has_rows = untrack(|| page.has_rows()) == Some(true)
        && feature.with_value(|feature| feature.from == Some(Basis::Samples));
    view! {
        <canvas
            node_ref=canvas
            class=if has_rows { "spark chart-brush" } else { "spark" }
            role="img"
            aria-label=move || chart.with(Chart::summary)
            on:pointerdown=move |event| {
                if has_rows {
                    stroke.down(&event, canvas);
                }
            }
            on:pointermove=move |event| {
                mapping.with_untracked(|mapping| stroke.moved(&event, mapping.as_ref()));
            }
            on:pointerup=move |_| stroke.up()
            on:pointercancel=move |_| stroke.up()
            on:click=move |event| {
                if stroke.takes_click() {
                    event.stop_propagation();
                }
            }
        ></canvas>
    }
}

fn spark(
    feature: &Feature,
    order: Option<&[usize]>,
    brushes: &[Brush],
    moving: Option<&BrushedFeature>,
) -> Spark {
    let bins = &feature.bins;
    let (current, all) = match moving {
        Some(moving) => left(&moving.current, &bins.current, &bins.all),
        None => (bins.current.clone(), bins.all.clone()),
    };
    let Some(order) = order else {
        let cuts = bins.cuts.as_deref().unwrap_or_default();
        let held = bins_of(brushes, &feature.name, cuts);
        return Spark {
            shape: SparkShape::Steps,
            baseline: bins.baseline.clone(),
            current,
            all,
            chosen: held.map_or(Vec::new(), |(first, last)| (first..=last).collect()),
        };
    };
    let order = &order[..order.len().min(SPARK_LABELS)];
    let taken = |counts: &[f64]| taken(order, counts);
    let held = labels_of(
        brushes,
        &feature.name,
        bins.labels.as_deref().unwrap_or_default(),
    );
    let is_held = |place: &usize| held.contains(&order[*place]);
    Spark {
        shape: SparkShape::Bars,
        baseline: taken(&bins.baseline),
        current: taken(&current),
        all: taken(&all),
        chosen: (0..order.len()).filter(is_held).collect(),
    }
}

/// How much differs, also while the hand moves.
#[component]
fn Score(feature: StoredValue<Feature>, verdict: Verdict, size: Over) -> impl IntoView {
    let page = page();
    let value = Memo::new(move |_| {
        feature
            .with_value(|feature| match page.hand.of_feature(&feature.name) {
                Some(moving) => moving.drift_score,
                None => feature.drift_score,
            })
            .map(|score| size.of_score(score))
    });
    let canvas = NodeRef::<html::Canvas>::new();
    let chart = Signal::derive(move || ScoreBar {
        measure: size.words(),
        most: size.most(),
        score: value.get(),
        threshold: None,
        violated: verdict.has_drifted(),
    });
    keep_drawn(canvas, chart, |_| {});
    let number = move || value.get().map_or_else(|| "–".to_owned(), format::score);
    let class = move || {
        if value.get().is_some() {
            "score-bar"
        } else {
            "unseen"
        }
    };
    view! {
        <span class="score-number" title=move || value.get().map(exact)>
            {number}
        </span>
        <canvas
            node_ref=canvas
            class=class
            role="img"
            aria-label=move || chart.with(Chart::summary)
        ></canvas>
    }
}

fn adjusted_p(feature: &Feature) -> AnyView {
    let Some(p) = judging_p(feature) else {
        return nothing();
    };
    // The adjusted p is never smaller than the raw one, so the raw logarithm is a bound where the number is zero.
    exactly(p, p_value(p, log10_p(feature).filter(|_| p > 0.0)))
}

fn missing(feature: &Feature) -> AnyView {
    let (baseline, current) = missing_shares(feature);
    let counts = format!(
        "{} → {} values",
        exact_count(feature.missing.baseline),
        exact_count(feature.missing.current)
    );
    let word = |share: Option<f64>| share.map_or_else(|| "–".to_owned(), percent);
    match (baseline, current) {
        (None, None) => nothing(),
        (Some(0.0), Some(0.0)) => {
            view! { <span class="muted" title=counts>{percent(0.0)}</span> }.into_any()
        }
        (baseline, current) => {
            let moved = missing_moved(feature).unwrap_or(0.0) >= MISSING_POINTED_OUT;
            let class = if moved { "moved" } else { "" };
            view! {
                <span class=class title=counts>
                    {word(baseline)}
                    <span class="arrow">" → "</span>
                    {word(current)}
                </span>
            }
            .into_any()
        }
    }
}

fn new_labels(feature: &Feature) -> AnyView {
    if feature.text.is_some() {
        return new_words_of(feature);
    }
    if feature.kind != Some(Kind::Categorical) {
        return nothing();
    }
    let labels = feature.new_labels.len() as u64;
    if labels == 0 {
        return view! { <span class="muted">"0"</span> }.into_any();
    }
    let names = feature.new_labels.iter().take(5);
    let names: Vec<&str> = names.map(|label| label.label.as_str()).collect();
    let title = format!(
        "{} in {}",
        names.join(", "),
        counted(new_label_rows(feature), "row", "rows")
    );
    view! {
        <span class="moved" title=title.clone()>
            {labels}
        </span>
        <span class="new-names">{names.join(", ")}</span>
    }
    .into_any()
}

/// Words of texts that no text of the baseline has.
fn new_words_of(feature: &Feature) -> AnyView {
    let words = new_words(feature, NEW_WORDS_P);
    if words.is_empty() {
        return view! { <span class="muted">"0"</span> }.into_any();
    }
    let named = words[..words.len().min(5)].join(", ");
    let title = format!("New words: {named}");
    view! {
        <span class="moved" title=title>
            {words.len()}
        </span>
        <span class="new-names">{named}</span>
    }
    .into_any()
}

fn since_when(feature: &Feature, since: Option<String>) -> AnyView {
    let (Some(whole), Some(words)) = (&feature.since, since) else {
        return nothing();
    };
    view! { <span title=whole.label.clone()>{words}</span> }.into_any()
}

fn nothing() -> AnyView {
    view! { <span class="muted" aria-label="none">"–"</span> }.into_any()
}
