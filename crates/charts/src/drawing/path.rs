//! Shapes as path data, in relative steps, which are shorter.

use std::fmt::Write;

/// Path data on its way.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Path {
    text: String,
    at: Option<(i32, i32)>,
}

impl Path {
    /// The data.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// A rectangle.
    pub fn rect(&mut self, (left, top): (i32, i32), (width, height): (i32, i32)) {
        self.start((left, top));
        // Writing to a string does not fail.
        write!(self.text, "h{width}v{height}h{}z", -width).ok();
    }

    /// A frame `line` wide within a rectangle; its inside turns the other way, and so stays free.
    pub fn frame(&mut self, (left, top): (i32, i32), size: (i32, i32), line: i32) {
        self.rect((left, top), size);
        self.start((left + line, top + line));
        let (width, height) = (size.0 - 2 * line, size.1 - 2 * line);
        write!(self.text, "v{height}h{width}v{}z", -height).ok();
    }

    /// A line through points.
    pub fn line(&mut self, points: &[(i32, i32)]) {
        let Some((&first, rest)) = points.split_first() else {
            return;
        };
        self.start(first);
        let mut command = ' ';
        for &(x, y) in rest {
            let from = self.at.unwrap_or(first);
            command = self.step((x - from.0, y - from.1), command);
            self.at = Some((x, y));
        }
    }

    /// A closed shape; all turn the same way, so that those that overlap fill each other.
    pub fn polygon(&mut self, corners: &[(i32, i32)]) {
        let Some(&first) = corners.first() else {
            return;
        };
        let after = corners.iter().skip(1).chain([&first]);
        let turn = corners
            .iter()
            .zip(after)
            .map(|(a, b)| i64::from(a.0) * i64::from(b.1) - i64::from(b.0) * i64::from(a.1));
        let mut corners = corners.to_vec();
        if turn.sum::<i64>() < 0 {
            corners.reverse();
        }
        self.line(&corners);
        self.text.push('z');
        self.at = Some(corners[0]);
    }

    /// A circle.
    pub fn circle(&mut self, (x, y): (i32, i32), radius: i32) {
        self.start((x - radius, y));
        let across = 2 * radius;
        let arc = format!("a{radius} {radius} 0 1 1");
        write!(self.text, "{arc} {across} 0{arc} {} 0z", -across).ok();
    }

    fn start(&mut self, (x, y): (i32, i32)) {
        match self.at {
            Some(at) => self.pair('m', (x - at.0, y - at.1)),
            None => self.pair('M', (x, y)),
        };
        self.at = Some((x, y));
    }

    /// Draws a step; answers the command that it was drawn with.
    fn step(&mut self, (across, down): (i32, i32), last: char) -> char {
        match (across, down) {
            (0, _) => self.number('v', down),
            (_, 0) => self.number('h', across),
            _ if last == 'l' => {
                self.next(across);
                self.next(down);
                'l'
            }
            _ => self.pair('l', (across, down)),
        }
    }

    fn pair(&mut self, command: char, (first, second): (i32, i32)) -> char {
        self.number(command, first);
        self.next(second);
        command
    }

    fn number(&mut self, command: char, number: i32) -> char {
        write!(self.text, "{command}{number}").ok();
        command
    }

    /// A number more; its sign parts it from the one before.
    fn next(&mut self, number: i32) {
        let blank = if number >= 0 { " " } else { "" };
        write!(self.text, "{blank}{number}").ok();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn path(draw: impl Fn(&mut Path)) -> String {
        let mut path = Path::default();
        draw(&mut path);
        path.text().to_owned()
    }

    #[test]
    fn steps_are_relative() {
        let rects = path(|path| {
            path.rect((10, 20), (5, 4));
            path.rect((16, 20), (5, 8));
        });
        assert_eq!(rects, "M10 20h5v4h-5zm6 0h5v8h-5z");
        let frame = path(|path| path.frame((10, 20), (9, 8), 2));
        assert_eq!(frame, "M10 20h9v8h-9zm2 2v4h5v-4z");
        let line = path(|path| path.line(&[(0, 0), (2, -3), (1, 1), (1, 5), (4, 5)]));
        assert_eq!(line, "M0 0l2-3-1 4v4h3");
    }

    #[test]
    fn all_shapes_turn_the_same_way() {
        let one = path(|path| path.polygon(&[(0, 0), (2, 0), (2, 2)]));
        let other = path(|path| path.polygon(&[(2, 2), (2, 0), (0, 0)]));
        assert_eq!(one, other);
        assert_eq!(one, "M0 0h2v2z");
    }
}
