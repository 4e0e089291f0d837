//! Drawing in CSS pixels.
//!
//! Straight horizontal and vertical lines are filled rectangles on whole device pixels, because backends disagree about where a stroked line's middle
//! is, and half of them blur it.

use super::marks::{Align, Mark, Shape, TextLooks};
use super::{Area, Colour, PixelSize, Theme};

/// Leaves marks, with lengths in CSS pixels.
pub struct Pen<'a> {
    pub(super) theme: &'a Theme,
    pub(super) marks: Vec<Mark>,
    size: PixelSize,
}

/// How a text looks.
#[derive(Debug, Clone, Copy)]
pub(super) struct TextStyle {
    colour: Colour,
    size: f64,
    is_bold: bool,
}

impl TextStyle {
    /// Tick labels and notes.
    pub(super) fn label(theme: &Theme) -> Self {
        Self {
            colour: theme.muted_ink,
            size: theme.label_size,
            is_bold: false,
        }
    }

    /// Titles of axes.
    pub(super) fn title(theme: &Theme) -> Self {
        Self {
            size: theme.title_size,
            ..Self::label(theme)
        }
    }

    /// Names of what is drawn.
    pub(super) fn name(theme: &Theme) -> Self {
        Self::title(theme).in_colour(theme.ink)
    }

    pub(super) fn in_colour(self, colour: Colour) -> Self {
        Self { colour, ..self }
    }

    pub(super) fn bold(self) -> Self {
        Self {
            is_bold: true,
            ..self
        }
    }
}

impl<'a> Pen<'a> {
    /// A pen for a picture of `size`.
    pub fn new(size: PixelSize, theme: &'a Theme) -> Self {
        Self {
            theme,
            marks: Vec::new(),
            size,
        }
    }

    /// The whole picture.
    pub fn area(&self) -> Area {
        let (width, height) = (self.size.css_width, self.size.css_height);
        Area::new(0.0, 0.0, f64::from(width), f64::from(height))
    }

    fn device(&self, css: f64) -> i32 {
        (css * self.size.device_pixel_ratio).round() as i32
    }

    fn thickness(&self, css: f64) -> i32 {
        self.device(css).max(1)
    }

    /// Points in device pixels, without those that fall together with the one before.
    fn points(&self, points: &[(f64, f64)]) -> Vec<(i32, i32)> {
        let device = points
            .iter()
            .map(|&(x, y)| (self.device(x), self.device(y)));
        let mut device: Vec<(i32, i32)> = device.collect();
        device.dedup();
        device
    }

    fn edges(&self, area: Area) -> (i32, i32, i32, i32) {
        let device = |css| self.device(css);
        let (left, top) = (device(area.left), device(area.top));
        (left, top, device(area.right), device(area.bottom))
    }

    fn add(&mut self, shape: Shape, colour: Colour) {
        self.marks.push(Mark { shape, colour });
    }

    /// Fills the whole picture.
    pub(super) fn clear(&mut self) {
        self.rect(self.area(), self.theme.surface);
    }

    /// Fills a rectangle; one thinner than a device pixel is drawn one pixel thick, and an empty one not at all.
    pub(super) fn rect(&mut self, area: Area, colour: Colour) {
        if area.width() > 0.0 && area.height() > 0.0 {
            let (left, top, right, bottom) = self.edges(area);
            let rect = Shape::Rect(left, top, right.max(left + 1), bottom.max(top + 1));
            self.add(rect, colour);
        }
    }

    /// The inner outline of a rectangle, `width` CSS pixels thick.
    pub(super) fn outline(&mut self, area: Area, width: f64, colour: Colour) {
        let edges = self.edges(area);
        let line = self.thickness(width);
        if edges.2 - edges.0 <= 2 * line || edges.3 - edges.1 <= 2 * line {
            return self.rect(area, colour);
        }
        self.add(Shape::Frame(edges, line), colour);
    }

    /// A horizontal line whose upper edge is at `y`.
    pub(super) fn horizontal(&mut self, (x0, x1): (f64, f64), y: f64, width: f64, colour: Colour) {
        let (left, right) = (self.device(x0.min(x1)), self.device(x0.max(x1)));
        let (top, line) = (self.device(y), self.thickness(width));
        self.add(Shape::Rect(left, top, right, top + line), colour);
    }

    /// A vertical line whose left edge is at `x`.
    pub(super) fn vertical(&mut self, x: f64, (y0, y1): (f64, f64), width: f64, colour: Colour) {
        let (top, bottom) = (self.device(y0.min(y1)), self.device(y0.max(y1)));
        let (left, line) = (self.device(x), self.thickness(width));
        self.add(Shape::Rect(left, top, left + line, bottom), colour);
    }

    /// A line of dashes; `dash` long, `dash` apart.
    pub(super) fn dashes(
        &mut self,
        [from, to]: [(f64, f64); 2],
        dash: f64,
        width: f64,
        colour: Colour,
    ) {
        let length = (to.0 - from.0).hypot(to.1 - from.1);
        if length <= 0.0 {
            return;
        }
        let unit = ((to.0 - from.0) / length, (to.1 - from.1) / length);
        let at = |distance: f64| (from.0 + unit.0 * distance, from.1 + unit.1 * distance);
        let mut start = 0.0;
        while start < length {
            let (a, b) = (at(start), at((start + dash).min(length)));
            if unit.0 == 0.0 {
                self.vertical(a.0, (a.1, b.1), width, colour);
            } else if unit.1 == 0.0 {
                self.horizontal((a.0, b.0), a.1, width, colour);
            } else {
                self.path(&[a, b], width, colour);
            }
            start += 2.0 * dash;
        }
    }

    /// A line through points.
    pub(super) fn path(&mut self, points: &[(f64, f64)], width: f64, colour: Colour) {
        let line = Shape::Line(self.points(points), self.thickness(width) as u32);
        self.add(line, colour);
    }

    /// A filled shape through points.
    pub(super) fn polygon(&mut self, points: &[(f64, f64)], colour: Colour) {
        let polygon = Shape::Polygon(self.points(points));
        self.add(polygon, colour);
    }

    /// Rising diagonal lines `gap` apart that fill a rectangle; lines of neighbouring rectangles meet.
    pub(super) fn hatch(&mut self, area: Area, gap: f64, colour: Colour) {
        if area.width() <= 0.0 || area.height() <= 0.0 {
            return;
        }
        // A line is x + y = sum; it enters at the lower left and leaves at the upper right.
        let mut sum = ((area.left + area.top) / gap).ceil() * gap;
        while sum < area.right + area.bottom {
            let left = area.left.max(sum - area.bottom);
            let right = area.right.min(sum - area.top);
            if right - left > 1.0 {
                let ends = [(left, sum - left), (right, sum - right)];
                self.path(&ends, self.theme.hairline, colour);
            }
            sum += gap;
        }
    }

    /// A filled circle.
    pub(super) fn circle(&mut self, (x, y): (f64, f64), radius: f64, colour: Colour) {
        let centre = (self.device(x), self.device(y));
        self.add(Shape::Disc(centre, self.thickness(radius) as u32), colour);
    }

    /// One line of text, its middle at the height of `at`.
    pub(super) fn text(&mut self, text: &str, at: (f64, f64), align: Align, style: TextStyle) {
        let looks = TextLooks {
            size: style.size * self.size.device_pixel_ratio,
            is_bold: style.is_bold,
            align,
        };
        let at = (self.device(at.0), self.device(at.1));
        self.add(Shape::Text(at, text.to_owned(), looks), style.colour);
    }
}
