//! Marks gathered by colour.
//!
//! Layers have depths, and those of one depth have no pixel in common. A mark joins a layer of its kind above all that it covers; a map of the topmost layer at
//! each pixel tells. A shape counts as its bounding box, so that what is uncertain stays in order.

use std::fmt::Write;

use super::path::Path;
use crate::marks::{Align, Mark, Shape, TextLooks};
use crate::markup::escaped;
use crate::{Colour, text};

/// Where the middle of a line of text is above its foot, in parts of the font's size.
const MIDDLE: f64 = 0.35;

/// Marks of one look that are drawn together.
#[derive(Debug, Clone, PartialEq)]
pub struct Layer {
    pub light: Colour,
    pub dark: Colour,
    look: Look,
    path: Path,
    /// Hatching: lines from the lower left to the upper right, each by its diagonal and where it begins and ends from the left.
    hatches: Vec<(i32, i32, i32)>,
    texts: Vec<((i32, i32), String)>,
}

/// What marks of a layer have in common beside their colour.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Look {
    Filled,
    Stroked(u32),
    Text(TextLooks),
}

/// The marks as layers, from the bottom. `dark` are the same marks in the dark theme's colours.
pub fn layered(light: Vec<Mark>, dark: &[Mark], width: u32, height: u32) -> Vec<Layer> {
    let mut layers: Vec<(usize, Layer)> = Vec::new();
    let mut cover = Cover {
        width: width as i32,
        height: height as i32,
        layers: vec![0; (width * height) as usize],
    };
    for (place, mark) in light.into_iter().enumerate() {
        let dark = match dark.get(place) {
            Some(dark) if dark.shape == mark.shape => dark.colour,
            _ => mark.colour,
        };
        let Some(look) = look(&mark.shape) else {
            continue;
        };
        let bounds = bounds(&mark.shape);
        let (under, only) = cover.under(bounds, &layers);
        let fits = |(place, (depth, layer)): &(usize, &(usize, Layer))| {
            // Where a layer covers itself nothing changes.
            let is_above = *depth > under || (*depth == under && only == Some(*place));
            is_above && (layer.light, layer.dark, layer.look) == (mark.colour, dark, look)
        };
        let joined = layers.iter().enumerate().filter(fits);
        let joined = joined.max_by_key(|(_, (depth, _))| *depth);
        let place = match joined {
            Some((place, _)) => place,
            None => {
                let layer = Layer {
                    light: mark.colour,
                    dark,
                    look,
                    path: Path::default(),
                    hatches: Vec::new(),
                    texts: Vec::new(),
                };
                layers.push((under + 1, layer));
                layers.len() - 1
            }
        };
        cover.take(bounds, place);
        layers[place].1.add(mark.shape);
    }
    layers.sort_by_key(|(depth, _)| *depth);
    layers.into_iter().map(|(_, layer)| layer).collect()
}

/// The topmost layer at each pixel, by its place from 1; 0 where nothing was drawn.
struct Cover {
    width: i32,
    height: i32,
    layers: Vec<usize>,
}

type Bounds = (i32, i32, i32, i32);

impl Cover {
    /// The largest depth within bounds, and which layer is there, if it is one alone. Depths are from 1.
    fn under(&self, bounds: Bounds, layers: &[(usize, Layer)]) -> (usize, Option<usize>) {
        let (mut under, mut only, mut last) = (0, None, 0);
        for row in self.rows(bounds) {
            for &layer in &self.layers[row] {
                if layer == last || layer == 0 {
                    continue;
                }
                last = layer;
                let depth = layers[layer - 1].0;
                if depth > under {
                    (under, only) = (depth, Some(layer - 1));
                } else if depth == under && only != Some(layer - 1) {
                    only = None;
                }
            }
        }
        (under, only)
    }

    fn take(&mut self, bounds: Bounds, place: usize) {
        for row in self.rows(bounds) {
            self.layers[row].fill(place + 1);
        }
    }

    fn rows(
        &self,
        (left, top, right, bottom): Bounds,
    ) -> impl Iterator<Item = std::ops::Range<usize>> + use<> {
        let width = self.width;
        let (left, right) = (left.clamp(0, width), right.clamp(0, width));
        let (top, bottom) = (top.clamp(0, self.height), bottom.clamp(0, self.height));
        (top..bottom.max(top)).map(move |row| {
            let start = row * width;
            (start + left) as usize..(start + right.max(left)) as usize
        })
    }
}

