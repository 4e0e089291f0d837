//! A request to the threshold advisor, in steps.

use super::bench::Bench;
use super::calendar::{calendar_note, has_times};
use super::outcome::called;
use super::trial::Trial;
use crate::bias::SideRows;
use crate::columns::{JoinedSide, values, wanted};
use crate::data_quality::{drift_thresholds, in_force};
use crate::drift::rule;
use crate::monitor::{Advance, MonitorName};
use crate::problem::Problem;
use crate::quality;
use crate::study::Study;
use leeway_documents::Role;
use leeway_monitors::advisor::{
    Asked, AttributionPopulation, BiasPopulation, CalendarWindows, DataQualityPopulation, Facet,
    QualityPopulation, Split, Tallies, Tally, resample,
};
use leeway_monitors::attribution::{Attributor, Contributions, NDCG_THRESHOLD};
use leeway_monitors::bias::groups;
use leeway_monitors::data_quality::CheckKind;
use leeway_monitors::words;
use leeway_report::lab::advice::{Advice, CheckAdvice};
use leeway_report::lab::ask::AdviceAsk;
use leeway_report::settings::Rules;

/// Rows of the baseline that windows are drawn from, for each row of a window: more change little.
const ROWS_PER_ROW: usize = 10;
/// The least and the most of them.
const ROWS: (usize, usize) = (4_000, 20_000);
/// Rows of a window that are drawn.
const MOST_WINDOW: usize = 20_000;

/// Monitors that windows are not drawn for as the lab measures them.
const LEFT_OUT: [MonitorName; 3] = [
    MonitorName::Bias,
    MonitorName::Attribution,
    MonitorName::ProjectedAccuracy,
];

/// What the advisor is at.
pub struct Advising {
    ask: AdviceAsk,
    bench: Bench,
    window: usize,
    /// Where the baseline's rows have times, its own windows.
    calendar: Option<CalendarWindows>,
    trial: Trial,
    shap: Option<Shap>,
    population: Option<Population>,
    tallies: Tallies,
    notes: Vec<String>,
}

/// SHAP values of the baseline on their way.
struct Shap {
    columns: Vec<Vec<f32>>,
    done: usize,
    found: Contributions,
}

/// What windows are drawn from.
struct Population {
    features: Option<DataQualityPopulation>,
    quality: Option<QualityPopulation>,
    bias: BiasPopulation,
    attribution: AttributionPopulation,
}

impl Advising {
    /// Begins; `guess` are a window's rows where none were asked for. The sentence of an error says what is missing.
    ///
    /// Rows are a count, `guess` `None` where the current side has no windows. `study` is read once, and not changed.
    ///
    /// # Errors
    /// What is missing, or what of `ask` is out of range.
    pub fn start(
        ask: AdviceAsk,
        study: &Study,
        rules: &Rules,
        guess: Option<u64>,
    ) -> Result<Advising, Problem> {
        let ask = ask.checked()?;
        let asked = ask
            .rows
            .or(guess)
            .map(|rows| usize::try_from(rows).unwrap_or(usize::MAX));
        let wanted = asked.unwrap_or(0).saturating_mul(ROWS_PER_ROW);
        let rule = study.view(None).timeline.cut().rule;
        let own = rule.filter(|_| ask.rows.is_none() && has_times(study));
        // A sample of the rows is a sample of each window's.
        let wanted = own.map_or(wanted, |_| ROWS.1);
        let bench = Bench::of(study, rules, wanted.clamp(ROWS.0, ROWS.1))?;
        let rows = bench.baseline().rows;
        if rows < 2 {
            return Err(Problem::missing(
                "The baseline has one row, and windows cannot be drawn from one",
                "open more training data",
            ));
        }
        let asked = asked.unwrap_or((rows / 10).max(1));
        let calendar = own.and_then(|rule| CalendarWindows::of(&bench.times, rule));
        let (asked, window) = match &calendar {
            Some(calendar) => (calendar.middle_rows(), calendar.middle_rows()),
            None => (asked, asked.min(MOST_WINDOW)),
        };
        let mut notes = bench.notes.clone();
        if window < asked {
            notes.push(format!(
                "Windows of {} are drawn instead of {}: larger ones fire less often than is said here.",
                words::plural(window as u64, "row", "rows"),
                words::count(asked as u64)
            ));
        }
        if let Some(calendar) = &calendar {
            notes.push(calendar_note(calendar));
        }
        if calendar.is_none() && Split::is_large(rows, window) {
            notes.push("A window is larger than half of the baseline's rows, so that rows are drawn more than once: new labels and values beyond the baseline's happen more often than is said here.".to_owned());
        }
        let trial = Trial::start(&bench, &LEFT_OUT);
        let shap = bench.model_columns().map(|columns| Shap {
            columns,
            done: 0,
            found: Contributions::default(),
        });
        Ok(Advising {
            ask,
            bench,
            window,
            calendar,
            trial,
            shap,
            population: None,
            tallies: Tallies::default(),
            notes,
        })
    }

