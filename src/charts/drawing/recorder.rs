//! A backend that remembers what is drawn on it.

use std::convert::Infallible;

use plotters_backend::text_anchor::HPos;
use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind,
    FontStyle,
};

use crate::charts::Colour;

/// What was drawn, with its colour.
#[derive(Debug, Clone, PartialEq)]
pub struct Mark {
    pub shape: Shape,
    pub colour: Colour,
}

/// A shape in CSS pixels.
#[derive(Debug, Clone, PartialEq)]
pub enum Shape {
    /// A filled rectangle: left, top, width, height.
    Rect(i32, i32, i32, i32),
    /// A frame within a rectangle of left, top, width and height.
    Frame {
        area: (i32, i32, i32, i32),
        width: i32,
    },
    /// A line through points.
    Line { points: Vec<(i32, i32)>, width: u32 },
    /// A filled shape.
    Polygon(Vec<(i32, i32)>),
    /// A filled circle.
    Disc { centre: (i32, i32), radius: i32 },
    /// The outline of a circle.
    Ring {
        centre: (i32, i32),
        radius: i32,
        width: u32,
    },
    /// One line of text, its middle at the height of `at`.
    Text {
        at: (i32, i32),
        text: String,
        looks: TextLooks,
    },
}

/// How a text looks beside its colour.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TextLooks {
    pub size: f64,
    pub bold: bool,
    /// `start`, `middle` or `end`.
    pub anchor: &'static str,
}

/// Remembers marks in the order drawn.
pub struct Recorder {
    size: (u32, u32),
    pub marks: Vec<Mark>,
}

type Drawn = Result<(), DrawingErrorKind<Infallible>>;

impl Recorder {
    pub fn new(width: u32, height: u32) -> Self {
        Self {
            size: (width, height),
            marks: Vec::new(),
        }
    }

    fn add(&mut self, shape: Shape, colour: BackendColor) -> Drawn {
        let (red, green, blue) = colour.rgb;
        let colour = Colour(red, green, blue);
        self.marks.push(Mark { shape, colour });
        self.join_frame();
        Ok(())
    }

    /// Makes one shape of the four sides of a frame, which charts draw one after the other: top, bottom, left, right.
    fn join_frame(&mut self) {
        let [.., top, bottom, left, right] = self.marks.as_slice() else {
            return;
        };
        let sides = [top, bottom, left, right];
        if sides.iter().any(|side| side.colour != top.colour) {
            return;
        }
        let [
            Shape::Rect(x, y, across, width),
            Shape::Rect(bottom_x, bottom_y, bottom_across, bottom_width),
            Shape::Rect(left_x, left_y, left_width, down),
            Shape::Rect(right_x, right_y, right_width, right_down),
        ] = sides.map(|side| &side.shape)
        else {
            return;
        };
        let height = bottom_y + width - y;
        let is_frame = (x, across, width) == (bottom_x, bottom_across, bottom_width)
            && (left_x, left_width, *left_y) == (x, width, y + width)
            && (*right_x, right_width, *right_y) == (x + across - width, width, y + width)
            && down == right_down
            && *down == height - 2 * width;
        if is_frame {
            let shape = Shape::Frame {
                area: (*x, *y, *across, height),
                width: *width,
            };
            let colour = top.colour;
            self.marks.truncate(self.marks.len() - 4);
            self.marks.push(Mark { shape, colour });
        }
    }
}

impl DrawingBackend for Recorder {
    type ErrorType = Infallible;

    fn get_size(&self) -> (u32, u32) {
        self.size
    }

    fn ensure_prepared(&mut self) -> Drawn {
        Ok(())
    }

    fn present(&mut self) -> Drawn {
        Ok(())
    }

    fn draw_pixel(&mut self, (x, y): BackendCoord, colour: BackendColor) -> Drawn {
        self.add(Shape::Rect(x, y, 1, 1), colour)
    }

    fn draw_line<S: BackendStyle>(
        &mut self,
        from: BackendCoord,
        to: BackendCoord,
        style: &S,
    ) -> Drawn {
        self.draw_path([from, to], style)
    }

    fn draw_rect<S: BackendStyle>(
        &mut self,
        (left, top): BackendCoord,
        (right, bottom): BackendCoord,
        style: &S,
        fill: bool,
    ) -> Drawn {
        if fill {
            return self.add(
                Shape::Rect(left, top, right - left, bottom - top),
                style.color(),
            );
        }
        let corners = [(left, top), (right, top), (right, bottom), (left, bottom)];
        self.draw_path(corners.into_iter().chain([(left, top)]), style)
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        path: I,
        style: &S,
    ) -> Drawn {
        let points: Vec<_> = path.into_iter().collect();
        if points.len() < 2 {
            return Ok(());
        }
        let width = style.stroke_width();
        self.add(Shape::Line { points, width }, style.color())
    }

    fn draw_circle<S: BackendStyle>(
        &mut self,
        centre: BackendCoord,
        radius: u32,
        style: &S,
        fill: bool,
    ) -> Drawn {
        let radius = radius as i32;
        let shape = match fill {
            true => Shape::Disc { centre, radius },
            false => Shape::Ring {
                centre,
                radius,
                width: style.stroke_width(),
            },
        };
        self.add(shape, style.color())
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        corners: I,
        style: &S,
    ) -> Drawn {
        let corners: Vec<_> = corners.into_iter().collect();
        if corners.len() < 3 {
            return Ok(());
        }
        self.add(Shape::Polygon(corners), style.color())
    }

    fn draw_text<S: BackendTextStyle>(&mut self, text: &str, style: &S, at: BackendCoord) -> Drawn {
        let looks = TextLooks {
            size: style.size(),
            bold: matches!(style.style(), FontStyle::Bold),
            anchor: match style.anchor().h_pos {
                HPos::Left => "start",
                HPos::Center => "middle",
                HPos::Right => "end",
            },
        };
        let text = text.to_owned();
        self.add(Shape::Text { at, text, looks }, style.color())
    }
}
