//! Drawing in CSS pixels on any backend.
//!
//! Straight horizontal and vertical lines are filled rectangles on whole device pixels, because backends disagree about where a stroked line's middle
//! is, and half of them blur it.

use plotters_backend::{BackendColor, BackendCoord, DrawingBackend};

use super::ink::{DeviceText, Stroke, TextStyle};
use super::{Align, Area, Colour, PixelSize};

/// What a backend refused to draw, in its own words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DrawError(String);

impl std::fmt::Display for DrawError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "The chart could not be drawn: {}", self.0)
    }
}

impl std::error::Error for DrawError {}

fn refused(error: impl std::error::Error) -> DrawError {
    DrawError(error.to_string())
}

/// Draws on a backend with lengths in CSS pixels.
pub struct Pen<'a, B: DrawingBackend> {
    backend: &'a mut B,
    size: PixelSize,
    font_factor: f64,
}

impl<'a, B: DrawingBackend> Pen<'a, B> {
    /// A pen on a backend of `size`.
    pub fn new(backend: &'a mut B, size: PixelSize) -> Self {
        Self {
            backend,
            size,
            font_factor: 1.0,
        }
    }

    /// A pen on a backend that takes font sizes `font_factor` times larger than it draws them.
    pub(super) fn with_font_factor(backend: &'a mut B, size: PixelSize, font_factor: f64) -> Self {
        Self {
            backend,
            size,
            font_factor,
        }
    }

    /// The whole picture.
    pub fn area(&self) -> Area {
        let PixelSize {
            css_width,
            css_height,
            ..
        } = self.size;
        Area::new(0.0, 0.0, f64::from(css_width), f64::from(css_height))
    }

    /// Shows what was drawn, on backends that wait for it.
    pub(super) fn present(&mut self) -> Result<(), DrawError> {
        self.backend.present().map_err(refused)
    }

    fn device(&self, css: f64) -> i32 {
        (css * self.size.device_pixel_ratio).round() as i32
    }

    fn point(&self, (x, y): (f64, f64)) -> BackendCoord {
        (self.device(x), self.device(y))
    }

    fn thickness(&self, css: f64) -> i32 {
        self.device(css).max(1)
    }

    /// Fills the whole picture.
    pub(super) fn clear(&mut self, colour: Colour) -> Result<(), DrawError> {
        self.rect(self.area(), colour)
    }

    /// Fills a rectangle; one thinner than a device pixel is drawn one pixel thick, and an empty one not at all.
    pub(super) fn rect(&mut self, area: Area, colour: Colour) -> Result<(), DrawError> {
        if area.width() <= 0.0 || area.height() <= 0.0 {
            return Ok(());
        }
        let (left, top) = self.point((area.left, area.top));
        let (right, bottom) = self.point((area.right, area.bottom));
        self.device_rect(left, top, right.max(left + 1), bottom.max(top + 1), colour)
    }

    fn device_rect(
        &mut self,
        left: i32,
        top: i32,
        right: i32,
        bottom: i32,
        colour: Colour,
    ) -> Result<(), DrawError> {
        self.backend
            .draw_rect(
                (left, top),
                (right, bottom),
                &BackendColor::from(colour),
                true,
            )
            .map_err(refused)
    }

    /// The inner outline of a rectangle, `width` CSS pixels thick.
    pub(super) fn outline(
        &mut self,
        area: Area,
        width: f64,
        colour: Colour,
    ) -> Result<(), DrawError> {
        let (left, top) = self.point((area.left, area.top));
        let (right, bottom) = self.point((area.right, area.bottom));
        let line = self.thickness(width);
        if right - left <= 2 * line || bottom - top <= 2 * line {
            return self.rect(area, colour);
        }
        self.device_rect(left, top, right, top + line, colour)?;
        self.device_rect(left, bottom - line, right, bottom, colour)?;
        self.device_rect(left, top + line, left + line, bottom - line, colour)?;
        self.device_rect(right - line, top + line, right, bottom - line, colour)
    }

    /// A horizontal line whose upper edge is at `y`.
    pub(super) fn horizontal(
        &mut self,
        (x0, x1): (f64, f64),
        y: f64,
        width: f64,
        colour: Colour,
    ) -> Result<(), DrawError> {
        let (left, top) = self.point((x0.min(x1), y));
        let (right, _) = self.point((x0.max(x1), y));
        self.device_rect(left, top, right, top + self.thickness(width), colour)
    }

