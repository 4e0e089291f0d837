//! Columns of dates: how old each is, what recurs in them, and where that says something.
//!
//! A date is never a label: two sides of different months share none. Its age is the time from it to its row's time; without one it is the time to the newest date of the
//! column in its file, if the dates gather there (`docs/measures.md` has the rule and its reason). What recurs is a feature of its own, once it is switched on.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::reading::Reading;
use super::times::RowTimes;
use crate::column_cache::{ReadAs, ReadColumn, Since, Times};
use crate::layout::{Derived, FeaturePlaces, Layout, Place, Places, columns_of, raw_column};
use crate::source::{Loaded, times};
use leeway_documents::Role;
use leeway_report::columns::{AgeTo, Dates};
use leeway_report::settings::ColumnRole;
use leeway_table::forms::{DateFormat, DatePart, is_placeholder};
use leeway_table::{Cell, Column, ColumnType, NO_TIME, Origin};

const DAY_MS: i64 = 86_400_000;
/// The newest of a file's dates stand for its own day if this many of them, one in so many …
const NEWEST_OF: usize = 50;
/// … and at least so many …
const FEWEST_NEWEST: usize = 2;
/// … lie no farther apart than this share of the range of the middle half.
const GATHERED: f64 = 0.2;

/// Columns of dates as they are compared.
#[derive(Default)]
pub(super) struct DateColumns {
    /// Columns that are made of dates, by source and by place in its table or beyond.
    pub read: Vec<(Place, Rc<ReadColumn>)>,
    /// What recurs in dates.
    pub derived: Vec<Derived>,
    /// By name, what the report says.
    pub facts: BTreeMap<String, Dates>,
}

/// Why ages say nothing.
enum NoAge {
    IsTime,
    CouldBeTime,
    OpenFormat,
    Statistics,
    Unknown,
}

impl NoAge {
    fn sentence(&self) -> &'static str {
        match self {
            NoAge::IsTime => "It is the rows' time, which has no age.",
            NoAge::CouldBeTime => "It could be the rows' time, which has no age.",
            NoAge::OpenFormat => "Days and months cannot be told apart.",
            NoAge::Statistics => "One side is known by statistics alone, which have no dates.",
            NoAge::Unknown => {
                "The rows have no time, and few dates are near the newest, so the day of the file is not known."
            }
        }
    }
}

/// A column with its times on every place.
struct Dated<'a> {
    reading: &'a Reading,
    format: DateFormat,
    times: Vec<(Place, Rc<Times>)>,
    /// The values that stand for missing ones.
    stand_ins: Vec<String>,
}

impl DateColumns {
    /// What is compared of the columns of dates among `readings`. `sources` have their rows' times.
    ///
    /// One entry for each reading of that type, in their order; ages are in days. Dates whose day and month cannot be told apart, and the rows' own time, are not compared and say why.
    pub fn of(
        sources: &[Loaded],
        layout: &Layout,
        readings: &[Reading],
        row_times: &RowTimes,
    ) -> DateColumns {
        let mut dates = DateColumns::default();
        let own: Vec<Vec<i64>> = sources.iter().map(times).collect();
        for reading in readings {
            if reading.decision.column_type != ColumnType::Date {
                continue;
            }
            let name = &reading.places.name;
            let facts = match reading.decision.format {
                Some(format) => {
                    let dated = Dated::of(sources, reading, format);
                    dates.add(sources, layout, &dated, row_times, &own)
                }
                None => Dates {
                    no_age: Some(NoAge::OpenFormat.sentence().to_owned()),
                    ..Dates::default()
                },
            };
            dates.facts.insert(name.clone(), facts);
        }
        dates
    }

    fn add(
        &mut self,
        sources: &[Loaded],
        layout: &Layout,
        dated: &Dated,
        row_times: &RowTimes,
        own: &[Vec<i64>],
    ) -> Dates {
        let reading = dated.reading;
        let chosen = reading.choice.date_parts.as_ref();
        let has_clock = dated.has_clock();
        let is_wanted = |part| chosen.map_or(part == DatePart::Age, |parts| parts.contains(&part));
        let mut facts = Dates {
            chosen: chosen.is_some(),
            has_clock,
            ..Dates::default()
        };
        match dated.since(sources, row_times, own, chosen.is_some()) {
            Ok(since) => {
                let role = |role| dated.age_to(layout, role, &since);
                facts.baseline_age_to = role(Role::Baseline);
                facts.current_age_to = role(Role::Current);
                if is_wanted(DatePart::Age) {
                    facts.compared.push(DatePart::Age);
                    self.add_ages(sources, dated, &since, own, !has_clock);
                }
            }
            Err(reason) => facts.no_age = Some(reason.sentence().to_owned()),
        }
        let is_free = |name: &str| layout.features.iter().all(|feature| feature.name != name);
        for part in DatePart::RECURRING
            .into_iter()
            .filter(|&part| is_wanted(part))
        {
            let name = format!("{}: {}", reading.places.name, part.name());
            if reading.is_feature && is_free(&name) {
                facts.compared.push(part);
                self.add_part(sources, dated, part, name);
            }
        }
        facts
    }

