//! How the values of each file are read, once it is decided what the column is.

use std::cmp::Ordering;

use super::evidence::Column;
use super::facts::Facts;
use super::nearly::is_nearly_all;
use super::number::NumberStyle;
use super::word::BooleanWords;

/// How the values of a column are read that do not stand for themselves.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Way {
    /// As numbers in a style, with this unit or none.
    Numbers {
        /// The marks.
        style: NumberStyle,
        /// A currency, a percent sign or a unit; empty without one.
        unit: String,
    },
    /// As the number of their characters.
    Lengths,
    /// As truth values of any writing.
    Booleans {
        /// The label of true.
        yes: String,
        /// The label of false.
        no: String,
    },
}

impl Column<'_> {
    /// The style of numbers and the unit that nearly all values fit.
    pub(super) fn style(&self, facts: &Facts) -> Option<(NumberStyle, String)> {
        let most = facts.styles.iter().max().copied().unwrap_or(0);
        let (unit, others) = facts.unit();
        let are_enough = |rows: u64| is_nearly_all(rows.saturating_sub(others), facts.present);
        if !are_enough(most) {
            return None;
        }
        let place = facts.styles.iter().position(|rows| *rows == most)?;
        let style = match NumberStyle::ALL[place] {
            NumberStyle::COMMA if self.are_thousands(facts) => NumberStyle::THOUSANDS,
            // A comma in a few of many plain numbers says nothing of the column: they stay unread.
            NumberStyle::COMMA
                if are_enough(facts.of_style(NumberStyle::PLAIN))
                    && !self.evidence.has_decimal_commas =>
            {
                NumberStyle::PLAIN
            }
            // `1.234` beside `12` and nothing longer, in a file with decimal commas.
            NumberStyle::PLAIN if self.are_points_between_thousands(facts) => {
                NumberStyle::COMMA_POINTS
            }
            style => style,
        };
        Some((style, unit))
    }

    /// Whether commas stand between thousands, though all values fit decimals as well: `12,345` and hardly anything else. What else is written on either side decides, then
    /// the other columns of the files.
    fn are_thousands(&self, facts: &Facts) -> bool {
        facts.commas_beside_thousands().is_none()
            && match self.all.commas_beside_thousands() {
                Some(says_comma) => says_comma == Ordering::Less,
                None => !self.evidence.has_decimal_commas && self.all.ungrouped == 0,
            }
    }

    fn are_points_between_thousands(&self, facts: &Facts) -> bool {
        let points = facts.of_style(NumberStyle::COMMA_POINTS);
        self.evidence.has_decimal_commas
            && points == facts.of_style(NumberStyle::PLAIN)
            && points > facts.of_style(NumberStyle::COMMA)
            && facts.ungrouped == 0
    }

    /// How a file's values are read as numbers; `None`: as they stand.
    pub(super) fn number_way(&self, facts: &Facts) -> Option<Way> {
        if facts.present == 0 {
            return None;
        }
        let of_lead = self.style(self.lead).or_else(|| self.style(self.all));
        let fits = |style: &NumberStyle| is_nearly_all(facts.of_style(*style), facts.present);
        let own = of_lead
            .clone()
            .filter(|(style, _)| fits(style))
            .or_else(|| self.style(facts));
        let (style, unit) = own.or(of_lead).unwrap_or_else(|| {
            let most = (0..NumberStyle::ALL.len())
                .rev()
                .max_by_key(|&place| facts.styles[place]);
            (NumberStyle::ALL[most.unwrap_or(0)], facts.unit().0)
        });
        let is_plain = facts.plain == facts.present && style.thousands != Some('.');
        let is_read_already = style == NumberStyle::PLAIN && facts.plain == facts.styles[0];
        (!is_plain && !is_read_already).then_some(Way::Numbers { style, unit })
    }

    /// How a file's values are read as truth values; `None`: as they stand.
    pub(super) fn boolean_way(&self, facts: &Facts) -> Option<Way> {
        let read: u64 = facts.booleans.iter().sum();
        if facts.present == 0 || read == 0 {
            return None;
        }
        let [yes, no] = self.truths();
        let differs = |(known, wanted): (&Option<String>, &String)| {
            known.as_ref().is_some_and(|known| known != wanted)
        };
        let is_other = facts.truths.iter().zip([&yes, &no]).any(differs)
            || facts.distinct.is_none_or(|distinct| distinct > 2);
        is_other.then_some(Way::Booleans { yes, no })
    }

    /// The labels of true and false as the side that decides has them.
    fn truths(&self) -> [String; 2] {
        let known = |place: usize| self.lead.truths[place].clone();
        let other = |place: usize| {
            let known = known(1 - place)?;
            let words = BooleanWords::ALL
                .into_iter()
                .find(|words| words.read(&known).is_some())?;
            let word = match place {
                0 => words.words().0,
                _ => words.words().1,
            };
            let mut letters = word.chars();
            let first: String = letters
                .next()
                .into_iter()
                .flat_map(char::to_uppercase)
                .collect();
            Some(match known.chars().filter(|c| c.is_uppercase()).count() {
                0 => word.to_owned(),
                1 => first + letters.as_str(),
                _ => word.to_uppercase(),
            })
        };
        [0, 1].map(|place| known(place).or_else(|| other(place)).unwrap_or_default())
    }
}

impl Facts {
    /// The unit that most values with one have, and the rows of others.
    fn unit(&self) -> (String, u64) {
        let units = || self.units.iter().filter(|(unit, _)| !unit.is_empty());
        let most = units().max_by(|one, other| one.1.cmp(other.1).then(other.0.cmp(one.0)));
        let all: u64 = units().map(|(_, rows)| rows).sum();
        most.map_or((String::new(), 0), |(unit, rows)| {
            (unit.clone(), all - rows)
        })
    }

    pub(super) fn has_units(&self) -> bool {
        self.units.keys().any(|unit| !unit.is_empty())
    }
}
