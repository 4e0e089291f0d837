//! A stroke of the pointer over a chart, from press to release, as the first and the last item that it touches. A press that hardly moves is a click.

use leptos::{ev, html, prelude::*};

use crate::charts::{Item, Mapping};

/// A pointer that moved less than this has clicked, in CSS pixels.
const CLICK_PX: f64 = 4.0;

/// What a stroke over a chart touches.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Touched {
    /// Where the stroke began.
    pub first: Item,
    /// Where it is.
    pub last: Item,
    /// True when the hand lets go.
    pub rests: bool,
}

/// A stroke of the pointer over a chart; a copy is the same one.
#[derive(Clone, Copy)]
pub struct Stroke {
    on_touched: Callback<Touched>,
    from: RwSignal<Option<f64>>,
    /// What was touched last, while the pointer is down and moved.
    touched: RwSignal<Option<Touched>>,
    /// True for the click that ends a stroke.
    has_ended: RwSignal<bool>,
}

impl Stroke {
    /// Hands `on_touched` what strokes touch.
    pub fn new(on_touched: Callback<Touched>) -> Self {
        Stroke {
            on_touched,
            from: RwSignal::new(None),
            touched: RwSignal::new(None),
            has_ended: RwSignal::new(false),
        }
    }

    /// The pointer is down.
    pub fn down(self, event: &ev::PointerEvent, canvas: NodeRef<html::Canvas>) {
        self.has_ended.set(false);
        if event.button() != 0 || !event.is_primary() {
            return;
        }
        self.from.set(Some(f64::from(event.offset_x())));
        if let Some(canvas) = canvas.get_untracked() {
            // Without it the stroke ends at the chart's edge, and works all the same.
            canvas.set_pointer_capture(event.pointer_id()).ok();
        }
    }

    /// The pointer moves; answers whether it brushes.
    pub fn moved(self, event: &ev::PointerEvent, mapping: Option<&Mapping>) -> bool {
        let (Some(from), Some(mapping)) = (self.from.get_untracked(), mapping) else {
            return false;
        };
        let to = f64::from(event.offset_x());
        if self.touched.get_untracked().is_none() && (to - from).abs() < CLICK_PX {
            return false;
        }
        if let Some((first, last)) = ends(mapping, from, to) {
            let touched = Touched {
                first,
                last,
                rests: false,
            };
            if self.touched.get_untracked() != Some(touched) {
                self.touched.set(Some(touched));
                self.on_touched.run(touched);
            }
        }
        true
    }

    /// The pointer is up, or gone.
    pub fn up(self) {
        self.from.set(None);
        if let Some(touched) = self.touched.get_untracked() {
            self.touched.set(None);
            self.has_ended.set(true);
            self.on_touched.run(Touched {
                rests: true,
                ..touched
            });
        }
    }

    /// True once for the click that comes with the end of a stroke.
    pub fn takes_click(self) -> bool {
        let has_ended = self.has_ended.get_untracked();
        self.has_ended.set(false);
        has_ended
    }
}

/// The outermost things that can be brushed between two places.
fn ends(mapping: &Mapping, from: f64, to: f64) -> Option<(Item, Item)> {
    let is_one = |item: &Item| {
        matches!(
            item,
            Item::Bin(_) | Item::Label(_) | Item::Window(_) | Item::Cell { .. }
        )
    };
    let place = |item: Item| match item {
        Item::Bin(place) | Item::Label(place) | Item::Window(place) => place,
        Item::Cell { window, .. } => window,
        _ => 0,
    };
    let mut touched = mapping.between(from, to).map(|hit| hit.item).filter(is_one);
    let one = touched.next()?;
    let mut ends = (one, one);
    for item in touched {
        if place(item) < place(ends.0) {
            ends.0 = item;
        }
        if place(item) > place(ends.1) {
            ends.1 = item;
        }
    }
    Some(ends)
}
