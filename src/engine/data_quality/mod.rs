//! The data-quality monitor on what is loaded: constraints in force, checks, and what a report says about them.
//!
//! Constraints come from a constraints file in the baseline role, else they are suggested by the baseline's samples or statistics as Model Monitor's container
//! suggests them; the user's edits lie over them. Features are counted once; judging is quick and is done anew with every edit. Where several executions
//! reported, the newest one that names a feature and check counts.

mod measure;
mod reported;

use std::collections::BTreeMap;

use super::layout::FeaturePlaces;
use super::monitor::{Advance, FeatureAtHand, Monitor, MonitorName, Writing};
use super::problem::Problem;
use super::view::View;
use crate::documents::model_monitor::{ConfigOption, Constraints, DriftMethod};
use crate::monitors::data_quality::{
    self as monitor, BaselineOptions, Facts, Opinion, Options, SecondOpinion, Side,
    observed_values, second_opinion, suggested_constraints,
};
use crate::monitors::words;
use crate::report::Basis;
use crate::report::Report;
use crate::report::settings::Rules;
use crate::report::{Check, Choice, DataQuality as Summary, Reported, Slider};
use crate::table::InferredType;

use measure::{Measured, file, measure};
pub use measure::{evidence, extra_features};

/// Constraints and where they are from.
pub struct InForce {
    /// With the user's edits.
    pub constraints: Constraints,
    /// `file`, `samples` or `statistics`.
    pub from: Basis,
    /// The file's path.
    pub path: Option<String>,
}

/// What the checks need of every feature, by name.
#[derive(Debug, Clone, Default)]
pub struct DataQuality {
    measured: BTreeMap<String, Measured>,
    next_extra: usize,
}

impl Monitor for DataQuality {
    /// Facts depend on what is loaded alone; settings only judge them.
    type Question = ();

    const NAME: MonitorName = MonitorName::DataQuality;
    const FILES: &'static [&'static str] = &["constraints.json", "constraint_violations.json"];
    const IS_BY_FEATURE: bool = true;

    fn question(_view: View) -> Self::Question {}

    fn begin(&mut self, _view: View) {
        *self = DataQuality::default();
    }

    fn begin_selected(&self, _whole: &Self, _view: View) -> Option<Self> {
        None
    }

    fn feature(&mut self, view: View, places: &FeaturePlaces, at_hand: &mut FeatureAtHand) {
        let comparison = at_hand.comparison.as_deref();
        let counted = measure(
            view.sources,
            view.layout,
            places,
            comparison,
            Some(at_hand.values),
        );
        self.measured.insert(places.name.clone(), counted);
    }

    /// Counts the columns beyond the baseline's that the constraints name all the same.
    fn step(&mut self, view: View) -> Option<Advance> {
        let (sources, layout) = (view.sources, view.layout);
        let (_, constraints) = file(sources, layout)?;
        let extra = extra_features(sources, layout);
        let feature = extra.get(self.next_extra)?;
        self.next_extra += 1;
        if constraints.feature(&feature.name).is_some() {
            let counted = measure(sources, layout, feature, None, None);
            let known = self.measured.entry(feature.name.clone());
            known.or_insert(counted);
        }
        let item = feature.name.as_str();
        Some(Advance::new(item, self.next_extra, extra.len()))
    }

    fn file(&self, name: &str, view: View, _report: &Report, _now: i64) -> Result<String, Problem> {
        let in_force = in_force(view, self).ok_or_else(no_constraints)?;
        if name == "constraints.json" {
            return Ok(in_force.constraints.write());
        }
        match made(view, self, &in_force.constraints) {
            checks if checks.is_empty() => Err(Problem::missing(
                "Nothing was checked",
                "open the current side too",
            )),
            checks => Ok(monitor::violations(&checks).write()),
        }
    }

    fn report(&self, whole: &Self, writing: &mut Writing) {
        if let Some((checks, summary)) = report(writing.view, whole) {
            writing.report.checks.extend(checks);
            writing.report.data_quality = Some(summary);
        }
    }
}

/// Why constraints cannot be saved.
pub fn no_constraints() -> Problem {
    Problem::missing(
        "There are no constraints",
        "open a baseline (training data, or the statistics.json or constraints.json of a baselining job)",
    )
}

