//! Measures what the default verdict promises: how often it alarms without drift, how often it finds drift, how often the intervals of
//! bias metrics hold what is true, and whether the bounds of sketches hold. `make calibrate` prints the tables.
//!
//! `calibrate [SCALE]`: `SCALE` times as many repetitions, 1 by default. Seeded: the same build prints the same tables. With the folder `../shared/reference`
//! there, random halves of its small tables are measured too.

mod bias;
mod checks;
mod cycles;
mod made;
mod measured;
mod sketches;
mod texts;

use leeway_stats::bias::Metric;
use leeway_table::{Column, MissingPolicy, Origin};
use made::Population::{self, *};
use measured::{Alarms, Day, data_sets, days, halves};
use texts::Source;

const TABLES: [&str; 2] = [
    "../shared/reference/datasets/south-german-credit/train.csv",
    "../shared/reference/datasets/wine-scored/multiclass.csv",
];

fn main() {
    let scale: f64 = std::env::args()
        .nth(1)
        .and_then(|scale| scale.parse().ok())
        .unwrap_or(1.0);
    let times = |repetitions: u32| ((f64::from(repetitions) * scale) as u32).max(1);
    println!("| data sets without drift | rows | any alarm | features drifted | strong |");
    println!("|---|---|---|---|---|");
    for (name, features, rows, repetitions) in [
        ("numbers", vec![Normal(0.0)], (49, 49), 1000),
        ("numbers", vec![Normal(0.0); 14], (49, 49), 400),
        ("numbers", vec![Normal(0.0); 14], (200, 200), 400),
        ("numbers", vec![Normal(0.0); 100], (1000, 1000), 200),
        ("numbers", vec![Normal(0.0); 14], (10_000, 500), 200),
        ("ages", vec![Ages], (200, 200), 1000),
        ("ages", vec![Ages; 14], (1000, 1000), 400),
        ("numbers with one decimal", vec![Rounded; 4], (75, 75), 1000),
        (
            "whole numbers, 3 of them",
            vec![Whole(3); 14],
            (60, 200),
            400,
        ),
        (
            "whole numbers, 12 of them",
            vec![Whole(12); 14],
            (200, 60),
            400,
        ),
        (
            "whole numbers, 60 of them",
            vec![Whole(60); 14],
            (200, 200),
            400,
        ),
        ("cities", vec![Zipf(2000)], (200, 200), 1000),
        ("cities", vec![Zipf(2000)], (1000, 1000), 1000),
        ("cities", vec![Zipf(2000); 14], (1000, 1000), 200),
        ("cities", vec![Zipf(2000)], (10_000, 10_000), 400),
        ("cities", vec![Zipf(2000)], (10_000, 300), 400),
        ("cities", vec![Zipf(2000)], (300, 5000), 400),
        ("30 labels", vec![Labels(30); 14], (10_000, 20), 400),
        ("30 labels", vec![Labels(30); 14], (100, 100), 400),
        ("10 % missing", vec![WithMissing(0.1); 100], (200, 200), 200),
        ("1 % missing", vec![WithMissing(0.01); 14], (2000, 60), 400),
    ] {
        let alarms = data_sets(&features, &features, rows, times(repetitions), 1);
        let name = format!("{name}, {}", plural(features.len(), "feature"));
        row(&name, &format!("{} and {}", rows.0, rows.1), &alarms);
    }
    for path in TABLES {
        if let Ok(text) = std::fs::read_to_string(path) {
            let name = path.trim_start_matches("../shared/reference/datasets/");
            let table = table(&text);
            let rows = table.first().map_or(0, Column::len);
            let alarms = halves(&table, times(100), 2);
            row(&format!("halves of {name}"), &rows.to_string(), &alarms);
        }
    }
    println!(
        "\n| days of 24 windows without drift | rows | days with any alarm | windows | features drifted *since* |"
    );
    println!("|---|---|---|---|---|");
    let mixed = [vec![Normal(0.0); 12], vec![Zipf(2000); 2]].concat();
    for (name, features, baseline_rows, rows, repetitions) in [
        ("12 of numbers, 2 of cities", &mixed, 20_000, 60, 200),
        ("12 of numbers, 2 of cities", &mixed, 20_000, 100, 200),
        ("12 of numbers, 2 of cities", &mixed, 20_000, 250, 200),
        ("12 of numbers, 2 of cities", &mixed, 20_000, 1000, 100),
        ("14 of 30 labels", &vec![Labels(30); 14], 10_000, 20, 200),
        (
            "14 with 1 % missing",
            &vec![WithMissing(0.01); 14],
            10_000,
            60,
            100,
        ),
    ] {
        let day = Day {
            before: features,
            now: features,
            since: 24,
            baseline_rows,
            rows,
            windows: 24,
        };
        let alarms = days(&day, times(repetitions), 3).alarms;
        println!(
            "| {name} | {baseline_rows} and {rows} | {} | {} | {} |",
            share(alarms.with_alarm, alarms.repetitions),
            share(alarms.windows_with_alarm, alarms.windows),
            of(alarms.with_since, alarms.courses)
        );
    }
    in_cycles(times);
    println!("\n| shift of one feature, sd | rows | of 1 feature | of 14 features |");
    println!("|---|---|---|---|");
    for rows in [200, 1000, 10_000] {
        for shift in [0.1, 0.2, 0.3, 0.4, 0.5] {
            let repetitions = if rows > 1000 { 100 } else { 400 };
            let power = |features: usize| {
                let before = vec![Normal(0.0); features];
                let mut now = before.clone();
                now[0] = Normal(shift);
                let alarms = data_sets(&before, &now, (rows, rows), times(repetitions), 4);
                share(alarms.with_alarm, alarms.repetitions)
            };
            println!("| {shift} | {rows} | {} | {} |", power(1), power(14));
        }
    }
    println!(
        "\n| change from window 13 of 24 on, 14 features, 250 rows against 20 000 | found | median delay | alarms before |"
    );
    println!("|---|---|---|---|");
    for (name, before, now) in [
        ("shift of 0.5 sd", Normal(0.0), Normal(0.5)),
        ("a new label, 10 %", Labels(30), NewLabel(30, 0.1)),
        ("a new label, 3 %", Labels(30), NewLabel(30, 0.03)),
    ] {
        let rest = vec![Normal(0.0); 13];
        let with = |first: Population| [vec![first], rest.clone()].concat();
        let day = Day {
            before: &with(before),
            now: &with(now),
            since: 12,
            baseline_rows: 20_000,
            rows: 250,
            windows: 24,
        };
        let found = days(&day, times(100), 5);
        let delay = found.median_delay();
        println!(
            "| {name} | {} | {} | {} |",
            share(found.delays.len() as u32, found.alarms.repetitions),
            delay.map_or("—".to_owned(), |windows| plural(windows, "window")),
            share(found.alarms.with_alarm, found.alarms.repetitions)
        );
    }
    of_texts(&times);
    beside(times);
    intervals(times(2000));
    farther(times);
    sketched(times);
}

