//! What a chart draws: filled shapes, lines and text in whole device pixels, in the order drawn, and how a backend draws them.
//!
//! Charts leave marks instead of drawing on a backend, so that they exist once for all backends and cannot fail.

use std::convert::Infallible;

use plotters_backend::text_anchor::{HPos, Pos, VPos};
use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind,
    FontFamily, FontStyle,
};

use super::Colour;

/// What was drawn, with its colour.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Mark {
    pub(super) shape: Shape,
    pub(super) colour: Colour,
}

/// A shape in device pixels.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Shape {
    /// A filled rectangle: left, top, right, bottom.
    Rect(i32, i32, i32, i32),
    /// The inner outline of a rectangle, so many pixels thick.
    Frame((i32, i32, i32, i32), i32),
    /// A line through points.
    Line(Vec<BackendCoord>, u32),
    /// A filled shape.
    Polygon(Vec<BackendCoord>),
    /// A filled circle: centre and radius.
    Disc(BackendCoord, u32),
    /// One line of text, its middle at the height of the point.
    Text(BackendCoord, String, TextLooks),
}

/// How a text looks beside its colour.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct TextLooks {
    pub(super) size: f64,
    pub(super) is_bold: bool,
    pub(super) align: Align,
}

/// Where a text's anchor is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Align {
    /// At its left end.
    Left,
    /// In its middle.
    Centre,
    /// At its right end.
    Right,
}

/// What a backend refused to draw, in its own words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DrawError(String);

impl std::fmt::Display for DrawError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "The chart could not be drawn: {}", self.0)
    }
}

impl std::error::Error for DrawError {}

impl<E: std::error::Error + Send + Sync> From<DrawingErrorKind<E>> for DrawError {
    fn from(refused: DrawingErrorKind<E>) -> Self {
        Self(refused.to_string())
    }
}

/// Draws marks on a backend that takes font sizes `font_factor` times larger than it draws them, and shows them.
pub(super) fn play<B: DrawingBackend>(
    marks: &[Mark],
    backend: &mut B,
    (font_family, font_factor): (&str, f64),
) -> Result<(), DrawError> {
    for Mark { shape, colour } in marks {
        let fill = BackendColor::from(*colour);
        let mut rect =
            |left, top, right, bottom| backend.draw_rect((left, top), (right, bottom), &fill, true);
        match shape {
            &Shape::Rect(left, top, right, bottom) => rect(left, top, right, bottom)?,
            &Shape::Frame((left, top, right, bottom), line) => {
                rect(left, top, right, top + line)?;
                rect(left, bottom - line, right, bottom)?;
                rect(left, top + line, left + line, bottom - line)?;
                rect(right - line, top + line, right, bottom - line)?;
            }
            Shape::Line(points, width) => {
                backend.draw_path(points.iter().copied(), &Stroke(fill, *width))?;
            }
            Shape::Polygon(corners) => backend.fill_polygon(corners.iter().copied(), &fill)?,
            Shape::Disc(centre, radius) => backend.draw_circle(*centre, *radius, &fill, true)?,
            Shape::Text(at, text, looks) => {
                let size = looks.size * font_factor;
                let looks = TextLooks { size, ..*looks };
                backend.draw_text(text, &Lettering(fill, looks, font_family), *at)?;
            }
        }
    }
    Ok(backend.present()?)
}

/// A line's colour and width.
struct Stroke(BackendColor, u32);

impl BackendStyle for Stroke {
    fn color(&self) -> BackendColor {
        self.0
    }

    fn stroke_width(&self) -> u32 {
        self.1
    }
}

/// A text's colour, looks and font family.
struct Lettering<'a>(BackendColor, TextLooks, &'a str);

impl BackendTextStyle for Lettering<'_> {
    type FontError = Infallible;

    fn color(&self) -> BackendColor {
        self.0
    }

    fn size(&self) -> f64 {
        self.1.size
    }

    fn style(&self) -> FontStyle {
        match self.1.is_bold {
            true => FontStyle::Bold,
            false => FontStyle::Normal,
        }
    }

    fn anchor(&self) -> Pos {
        let h_pos = match self.1.align {
            Align::Left => HPos::Left,
            Align::Centre => HPos::Center,
            Align::Right => HPos::Right,
        };
        Pos::new(h_pos, VPos::Center)
    }

    fn family(&self) -> FontFamily<'_> {
        FontFamily::Name(self.2)
    }

    fn layout_box(&self, text: &str) -> Result<((i32, i32), (i32, i32)), Infallible> {
        let width = super::text::width(text, self.size()).ceil() as i32;
        Ok(((0, 0), (width, self.size().ceil() as i32)))
    }

    // Only backends without text of their own ask for a text's pixels; charts need none of them.
    fn draw<E, DrawFunc: FnMut(i32, i32, BackendColor) -> Result<(), E>>(
        &self,
        _text: &str,
        _pos: BackendCoord,
        _draw: DrawFunc,
    ) -> Result<Result<(), E>, Infallible> {
        Ok(Ok(()))
    }
}
