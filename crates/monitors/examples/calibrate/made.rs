//! Columns drawn from populations that are known, so that it is known whether they drifted. The same seed makes the same columns.

use leeway_monitors::drift::WindowValues;
use leeway_stats::draw::Draw;
use leeway_table::{Column, Kind, Origin, Series};

/// What a column is drawn from.
#[derive(Debug, Clone, Copy)]
pub enum Population {
    /// Normal with standard deviation 1 around this mean.
    Normal(f64),
    /// Whole numbers like ages: normal around 40 with standard deviation 13, from 18 to 90.
    Ages,
    /// Whole numbers from 0, so many of them, each as likely.
    Whole(u64),
    /// Normal, rounded to one decimal: sizes in a small table.
    Rounded,
    /// Labels of which the k-th is drawn with a weight of 1/k, so many of them.
    Zipf(usize),
    /// Labels of equal weight, so many of them.
    Labels(u64),
    /// The same, with a share of one more label that the baseline never has.
    NewLabel(u64, f64),
    /// Normal, with this share missing.
    WithMissing(f64),
}

/// A population ready to be drawn from.
pub struct Drawn {
    population: Population,
    /// Of a law of Zipf, the share up to each label.
    cumulative: Vec<f64>,
}

enum Value {
    Number(f64, bool),
    Label(String),
    Missing,
}

impl Drawn {
    /// Of `population`.
    pub fn of(population: Population) -> Drawn {
        let labels = match population {
            Population::Zipf(labels) => labels,
            _ => 0,
        };
        let weights = (1..=labels).map(|rank| 1.0 / rank as f64);
        let total: f64 = weights.clone().sum();
        let cumulative = weights.scan(0.0, |sum, weight| {
            *sum += weight / total;
            Some(*sum)
        });
        Drawn {
            population,
            cumulative: cumulative.collect(),
        }
    }

    fn value(&self, draw: &mut Draw) -> Value {
        let below = |draw: &mut Draw, count: u64| (draw.uniform() * count as f64) as u64;
        match self.population {
            Population::Normal(mean) => Value::Number(mean + draw.normal(), false),
            Population::Ages => Value::Number(
                (40.0 + 13.0 * draw.normal()).round().clamp(18.0, 90.0),
                true,
            ),
            Population::Whole(count) => Value::Number(below(draw, count) as f64, true),
            Population::Rounded => {
                Value::Number((58.0 + 8.0 * draw.normal()).round() / 10.0, false)
            }
            Population::Zipf(_) => {
                let share = draw.uniform();
                Value::Label(format!(
                    "city {}",
                    self.cumulative.partition_point(|upto| *upto < share)
                ))
            }
            Population::Labels(count) => Value::Label(format!("label {}", below(draw, count))),
            Population::NewLabel(_, share) if draw.uniform() < share => {
                Value::Label("new".to_owned())
            }
            Population::NewLabel(count, _) => Value::Label(format!("label {}", below(draw, count))),
            Population::WithMissing(share) if draw.uniform() < share => Value::Missing,
            Population::WithMissing(_) => Value::Number(draw.normal(), false),
        }
    }

    /// A column of `rows` rows.
    pub fn column(&self, rows: usize, draw: &mut Draw) -> Column {
        let mut column = Column::new("x", Origin::Field, true);
        for _ in 0..rows {
            match self.value(draw) {
                Value::Number(value, is_integral) => column.push_number(value, is_integral),
                Value::Label(label) => {
                    column.push_text(&label);
                }
                Value::Missing => column.push_missing(),
            }
        }
        column
    }

    /// The same as a window of a feature that is measured as `kind`.
    pub fn window(&self, rows: usize, kind: Kind, draw: &mut Draw) -> WindowValues {
        let column = self.column(rows, draw);
        let series = Series::new([&column]);
        let is_numerical = kind == Kind::Numerical;
        WindowValues {
            rows: rows as u64,
            missing: series.missing().total(),
            numbers: match is_numerical {
                true => series.finite_numbers(),
                false => Vec::new(),
            },
            labels: match is_numerical {
                true => Default::default(),
                false => series.label_counts(),
            },
            texts: None,
        }
    }
}