/// How often a column of texts alarms without drift, and with some.
fn of_texts(times: &impl Fn(u32) -> u32) {
    let topics = Source {
        topics: 50,
        ..Source::default()
    };
    println!("\n| a column of texts, some 12 words each | rows | drifted | strong |");
    println!("|---|---|---|---|");
    let with = |name, rows, before, now, repetitions| {
        let found = texts::data_sets(before, now, (rows, rows), times(repetitions), 9);
        println!(
            "| {name} | {rows} and {rows} | {} | {} |",
            share(found.with_alarm, found.repetitions),
            share(found.strong, found.features)
        );
    };
    for rows in [100, 1000] {
        with(
            "without drift",
            rows,
            Source::default(),
            Source::default(),
            1000,
        );
        with("without drift, 50 topics", rows, topics, topics, 1000);
        for (name, now) in [
            (
                "10 % with words of a new topic",
                Source {
                    new_topic: 0.1,
                    ..topics
                },
            ),
            (
                "10 % in another language",
                Source {
                    other_language: 0.1,
                    ..topics
                },
            ),
            (
                "10 % in Cyrillic",
                Source {
                    cyrillic: 0.1,
                    ..topics
                },
            ),
            (
                "10 % empty",
                Source {
                    empty: 0.1,
                    ..topics
                },
            ),
        ] {
            with(name, rows, topics, now, 400);
        }
    }
    println!(
        "\n| days of 24 windows of texts without drift | rows | days with any alarm | windows |"
    );
    println!("|---|---|---|---|");
    for rows in [60, 250] {
        let alarms = texts::days(topics, (10_000, rows), times(100), 10);
        println!(
            "| 50 topics | 10000 and {rows} | {} | {} |",
            share(alarms.with_alarm, alarms.repetitions),
            share(alarms.windows_with_alarm, alarms.windows)
        );
    }
}

