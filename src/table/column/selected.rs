use super::{Column, Labels, MissingCounts, Numbers, TypeCounts, Values};
use crate::table::Parsed;

impl Column {
    /// A column of the rows that `keep` flags, one flag per row. How missing values were written and whether a whole number was written with a fraction is not known
    /// row by row: all missing values count as absent, and numbers by their value.
    pub fn selected(&self, keep: &[bool]) -> Column {
        let mut types = TypeCounts::default();
        let mut absent = 0;
        let values = match &self.values {
            Values::Numbers(numbers) => {
                let mut kept = Numbers {
                    dictionary: numbers.dictionary.clone(),
                    ..Numbers::default()
                };
                let mut texts = numbers.texts.iter().peekable();
                for (row, (&value, &keep)) in numbers.values.iter().zip(keep).enumerate() {
                    let text = texts.next_if(|(text_row, _)| *text_row as usize == row);
                    if !keep {
                        continue;
                    }
                    match text {
                        Some(&(_, code)) => {
                            kept.texts.push((kept.values.len() as u32, code));
                            types.text += 1;
                        }
                        None if value.is_nan() => absent += 1,
                        None if value.is_infinite() => types.infinite += 1,
                        None if value.fract() == 0.0 => types.integral += 1,
                        None => types.fractional += 1,
                    }
                    kept.values.push(value);
                }
                Values::Numbers(kept)
            }
            Values::Labels(labels) => {
                let rows = labels.codes.iter().zip(keep);
                let codes: Vec<u32> = rows
                    .filter_map(|(&code, &keep)| keep.then_some(code))
                    .collect();
                for &code in &codes {
                    match labels.parsed.get(code as usize) {
                        None => absent += 1,
                        Some(Parsed::Integral(_)) => types.integral += 1,
                        Some(Parsed::Fractional(value)) if value.is_finite() => {
                            types.fractional += 1;
                        }
                        Some(Parsed::Fractional(_)) => types.infinite += 1,
                        Some(Parsed::Text) => types.text += 1,
                    }
                }
                Values::Labels(Labels {
                    codes,
                    dictionary: labels.dictionary.clone(),
                    parsed: labels.parsed.clone(),
                    numbers: labels.numbers,
                })
            }
        };
        Column {
            name: self.name.clone(),
            named: self.named,
            origin: self.origin,
            values,
            missing: MissingCounts {
                absent,
                ..MissingCounts::default()
            },
            types,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::{MissingPolicy, Origin, Series};

    fn column(fields: &[&str]) -> Column {
        let mut column = Column::new("x", Origin::Field, true);
        let policy = MissingPolicy::default();
        fields.iter().for_each(|field| {
            column.push_field(field, false, &policy);
        });
        column
    }

    #[test]
    fn kept_rows_are_as_if_read_alone() {
        let fields = ["1", "NA", "b", "2.5", "", "inf", "b", "1"];
        let keep = [true, true, false, true, false, true, true, false];
        let kept: Vec<&str> = fields
            .into_iter()
            .zip(keep)
            .filter_map(|(field, keep)| keep.then_some(field))
            .collect();
        for as_numbers in [false, true] {
            let mut whole = column(&fields);
            if as_numbers {
                whole.become_numbers();
            }
            let (selected, alone) = (whole.selected(&keep), column(&kept));
            let of = |column: &Column| {
                let series = Series::new([column]);
                (
                    series.label_counts(),
                    series.finite_numbers(),
                    series.missing().total(),
                )
            };
            assert_eq!(of(&selected), of(&alone));
            assert_eq!((selected.types, selected.len()), (alone.types, alone.len()));
        }
    }
}
