//! Texts drawn from sources that are known: how often the default verdict alarms on them without drift, and what it finds.

use super::measured::{Alarms, RULE, candidates, judged};
use leeway_monitors::drift::{
    Comparison, FeatureSide, Gathered, Taken, Verdict, WindowBaseline, WindowValues, compare,
    window_verdicts,
};
use leeway_stats::draw::Draw;
use leeway_table::forms::Way;
use leeway_table::{Column, ColumnType, Origin, Series};

/// What texts are about.
#[derive(Debug, Clone, Copy, Default)]
pub struct Source {
    /// Topics, each with words of its own that make half of a text; 0: none.
    pub topics: usize,
    /// Share of texts in which a fifth of the words are of a topic that the baseline does not have.
    pub new_topic: f64,
    /// Share of texts in another language, of the same letters.
    pub other_language: f64,
    /// Share of texts in Cyrillic letters.
    pub cyrillic: f64,
    /// Share of texts that are empty.
    pub empty: f64,
}

/// Words of a language, and of a topic.
const WORDS: usize = 20_000;
const WORDS_OF_TOPIC: usize = 500;

/// A source ready to be drawn from.
pub struct Texts {
    source: Source,
    language: Vec<f64>,
    topic: Vec<f64>,
}

impl Texts {
    /// Of `source`.
    pub fn of(source: Source) -> Texts {
        Texts {
            source,
            language: zipf(WORDS),
            topic: zipf(WORDS_OF_TOPIC),
        }
    }

    fn text(&self, draw: &mut Draw) -> String {
        let source = self.source;
        if draw.uniform() < source.empty {
            return String::new();
        }
        // Between 3 and some 40 words, log-normal around 12.
        let words = (12.0 * (0.6 * draw.normal()).exp()).round().max(3.0) as usize;
        let topic = (draw.uniform() * source.topics as f64) as usize;
        let kind = draw.uniform();
        let is_new = draw.uniform() < source.new_topic;
        let word = |draw: &mut Draw| {
            let (is_of_new, is_of_topic) = (draw.uniform() < 0.2, draw.uniform() < 0.5);
            if is_new && is_of_new {
                return format!("new{}", rank(&self.topic, draw));
            }
            if source.topics > 0 && is_of_topic {
                return format!("topic{topic}x{}", rank(&self.topic, draw));
            }
            let rank = rank(&self.language, draw);
            match kind {
                kind if kind < source.cyrillic => format!("слово{rank}"),
                kind if kind < source.cyrillic + source.other_language => format!("wort{rank}"),
                _ => format!("word{rank}"),
            }
        };
        let words: Vec<String> = (0..words).map(|_| word(draw)).collect();
        words.join(" ")
    }

    /// A column of `rows` texts, and the same read as lengths.
    fn column(&self, rows: usize, draw: &mut Draw) -> [Column; 2] {
        let mut column = Column::new("x", Origin::Field, true);
        for _ in 0..rows {
            match self.text(draw) {
                text if text.is_empty() => column.push_missing(),
                text => drop(column.push_text(&text)),
            }
        }
        let lengths = column.read_as(&Way::Lengths);
        [lengths, column]
    }
}

fn zipf(words: usize) -> Vec<f64> {
    let total: f64 = (1..=words).map(|rank| 1.0 / rank as f64).sum();
    let upto = (1..=words).scan(0.0, |sum, rank| {
        *sum += 1.0 / rank as f64 / total;
        Some(*sum)
    });
    upto.collect()
}

fn rank(cumulative: &[f64], draw: &mut Draw) -> usize {
    let share = draw.uniform();
    cumulative.partition_point(|upto| *upto < share)
}

fn series([lengths, texts]: &[Column; 2]) -> Series<'_> {
    Series::of_texts([(lengths, texts)])
}

const TAKEN: Taken = Taken {
    column_type: Some(ColumnType::Text),
    chosen: None,
    ways: leeway_monitors::drift::Ways::Own,
};

/// Data sets of one column of texts, drawn from `before` on the baseline's side and from `now` on the current one.
pub fn data_sets(
    before: Source,
    now: Source,
    rows: (usize, usize),
    repetitions: u32,
    seed: u64,
) -> Alarms {
    let mut draw = Draw::new(seed);
    let (before, now) = (Texts::of(before), Texts::of(now));
    let mut alarms = Alarms::default();
    for _ in 0..repetitions {
        let (one, other) = (
            before.column(rows.0, &mut draw),
            now.column(rows.1, &mut draw),
        );
        let side = |columns| FeatureSide::Samples(series(columns));
        let comparison = compare(&side(&one), Some(&side(&other)), &TAKEN);
        alarms.repetitions += 1;
        alarms.with_alarm += u32::from(alarms.add(&judged(&[comparison])));
    }
    alarms
}

/// Days of 24 windows of texts without drift, each against a baseline of its own.
pub fn days(source: Source, rows: (usize, usize), repetitions: u32, seed: u64) -> Alarms {
    let mut draw = Draw::new(seed);
    let texts = Texts::of(source);
    let mut alarms = Alarms::default();
    for _ in 0..repetitions {
        let (before, gathered) = (texts.column(rows.0, &mut draw), Gathered::default());
        let whole = compare(&FeatureSide::Samples(series(&before)), None, &TAKEN);
        let baseline = WindowBaseline::new(&series(&before), &gathered, &whole);
        let mut has_alarm = false;
        for _ in 0..24 {
            let now = texts.column(rows.1, &mut draw);
            let (series, of_window) = (series(&now), Gathered::default());
            let window = baseline.compare(WindowValues {
                rows: rows.1 as u64,
                missing: series.missing().total(),
                numbers: series.finite_numbers(),
                texts: of_window.texts(&series).cloned(),
                ..WindowValues::default()
            });
            let found = window_verdicts(&candidates(&[window] as &[Comparison]), &RULE);
            let found: Vec<Verdict> = found.into_iter().map(|(verdict, _)| verdict).collect();
            let is_alarm = alarms.add(&found);
            alarms.windows += 1;
            alarms.windows_with_alarm += u32::from(is_alarm);
            has_alarm |= is_alarm;
        }
        alarms.repetitions += 1;
        alarms.with_alarm += u32::from(has_alarm);
    }
    alarms
}