/// The constraints in force; `None` without a constraints file or a baseline.
///
/// `quality` is what was counted; the user's edits (`view.rules.constraints`) lie over what a file says or the baseline suggests. Source: Model Monitor's
/// suggestion of constraints.
pub fn in_force(view: View, quality: &DataQuality) -> Option<InForce> {
    let View {
        rules,
        sources,
        layout,
        ..
    } = view;
    let mut in_force = match file(sources, layout) {
        Some((path, constraints)) => InForce {
            constraints: constraints.clone(),
            from: Basis::File,
            path: Some(path.to_owned()),
        },
        None => {
            let features: Vec<(&str, &Facts)> = layout
                .features
                .iter()
                .filter_map(|feature| {
                    let facts = quality.measured.get(&feature.name)?.baseline.as_ref()?;
                    Some((feature.name.as_str(), facts))
                })
                .collect();
            if features.is_empty() {
                return None;
            }
            let is_from_statistics = layout.baseline_statistics.is_some();
            InForce {
                constraints: suggested_constraints(features, BaselineOptions::default()),
                from: match is_from_statistics {
                    true => Basis::Statistics,
                    false => Basis::Samples,
                },
                path: None,
            }
        }
    };
    rules.constraints.apply(&mut in_force.constraints);
    Some(in_force)
}

/// The threshold on the drift of every feature, where a file or the user says it.
///
/// By feature, on the L∞ distance from 0 to 1; features without one are absent.
pub fn drift_thresholds(rules: &Rules, in_force: Option<&InForce>) -> BTreeMap<String, f64> {
    let Some(in_force) =
        in_force.filter(|in_force| in_force.from == Basis::File || !rules.constraints.is_empty())
    else {
        return BTreeMap::new();
    };
    let constraints = &in_force.constraints;
    let threshold = |feature: &crate::documents::model_monitor::FeatureConstraints| {
        let options = Options::for_feature(constraints, feature);
        let is_text = feature.inferred_type == Some(InferredType::String);
        let threshold = match is_text {
            true => options.label_threshold,
            false => options.distance_threshold,
        };
        (feature.name.clone(), threshold)
    };
    constraints.features.iter().map(threshold).collect()
}

/// The checks of the monitor, made anew; none without a current side.
///
/// In the order of the constraints. Observed are shares and distances from 0 to 1, or numbers of columns; a check that could not be made says why. Source:
/// Model Monitor's container, see [`crate::monitors::data_quality`].
pub fn made(view: View, quality: &DataQuality, constraints: &Constraints) -> Vec<monitor::Check> {
    let View {
        sources, layout, ..
    } = view;
    let nothing = Facts {
        present: 0,
        missing: 0,
        inferred_type: InferredType::Unknown,
        types: None,
        labels: None,
        smallest: None,
        negative: None,
        gap: None,
    };
    let extra = extra_features(sources, layout);
    let facts = |name: &str| quality.measured.get(name);
    let baseline = Side::of_facts(layout.features.iter().filter_map(|feature| {
        let facts = facts(&feature.name)?.baseline.as_ref()?;
        Some((feature.name.as_str(), facts))
    }));
    let present = layout
        .features
        .iter()
        .filter(|feature| !feature.current.are_nowhere());
    let current = Side::of_facts(present.chain(&extra).map(|feature| {
        let facts = facts(&feature.name).and_then(|facts| facts.current.as_ref());
        (feature.name.as_str(), facts.unwrap_or(&nothing))
    }));
    if current.features().is_empty() {
        return Vec::new();
    }
    monitor::check(constraints, &baseline, &current)
}

/// The checks beside what was reported, and the monitor's summary; `None` where nothing loaded asks for either.
fn report(view: View, quality: &DataQuality) -> Option<(Vec<Check>, Summary)> {
    let in_force = in_force(view, quality);
    let in_force = in_force.as_ref();
    let reported = reported::newest(view.sources, view.layout);
    if in_force.is_none() && reported.is_none() {
        return None;
    }
    let made = in_force.map_or_else(Vec::new, |in_force| {
        made(view, quality, &in_force.constraints)
    });
    let mut checks: Vec<Check> = made.iter().map(written).collect();
    let opinions = reported
        .as_ref()
        .map_or_else(Vec::new, |reported| second_opinion(&made, reported));
    for opinion in opinions {
        let beside = beside(&opinion);
        match opinion.check {
            Some(at) => checks[at].reported = Some(beside),
            None => checks.push(reported_only(&opinion, beside)),
        }
    }
    let count = |fits: &dyn Fn(&Check) -> bool| checks.iter().filter(|check| fits(check)).count();
    let violated = count(&|check| check.status.is_violated()) as u64;
    let disagreements = count(&|check| {
        check
            .reported
            .as_ref()
            .is_some_and(|reported| !reported.agrees)
    }) as u64;
    let made_count = count(&|check| check.status.is_made()) as u64;
    let summary = Summary {
        constraints_from: in_force.map(|in_force| in_force.from),
        constraints_path: in_force.and_then(|in_force| in_force.path.clone()),
        is_edited: !view.rules.constraints.is_empty(),
        checked: made_count,
        violated,
        reported: reported
            .as_ref()
            .map(|reported| reported.violations.len() as u64),
        disagreements,
        sentence: sentence(made_count, violated, reported.is_some(), disagreements),
        sliders: in_force.map_or_else(Vec::new, |in_force| sliders(&in_force.constraints, &made)),
        choices: in_force.map_or_else(Vec::new, |in_force| choices(&in_force.constraints)),
    };
    Some((checks, summary))
}

