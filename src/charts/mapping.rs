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
        (
            (self.left + self.right) / 2.0,
            (self.top + self.bottom) / 2.0,
        )
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

/// The item under a pixel.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Hit {
    /// The item.
    pub item: Item,
    /// Where it is drawn, for a highlight.
    pub area: Area,
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
    pub(super) hits: Vec<Hit>,
    /// Every horizontal place in the plot is a value.
    pub(super) continuous: bool,
}

impl Mapping {
    pub(super) fn new(plot: Area) -> Self {
        Self {
            plot,
            x: None,
            y: None,
            hits: Vec::new(),
            continuous: false,
        }
    }

    /// The item under a pixel, in CSS pixels from the picture's upper left corner; of several, the one drawn last.
    pub fn hit(&self, x: f64, y: f64) -> Option<Hit> {
        if let Some(hit) = self.hits.iter().rev().find(|hit| hit.area.contains(x, y)) {
            return Some(*hit);
        }
        let scale = self
            .x
            .filter(|_| self.continuous && self.plot.contains(x, y))?;
        Some(Hit {
            item: Item::Value(scale.value(x)),
            area: Area::new(x, self.plot.top, x, self.plot.bottom),
        })
    }

    /// All items in the order drawn: what arrow keys step through.
    pub fn items(&self) -> &[Hit] {
        &self.hits
    }

    /// The items that a brush from `x0` to `x1` (CSS pixels, either order) touches, in the order drawn.
    pub fn between(&self, x0: f64, x1: f64) -> impl Iterator<Item = Hit> {
        let (from, to) = (x0.min(x1), x0.max(x1));
        self.hits
            .iter()
            .copied()
            .filter(move |hit| hit.area.left <= to && hit.area.right > from)
    }

    /// The windows that a brush from `x0` to `x1` touches, first and last.
    pub fn windows_between(&self, x0: f64, x1: f64) -> Option<(usize, usize)> {
        let windows = self.between(x0, x1).filter_map(|hit| match hit.item {
            Item::Window(window) | Item::Cell { window, .. } => Some(window),
            _ => None,
        });
        windows.fold(None, |range, window| match range {
            None => Some((window, window)),
            Some((first, last)) => Some((window.min(first), window.max(last))),
        })
    }
}