    /// Works on for some ten milliseconds; answers what is at hand, windows drawn and windows in all, or `None` when all are drawn.
    pub fn step(&mut self) -> Option<Advance> {
        let asked = u64::from(self.ask.draws);
        let own = self
            .calendar
            .as_ref()
            .map(|calendar| calendar.count() as u64);
        let total = own.map_or(asked, |own| own.min(asked));
        let Some(population) = &self.population else {
            let item = self.prepare();
            return Some(Advance {
                item,
                done: 0,
                total,
            });
        };
        if self.tallies.draws >= total {
            return None;
        }
        let (seed, number) = (self.bench.rules.seed, self.tallies.draws);
        let rows = self.bench.baseline().rows;
        let (split, window) = match &self.calendar {
            Some(calendar) => {
                let split = calendar.draw(seed, number);
                let window = split.window.clone();
                (split, window)
            }
            None => (
                Split::draw(rows, self.window, seed, number),
                resample(rows, self.window, seed, number),
            ),
        };
        let mut drawn = Vec::new();
        if let Some(features) = &population.features {
            drawn.extend(features.draw(&split, &window));
        }
        if let Some(quality) = &population.quality {
            // Rows without label or prediction are as rare in a window as in the baseline.
            let own = (self.window * quality.rows()).div_ceil(rows).max(1);
            drawn.extend(quality.draw(&resample(quality.rows(), own, !seed, number)));
        }
        drawn.extend(population.bias.draw(&split));
        drawn.extend(population.attribution.draw(&split));
        self.tallies.add(drawn);
        Some(Advance {
            item: "windows without drift".to_owned(),
            done: self.tallies.draws,
            total,
        })
    }

    /// The answer.
    ///
    /// Rates are shares of the drawn windows, from 0 to 1, with a 95 % interval; a threshold that does not exist is `None`. Source:
    /// [`leeway_monitors::advisor`].
    pub fn finish(self) -> Advice {
        let AdviceAsk {
            windows_a_week,
            false_alarms_a_week,
            ..
        } = self.ask;
        let wanted = (false_alarms_a_week / windows_a_week).min(1.0);
        let mut checks: Vec<CheckAdvice> = self
            .tallies
            .checks
            .iter()
            .map(|tally| advice(tally, wanted, windows_a_week))
            .collect();
        // Of equals those come first whose threshold can be put into the constraints.
        let can_be_set = |check: &CheckAdvice| check.option.is_some();
        checks.sort_by(|a, b| {
            let by_rate = b.rate.total_cmp(&a.rate);
            by_rate.then_with(|| can_be_set(b).cmp(&can_be_set(a)))
        });
        let draws = self.tallies.draws;
        let alarmed = self.tallies.alarmed as f64 / draws.max(1) as f64 * windows_a_week;
        let sum = checks.iter().map(|check| check.a_week).sum();
        let mut notes = self.notes;
        if wanted < 1.0 / (draws as f64 + 1.0) {
            notes.push(format!(
                "{} windows cannot tell what fires once in {}: the thresholds are the farthest that were drawn. Draw more.",
                words::count(draws),
                words::count((1.0 / wanted).round() as u64)
            ));
        }
        let is_of_quality = |check: &CheckAdvice| check.monitor == MonitorName::ModelQuality;
        if checks.iter().any(is_of_quality) {
            notes.push("Thresholds on metrics belong in the constraints.json of the model-quality monitor, which is edited outside this page.".to_owned());
        }
        Advice {
            rows: self.window as u64,
            baseline_rows: self.bench.baseline().rows as u64,
            draws,
            windows_a_week,
            wanted_a_week: false_alarms_a_week,
            sentence: sentence(&checks, alarmed, windows_a_week, false_alarms_a_week),
            notes,
            false_alarms_a_week: sum,
            alarmed_a_week: alarmed,
            checks,
        }
    }

    /// Measures what is drawn from; answers what is at hand.
    fn prepare(&mut self) -> String {
        if let Some(advance) = self.trial.step() {
            return advance.item;
        }
        if let (Some(shap), Some(in_use)) = (&mut self.shap, self.bench.model()) {
            let model = in_use.predictor;
            let rows = shap.columns.first().map_or(0, Vec::len);
            let columns: Vec<&[f32]> = shap.columns.iter().map(Vec::as_slice).collect();
            let mut attributor = match shap.done {
                0 => Attributor::new(model, rows),
                done => Attributor::resume(model, done, std::mem::take(&mut shap.found)),
            };
            let is_complete = shap.done >= Attributor::steps(model) || attributor.advance(&columns);
            shap.done += 1;
            shap.found = attributor.finish();
            if !is_complete {
                return "SHAP values".to_owned();
            }
        }
        self.population = Some(self.populate());
        String::new()
    }

