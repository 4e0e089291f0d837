//! How much differs, as a bar.

use super::scale::Scale;
use super::table::{cell, yes};
use super::{Area, Chart, Item, Mapping, Pen, Table, format};

/// A size in per cent with the tick of its threshold: for a table cell.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ScoreBar {
    /// What it is called.
    pub measure: &'static str,
    /// The largest it can be, in per cent.
    pub most: f64,
    /// The size in per cent; absent where it could not be computed.
    pub score: Option<f64>,
    /// What the rule in force allows, in percent, if it looks at the score.
    pub threshold: Option<f64>,
    /// The rule's verdict; drawn red and with a solid end mark.
    pub violated: bool,
}

impl Chart for ScoreBar {
    fn paint(&self, pen: &mut Pen) -> Mapping {
        let theme = pen.theme;
        pen.clear();
        let picture = pen.area();
        let plot = picture.within(1.0, 0.0);
        let x = Scale::linear((0.0, self.most), (plot.left, plot.right));
        let middle = plot.middle().1;
        let track = Area::new(plot.left, middle - 3.0, plot.right, middle + 3.0);
        pen.rect(track, theme.grid);
        if let Some(score) = self.score.filter(|score| score.is_finite()) {
            let right = x.pixel(score);
            let bar = Area { right, ..track };
            if self.violated {
                pen.rect(bar, theme.violation);
                let left = (right - 3.0).max(plot.left);
                let end = Area::new(left, middle - 6.0, right, middle + 6.0);
                pen.rect(end, theme.violation);
            } else {
                pen.rect(bar, theme.current);
            }
        }
        if let Some(threshold) = self.threshold.filter(|threshold| threshold.is_finite()) {
            let at = x.pixel(threshold) - theme.stroke / 2.0;
            let behind = Area::new(at - 1.0, 0.0, at + theme.stroke + 1.0, picture.bottom);
            pen.rect(behind, theme.surface);
            pen.vertical(at, (0.0, picture.bottom), theme.stroke, theme.ink);
        }
        Mapping::new(plot).with_x(x).continuous()
    }

    fn summary(&self) -> String {
        let score = match self.score {
            Some(score) => format!("{}: {}\u{2009}%", self.measure, format::number(score)),
            None => return format!("{}: not known.", self.measure),
        };
        let threshold = self.threshold.map(format::number);
        match (threshold, self.violated) {
            (Some(most), true) => format!("{score}, over the threshold of {most}\u{2009}%."),
            (Some(most), false) => format!("{score}, threshold {most}\u{2009}%."),
            (None, _) => format!("{score}."),
        }
    }

    fn table(&self) -> Table {
        let size = format!("{} in %", self.measure);
        let header = [size.as_str(), "threshold in %", "violated"];
        let row = [cell(self.score), cell(self.threshold), yes(self.violated)];
        Table::new(&header, [row])
    }

    fn lines(&self, _item: Item) -> Vec<String> {
        vec![self.summary()]
    }

    fn ideal_height(&self, _css_width: u32) -> u32 {
        14
    }
}