/// Days whose features follow the time of day.
fn in_cycles(times: impl Fn(u32) -> u32) {
    println!(
        "\n| 14 features with a cycle of a day, ± 1 sd; a baseline of 7 days, 250 rows an hour | days with any alarm | windows | features drifted *since* | found | median delay |"
    );
    println!("|---|---|---|---|---|---|");
    for (name, has_times, shift) in [
        ("no drift", true, (24, 0.0)),
        ("no drift, a baseline without times", false, (24, 0.0)),
        (
            "one feature shifted by 0.5 sd from 12:00 on",
            true,
            (12, 0.5),
        ),
    ] {
        let cycle = cycles::Cycle {
            features: 14,
            height: 1.0,
            days: 7,
            rows: 250,
            shift,
            has_times,
        };
        let found = cycle.measure(times(100), 9);
        let alarms = found.alarms;
        let is_changed = shift.0 < 24;
        let of_change = |text: String| if is_changed { text } else { "—".to_owned() };
        let delay = found.median_delay();
        println!(
            "| {name} | {} | {} | {} | {} | {} |",
            share(alarms.with_alarm, alarms.repetitions),
            share(alarms.windows_with_alarm, alarms.windows),
            of(alarms.with_since, alarms.courses),
            of_change(share(found.delays.len() as u32, alarms.repetitions)),
            of_change(delay.map_or("—".to_owned(), |windows| plural(windows, "window")))
        );
    }
}

/// The checks beside Model Monitor's that are tested against chance.
fn beside(times: impl Fn(u32) -> u32) {
    println!("\n| data sets without drift | rows | missing share or unseen labels violated |");
    println!("|---|---|---|");
    for (name, features, rows, repetitions) in [
        (
            "10 % missing, 100 features",
            vec![WithMissing(0.1); 100],
            (200, 200),
            200,
        ),
        (
            "1 % missing, 14 features",
            vec![WithMissing(0.01); 14],
            (2000, 60),
            400,
        ),
        ("cities, 1 feature", vec![Zipf(200)], (200, 200), 1000),
        (
            "cities, 14 features",
            vec![Zipf(150); 14],
            (1000, 1000),
            200,
        ),
        (
            "30 labels, 14 features",
            vec![Labels(30); 14],
            (100, 100),
            400,
        ),
    ] {
        let repetitions = times(repetitions);
        println!(
            "| {name} | {} and {} | {} |",
            rows.0,
            rows.1,
            share(
                checks::violated(&features, rows, repetitions, 10),
                repetitions
            )
        );
    }
}

/// Metrics of bias that are called farther from their ideal.
fn farther(times: impl Fn(u32) -> u32) {
    println!(
        "\n| a group against the rest, 20 metrics | rows of both sides | any farther by more than chance | any beyond its interval, as Model Monitor asks |"
    );
    println!("|---|---|---|---|");
    let repetitions = times(500);
    for rows in [[200, 20], [200, 100], [1000, 500]] {
        let mut most = bias::Farther::default();
        for models in &bias::MODELS {
            let found = bias::farther(&[*models], rows, repetitions, 11);
            most.repetitions = found.repetitions;
            most.by_more_than_chance = most.by_more_than_chance.max(found.by_more_than_chance);
            most.beyond_interval = most.beyond_interval.max(found.beyond_interval);
        }
        farther_row("no change, the worst of four pairs of groups", rows, &most);
    }
    let treated = |recall: f64| {
        let [rest, mut group] = bias::MODELS[2];
        group.recall = recall;
        [rest, group]
    };
    for (recall, rows) in [(0.7, [200, 100]), (0.7, [1000, 500])] {
        let found = bias::farther(&[treated(0.9), treated(recall)], rows, repetitions, 12);
        farther_row("recall of the group from 0.9 to 0.7", rows, &found);
    }
}

