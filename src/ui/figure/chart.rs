//! A chart on a canvas whose items are named under the pointer and the arrow keys, chosen by click or Enter, and brushed by a stroke or Shift and the arrow keys.

use leptos::{ev, html, prelude::*};

use super::stepping::Arrow;
use crate::{
    charts::{Chart, Hit, Item, Mapping},
    ui::{
        brush::{Stroke, Touched},
        picture::keep_drawn,
    },
};

/// The item that the pointer or the keys stand on.
#[derive(Debug, Clone, PartialEq)]
struct Pointed {
    hit: Hit,
    lines: Vec<String>,
}

/// A chart whose items are named under the pointer and the arrow keys.
#[component]
pub fn Figure<C>(
    /// Where it is drawn.
    canvas: NodeRef<html::Canvas>,
    /// What is drawn.
    #[prop(into)]
    chart: Signal<C>,
    /// What a click on an item does, or Enter.
    #[prop(optional, into)]
    choose: Option<Callback<Item>>,
    /// The sentence for who cannot see the chart, where it is about more than what is drawn just now.
    #[prop(optional, into)]
    summary: Option<Signal<String>>,
    /// What a stroke over items does, or Shift and the arrow keys.
    #[prop(optional, into)]
    brush: Option<Callback<Touched>>,
    /// Its height in CSS pixels, where it is not the chart's own.
    #[prop(optional)]
    height: Option<u32>,
) -> impl IntoView
where
    C: Chart + Clone + PartialEq + Send + Sync + 'static,
{
    let mapping = RwSignal::new(None::<Mapping>);
    let pointed = RwSignal::new(None::<Pointed>);
    keep_drawn(canvas, chart, move |drawn| {
        pointed.set(None);
        mapping.set(drawn);
    });
    let item_at = move |event: &ev::MouseEvent| {
        let (x, y) = (f64::from(event.offset_x()), f64::from(event.offset_y()));
        mapping.with_untracked(|mapping| mapping.as_ref()?.hit(x, y))
    };
    let point_at = move |hit: Option<Hit>| {
        pointed.set(hit.and_then(|hit| {
            let lines = chart.with_untracked(|chart| chart.lines(hit.item));
            (!lines.is_empty()).then_some(Pointed { hit, lines })
        }));
    };
    let stroke = brush.map(Stroke::new);
    let anchor = StoredValue::new(None::<Item>);
    let chosen = move |hit: Option<Hit>| {
        if stroke.is_some_and(Stroke::takes_click) {
            return;
        }
        if let (Some(choose), Some(hit)) = (choose, hit) {
            choose.run(hit.item);
        }
    };
    let pressed = move |event: ev::KeyboardEvent| {
        let here = pointed.with_untracked(|pointed| pointed.as_ref().map(|pointed| pointed.hit));
        match event.key().as_str() {
            "Escape" => pointed.set(None),
            "Enter" if here.is_some() && choose.is_some() => {
                event.prevent_default();
                chosen(here);
            }
            key => {
                if let Some(step) = Arrow::of(key) {
                    event.prevent_default();
                    let next = mapping
                        .with_untracked(|mapping| step.from(mapping.as_ref()?.items(), here));
                    point_at(next);
                    match (brush, here, next) {
                        (Some(brush), Some(here), Some(next)) if event.shift_key() => {
                            let first = anchor.get_value().unwrap_or(here.item);
                            anchor.set_value(Some(first));
                            brush.run(Touched {
                                first,
                                last: next.item,
                                rests: false,
                            });
                        }
                        _ => anchor.set_value(None),
                    }
                }
            }
        }
    };
    let let_go = move |_: ev::PointerEvent| {
        if let Some(stroke) = stroke {
            stroke.up();
        }
    };
    let height = move || {
        if let Some(height) = height {
            return format!("{height}px");
        }
        let width = canvas
            .get()
            .map_or(800, |canvas| canvas.client_width().max(1)) as u32;
        mapping.track();
        chart.with(|chart| format!("{}px", chart.ideal_height(width)))
    };
    let words = move || match summary {
        Some(summary) => summary.get(),
        None => chart.with(Chart::summary),
    };
    let class = match (choose.is_some(), brush.is_some()) {
        (true, true) => "chart chart-choice chart-brush",
        (true, false) => "chart chart-choice",
        (false, true) => "chart chart-brush",
        (false, false) => "chart",
    };
    view! {
        <div class="chart-frame">
            <canvas
                node_ref=canvas
                class=class
                style:height=height
                role="img"
                tabindex="0"
                aria-label=words
                on:pointerdown=move |event| {
                    if let Some(stroke) = stroke {
                        stroke.down(&event, canvas);
                    }
                }
                on:pointermove=move |event| {
                    let brushes = |stroke: Stroke| {
                        mapping.with_untracked(|mapping| stroke.moved(&event, mapping.as_ref()))
                    };
                    match stroke.is_some_and(brushes) {
                        true => pointed.set(None),
                        false => point_at(item_at(&event)),
                    }
                }
                on:pointerup=let_go
                on:pointercancel=let_go
                on:pointerleave=move |_| pointed.set(None)
                on:blur=move |_| pointed.set(None)
                on:click=move |event| chosen(item_at(&event))
                on:keydown=pressed
            ></canvas>
            {move || pointed.get().map(|pointed| tooltip(pointed, canvas))}
        </div>
    }
}

fn tooltip(pointed: Pointed, canvas: NodeRef<html::Canvas>) -> impl IntoView {
    let area = pointed.hit.area;
    let (width, height) = canvas.get_untracked().map_or((0.0, 0.0), |canvas| {
        let size = (canvas.client_width(), canvas.client_height());
        (f64::from(size.0), f64::from(size.1))
    });
    let (across, down) = area.middle();
    // Beside the item, on the side that has more room.
    let is_left = across > width / 2.0;
    // A low item of a tall chart has more room above.
    let is_up = area.top > height / 2.0 && down > height / 2.0;
    let class = match (is_left, is_up) {
        (false, false) => "tooltip",
        (true, false) => "tooltip tooltip-left",
        (false, true) => "tooltip tooltip-up",
        (true, true) => "tooltip tooltip-left tooltip-up",
    };
    let top = match is_up {
        true => area.bottom,
        false => area.top.max(8.0),
    };
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
            class=class
            role="status"
            style:left=format!("{}px", if is_left { area.left } else { area.right })
            style:top=format!("{top}px")
        >
            {lines.collect_view()}
        </div>
    }
}
