//! Numbers that stand out of a column: the codes of people and sensors do, and nothing does in columns without one.

use leeway_table::forms::Ends;
use leeway_table::{Column, MissingPolicy, Origin};

/// Numbers at random, the same in every run.
struct Random(u64);

impl Random {
    fn share(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((mixed ^ (mixed >> 31)) >> 11) as f64 / (1_u64 << 53) as f64
    }

    fn normal(&mut self) -> f64 {
        let (one, other) = (1.0 - self.share(), self.share());
        (-2.0 * one.ln()).sqrt() * (std::f64::consts::TAU * other).cos()
    }

    fn exponential(&mut self) -> f64 {
        -(1.0 - self.share()).ln()
    }

    fn poisson(&mut self, mean: f64) -> f64 {
        let (end, mut product, mut count) = ((-mean).exp(), self.share(), 0.0);
        while product > end {
            product *= self.share();
            count += 1.0;
        }
        count
    }
}

/// One value of each family without a code.
type Draw = fn(&mut Random) -> f64;

const FAMILIES: [(&str, Draw); 20] = [
    ("normal", |random| random.normal()),
    ("normal, whole", |random| (random.normal() * 5.0).round()),
    ("normal, wide, whole", |random| {
        (random.normal() * 300.0).round()
    }),
    ("normal, one decimal", |random| {
        (random.normal() * 20.0).round() / 10.0
    }),
    ("uniform", |random| random.share()),
    ("ages", |random| 18.0 + (random.share() * 60.0).floor()),
    ("whole, about zero", |random| {
        (random.share() * 41.0).floor() - 1.0
    }),
    ("exponential", |random| random.exponential()),
    ("exponential, whole", |random| {
        (random.exponential() * 10.0).floor()
    }),
    ("exponential, in hundreds", |random| {
        (random.exponential() * 50.0).floor() * 100.0
    }),
    ("exponential, from −1", |random| {
        (random.exponential() * 5.0).floor() - 1.0
    }),
    ("counts", |random| random.poisson(3.0)),
    ("counts, large", |random| random.poisson(40.0)),
    ("counts, mostly zero", |random| match random.share() < 0.7 {
        true => 0.0,
        false => random.poisson(9.0),
    }),
    ("amounts, mostly zero", |random| {
        match random.share() < 0.6 {
            true => 0.0,
            false => 20.0 + (random.exponential() * 9000.0).round() / 100.0,
        }
    }),
    ("log-normal, cents", |random| {
        ((random.normal() * 1.5 + 4.0).exp() * 100.0).round() / 100.0
    }),
    ("log-normal, in thousands", |random| {
        ((random.normal() + 2.0).exp()).round() * 1000.0
    }),
    ("Pareto, whole", |random| {
        (1.0 / (1.0 - random.share())).floor()
    }),
    ("Cauchy", |random| {
        (std::f64::consts::PI * (random.share() - 0.5)).tan()
    }),
    ("shares, at both ends", |random| {
        (50.0 * (1.0 - (std::f64::consts::PI * random.share()).cos())).round()
    }),
];

fn column(values: &[f64]) -> Column {
    let mut column = Column::new("x", Origin::Field, true);
    let policy = MissingPolicy::default();
    for value in values {
        column.push_field(&value.to_string(), false, &policy);
    }
    column
}

fn found(values: &[f64]) -> Vec<f64> {
    let ends = Ends::of(&column(values));
    ends.standing_out().iter().map(|one| one.value).collect()
}

#[test]
fn nothing_stands_out_of_columns_without_a_code() {
    let mut random = Random(7);
    for (name, draw) in FAMILIES {
        for rows in [12, 40, 150, 600, 3000, 20_000] {
            let times = (60_000 / rows).clamp(3, 300);
            for _ in 0..times {
                let values: Vec<f64> = (0..rows).map(|_| draw(&mut random)).collect();
                assert_eq!(found(&values), [0.0; 0], "{name}, {rows} rows");
            }
        }
    }
}

#[test]
fn codes_stand_out() {
    let mut random = Random(11);
    let mut with = |codes: &[f64], draw: Draw| {
        let values = (0..2000).map(|row| match row % 20 {
            0 => codes[row / 20 % codes.len()],
            _ => draw(&mut random),
        });
        let values: Vec<f64> = values.collect();
        found(&values)
    };
    // Sensors, as in UCI's Air Quality: carbon monoxide, and nitrogen oxides whose range is wide.
    assert_eq!(
        with(&[-200.0], |random| (random.exponential() * 20.0).ceil()
            / 10.0),
        [-200.0]
    );
    assert_eq!(
        with(&[-200.0], |random| 2.0
            + (random.exponential() * 240.0).round()),
        [-200.0]
    );
    assert_eq!(
        with(&[-200.0], |random| random.normal() * 9.0 + 18.0),
        [-200.0]
    );
    assert_eq!(
        with(&[-999.0, 9999.0], |random| random.normal()),
        [-999.0, 9999.0]
    );
    assert_eq!(
        with(&[-9999.0, -8888.0], |random| random.share() * 100.0),
        [-9999.0, -8888.0]
    );
    assert_eq!(
        with(&[999.0], |random| (random.share() * 28.0).floor()),
        [999.0]
    );
    assert_eq!(
        with(&[999.9], |random| 900.0
            + (random.normal() * 10.0).round() / 10.0),
        [999.9]
    );
    assert_eq!(
        with(&[-1.0], |random| 1.0 + (random.share() * 870.0).floor()),
        [-1.0]
    );
    assert_eq!(
        with(&[1900.0], |random| 1990.0 + (random.share() * 30.0).floor()),
        [1900.0]
    );
    // A code among so few others could be one of them.
    assert_eq!(
        with(&[9.0], |random| 1.0 + (random.share() * 5.0).floor()),
        [0.0; 0]
    );
    // Nothing is an amount.
    assert_eq!(with(&[0.0], |random| 500.0 + random.share()), [0.0; 0]);
}

#[test]
fn ends_of_parts_are_those_of_all() {
    let mut random = Random(3);
    for (_, draw) in FAMILIES {
        let values: Vec<f64> = (0..3000).map(|_| draw(&mut random)).collect();
        let whole = Ends::of(&column(&values));
        for size in [1, 7, 500] {
            let parts: Vec<Ends> = values
                .chunks(size)
                .map(|part| Ends::of(&column(part)))
                .collect();
            assert_eq!(Ends::together(parts.iter().rev()), whole);
        }
    }
}
