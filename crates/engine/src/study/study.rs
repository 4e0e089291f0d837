//! A study and how it is measured.

use std::ops::Deref;
use std::rc::Rc;

use super::answers::Answers;
use super::selected::Selected;
use crate::cache::ValueCache;
use crate::columns::{Meanings, Readings, read};
use crate::configured::Naming;
use crate::drift;
use crate::kin::Kin;
use crate::layout::Layout;
use crate::monitor::{Advance, FeatureAtHand, MonitorName};
use crate::source::Loaded;
use crate::timeline::Timeline;
use crate::view::View;
use leeway_documents::Role;
use leeway_report::FeatureDetail;
use leeway_report::settings::{Brush, Rules};

/// The sources that a study is of, in their roles.
pub type Key = Vec<(u32, Option<Role>, Option<Role>, bool, Rc<Kin>)>;

/// What is loaded for one comparison, and what was measured of it.
#[derive(Debug, Clone, Default)]
pub struct Study {
    rules: Rules,
    brushes: Vec<Brush>,
    sources: Rc<[Loaded]>,
    layout: Rc<Layout>,
    readings: Rc<Readings>,
    meanings: Rc<Meanings>,
    timeline: Rc<Timeline>,
    whole: Answers,
    selected: Option<Selected>,
    asks_projection: bool,
    next_feature: usize,
}

/// A piece of measuring that is done.
pub struct Measured {
    /// The monitor at work; `None` for features, which several look at.
    pub monitor: Option<MonitorName>,
    /// Whether it was of the selected rows.
    pub of_selected: bool,
    /// How far it has come.
    pub advance: Advance,
}

/// A measured study as reports, exports and screens read it.
#[derive(Clone, Copy)]
pub struct Analysis<'a> {
    view: View<'a>,
    /// Measured of all rows.
    pub whole: &'a Answers,
    /// Of the selected rows, where brushes select some.
    pub selected: Option<&'a Selected>,
}

impl<'a> Analysis<'a> {
    /// The answers on the rows that are shown.
    ///
    /// Those of the selected rows where brushes select some, else of all; whole once [`Study::step`] has answered `None`.
    pub fn shown(&self) -> &'a Answers {
        self.selected
            .map_or(self.whole, |selected| &selected.answers)
    }

    /// The windows with the rows that are shown.
    ///
    /// Those of all rows and of a selection are the same windows, gaps included; counts of rows differ.
    pub fn shown_timeline(&self) -> &'a Timeline {
        self.selected
            .map_or(self.timeline, |selected| &selected.timeline)
    }

    /// What is loaded, as monitors read it: all rows, with the values that the cache holds.
    ///
    /// A borrow, which costs nothing.
    pub fn view(&self) -> View<'a> {
        self.view
    }

    /// What the feature screen draws of a feature; `None` where there is none of that name.
    ///
    /// Counts per bin, values in the feature's unit, shares from 0 to 1.
    pub fn detail(&self, feature: &str) -> Option<FeatureDetail> {
        let view = View {
            rows: self.selected.map(|selected| &*selected.rows),
            ..self.view
        };
        let (shown, whole) = (&self.shown().drift, &self.whole.drift);
        drift::detail(view, shown.answer(), whole.answer(), feature)
    }
}

impl<'a> Deref for Analysis<'a> {
    type Target = View<'a>;

    fn deref(&self) -> &View<'a> {
        &self.view
    }
}

/// The sources in their roles.
///
/// In the order of `sources`; equal keys mean the same data in the same roles.
pub fn key(sources: &[Loaded]) -> Key {
    let of_source = |source: &Loaded| {
        let (role, is_chosen) = (source.role, source.is_role_chosen);
        (source.id, source.cast, role, is_chosen, source.kin.clone())
    };
    sources.iter().map(of_source).collect()
}

impl Study {
    /// The study of these sources under these rules, to be measured but for what `before` answers. Monitors that `leave_out` names are not asked.
    ///
    /// `brushes` select rows of the current side; without any, or without rows there, all count.
    pub fn of(
        sources: Rc<[Loaded]>,
        rules: Rules,
        brushes: &[Brush],
        asks_projection: bool,
        before: &Study,
        leave_out: &[MonitorName],
    ) -> Study {
        let is_same_data = key(&sources) == key(&before.sources)
            && rules.column_choices == before.rules.column_choices
            && rules.columns == before.rules.columns
            && rules.attributes == before.rules.attributes
            && rules.missing_words == before.rules.missing_words;
        let (layout, read) = match is_same_data {
            true => {
                let read = (before.sources.clone(), before.readings.clone());
                (before.layout.clone(), read)
            }
            false => {
                let naming = Naming::of(&sources, rules.columns.as_deref());
                let mut layout = Layout::of(&sources, &naming);
                let read = read(&sources, &layout, &rules);
                layout.derived = read.derived;
                (Rc::new(layout), (read.sources, read.readings))
            }
        };
        let (sources, readings) = read;
        let asks_same_columns = Meanings::of(&rules) == Meanings::of(&before.rules);
        let meanings = match is_same_data && asks_same_columns {
            true => before.meanings.clone(),
            false => Rc::new(Meanings::decide(&sources, &layout, &rules)),
        };
        let are_same_windows = is_same_data && rules.window == before.rules.window;
        let timeline = match are_same_windows {
            true => before.timeline.clone(),
            false => Rc::new(Timeline::of(&sources, &layout, &rules.window)),
        };
        let mut study = Study {
            rules,
            brushes: brushes.to_vec(),
            sources,
            layout,
            readings,
            meanings,
            timeline,
            asks_projection,
            ..Study::default()
        };
        study.whole = Answers::of(study.view(None), &before.whole, is_same_data, leave_out);
        let has_rows = !study
            .layout
            .tables(&study.sources, Role::Current)
            .is_empty();
        if !brushes.is_empty() && has_rows {
            let known = before.selected.as_ref();
            let known = known.filter(|known| are_same_windows && known.brushes == brushes);
            study.selected = Some(match known {
                Some(known) => known.asked_again(study.view(None), leave_out),
                None => Selected::start(study.view(None), brushes, leave_out),
            });
        }
        study
    }