    fn add_ages(
        &mut self,
        sources: &[Loaded],
        dated: &Dated,
        since: &[Since],
        own: &[Vec<i64>],
        in_calendar_days: bool,
    ) {
        for (((source, at), dates), since) in dated.times.iter().zip(since) {
            let way = ReadAs::Age {
                format: dated.format,
                since: since.clone(),
                stand_ins: dated.stand_ins.clone(),
                in_calendar_days,
            };
            let make = || {
                let raw = raw_column(sources, (*source, *at)).without(&dated.stand_ins);
                ages(&raw, &dates.of_rows, &own[*source], since, in_calendar_days)
            };
            let read = sources[*source].cached.made(*at, way, make);
            self.read.push(((*source, *at), read));
        }
    }

    fn add_part(&mut self, sources: &[Loaded], dated: &Dated, part: DatePart, name: String) {
        let labels = part.labels();
        let places = &dated.reading.places;
        let beyond = |&(source, at): &Place| {
            let columns = columns_of(sources, source).len();
            (source, columns + at * DatePart::ALL.len() + part as usize)
        };
        for (place, dates) in &dated.times {
            let (source, at) = beyond(place);
            let way = ReadAs::Part {
                of: place.1,
                format: dated.format,
                part,
                stand_ins: dated.stand_ins.clone(),
            };
            let make = || {
                let mut column = Column::new(name.as_str(), Origin::Field, true);
                for &time in &dates.of_rows {
                    match time {
                        NO_TIME => column.push_missing(),
                        time => {
                            column.push_text(&labels[part.index(time)]);
                        }
                    }
                }
                column
            };
            self.read
                .push(((source, at), sources[source].cached.made(at, way, make)));
        }
        let side = |side: &Places| match side.columns() {
            [] => Places::Nowhere,
            columns => Places::Columns(columns.iter().map(beyond).collect()),
        };
        self.derived.push(Derived {
            places: FeaturePlaces {
                baseline: side(&places.baseline),
                current: side(&places.current),
                name,
                ..FeaturePlaces::default()
            },
            column: places.name.clone(),
            part,
        });
    }
}

impl<'a> Dated<'a> {
    fn of(sources: &[Loaded], reading: &'a Reading, format: DateFormat) -> Self {
        let stand_ins = reading.choice.stand_ins();
        let times = |&(source, at): &Place| {
            let column = raw_column(sources, (source, at));
            let cached = &sources[source].cached;
            let times = cached.times(at, column, format, &stand_ins);
            ((source, at), times)
        };
        Dated {
            reading,
            format,
            times: reading.columns().map(times).collect(),
            stand_ins,
        }
    }

    fn has_clock(&self) -> bool {
        let has = |time: &i64| *time != NO_TIME && time.rem_euclid(DAY_MS) != 0;
        self.times
            .iter()
            .any(|(_, times)| times.of_rows.iter().any(has))
    }

    /// What ages are counted to in each file, or why they say nothing.
    fn since(
        &self,
        sources: &[Loaded],
        row_times: &RowTimes,
        own: &[Vec<i64>],
        is_chosen: bool,
    ) -> Result<Vec<Since>, NoAge> {
        let name = &self.reading.places.name;
        let is_time = row_times
            .column
            .as_ref()
            .is_some_and(|time| time.name == *name)
            || self.reading.choice.role == Some(ColumnRole::Time);
        if is_time {
            return Err(NoAge::IsTime);
        }
        if row_times.open.contains(name) && !is_chosen {
            return Err(NoAge::CouldBeTime);
        }
        let places = &self.reading.places;
        let of_statistics = |side: &Places| matches!(side, Places::Statistics(_));
        if of_statistics(&places.baseline) || of_statistics(&places.current) {
            return Err(NoAge::Statistics);
        }
        let since = |((source, _), dates): &(Place, Rc<Times>)| {
            let has_times = own[*source].iter().any(|&time| time != NO_TIME);
            if has_times {
                let column = sources[*source].row_times.as_ref();
                return Ok(Since::RowTime(column.map(|times| times.key.clone())));
            }
            let newest = newest(&dates.of_rows);
            match newest {
                Some(newest) if newest.is_gathered || is_chosen => Ok(Since::Newest(newest.time)),
                _ => Err(NoAge::Unknown),
            }
        };
        self.times.iter().map(since).collect()
    }

    /// What the ages of a side are counted to; of files that differ the supposed one.
    fn age_to(&self, layout: &Layout, role: Role, since: &[Since]) -> Option<AgeTo> {
        let of_side = self.times.iter().zip(since).filter(|((place, _), _)| {
            let side = match role {
                Role::Baseline => &self.reading.places.baseline,
                _ => &self.reading.places.current,
            };
            layout.roles[place.0] == Some(role) || side.columns().contains(place)
        });
        let to = of_side.map(|(_, since)| match since {
            Since::RowTime(_) => AgeTo::RowTime,
            Since::Newest(_) => AgeTo::NewestDate,
        });
        to.max()
    }
}

