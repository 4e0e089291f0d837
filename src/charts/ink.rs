//! How lines and text look, in the words of the drawing backend.

use std::convert::Infallible;

use plotters_backend::text_anchor::{HPos, Pos, VPos};
use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, FontFamily, FontStyle,
};

use super::{Colour, Theme};

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

/// How a text looks.
#[derive(Debug, Clone, Copy)]
pub(super) struct TextStyle {
    pub(super) colour: Colour,
    pub(super) size: f64,
    pub(super) family: &'static str,
    pub(super) bold: bool,
}

impl TextStyle {
    pub(super) fn label(theme: &Theme) -> Self {
        Self {
            colour: theme.muted_ink,
            size: theme.label_size,
            family: theme.font_family,
            bold: false,
        }
    }

    pub(super) fn title(theme: &Theme) -> Self {
        Self {
            size: theme.title_size,
            ..Self::label(theme)
        }
    }

    pub(super) fn in_colour(self, colour: Colour) -> Self {
        Self { colour, ..self }
    }

    pub(super) fn bold(self) -> Self {
        Self { bold: true, ..self }
    }
}

/// A line's looks in device pixels.
pub(super) struct Stroke {
    pub(super) colour: Colour,
    pub(super) width: u32,
}

impl BackendStyle for Stroke {
    fn color(&self) -> BackendColor {
        self.colour.into()
    }

    fn stroke_width(&self) -> u32 {
        self.width
    }
}

/// A text's looks in device pixels.
pub(super) struct DeviceText {
    pub(super) size: f64,
    pub(super) colour: Colour,
    pub(super) family: &'static str,
    pub(super) bold: bool,
    pub(super) align: Align,
}

impl BackendTextStyle for DeviceText {
    type FontError = Infallible;

    fn color(&self) -> BackendColor {
        self.colour.into()
    }

    fn size(&self) -> f64 {
        self.size
    }

    fn style(&self) -> FontStyle {
        if self.bold {
            FontStyle::Bold
        } else {
            FontStyle::Normal
        }
    }

    fn anchor(&self) -> Pos {
        let h_pos = match self.align {
            Align::Left => HPos::Left,
            Align::Centre => HPos::Center,
            Align::Right => HPos::Right,
        };
        Pos::new(h_pos, VPos::Center)
    }

    fn family(&self) -> FontFamily<'_> {
        FontFamily::Name(self.family)
    }

    fn layout_box(&self, text: &str) -> Result<((i32, i32), (i32, i32)), Infallible> {
        let width = super::text::width(text, self.size).ceil() as i32;
        Ok(((0, 0), (width, self.size.ceil() as i32)))
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
