//! What an arrow key does on a chart: from the item that it stands on to the next one, by the places where they are drawn.

use crate::charts::Hit;

/// A direction of the arrow keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Arrow {
    /// To the item before or after, in the order drawn.
    Along(isize),
    /// To the item above (negative) or below; in a chart of one row as [`Arrow::Along`].
    Across(isize),
}

impl Arrow {
    /// The step of a key, by its name in the browser.
    pub fn of(key: &str) -> Option<Self> {
        match key {
            "ArrowRight" => Some(Arrow::Along(1)),
            "ArrowLeft" => Some(Arrow::Along(-1)),
            "ArrowDown" => Some(Arrow::Across(1)),
            "ArrowUp" => Some(Arrow::Across(-1)),
            _ => None,
        }
    }

    /// The item that the step leads to; the first one where there was none.
    pub fn from(self, items: &[Hit], here: Option<Hit>) -> Option<Hit> {
        let at = here.and_then(|here| items.iter().position(|hit| *hit == here));
        let Some(at) = at else {
            return items.first().copied();
        };
        let step = match self {
            Arrow::Along(step) => step,
            Arrow::Across(step) => {
                let column = column(items, items[at]);
                if column.len() > 1 {
                    let row = column.iter().position(|&place| place == at)?;
                    let next = row.saturating_add_signed(step).min(column.len() - 1);
                    return items.get(column[next]).copied();
                }
                step
            }
        };
        let next = at.saturating_add_signed(step).min(items.len() - 1);
        items.get(next).copied()
    }
}

/// Positions of the items that are as wide and stand at the same place as `here`, from the top.
fn column(items: &[Hit], here: Hit) -> Vec<usize> {
    let stands_there =
        |hit: &Hit| (hit.area.left, hit.area.right) == (here.area.left, here.area.right);
    (0..items.len())
        .filter(|&place| stands_there(&items[place]))
        .collect()
}
