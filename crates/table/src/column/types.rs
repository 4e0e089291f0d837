//! Values by how they were written.

use crate::{InferredType, Parsed};

/// Present values by type, as written: `8` is integral, `8.0` is fractional.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct TypeCounts {
    /// Integers.
    pub integral: u64,
    /// Other finite numbers.
    pub fractional: u64,
    /// Infinite numbers; they are present, and left out of moments and bins.
    pub infinite: u64,
    /// Everything else.
    pub text: u64,
}

impl TypeCounts {
    #[inline]
    pub(crate) fn count(&mut self, parsed: Parsed) {
        match parsed {
            Parsed::Integral(_) | Parsed::Long(_) => self.integral += 1,
            Parsed::Fractional(value) if value.is_finite() => self.fractional += 1,
            Parsed::Fractional(_) => self.infinite += 1,
            Parsed::Text => self.text += 1,
        }
    }

    /// Takes a value back.
    pub(super) fn uncount(&mut self, parsed: Parsed) {
        let count = match parsed {
            Parsed::Integral(_) | Parsed::Long(_) => &mut self.integral,
            Parsed::Fractional(value) if value.is_finite() => &mut self.fractional,
            Parsed::Fractional(_) => &mut self.infinite,
            Parsed::Text => &mut self.text,
        };
        *count = count.saturating_sub(1);
    }

    /// The type that Model Monitor would give values of these counts.
    pub fn inferred_type(self) -> InferredType {
        match (self.text, self.fractional + self.infinite, self.integral) {
            (0, 0, 0) => InferredType::Unknown,
            (0, 0, _) => InferredType::Integral,
            (0, _, _) => InferredType::Fractional,
            _ => InferredType::String,
        }
    }

    /// Adds the counts of rows that follow.
    pub fn append(&mut self, other: TypeCounts) {
        self.integral += other.integral;
        self.fractional += other.fractional;
        self.infinite += other.infinite;
        self.text += other.text;
    }
}
