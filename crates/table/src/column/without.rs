//! A column in which certain values count as missing.

use super::{Column, Labels, Values};
use crate::{Parsed, parse_number};

impl Column {
    /// The column with these values missing, each counted in `missing.stand_ins` by its place.
    ///
    /// A value is meant by its text, and a number however it is written: `-200` and `-200.0` are one.
    pub fn without(&self, values: &[String]) -> Column {
        let mut column = self.clone();
        let mut counts = self.missing.stand_ins.clone();
        counts.resize(values.len().max(counts.len()), 0);
        let numbers: Vec<f64> = values.iter().map(|value| number(value)).collect();
        let types = &mut column.types;
        match &mut column.values {
            Values::Numbers(own) => {
                for value in &mut own.values {
                    let Some(at) = numbers.iter().position(|number| number == value) else {
                        continue;
                    };
                    let count = match (value.is_infinite(), self.is_integer(*value)) {
                        (true, _) => &mut types.infinite,
                        (_, true) => &mut types.integral,
                        (_, false) => &mut types.fractional,
                    };
                    *count = count.saturating_sub(1);
                    *value = f64::NAN;
                    counts[at] += 1;
                }
                let (dictionary, text) = (&own.dictionary, &mut types.text);
                own.texts.retain(|(_, code)| {
                    let label = dictionary.label(*code);
                    let Some(at) = values.iter().position(|value| value == label) else {
                        return true;
                    };
                    *text = text.saturating_sub(1);
                    counts[at] += 1;
                    false
                });
            }
            Values::Labels(labels) => {
                let place = |(label, parsed): (&str, &Parsed)| {
                    let own = match parsed {
                        Parsed::Integral(own) | Parsed::Fractional(own) => *own,
                        Parsed::Text | Parsed::Long(_) => f64::NAN,
                    };
                    let mut all = values.iter().zip(&numbers);
                    all.position(|(value, number)| value == label || *number == own)
                };
                let places = labels.dictionary.labels().zip(&labels.parsed);
                let places: Vec<Option<usize>> = places.map(place).collect();
                for code in &mut labels.codes {
                    let at = places.get(*code as usize).copied().flatten();
                    if let Some(at) = at {
                        types.uncount(labels.parsed[*code as usize]);
                        *code = Labels::MISSING;
                        counts[at] += 1;
                    }
                }
            }
        }
        column.missing.stand_ins = counts;
        column
    }
}

fn number(text: &str) -> f64 {
    match parse_number(text) {
        Parsed::Integral(value) | Parsed::Fractional(value) => value,
        Parsed::Text | Parsed::Long(_) => f64::NAN,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{MissingPolicy, Origin, Series};

    #[test]
    fn values_are_missing_as_if_they_had_not_been_written() {
        let policy = MissingPolicy::default();
        let column = |fields: &[&str]| {
            let mut column = Column::new("x", Origin::Field, true);
            fields.iter().for_each(|field| {
                column.push_field(field, false, &policy);
            });
            column
        };
        let written = ["1", "-200", "b", "2.5", "-200.0", "", "-999", "none"];
        let expected = ["1", "", "b", "2.5", "", "", "-999", ""];
        for are_numbers in [false, true] {
            let (mut from, mut to) = (column(&written), column(&expected));
            if are_numbers {
                from.become_numbers();
                to.become_numbers();
            }
            let without = from.without(&["-200".to_owned(), "none".to_owned()]);
            assert_eq!(without.missing.stand_ins, [2, 1]);
            assert_eq!(without.missing.total(), to.missing.total());
            // How a whole number was written is known of labels alone.
            assert!(are_numbers || without.types == to.types);
            let counts = |column: &Column| Series::new([column]).label_counts();
            assert_eq!(counts(&without), counts(&to));
        }
    }
}