    fn populate(&mut self) -> Population {
        let analysis = self.trial.analysis();
        let rules = &self.bench.rules;
        let (view, whole) = (analysis.view(), analysis.whole);
        let facts = whole.data_quality.answer();
        let features = in_force(view, facts).map(|in_force| {
            let asked = Asked {
                rule: rule(rules),
                thresholds: drift_thresholds(rules, Some(&in_force)),
                kinds: whole.drift.answer().kinds(view),
                judged_identifiers: rules.judge_identifiers.clone(),
                unjudged: view.readings.unjudged(),
                constraints: in_force.constraints,
            };
            DataQualityPopulation::new(self.bench.baseline().columns.clone(), asked)
        });
        let measured = whole.model_quality.answer().quality();
        let quality = quality::in_force(view, measured).and_then(|in_force| {
            let rows = measured.baseline.as_ref()?.rows.clone();
            Some(QualityPopulation::new(rows, in_force.constraints))
        });
        Population {
            features,
            quality,
            bias: self.bias(),
            attribution: self.attribution(),
        }
    }

    fn bias(&self) -> BiasPopulation {
        let view = self.trial.analysis().view();
        let (sources, layout) = (view.sources, view.layout);
        let meanings = view.meanings;
        let answers = JoinedSide::of(sources, layout, Role::Baseline, &meanings.answers);
        let side = SideRows::of(view, meanings, Role::Baseline, &answers);
        let rows = side.rows();
        if rows.label.is_none() && rows.prediction.is_none() {
            return BiasPopulation::default();
        }
        let mut facets = Vec::new();
        for choice in &meanings.facets {
            let values = values(sources, layout, Role::Baseline, &choice.name);
            let found = values.and_then(|values| groups(&values, &wanted(choice)).ok());
            facets.extend(found.into_iter().flatten().map(|group| Facet {
                name: format!("{} {}", choice.name, group.value),
                in_group: group.answers,
            }));
        }
        BiasPopulation {
            label: rows.label.map(<[u8]>::to_vec),
            prediction: rows.prediction.map(<[u8]>::to_vec),
            strata: rows.strata.map(|(codes, count)| (codes.to_vec(), count)),
            facets,
        }
    }

    fn attribution(&mut self) -> AttributionPopulation {
        let Some(shap) = self.shap.take() else {
            return AttributionPopulation::default();
        };
        let threshold = self.bench.rules.attribution_threshold;
        let values = shap.found.values;
        let mut values = match self.bench.model() {
            Some(model) => model.by_input(values),
            None => values,
        };
        values
            .iter_mut()
            .flatten()
            .for_each(|value| *value = value.abs());
        AttributionPopulation {
            names: self.bench.model_names().unwrap_or_default(),
            values,
            threshold: threshold.unwrap_or(NDCG_THRESHOLD),
        }
    }
}

fn advice(tally: &Tally, wanted: f64, windows_a_week: f64) -> CheckAdvice {
    let (check, rate) = (&tally.check, tally.rate());
    let advised = tally.advised(wanted);
    let is_first_negative = check.check == CheckKind::NonNegative.name();
    let remark = if is_first_negative {
        Some("The baseline has no negative number, so that none can be drawn.")
    } else if advised.is_some_and(|advised| advised.is_limit) {
        Some("The threshold is the farthest that was drawn: more draws tell more.")
    } else {
        None
    };
    CheckAdvice {
        monitor: check.monitor,
        feature: check.feature.clone(),
        check: check.check.clone(),
        option: check.option.map(|option| option.name().to_owned()),
        rate: rate.rate,
        low: rate.low,
        high: rate.high,
        a_week: rate.rate * windows_a_week,
        threshold: check.threshold,
        // What an option holds is a share or a distance.
        advised: advised.map(|advised| match check.option {
            Some(_) => advised.threshold.max(0.0),
            None => advised.threshold,
        }),
        advised_rate: advised.map(|advised| advised.rate),
        remark: remark.map(str::to_owned),
    }
}

fn sentence(checks: &[CheckAdvice], alarmed: f64, windows: f64, wanted: f64) -> String {
    let loud = checks.iter().filter(|check| check.a_week > wanted).count() as u64;
    let alarms = match alarmed {
        0.0 => "Without drift no window of a week would alarm.".to_owned(),
        _ => format!(
            "Without drift {} of {} windows a week would alarm.",
            words::number(alarmed),
            words::number(windows)
        ),
    };
    let rest = match loud {
        0 => format!(
            " No check fires more than {} a week by chance.",
            times(wanted)
        ),
        _ => format!(
            " {} more than {} a week by chance, most often {}.",
            words::plural(loud, "check fires", "checks fire"),
            times(wanted),
            called(checks[0].monitor, &checks[0].feature, &checks[0].check)
        ),
    };
    alarms + &rest
}

fn times(count: f64) -> String {
    match count {
        1.0 => "once".to_owned(),
        2.0 => "twice".to_owned(),
        count => format!("{} times", words::number(count)),
    }
}