fn written(check: &monitor::Check) -> Check {
    Check {
        monitor: MonitorName::DataQuality,
        feature: check.feature.clone(),
        check: check.check.name().to_owned(),
        status: check.status,
        observed: check.observed,
        threshold: check.threshold,
        option: check.option.map(|option| option.name().to_owned()),
        description: check.description.clone(),
        reason: check.reason.clone(),
        explanation: check.explanation.clone(),
        reported: None,
    }
}

/// What a report says, as it stands beside a check.
pub(in crate::engine) fn beside(opinion: &SecondOpinion) -> Reported {
    Reported {
        description: opinion.description.clone(),
        value: opinion.value,
        agrees: opinion.opinion == Opinion::Agrees,
        difference: opinion
            .difference
            .filter(|_| opinion.opinion != Opinion::Agrees),
        explanation: Some(opinion.explanation.clone()).filter(|text| !text.is_empty()),
    }
}

fn reported_only(opinion: &SecondOpinion, reported: Reported) -> Check {
    Check {
        monitor: MonitorName::DataQuality,
        feature: opinion.feature.clone(),
        check: opinion.check_name.clone(),
        reason: Some(opinion.explanation.clone()),
        explanation: opinion.explanation.clone(),
        reported: Some(reported),
        ..Check::default()
    }
}

fn sentence(made: u64, violated: u64, has_report: bool, disagreements: u64) -> String {
    let mut text = match (made, violated) {
        (0, _) => "No check could be made".to_owned(),
        (_, 0) => format!("All {} are met", words::plural(made, "check", "checks")),
        _ => format!(
            "{} of {} {} violated",
            words::count(violated),
            words::plural(made, "check", "checks"),
            if violated == 1 { "is" } else { "are" }
        ),
    };
    if has_report {
        text += &match disagreements {
            0 => "; the report agrees".to_owned(),
            _ => format!(
                "; the report disagrees in {}",
                words::plural(disagreements, "place", "places")
            ),
        };
    }
    text + "."
}

/// The options that are words, with the one in force.
fn choices(constraints: &Constraints) -> Vec<Choice> {
    const SWITCH: [&str; 2] = ["Enabled", "Disabled"];
    let options = Options::of(constraints);
    let is_by_gap = options.label_method == DriftMethod::LInfinity;
    let all = [
        (ConfigOption::EvaluateConstraints, SWITCH, options.evaluate),
        (ConfigOption::PerformComparison, SWITCH, options.compare),
        (
            ConfigOption::ComparisonMethod,
            ["Robust", "Simple"],
            options.is_robust,
        ),
        (
            ConfigOption::CategoricalMethod,
            ["LInfinity", "ChiSquared"],
            is_by_gap,
        ),
        (ConfigOption::EmitMetrics, SWITCH, options.emit),
    ];
    let choice = |(option, words, is_first): (ConfigOption, [&str; 2], bool)| Choice {
        option: option.name().to_owned(),
        value: words[usize::from(!is_first)].to_owned(),
        values: words.map(str::to_owned).to_vec(),
    };
    all.into_iter().map(choice).collect()
}

/// What each threshold could be set to and with what effect.
fn sliders(constraints: &Constraints, checks: &[monitor::Check]) -> Vec<Slider> {
    let options = Options::of(constraints);
    let all = [
        (
            ConfigOption::ComparisonThreshold,
            Some(options.distance_threshold),
        ),
        (
            ConfigOption::CategoricalThreshold,
            Some(options.label_threshold),
        ),
        (
            ConfigOption::DatatypeThreshold,
            Some(options.type_threshold),
        ),
        (ConfigOption::Completeness, None),
        (
            ConfigOption::DomainThreshold,
            Some(options.domain_threshold),
        ),
    ];
    let slider = |(option, threshold): (ConfigOption, Option<f64>)| {
        let of_option: Vec<monitor::Check> = checks
            .iter()
            .filter(|check| check.option == Some(option))
            .cloned()
            .collect();
        let first = of_option.first()?;
        let is_drift = first.drift.is_some();
        let is_probability = first
            .drift
            .as_ref()
            .is_some_and(|drift| drift.measure == monitor::DriftMeasure::ChiSquareProbability);
        Some(Slider {
            check: first.check.name().to_owned(),
            option: option.name().to_owned(),
            threshold,
            fires_above: is_drift && !is_probability,
            observed: observed_values(&of_option, first.check),
        })
    };
    all.into_iter().filter_map(slider).collect()
}