    /// Works on for some ten milliseconds; `None` when all is measured.
    ///
    /// `cache` keeps values that are gathered, for the next study. Nothing fails: what cannot be measured becomes a reason in the answer.
    pub fn step(&mut self, cache: &mut ValueCache) -> Option<Measured> {
        if self.whole.want_features() {
            let feature = self.next_feature;
            if let Some(advance) = self.step_feature(cache, feature, false) {
                return Some(Measured {
                    monitor: None,
                    of_selected: false,
                    advance,
                });
            }
        }
        let mut whole = std::mem::take(&mut self.whole);
        let stepped = whole.step(self.view(Some(cache)), None);
        self.whole = whole;
        if let Some((monitor, advance)) = stepped {
            return Some(Measured {
                monitor: Some(monitor),
                of_selected: false,
                advance,
            });
        }
        let selected = self.selected.as_ref()?;
        let feature = selected.next_feature;
        if selected.answers.want_features()
            && let Some(advance) = self.step_feature(cache, feature, true)
        {
            return Some(Measured {
                monitor: None,
                of_selected: true,
                advance,
            });
        }
        let mut selected = self.selected.take()?;
        let view = View {
            rows: Some(&selected.rows),
            ..self.view(Some(cache))
        };
        let stepped = selected.answers.step(view, Some(&self.whole));
        self.selected = Some(selected);
        stepped.map(|(monitor, advance)| Measured {
            monitor: Some(monitor),
            of_selected: true,
            advance,
        })
    }

    fn step_feature(
        &mut self,
        cache: &mut ValueCache,
        feature: usize,
        of_selected: bool,
    ) -> Option<Advance> {
        let layout = self.layout.clone();
        let places = layout.measured().nth(feature)?;
        let mut at_hand = FeatureAtHand {
            values: cache.feature(&self.sources, places),
            comparison: None,
        };
        match self.selected.take() {
            Some(mut selected) if of_selected => {
                let view = View {
                    rows: Some(&selected.rows),
                    ..self.view(None)
                };
                let whole = Some(&self.whole);
                selected.answers.feature(view, whole, places, &mut at_hand);
                selected.next_feature += 1;
                self.selected = Some(selected);
            }
            selected => {
                let mut whole = std::mem::take(&mut self.whole);
                whole.feature(self.view(None), None, places, &mut at_hand);
                self.whole = whole;
                self.selected = selected;
                self.next_feature += 1;
            }
        }
        cache.trim(&places.name);
        let total = layout.measured().count();
        Some(Advance::new(places.name.as_str(), feature + 1, total))
    }

    /// What monitors may read of it: a borrow, all rows of both sides.
    ///
    /// `cache` holds values that were gathered; `None` where there are none to save work.
    pub fn view<'a>(&'a self, cache: Option<&'a ValueCache>) -> View<'a> {
        View {
            rules: &self.rules,
            sources: &self.sources,
            layout: &self.layout,
            readings: &self.readings,
            meanings: &self.meanings,
            timeline: &self.timeline,
            cache,
            rows: None,
            asks_projection: self.asks_projection,
        }
    }

    /// What was measured of it, of the rows that are shown.
    ///
    /// Whole once [`Study::step`] has answered `None`; `cache` must be the one that it was measured with.
    pub fn analysis<'a>(&'a self, cache: &'a ValueCache) -> Analysis<'a> {
        Analysis {
            view: self.view(Some(cache)),
            whole: &self.whole,
            selected: self.selected.as_ref(),
        }
    }

    /// What was measured of all rows, as if no brush selected any.
    ///
    /// Whole once [`Study::step`] has answered `None`; `cache` must be the one that it was measured with.
    pub fn analysis_of_all<'a>(&'a self, cache: &'a ValueCache) -> Analysis<'a> {
        Analysis {
            selected: None,
            ..self.analysis(cache)
        }
    }

    /// The rules that it is measured and judged by, as the settings had them when it was begun.
    ///
    /// They do not change: other rules are another study.
    pub fn rules(&self) -> &Rules {
        &self.rules
    }

    /// What selects rows of its current side.
    ///
    /// In the order of the settings; none where all rows count.
    pub fn brushes(&self) -> &[Brush] {
        &self.brushes
    }

    /// What is loaded for it, columns as they are read.
    ///
    /// Shared, not copied, with the study that follows; positions in [`Study::layout`] are of these.
    pub fn sources(&self) -> &Rc<[Loaded]> {
        &self.sources
    }

    /// What the sources mean together: roles, features and where their values are.
    ///
    /// Positions are those of [`Study::sources`].
    pub fn layout(&self) -> &Layout {
        &self.layout
    }

    /// What its columns mean: label, prediction, probability and groups.
    ///
    /// Decided once, from rules, documents and values; what nobody knows is `None`.
    pub fn meanings(&self) -> &Meanings {
        &self.meanings
    }

    /// True when features were measured once for both, so that what is made of their bins holds.
    ///
    /// False for studies that were measured apart, equal or not.
    pub fn has_bins_of(&self, other: &Study) -> bool {
        self.whole.drift.is_that_of(&other.whole.drift)
    }
}