/// The newest of some dates.
struct Newest {
    time: i64,
    /// Whether the next ones are close to it, as they are on the day that a file is written.
    is_gathered: bool,
}

/// The newest time; `None` without any. Dates that may stand for none are no day of a file. Not gathered where a tail thins out towards it: how far the newest is from the rest then depends on how many there are, and a larger
/// file would seem to be of a later day.
fn newest(times: &[i64]) -> Option<Newest> {
    let mut known: Vec<i64> = times
        .iter()
        .copied()
        .filter(|&time| time != NO_TIME && !is_placeholder(time))
        .collect();
    known.sort_unstable();
    let time = *known.last()?;
    let last = known.len() - 1;
    let among = (known.len() / NEWEST_OF).max(FEWEST_NEWEST);
    let middle = known[last * 3 / 4] - known[last / 4];
    let is_gathered = last
        .checked_sub(among)
        .is_some_and(|at| (time - known[at]) as f64 <= GATHERED * middle as f64);
    Some(Newest { time, is_gathered })
}

/// The ages of dates in days. What is no date stays a text, and a row without a time has no age.
fn ages(
    raw: &Column,
    dates: &[i64],
    rows: &[i64],
    since: &Since,
    in_calendar_days: bool,
) -> Column {
    let mut column = Column::new(raw.name.as_str(), raw.origin, raw.named);
    let mut missing = raw.missing.clone();
    for (row, &date) in dates.iter().enumerate() {
        let to = match since {
            Since::RowTime(_) => rows.get(row).copied().unwrap_or(NO_TIME),
            Since::Newest(newest) => *newest,
        };
        match (date, to, raw.cell(row)) {
            (NO_TIME, _, Cell::Text(text)) => {
                column.push_text(text);
            }
            (NO_TIME, ..) | (_, NO_TIME, _) => {
                missing.absent += u64::from(raw.cell(row) != Cell::Missing);
                column.push_missing();
            }
            (date, to, _) if in_calendar_days => {
                let days = to.div_euclid(DAY_MS) - date.div_euclid(DAY_MS);
                column.push_number(days as f64, true);
            }
            (date, to, _) => column.push_number((to - date) as f64 / DAY_MS as f64, false),
        }
    }
    column.missing = missing;
    column
}

#[cfg(test)]
mod tests {
    use super::*;
    use leeway_table::Values;

    #[test]
    fn dates_gather_at_the_day_of_a_file_and_thin_out_at_the_youngest_customer() {
        let uniform: Vec<i64> = (0..500).map(|row| row * 7919 % 500 * DAY_MS).collect();
        assert!(newest(&uniform).unwrap().is_gathered);
        // Exponential ages: quantiles of the exponential distribution.
        let recent = (1..400).map(|row| (f64::from(row) / 400.0).ln() * 1e11);
        let recent: Vec<i64> = recent.map(|time| time as i64).collect();
        assert!(newest(&recent).unwrap().is_gathered);
        // The sum of twelve uniform numbers is nearly normal.
        let mut state = 7_u64;
        let mut uniform = || {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            (state >> 33) as f64 / f64::from(1_u32 << 31)
        };
        let births = (0..1000).map(|_| ((0..12).map(|_| uniform()).sum::<f64>() * 1e11) as i64);
        let births: Vec<i64> = births.collect();
        assert!(!newest(&births).unwrap().is_gathered);
        assert!(newest(&[NO_TIME]).is_none());
        assert!(!newest(&[1, 2]).unwrap().is_gathered);
    }

    #[test]
    fn ages_are_days_between_date_and_row() {
        let mut raw = Column::new("signup", Origin::Field, true);
        raw.push_text("2026-01-01");
        raw.push_text("soon");
        raw.push_missing();
        raw.push_text("2026-01-03");
        let dates = [0, NO_TIME, NO_TIME, 2 * DAY_MS];
        let rows = [5 * DAY_MS + DAY_MS / 2, 0, 0, NO_TIME];
        let values = |since, in_days| {
            let column = ages(&raw, &dates, &rows, &since, in_days);
            let cell = |row| match column.cell(row) {
                Cell::Number(value, _) => Some(value),
                _ => None,
            };
            assert_eq!((column.types.text, column.len()), (1, 4));
            assert!(matches!(column.values, Values::Labels(_)));
            [cell(0), cell(3)]
        };
        assert_eq!(values(Since::RowTime(None), false), [Some(5.5), None]);
        assert_eq!(values(Since::RowTime(None), true), [Some(5.0), None]);
        assert_eq!(
            values(Since::Newest(2 * DAY_MS), true),
            [Some(2.0), Some(0.0)]
        );
    }
}