fn farther_row(name: &str, rows: [u64; 2], found: &bias::Farther) {
    println!(
        "| {name} | {} and {} | {} | {} |",
        rows[0],
        rows[1],
        share(found.by_more_than_chance, found.repetitions),
        share(found.beyond_interval, found.repetitions)
    );
}

/// Of all metrics and models, the least coverage and the largest width.
fn intervals(repetitions: u32) {
    println!(
        "\n| rows of a group, against 200 | least coverage of any metric | of a difference of shares, width over Newcombe's | DPL, DI, AD, RD: too few rows |"
    );
    println!("|---|---|---|---|");
    for rows in [5, 10, 20, 50, 500] {
        let (mut least, mut widest, mut too_few) = (("", 1.0), ("", 0.0), 0);
        for models in &bias::MODELS {
            for (metric, mut found) in bias::coverage(models, 200, rows, repetitions, 6) {
                if found.share() < least.1 {
                    least = (metric.name(), found.share());
                }
                match found.over_newcombe() {
                    Some(times) if times > widest.1 => widest = (metric.name(), times),
                    _ => {}
                }
                if matches!(metric, Metric::Dpl | Metric::Di | Metric::Ad | Metric::Rd) {
                    too_few += found.too_few;
                }
            }
        }
        println!(
            "| {rows} | {:.1} % ({}) | at most {:.2} ({}) | {too_few} |",
            100.0 * least.1,
            least.0,
            widest.1,
            widest.0
        );
    }
}

/// Largest errors of ranks, in streams of up to ten million values.
fn sketched(times: impl Fn(u32) -> u32) {
    println!(
        "\n| values, in sketches | levels | largest error of a rank, 99 of 100 within | bound | within it |"
    );
    println!("|---|---|---|---|---|");
    for (count, parts, repetitions) in [
        (300_000, 1, 50),
        (1_000_000, 1, 50),
        (3_000_000, 1, 30),
        (10_000_000, 1, 20),
        (240_000, 24, 200),
        (3_600_000, 720, 30),
        (9_600_000, 24, 20),
    ] {
        let found = sketches::errors(count, parts, times(repetitions), 8);
        let of = match parts {
            1 => count.to_string(),
            _ => format!("{count}, {parts} merged"),
        };
        println!(
            "| {of} | {} | {:.3} % | {:.3} % | {} |",
            found.levels,
            100.0 * found.percentile_99(),
            100.0 * found.bound,
            share(found.within(), found.largest.len() as u32)
        );
    }
}

fn row(name: &str, rows: &str, alarms: &Alarms) {
    println!(
        "| {name} | {rows} | {} | {} | {} |",
        share(alarms.with_alarm, alarms.repetitions),
        share(alarms.drifted, alarms.features),
        share(alarms.strong, alarms.features)
    );
}

fn share(part: u32, whole: u32) -> String {
    let percent = 100.0 * f64::from(part) / f64::from(whole);
    format!("{percent:.1} % of {whole}")
}

/// So many of so many, where they are few.
fn of(part: u32, whole: u32) -> String {
    format!("{part} of {whole}")
}

fn plural(count: usize, noun: &str) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
}

/// The columns of a plain CSV file with a header.
fn table(text: &str) -> Vec<Column> {
    let mut lines = text.lines();
    let names = lines.next().unwrap_or("").split(',');
    let column = |name: &str| Column::new(name.trim_matches('"'), Origin::Field, true);
    let mut columns: Vec<Column> = names.map(column).collect();
    let policy = MissingPolicy::default();
    for line in lines {
        for (column, field) in columns.iter_mut().zip(line.split(',')) {
            column.push_field(field.trim_matches('"'), false, &policy);
        }
    }
    columns
}
