//! The large chart: tabs, tooltip, keys, pictures to save, and the table behind it.

use leptos::{ev, html, prelude::*};

use super::{chart::FeatureChart, toolbar::Toolbar};
use crate::{
    charts::{Chart, Hit, Mapping},
    engine::report::{Feature, FeatureDetail},
    ui::{csv::csv, format::counted, icon::Icon, page::page, picture::keep_drawn},
};

/// Rows of the table behind the chart; a hundred thousand would stop the page.
const TABLE_ROWS: usize = 500;

/// The item that the pointer or the keys stand on.
#[derive(Debug, Clone, PartialEq)]
struct Pointed {
    hit: Hit,
    lines: Vec<String>,
}

/// The chart of the feature with all around it.
#[component]
pub fn Figure(
    /// The feature.
    feature: Feature,
    /// What the report does not hold.
    detail: ReadSignal<Option<FeatureDetail>>,
) -> impl IntoView {
    let page = page();
    let canvas = NodeRef::<html::Canvas>::new();
    let is_categorical = feature.bins.labels.is_some();
    let name = feature.name.clone();
    let chart = Memo::new(move |_| {
        detail.with(|detail| FeatureChart::new(&feature, detail.as_ref(), page.view.get()))
    });
    let mapping = RwSignal::new(None::<Mapping>);
    let pointed = RwSignal::new(None::<Pointed>);
    keep_drawn(canvas, Signal::<FeatureChart>::from(chart), move |drawn| {
        pointed.set(None);
        mapping.set(drawn);
    });
    let point_at = move |hit: Option<Hit>| {
        pointed.set(hit.and_then(|hit| {
            let lines = chart.with_untracked(|chart| chart.lines(hit.item));
            (!lines.is_empty()).then_some(Pointed { hit, lines })
        }));
    };
    let moved = move |event: ev::PointerEvent| {
        let (x, y) = (f64::from(event.offset_x()), f64::from(event.offset_y()));
        point_at(mapping.with_untracked(|mapping| mapping.as_ref()?.hit(x, y)));
    };
    let pressed = move |event: ev::KeyboardEvent| {
        let step = match event.key().as_str() {
            "ArrowRight" | "ArrowDown" => 1,
            "ArrowLeft" | "ArrowUp" => -1,
            "Escape" => return pointed.set(None),
            _ => return,
        };
        event.prevent_default();
        let here = pointed.with_untracked(|pointed| pointed.as_ref().map(|pointed| pointed.hit));
        point_at(mapping.with_untracked(|mapping| stepped(mapping.as_ref()?.items(), here, step)));
    };
    let height = move || {
        let width = canvas
            .get()
            .map_or(800, |canvas| canvas.client_width().max(1)) as u32;
        mapping.track();
        chart.with(|chart| format!("{}px", chart.ideal_height(width)))
    };
    view! {
        <Toolbar canvas chart is_categorical name=name.clone() />
        <figure>
            <div class="chart-frame">
                <canvas
                    node_ref=canvas
                    class="chart"
                    style:height=height
                    role="img"
                    tabindex="0"
                    aria-label=move || chart.with(Chart::summary)
                    on:pointermove=moved
                    on:pointerleave=move |_| pointed.set(None)
                    on:blur=move |_| pointed.set(None)
                    on:keydown=pressed
                ></canvas>
                {move || pointed.get().map(|pointed| tooltip(pointed, canvas))}
            </div>
            <figcaption>{move || chart.with(Chart::summary)}</figcaption>
        </figure>
        <Behind chart name />
    }
}

/// The item before or after; the first one if there was none.
fn stepped(items: &[Hit], here: Option<Hit>, step: isize) -> Option<Hit> {
    let at = here.and_then(|here| items.iter().position(|hit| *hit == here));
    let next = match at {
        Some(at) => at
            .saturating_add_signed(step)
            .min(items.len().checked_sub(1)?),
        None => 0,
    };
    items.get(next).copied()
}

fn tooltip(pointed: Pointed, canvas: NodeRef<html::Canvas>) -> impl IntoView {
    let area = pointed.hit.area;
    let middle = (area.left + area.right) / 2.0;
    let width = canvas
        .get_untracked()
        .map_or(0.0, |canvas| f64::from(canvas.client_width()));
    // Beside the item, on the side that has more room.
    let is_left = middle > width / 2.0;
    let lines = pointed
        .lines
        .into_iter()
        .map(|line| view! { <span>{line}</span> });
    view! {
        <div
            class="marker"
            style:left=format!("{}px", area.left)
            style:top=format!("{}px", area.top)
            style:width=format!("{}px", area.width().max(1.0))
            style:height=format!("{}px", area.height().max(1.0))
        ></div>
        <div
            class=if is_left { "tooltip tooltip-left" } else { "tooltip" }
            role="status"
            style:left=format!("{}px", if is_left { area.left } else { area.right })
            style:top=format!("{}px", area.top.max(8.0))
        >
            {lines.collect_view()}
        </div>
    }
}

#[component]
fn Behind(chart: Memo<FeatureChart>, name: String) -> impl IntoView {
    let page = page();
    let is_open = RwSignal::new(false);
    let table = move || {
        let table = chart.with(Chart::table);
        let header = table
            .header
            .into_iter()
            .map(|title| view! { <th scope="col">{title}</th> });
        let header = header.collect_view();
        let left_out = table.rows.len().saturating_sub(TABLE_ROWS) as u64;
        let rows = table.rows.into_iter().take(TABLE_ROWS).map(|row| {
            let cells = row.into_iter().map(|cell| view! { <td>{cell}</td> });
            view! { <tr>{cells.collect_view()}</tr> }
        });
        view! {
            <table class="plain">
                <thead>
                    <tr>{header}</tr>
                </thead>
                <tbody>{rows.collect_view()}</tbody>
            </table>
            {(left_out > 0)
                .then(|| {
                    let rows = counted(left_out, "row", "rows");
                    view! { <p class="remark">{format!("{rows} more; the CSV file has all.")}</p> }
                })}
        }
    };
    let save = move |_| {
        let table = chart.with_untracked(Chart::table);
        let text = csv(std::iter::once(&table.header).chain(&table.rows));
        page.save_text(&format!("{name}.csv"), "text/csv", &text);
    };
    view! {
        <details
            class="behind"
            on:toggle=move |_| is_open.update(|is_open| *is_open = !*is_open)
        >
            <summary>"Table behind the chart"</summary>
            <Show when=move || is_open.get()>
                <div class="scroll" tabindex="0" role="region" aria-label="Table behind the chart">
                    {table}
                </div>
            </Show>
            <button class="quiet" on:click=save>
                <Icon name="save" />
                <span>"CSV"</span>
            </button>
        </details>
    }
}