/// The look of a shape; nothing is seen of a line of one point or a polygon of two.
fn look(shape: &Shape) -> Option<Look> {
    match shape {
        Shape::Line(points, _) if points.len() < 2 => None,
        Shape::Polygon(corners) if corners.len() < 3 => None,
        Shape::Line(_, width) => Some(Look::Stroked(*width)),
        Shape::Text(_, _, looks) => Some(Look::Text(*looks)),
        _ => Some(Look::Filled),
    }
}

/// All that a shape may cover.
fn bounds(shape: &Shape) -> Bounds {
    let around = |points: &[(i32, i32)], reach: u32| {
        let xs = || points.iter().map(|point| point.0);
        let ys = || points.iter().map(|point| point.1);
        let reach = reach as i32;
        (
            xs().min().unwrap_or(0) - reach,
            ys().min().unwrap_or(0) - reach,
            xs().max().unwrap_or(0) + reach,
            ys().max().unwrap_or(0) + reach,
        )
    };
    match shape {
        &Shape::Rect(left, top, right, bottom) => (left, top, right, bottom),
        Shape::Frame(edges, _) => *edges,
        Shape::Line(points, width) => around(points, *width),
        Shape::Polygon(corners) => around(corners, 0),
        Shape::Disc(centre, radius) => around(&[*centre], *radius),
        Shape::Text(at, text, looks) => {
            let width = text::width(text, looks.size).ceil() as i32;
            let height = looks.size.ceil() as i32;
            let left = match looks.align {
                Align::Left => at.0,
                Align::Centre => at.0 - width / 2,
                Align::Right => at.0 - width,
            };
            (left, at.1 - height, left + width, at.1 + height)
        }
    }
}

impl Layer {
    fn add(&mut self, shape: Shape) {
        let size = |(left, top, right, bottom): Bounds| (right - left, bottom - top);
        match shape {
            Shape::Rect(left, top, right, bottom) => {
                self.path
                    .rect((left, top), size((left, top, right, bottom)));
            }
            Shape::Frame(edges, line) => {
                self.path.frame((edges.0, edges.1), size(edges), line);
            }
            Shape::Line(points, _) => match points.as_slice() {
                &[(left, bottom), (right, top)] if right > left && right - left == bottom - top => {
                    self.hatches.push((left + bottom, left, right));
                }
                points => self.path.line(points),
            },
            Shape::Polygon(corners) => self.path.polygon(&corners),
            Shape::Disc(centre, radius) => self.path.circle(centre, radius as i32),
            Shape::Text(at, text, _) => self.texts.push((at, text)),
        }
    }

    /// The path, with hatching that neighbouring bars share as one line.
    fn whole_path(&self) -> Path {
        let mut path = self.path.clone();
        let mut hatches = self.hatches.clone();
        hatches.sort_unstable();
        let mut rest = hatches.into_iter().peekable();
        while let Some((diagonal, left, mut right)) = rest.next() {
            while let Some((_, _, further)) =
                rest.next_if(|next| next.0 == diagonal && next.1 <= right)
            {
                right = right.max(further);
            }
            path.line(&[(left, diagonal - left), (right, diagonal - right)]);
        }
        path
    }

    /// Writes an element; `colour` gives the attributes that colour it, of a stroke or of a fill.
    pub fn write(&self, to: &mut String, colour: &dyn Fn(bool) -> String) {
        // Writing to a string does not fail.
        match self.look {
            Look::Filled => write!(to, "<path {} d=\"{}\"/>", colour(false), self.path.text()).ok(),
            Look::Stroked(width) => {
                let width = match width {
                    1 => String::new(),
                    width => format!(" stroke-width=\"{width}\""),
                };
                let (colour, path) = (colour(true), self.whole_path());
                write!(to, "<path {colour}{width} d=\"{}\"/>", path.text()).ok()
            }
            Look::Text(looks) => {
                let anchor = match looks.align {
                    Align::Left => "",
                    Align::Centre => " text-anchor=\"middle\"",
                    Align::Right => " text-anchor=\"end\"",
                };
                let bold = match looks.is_bold {
                    true => " font-weight=\"bold\"",
                    false => "",
                };
                let (colour, size) = (colour(false), looks.size);
                write!(to, "<g {colour} font-size=\"{size}\"{anchor}{bold}>").ok();
                for ((x, y), text) in &self.texts {
                    let (foot, text) = (f64::from(*y) + size * MIDDLE, escaped(text));
                    write!(to, "<text x=\"{x}\" y=\"{foot:.0}\">{text}</text>").ok();
                }
                write!(to, "</g>").ok()
            }
        };
    }
}
