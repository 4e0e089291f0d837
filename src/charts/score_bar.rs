//! A drift score as a bar.

use plotters_backend::DrawingBackend;

use super::scale::Scale;
use super::{Area, Chart, DrawError, Item, Mapping, Pen, Table, Theme, format};

/// A score from 0 to 200 % with the tick of its threshold: for a table cell.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ScoreBar {
    /// The score in percent, from 0 to 200; absent where it could not be computed.
    pub score: Option<f64>,
    /// What the rule in force allows, in percent, if it looks at the score.
    pub threshold: Option<f64>,
    /// The rule's verdict; drawn red and with a solid end mark.
    pub violated: bool,
}

/// The largest score: no label in common.
const LARGEST: f64 = 200.0;

impl Chart for ScoreBar {
    fn paint<B: DrawingBackend>(
        &self,
        pen: &mut Pen<'_, B>,
        theme: &Theme,
    ) -> Result<Mapping, DrawError> {
        pen.clear(theme.surface)?;
        let picture = pen.area();
        let plot = Area::new(1.0, 0.0, picture.right - 1.0, picture.bottom);
        let x = Scale::linear((0.0, LARGEST), (plot.left, plot.right));
        let middle = picture.bottom / 2.0;
        let track = Area::new(plot.left, middle - 3.0, plot.right, middle + 3.0);
        pen.rect(track, theme.grid)?;
        if let Some(score) = self.score.filter(|score| score.is_finite()) {
            let colour = if self.violated {
                theme.violation
            } else {
                theme.current
            };
            let right = x.pixel(score);
            pen.rect(Area { right, ..track }, colour)?;
            if self.violated {
                let end = Area::new(right - 3.0, middle - 6.0, right, middle + 6.0);
                pen.rect(
                    Area {
                        left: end.left.max(plot.left),
                        ..end
                    },
                    colour,
                )?;
            }
        }
        if let Some(threshold) = self.threshold.filter(|threshold| threshold.is_finite()) {
            let at = x.pixel(threshold) - theme.stroke / 2.0;
            let behind = Area::new(at - 1.0, 0.0, at + theme.stroke + 1.0, picture.bottom);
            pen.rect(behind, theme.surface)?;
            pen.vertical(at, (0.0, picture.bottom), theme.stroke, theme.ink)?;
        }
        Ok(Mapping {
            x: Some(x),
            continuous: true,
            ..Mapping::new(plot)
        })
    }

    fn summary(&self) -> String {
        let score = match self.score {
            Some(score) => format!("Drift score {}\u{2009}%", format::number(score)),
            None => return "No drift score.".to_owned(),
        };
        match (self.threshold, self.violated) {
            (Some(threshold), true) => {
                format!(
                    "{score}, over the threshold of {}\u{2009}%.",
                    format::number(threshold)
                )
            }
            (Some(threshold), false) => {
                format!("{score}, threshold {}\u{2009}%.", format::number(threshold))
            }
            (None, _) => format!("{score}."),
        }
    }

    fn table(&self) -> Table {
        let mut table = Table::new(&["drift score in %", "threshold in %", "violated"]);
        let cell = |value: Option<f64>| value.map_or(String::new(), format::exact);
        let violated = if self.violated { "yes" } else { "no" };
        let row = vec![cell(self.score), cell(self.threshold), violated.to_owned()];
        table.rows.push(row);
        table
    }

    fn lines(&self, _item: Item) -> Vec<String> {
        vec![self.summary()]
    }

    fn ideal_height(&self, _css_width: u32) -> u32 {
        14
    }
}
