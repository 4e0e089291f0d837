//! From a pixel back to what is drawn there.

use super::scale::Scale;

/// A rectangle in CSS pixels, from the picture's upper left corner.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Area {
    /// Left edge.
    pub left: f64,
    /// Upper edge.
    pub top: f64,
    /// Right edge.
    pub right: f64,
    /// Lower edge.
    pub bottom: f64,
}

impl Area {
    /// An area by its edges.
    pub fn new(left: f64, top: f64, right: f64, bottom: f64) -> Self {
        Self {
            left,
            top,
            right,
            bottom,
        }
    }

    /// Width in CSS pixels.
    pub fn width(self) -> f64 {
        self.right - self.left
    }

    /// Height in CSS pixels.
    pub fn height(self) -> f64 {
        self.bottom - self.top
    }

    /// The point in the middle.
    pub fn middle(self) -> (f64, f64) {
        let (across, down) = (self.left + self.right, self.top + self.bottom);
        (across / 2.0, down / 2.0)
    }

    /// The square around a point, its edges `reach` away.
    pub fn around((x, y): (f64, f64), reach: f64) -> Self {
        Self::new(x - reach, y - reach, x + reach, y + reach)
    }

    /// A level bar between two horizontal places in either order, at least a pixel long.
    pub(super) fn across((from, to): (f64, f64), top: f64, bottom: f64) -> Self {
        let left = from.min(to);
        Self::new(left, top, from.max(to).max(left + 1.0), bottom)
    }

    /// What is left without `across` at the left and right and `down` at the top and bottom.
    pub fn within(self, across: f64, down: f64) -> Self {
        let (right, bottom) = (self.right - across, self.bottom - down);
        Self::new(self.left + across, self.top + down, right, bottom)
    }

    /// True when the point is inside; the right and lower edges belong to the neighbour.
    pub fn contains(self, x: f64, y: f64) -> bool {
        x >= self.left && x < self.right && y >= self.top && y < self.bottom
    }
}

/// What a pixel can belong to. Numbers are positions in the chart's inputs.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Item {
    /// A bin of a histogram or a numerical spark.
    Bin(usize),
    /// A category, by its position in the input's labels.
    Label(usize),
    /// The categories that are drawn as one.
    Others,
    /// Missing values.
    Missing,
    /// A value on a continuous axis.
    Value(f64),
    /// A point of a cloud, or the step of a line.
    Point(usize),
    /// A window of a timeline.
    Window(usize),
    /// A cell of the heat map.
    Cell {
        /// Position in the features drawn.
        feature: usize,
        /// Position in the windows.
        window: usize,
    },
    /// The name of a feature beside the heat map.
    Feature(usize),
}

impl Item {
    /// The point that it is, of a chart's points.
    pub(super) fn point<T>(self, points: &[T]) -> Option<&T> {
        match self {
            Self::Point(place) => points.get(place),
            _ => None,
        }
    }

    /// The window that it is, of a chart's windows.
    pub(super) fn window<T>(self, windows: &[T]) -> Option<&T> {
        match self {
            Self::Window(place) => windows.get(place),
            _ => None,
        }
    }
}

/// The item under a pixel.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Hit {
    /// The item.
    pub item: Item,
    /// Where it is drawn, for a highlight.
    pub area: Area,
}

impl Hit {
    pub(super) fn new(item: Item, area: Area) -> Self {
        Self { item, area }
    }
}

/// Where things were drawn, in CSS pixels.
#[derive(Debug, Clone, PartialEq)]
pub struct Mapping {
    /// The area that data fill.
    pub plot: Area,
    /// The horizontal axis, where it is continuous.
    pub x: Option<Scale>,
    /// The vertical axis, where it is continuous.
    pub y: Option<Scale>,
    hits: Vec<Hit>,
    is_continuous: bool,
}

impl Mapping {
    pub(super) fn new(plot: Area) -> Self {
        Self {
            plot,
            x: None,
            y: None,
            hits: Vec::new(),
            is_continuous: false,
        }
    }

    pub(super) fn with_x(self, x: impl Into<Option<Scale>>) -> Self {
        Self {
            x: x.into(),
            ..self
        }
    }

    pub(super) fn with_y(self, y: Scale) -> Self {
        Self { y: Some(y), ..self }
    }

    /// Every horizontal place in the plot is a value.
    pub(super) fn continuous(self) -> Self {
        Self {
            is_continuous: true,
            ..self
        }
    }

    pub(super) fn with_hits(self, hits: impl IntoIterator<Item = Hit>) -> Self {
        let hits = hits.into_iter().collect();
        Self { hits, ..self }
    }

    /// The item under a pixel, in CSS pixels from the picture's upper left corner; of several, the one drawn last.
    pub fn hit(&self, x: f64, y: f64) -> Option<Hit> {
        if let Some(hit) = self.hits.iter().rev().find(|hit| hit.area.contains(x, y)) {
            return Some(*hit);
        }
        let is_inside = self.is_continuous && self.plot.contains(x, y);
        let scale = self.x.filter(|_| is_inside)?;
        let area = Area::new(x, self.plot.top, x, self.plot.bottom);
        Some(Hit::new(Item::Value(scale.value(x)), area))
    }

    /// All items in the order drawn: what arrow keys step through.
    pub fn items(&self) -> &[Hit] {
        &self.hits
    }

    /// The items that a brush from `x0` to `x1` (CSS pixels, either order) touches, in the order drawn.
    pub fn between(&self, x0: f64, x1: f64) -> impl Iterator<Item = Hit> {
        let (from, to) = (x0.min(x1), x0.max(x1));
        let hits = self.hits.iter().copied();
        hits.filter(move |hit| hit.area.left <= to && hit.area.right > from)
    }
}
