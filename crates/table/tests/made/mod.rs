//! Made columns whose truth is known, in the writings that people use.

use leeway_table::forms::{Decision, Evidence, Facts, decide};
use leeway_table::{Column, ColumnType, MissingPolicy, Origin};

/// Numbers at random, the same in every run.
pub struct Random(pub u64);

impl Random {
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    pub fn below(&mut self, end: u64) -> u64 {
        self.next() % end
    }

    pub fn between(&mut self, from: i64, to: i64) -> i64 {
        from + self.below((to - from + 1) as u64) as i64
    }

    pub fn share(&mut self) -> f64 {
        self.next() as f64 / u64::MAX as f64
    }

    pub fn of<'a, T>(&mut self, all: &'a [T]) -> &'a T {
        &all[self.below(all.len() as u64) as usize]
    }
}

/// A column of both sides and what it is.
pub struct Made {
    pub kind: &'static str,
    pub name: &'static str,
    pub truth: ColumnType,
    pub is_open: bool,
    pub baseline: Vec<String>,
    pub current: Vec<String>,
}

pub fn column(values: &[String]) -> Column {
    let mut column = Column::new("x", Origin::Field, true);
    let policy = MissingPolicy::default();
    for value in values {
        column.push_field(value, false, &policy);
    }
    column
}

pub fn decided(made: &Made) -> Decision {
    let (baseline, current) = (column(&made.baseline), column(&made.current));
    let (before, now) = (Facts::of(&baseline), Facts::of(&current));
    let distinct = || {
        let mut all: Vec<&String> = made
            .baseline
            .iter()
            .filter(|value| !value.is_empty())
            .collect();
        all.sort();
        all.dedup();
        all.len() as u64
    };
    decide(&Evidence {
        name: made.name,
        baseline: &[&before],
        current: &[&now],
        has_decimal_commas: false,
        distinct: &distinct,
        chosen: None,
        chosen_format: None,
    })
}

/// Digits in groups of three.
pub fn grouped(whole: u64, mark: &str) -> String {
    let digits = whole.to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out += mark;
        }
        out.push(digit);
    }
    out
}

pub const KINDS: usize = 22;

