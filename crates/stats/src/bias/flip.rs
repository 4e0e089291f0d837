//! The flip test: would the model have answered a member of the group otherwise, had they not been one?
//!
//! For every row of the group the five nearest rows outside it, by Euclidean distance over the numerical features as they stand, vote on what the model would have
//! answered (one row where there are at most nine). The value is (rows that fare better than their neighbours − rows that fare worse) / rows of the group. Neighbours
//! at equal distance are taken in the order of their rows; [`Flips::tied`] counts the rows whose vote another order could change. Where there are more pairs than
//! can be compared, rows of the group are left out evenly.

/// Neighbours that vote.
const NEIGHBOURS: usize = 5;
/// Up to so many rows outside the group, one neighbour decides alone.
const FEW: usize = 9;
/// Differences that are squared at most; more rows of the group than that allows are left out evenly.
const MOST_DIFFERENCES: usize = 400_000_000;

/// Rows whose answer differs from their neighbours'.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Flips {
    /// Rows that were asked.
    pub rows: u64,
    /// Answered positively where the neighbours were not.
    pub favoured: u64,
    /// Answered negatively where the neighbours were not.
    pub slighted: u64,
    /// Rows whose vote depends on which of several equally far neighbours is taken.
    pub tied: u64,
    /// Rows of the group that were left out because there are too many.
    pub left_out: u64,
}

impl Flips {
    /// (favoured − slighted) / rows; `None` without rows.
    pub fn value(&self) -> Option<f64> {
        let difference = self.favoured as f64 - self.slighted as f64;
        (self.rows > 0).then(|| difference / self.rows as f64)
    }
}

/// A flip test at work.
#[derive(Debug, Clone)]
pub struct FlipTest {
    width: usize,
    rest: Vec<f64>,
    rest_answers: Vec<bool>,
    group: Vec<f64>,
    group_answers: Vec<bool>,
    stride: usize,
    next: usize,
    flips: Flips,
}

impl FlipTest {
    /// A test on rows of `width` numbers each.
    pub fn new(width: usize) -> Self {
        FlipTest {
            width,
            rest: Vec::new(),
            rest_answers: Vec::new(),
            group: Vec::new(),
            group_answers: Vec::new(),
            stride: 1,
            next: 0,
            flips: Flips::default(),
        }
    }

    /// Adds a row: its numbers, whether it is in the group, and the model's answer.
    pub fn add(&mut self, numbers: impl Iterator<Item = f64>, in_group: bool, answer: bool) {
        if in_group {
            self.group.extend(numbers);
            self.group_answers.push(answer);
        } else {
            self.rest.extend(numbers);
            self.rest_answers.push(answer);
        }
    }

    /// Works on for about `differences` squared differences; true when all rows have been asked.
    pub fn advance(&mut self, differences: usize) -> bool {
        let rest = self.rest_answers.len();
        if rest == 0 || self.width == 0 {
            return true;
        }
        let per_row = rest * self.width;
        if self.next == 0 {
            let most = (MOST_DIFFERENCES / per_row).max(1);
            self.stride = self.group_answers.len().div_ceil(most).max(1);
        }
        let end = self.next + (differences / per_row).max(1) * self.stride;
        while self.next < self.group_answers.len() && self.next < end {
            self.ask(self.next);
            self.next += self.stride;
        }
        self.next >= self.group_answers.len()
    }

    /// What came of it so far.
    pub fn flips(&self) -> Flips {
        Flips {
            left_out: self.group_answers.len() as u64 - self.flips.rows,
            ..self.flips
        }
    }

    fn ask(&mut self, row: usize) {
        let asked = &self.group[row * self.width..][..self.width];
        let wanted = if self.rest_answers.len() > FEW {
            NEIGHBOURS
        } else {
            1
        };
        // The nearest so far, ascending; a row that is no nearer than the last does not enter, so of equals the first stay.
        let mut nearest = [(f64::INFINITY, false); NEIGHBOURS];
        let mut tied_answers = [false; 2];
        let last = wanted - 1;
        for (other, &answer) in self.rest.chunks_exact(self.width).zip(&self.rest_answers) {
            let squares = asked.iter().zip(other).map(|(a, b)| (a - b) * (a - b));
            let distance: f64 = squares.sum();
            if distance < nearest[last].0 {
                let pushed_out = nearest[last];
                let mut place = last;
                while place > 0 && nearest[place - 1].0 > distance {
                    nearest[place] = nearest[place - 1];
                    place -= 1;
                }
                nearest[place] = (distance, answer);
                // What was pushed out may be as far as the last that stays.
                if pushed_out.0 == nearest[last].0 {
                    tied_answers[usize::from(pushed_out.1)] = true;
                } else {
                    tied_answers = [false; 2];
                }
            } else if distance == nearest[last].0 {
                tied_answers[usize::from(answer)] = true;
            }
        }
        let votes = nearest[..wanted]
            .iter()
            .filter(|(_, answer)| *answer)
            .count();
        let expected = votes * 2 > wanted;
        let farthest = nearest[last].0;
        let unchanged = nearest[..wanted].iter().filter(|(d, _)| *d == farthest);
        let (mut unchanged_yes, mut unchanged_no) = (0, 0);
        for (_, answer) in unchanged {
            if *answer {
                unchanged_yes += 1;
            } else {
                unchanged_no += 1;
            }
        }
        let could_fall = tied_answers[0] && expected && (votes - unchanged_yes) * 2 <= wanted;
        let could_rise = tied_answers[1] && !expected && (votes + unchanged_no) * 2 > wanted;
        let answer = self.group_answers[row];
        self.flips.rows += 1;
        self.flips.favoured += u64::from(answer && !expected);
        self.flips.slighted += u64::from(!answer && expected);
        self.flips.tied += u64::from(could_fall || could_rise);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn test(rest: &[(f64, bool)], group: &[(f64, bool)]) -> Flips {
        let mut test = FlipTest::new(1);
        for &(x, answer) in rest {
            test.add([x].into_iter(), false, answer);
        }
        for &(x, answer) in group {
            test.add([x].into_iter(), true, answer);
        }
        while !test.advance(1) {}
        test.flips()
    }

    #[test]
    fn the_nearest_outside_the_group_decide() {
        let rest: Vec<(f64, bool)> = (0..20).map(|i| (f64::from(i), i >= 10)).collect();
        let flips = test(&rest, &[(1.1, true), (18.1, false), (17.2, true)]);
        assert_eq!((flips.favoured, flips.slighted, flips.rows), (1, 1, 3));
        assert_eq!(flips.value(), Some(0.0));
        assert_eq!(flips.tied, 0);
    }

    #[test]
    fn few_rows_are_one_neighbour() {
        let flips = test(&[(0.0, true), (5.0, false), (6.0, false)], &[(1.0, false)]);
        assert_eq!(flips.value(), Some(-1.0));
    }

    #[test]
    fn a_tie_that_could_turn_the_vote_is_counted() {
        // Of ten rows at one place, the first five vote no and the others yes.
        let rest: Vec<(f64, bool)> = (0..10).map(|i| (0.0, i >= 5)).collect();
        let flips = test(&rest, &[(0.0, false)]);
        assert_eq!((flips.slighted, flips.tied), (0, 1));
        let clear: Vec<(f64, bool)> = (0..10).map(|_| (0.0, true)).collect();
        assert_eq!(test(&clear, &[(0.0, false)]).tied, 0);
    }

    #[test]
    fn without_rows_there_is_no_value() {
        assert_eq!(test(&[], &[(1.0, true)]).value(), None);
        assert_eq!(test(&[(1.0, true)], &[]).value(), None);
    }
}
