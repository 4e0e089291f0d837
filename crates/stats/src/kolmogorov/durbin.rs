//! The exact distribution for short distances, by a power of Durbin's matrix.
//!
//! Source: G. Marsaglia, W. W. Tsang and J. Wang, "Evaluating Kolmogorov's Distribution", Journal of Statistical
//! Software 8(18), 2003. Time grows with the cube of `n d`, so this is for `n d` up to about 60.

/// Entries are scaled down past this, and the powers of two taken out are counted.
const SCALE: f64 = 1.0 / (1_u128 << 100) as f64;
const SCALE_EXPONENT: i32 = 100;

/// Probability of a distance below `d` for `n` values, where `1/2 < n d` and `d < 1`.
pub(super) fn cumulative(d: f64, n: u64) -> f64 {
    let scaled = n as f64 * d;
    let centre = scaled.ceil() as usize;
    let step = Matrix::durbin(2 * centre - 1, centre as f64 - scaled);
    let power = step.power(n);
    let mut probability = power.entry(centre - 1, centre - 1);
    let mut exponent = power.exponent;
    for i in 1..=n {
        probability *= i as f64 / n as f64;
        if probability < SCALE {
            probability /= SCALE;
            exponent -= SCALE_EXPONENT;
        }
    }
    probability * 2.0_f64.powi(exponent)
}

/// A square matrix times two to the `exponent`.
#[derive(Clone)]
struct Matrix {
    size: usize,
    entries: Vec<f64>,
    exponent: i32,
}

impl Matrix {
    fn durbin(size: usize, h: f64) -> Matrix {
        let mut inverse_factorials = vec![1.0; size + 1];
        for j in 1..=size {
            inverse_factorials[j] = inverse_factorials[j - 1] / j as f64;
        }
        let mut entries = vec![0.0; size * size];
        for row in 0..size {
            for column in 0..size.min(row + 2) {
                entries[row * size + column] = inverse_factorials[row + 1 - column];
            }
        }
        let corner = (2.0 * h - 1.0).max(0.0).powi(size as i32) - 2.0 * h.powi(size as i32);
        for i in 0..size {
            let edge = (1.0 - h.powi(i as i32 + 1)) * inverse_factorials[i + 1];
            entries[i * size] = edge;
            entries[(size - 1) * size + (size - 1 - i)] = edge;
        }
        entries[(size - 1) * size] = (1.0 + corner) * inverse_factorials[size];
        Matrix {
            size,
            entries,
            exponent: 0,
        }
    }

    fn entry(&self, row: usize, column: usize) -> f64 {
        self.entries[row * self.size + column]
    }

    fn power(self, mut exponent: u64) -> Matrix {
        let mut square = self;
        let mut result: Option<Matrix> = None;
        loop {
            if exponent % 2 == 1 {
                result = Some(match result {
                    Some(result) => result.times(&square),
                    None => square.clone(),
                });
            }
            exponent /= 2;
            if exponent == 0 {
                return result.unwrap_or(square);
            }
            square = square.times(&square);
        }
    }

    fn times(&self, other: &Matrix) -> Matrix {
        let size = self.size;
        let mut entries = vec![0.0; size * size];
        for (row, out) in entries.chunks_exact_mut(size).enumerate() {
            for (k, other_row) in other.entries.chunks_exact(size).enumerate() {
                let factor = self.entry(row, k);
                out.iter_mut()
                    .zip(other_row)
                    .for_each(|(out, entry)| *out += factor * entry);
            }
        }
        let mut product = Matrix {
            size,
            entries,
            exponent: self.exponent + other.exponent,
        };
        product.scale_down();
        product
    }

    fn scale_down(&mut self) {
        if self.entry(self.size / 2, self.size / 2) > 1.0 / SCALE {
            self.entries.iter_mut().for_each(|entry| *entry *= SCALE);
            self.exponent += SCALE_EXPONENT;
        }
    }
}
