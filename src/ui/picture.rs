//! Charts on a canvas: drawn again when the chart, the canvas' size or the colour scheme changes.

use leptos::{html, prelude::*};
use plotters_canvas::CanvasBackend;

use super::page::page;
use crate::{
    browser::{Measured, Surface, watch_size},
    charts::{Chart, Mapping, PixelSize, Theme},
};

/// Draws the chart whenever something about it changes, and hands over where things are.
pub fn keep_drawn<C>(
    canvas: NodeRef<html::Canvas>,
    chart: Signal<C>,
    drawn: impl Fn(Option<Mapping>) + 'static,
) where
    C: Chart + Clone + Send + Sync + 'static,
{
    let is_dark = page().is_dark;
    let size_changes = RwSignal::new(0_u32);
    let watch = StoredValue::new_local(None);
    Effect::new(move |_| {
        if let Some(canvas) = canvas.get() {
            let changed = move || size_changes.update(|changes| *changes += 1);
            watch.set_value(watch_size(&canvas, changed).ok());
        }
    });
    on_cleanup(move || watch.dispose());
    // What the canvas measured, and after how many changes of its size.
    let known = StoredValue::new(None::<(u32, Measured)>);
    Effect::new(move |_| {
        let changes = size_changes.get();
        // The watch tells the first size as well.
        if changes == 0 {
            return;
        }
        let theme = theme(is_dark.get());
        if let Some(canvas) = canvas.get() {
            let before = known.get_value().filter(|(at, _)| *at == changes);
            let mut measured = before.map(|(_, measured)| measured);
            drawn(chart.with(|chart| draw(chart, &canvas, theme, &mut measured)));
            known.set_value(measured.map(|measured| (changes, measured)));
        }
    });
}

/// The charts' colours.
pub fn theme(is_dark: bool) -> &'static Theme {
    match is_dark {
        true => &Theme::DARK,
        false => &Theme::LIGHT,
    }
}

fn draw<C: Chart>(
    chart: &C,
    canvas: &<html::Canvas as html::ElementType>::Output,
    theme: &Theme,
    measured: &mut Option<Measured>,
) -> Option<Mapping> {
    let surface = Surface::prepare(canvas, measured)?;
    let size = PixelSize {
        css_width: surface.css_width as u32,
        css_height: surface.css_height as u32,
        device_pixel_ratio: surface.ratio,
    };
    let mut backend = CanvasBackend::with_canvas_object(surface.canvas)?;
    // A picture that cannot be drawn stays empty; the table behind it still has the numbers.
    chart.draw(&mut backend, size, theme).ok()
}