pub fn made(random: &mut Random, kind: usize) -> Made {
    let rows = (
        random.between(30, 700) as usize,
        random.between(20, 500) as usize,
    );
    let center = 10_f64.powf(random.share() * 6.0 - 1.0);
    let from = random.between(-50, 1_000_000);
    let is_sorted = random.below(4) == 0;
    let pick = random.below(1000);
    let mut made = Made {
        kind: "",
        name: "x",
        truth: ColumnType::Number,
        is_open: false,
        baseline: Vec::new(),
        current: Vec::new(),
    };
    let both =
        |made: &mut Made, random: &mut Random, value: &mut dyn FnMut(&mut Random) -> String| {
            made.baseline = (0..rows.0).map(|_| value(random)).collect();
            made.current = (0..rows.1).map(|_| value(random)).collect();
        };
    let whole = |made: &mut Made, random: &mut Random, low: i64, high: i64| {
        let mut side = |rows: usize| {
            let mut values: Vec<i64> = (0..rows).map(|_| random.between(low, high)).collect();
            if is_sorted {
                values.sort_unstable();
            }
            values.iter().map(i64::to_string).collect()
        };
        made.baseline = side(rows.0);
        made.current = side(rows.1);
    };
    let day = |random: &mut Random, most: i64| {
        (
            random.between(2015, 2026),
            random.between(1, 12),
            random.between(1, most),
        )
    };
    match kind {
        0 => {
            made.kind = "decimals";
            both(&mut made, random, &mut |random| {
                format!("{:.2}", center * (random.share() + random.share() - 0.7))
            });
        }
        1 => {
            made.kind = "ages";
            whole(&mut made, random, 18, 90);
        }
        2 => {
            made.kind = "amounts";
            whole(&mut made, random, 0, 50 + (center * 10.0) as i64 * 20);
        }
        3 => {
            (made.kind, made.truth) = ("codes", ColumnType::Category);
            let codes = 3 + pick as i64 % 8;
            whole(&mut made, random, 1, codes);
            made.baseline
                .extend((0..codes * 20).map(|at| (1 + at % codes).to_string()));
        }
        4 => {
            (made.kind, made.truth) = ("labels", ColumnType::Category);
            let words = [
                "red",
                "dark green",
                "Blue-1",
                "a",
                "New York City",
                "x9",
                "7b",
                "ca",
                "none of these two",
            ];
            both(&mut made, random, &mut |random| {
                (*random.of(&words[..2 + pick as usize % 8])).to_owned()
            });
        }
        5 => {
            (made.kind, made.truth) = ("booleans", ColumnType::Boolean);
            let writings = [
                ("True", "False"),
                ("yes", "no"),
                ("Y", "N"),
                ("t", "f"),
                ("1", "0"),
                ("TRUE", "FALSE"),
            ];
            let (one, other) = (*random.of(&writings), *random.of(&writings));
            made.baseline = (0..rows.0)
                .map(|row| if (row * 7) % 3 == 0 { one.0 } else { one.1 }.to_owned())
                .collect();
            made.current = (0..rows.1)
                .map(|row| if row % 3 == 0 { other.0 } else { other.1 }.to_owned())
                .collect();
        }
        6 => {
            (made.kind, made.truth) = ("ISO dates", ColumnType::Date);
            let ends = [
                "",
                "T10:20:30Z",
                " 10:20:30",
                " 12:00:00.000",
                "T01:02:03.456+02:00",
                " 08:15:00.000 UTC",
            ];
            let end = *random.of(&ends);
            both(&mut made, random, &mut |random| {
                let (y, m, d) = day(random, 28);
                format!("{y}-{m:02}-{d:02}{end}")
            });
        }
        7 => {
            (made.kind, made.truth) = ("day first", ColumnType::Date);
            let mark = *random.of(&["/", ".", "-"]);
            both(&mut made, random, &mut |random| {
                let (y, m, d) = day(random, 28);
                format!("{d:02}{mark}{m:02}{mark}{y}")
            });
        }
        8 => {
            (made.kind, made.truth) = ("month first", ColumnType::Date);
            both(&mut made, random, &mut |random| {
                let (y, m, d) = day(random, 28);
                format!("{m}/{d}/{y} 3:04 PM")
            });
        }
        9 => {
            (made.kind, made.truth, made.is_open) = ("open dates", ColumnType::Date, true);
            both(&mut made, random, &mut |random| {
                let (y, m, d) = day(random, 12);
                format!("{m:02}/{d:02}/{y}")
            });
        }
        10 => {
            (made.kind, made.truth, made.name) = ("epochs", ColumnType::Date, "event_ts");
            let unit = if pick.is_multiple_of(2) { 1 } else { 1000 };
            both(&mut made, random, &mut |random| {
                (random.between(1_600_000_000, 1_790_000_000) * unit).to_string()
            });
        }
        11 => {
            (made.kind, made.truth) = ("compact dates", ColumnType::Date);
            both(&mut made, random, &mut |random| {
                let (y, m, d) = day(random, 28);
                format!("{y}{m:02}{d:02}")
            });
        }
        12 => {
            (made.kind, made.truth) = ("UUIDs", ColumnType::Identifier);
            both(&mut made, random, &mut |random| {
                let (a, b) = (random.next(), random.next());
                format!(
                    "{:08x}-{:04x}-4{:03x}-a{:03x}-{:012x}",
                    a >> 32,
                    a & 0xffff,
                    b >> 52,
                    (b >> 40) & 0xfff,
                    b & 0xffff_ffff_ffff
                )
            });
        }
        13 => {
            (made.kind, made.truth) = ("hexadecimals", ColumnType::Identifier);
            let digits = [9, 12, 16, 32, 40][pick as usize % 5];
            both(&mut made, random, &mut |random| {
                let text: String = (0..3).map(|_| format!("{:016x}", random.next())).collect();
                text[..digits].to_owned()
            });
        }
        14 => {
            (made.kind, made.truth) = ("counting", ColumnType::Identifier);
            let step = 1 + pick as i64 % 3;
            let mut next = from - step;
            both(&mut made, random, &mut |_| {
                next += step;
                next.to_string()
            });
        }
        15 => {
            (made.kind, made.truth) = ("shuffled numbers of rows", ColumnType::Identifier);
            let mut side = |first: i64, rows: usize| {
                let mut ids: Vec<i64> = (first..first + rows as i64).collect();
                for at in (1..ids.len()).rev() {
                    ids.swap(at, random.below(at as u64 + 1) as usize);
                }
                ids.iter().map(i64::to_string).collect()
            };
            made.baseline = side(from, rows.0);
            made.current = side(from + rows.0 as i64, rows.1);
        }
        16 => {
            (made.kind, made.truth, made.name) =
                ("named identifiers", ColumnType::Identifier, "customer_id");
            both(&mut made, random, &mut |random| {
                random.between(10_000_000, 99_999_999).to_string()
            });
        }
        17 => {
            (made.kind, made.truth) = ("order numbers", ColumnType::Identifier);
            both(&mut made, random, &mut |random| {
                format!("ORD-{:07}", random.below(10_000_000))
            });
        }
        18 => {
            (made.kind, made.truth) = ("sentences", ColumnType::Text);
            let words = [
                "the", "parcel", "came", "late", "and", "box", "was", "broken", "again", "thank",
                "you", "support", "never", "answered",
            ];
            both(&mut made, random, &mut |random| {
                let count = random.between(5, 14);
                let words: Vec<&str> = (0..count).map(|_| *random.of(&words)).collect();
                words.join(" ") + "."
            });
        }
        19 => {
            made.kind = "decimal commas";
            let ends = ["", " €", "%", " kg"];
            let end = *random.of(&ends);
            both(&mut made, random, &mut |random| {
                format!("{:.2}{end}", center * (random.share() - 0.2)).replace('.', ",")
            });
        }
        20 => {
            made.kind = "parted thousands";
            let styles = [(",", "."), (".", ","), (" ", ","), ("'", "."), (" ", ".")];
            let (thousands, decimal) = *random.of(&styles);
            let start = *random.of(&["", "$", "EUR "]);
            both(&mut made, random, &mut |random| {
                let whole = grouped(random.below(5_000_000), thousands);
                format!("{start}{whole}{decimal}{:02}", random.below(100))
            });
        }
        _ => {
            made.kind = "numbers and a few words";
            both(&mut made, random, &mut |random| {
                format!("{:.1}", 100.0 * random.share())
            });
            let few = made.baseline.len() / 150;
            (0..few).for_each(|at| made.baseline[at * 100] = "n.a.".to_owned());
        }
    }
    for side in [&mut made.baseline, &mut made.current] {
        for value in side.iter_mut().skip(3) {
            if kind < 12 && random.below(25) == 0 {
                value.clear();
            }
            let zero = match kind {
                6..=9 => "0000-00-00",
                10 | 11 => "0",
                _ => continue,
            };
            if pick.is_multiple_of(4) && random.below(12) == 0 {
                *value = zero.to_owned();
            }
        }
    }
    made
}