    /// A vertical line whose left edge is at `x`.
    pub(super) fn vertical(
        &mut self,
        x: f64,
        (y0, y1): (f64, f64),
        width: f64,
        colour: Colour,
    ) -> Result<(), DrawError> {
        let (left, top) = self.point((x, y0.min(y1)));
        let (_, bottom) = self.point((x, y0.max(y1)));
        self.device_rect(left, top, left + self.thickness(width), bottom, colour)
    }

    /// A vertical or horizontal line of dashes; `dash` long, `dash` apart.
    pub(super) fn dashes(
        &mut self,
        from: (f64, f64),
        to: (f64, f64),
        dash: f64,
        width: f64,
        colour: Colour,
    ) -> Result<(), DrawError> {
        let length = (to.0 - from.0).hypot(to.1 - from.1);
        if length <= 0.0 {
            return Ok(());
        }
        let unit = ((to.0 - from.0) / length, (to.1 - from.1) / length);
        let at = |distance: f64| (from.0 + unit.0 * distance, from.1 + unit.1 * distance);
        let mut start = 0.0;
        while start < length {
            let end = (start + dash).min(length);
            let (a, b) = (at(start), at(end));
            if unit.0 == 0.0 {
                self.vertical(a.0, (a.1, b.1), width, colour)?;
            } else if unit.1 == 0.0 {
                self.horizontal((a.0, b.0), a.1, width, colour)?;
            } else {
                self.path(&[a, b], width, colour)?;
            }
            start += 2.0 * dash;
        }
        Ok(())
    }

    /// A line through points.
    pub(super) fn path(
        &mut self,
        points: &[(f64, f64)],
        width: f64,
        colour: Colour,
    ) -> Result<(), DrawError> {
        let mut device: Vec<BackendCoord> = points.iter().map(|&p| self.point(p)).collect();
        device.dedup();
        let style = Stroke {
            colour,
            width: self.thickness(width) as u32,
        };
        self.backend.draw_path(device, &style).map_err(refused)
    }

    /// A filled shape through points.
    pub(super) fn polygon(
        &mut self,
        points: &[(f64, f64)],
        colour: Colour,
    ) -> Result<(), DrawError> {
        let mut device: Vec<BackendCoord> = points.iter().map(|&p| self.point(p)).collect();
        device.dedup();
        self.backend
            .fill_polygon(device, &BackendColor::from(colour))
            .map_err(refused)
    }

    /// Rising diagonal lines `gap` apart that fill a rectangle; lines of neighbouring rectangles meet.
    pub(super) fn hatch(
        &mut self,
        area: Area,
        gap: f64,
        width: f64,
        colour: Colour,
    ) -> Result<(), DrawError> {
        if area.width() <= 0.0 || area.height() <= 0.0 {
            return Ok(());
        }
        // A line is x + y = sum; it enters at the lower left and leaves at the upper right.
        let mut sum = ((area.left + area.top) / gap).ceil() * gap;
        while sum < area.right + area.bottom {
            let left = area.left.max(sum - area.bottom);
            let right = area.right.min(sum - area.top);
            if right - left > 1.0 {
                self.path(&[(left, sum - left), (right, sum - right)], width, colour)?;
            }
            sum += gap;
        }
        Ok(())
    }

    /// A circle, filled or as an outline one hairline wide.
    pub(super) fn circle(
        &mut self,
        centre: (f64, f64),
        radius: f64,
        colour: Colour,
        filled: bool,
    ) -> Result<(), DrawError> {
        let radius = self.thickness(radius) as u32;
        let style = Stroke {
            colour,
            width: self.thickness(1.0) as u32,
        };
        let centre = self.point(centre);
        self.backend
            .draw_circle(centre, radius, &style, filled)
            .map_err(refused)
    }

    /// One line of text, its middle at the height of `at`.
    pub(super) fn text(
        &mut self,
        text: &str,
        at: (f64, f64),
        align: Align,
        style: TextStyle,
    ) -> Result<(), DrawError> {
        let style = DeviceText {
            size: style.size * self.size.device_pixel_ratio * self.font_factor,
            colour: style.colour,
            family: style.family,
            bold: style.bold,
            align,
        };
        let at = self.point(at);
        self.backend.draw_text(text, &style, at).map_err(refused)
    }
}
