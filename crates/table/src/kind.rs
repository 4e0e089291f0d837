//! Types as Model Monitor infers them, and the kinds that measures are chosen by.

use super::named;

named! {
    /// The type that Model Monitor gives a column.
    pub enum InferredType {
        /// Every present value is an integer.
        Integral = "Integral",
        /// Every present value is a number.
        Fractional = "Fractional",
        /// Some present value is not a number.
        String = "String",
        /// No value is present.
        Unknown = "Unknown",
    }
}

impl InferredType {
    /// True for the two types that are numbers.
    pub fn is_number(self) -> bool {
        matches!(self, InferredType::Integral | InferredType::Fractional)
    }
}

named! {
    /// How a feature is measured.
    pub enum Kind {
        /// By its order: Kolmogorov–Smirnov, Wasserstein, deciles.
        Numerical = "numerical",
        /// By its labels: chi-square, shares.
        Categorical = "categorical",
    }
}

named! {
    /// What a column's values are, as they are read for everything but Model Monitor's own checks, which keep [`InferredType`].
    pub enum ColumnType {
        /// Numbers that were measured or counted.
        Number = "number",
        /// Labels or codes.
        Category = "category",
        /// Two labels that mean true and false.
        Boolean = "boolean",
        /// Dates or times.
        Date = "date",
        /// Sentences.
        Text = "text",
        /// Tells one row, customer or event from another.
        Identifier = "identifier",
        /// No value is present.
        Empty = "empty",
    }
}

impl ColumnType {
    /// How a column of this type is measured; `None` for one that is not measured as it stands.
    pub fn kind(self) -> Option<Kind> {
        match self {
            ColumnType::Number => Some(Kind::Numerical),
            ColumnType::Category | ColumnType::Boolean => Some(Kind::Categorical),
            ColumnType::Date | ColumnType::Text | ColumnType::Identifier | ColumnType::Empty => {
                None
            }
        }
    }
}

/// A number column with fewer distinct baseline values than this is categorical (the rule of the AWS bring-your-own-container sample).
pub const MIN_DISTINCT_NUMERICAL: usize = 50;

/// A number as the label of a categorical feature: integers without point (`8.0` and `8` are one label), others in their shortest form.
pub fn format_number_label(value: f64) -> String {
    if value == 0.0 {
        "0".to_owned()
    } else if value.fract() == 0.0 && value.abs() < 1e15 {
        (value as i64).to_string()
    } else {
        format!("{value:?}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn integers_have_one_label_however_they_were_written() {
        for (value, label) in [
            (8.0, "8"),
            (-0.0, "0"),
            (0.5, "0.5"),
            (1e300, "1e300"),
            (-3.25, "-3.25"),
        ] {
            assert_eq!(format_number_label(value), label);
        }
    }
}
