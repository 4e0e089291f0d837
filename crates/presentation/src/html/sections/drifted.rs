//! The features that drifted: charts, measures with their arithmetic, statistics of both sides.

use super::super::content::{Cell, Holds, Out, Picture, Run, Sheet, Text};
use super::super::sent::Sent;
use super::marks::{anchor, verdict_mark};
use crate::distribution::{ecdf, histogram, label_bars, quantiles, with_missing};
use crate::format::{counted, exact, exact_count, p_value, percent};
use crate::over_time::{Over, timeline};
use crate::statistics::{Shown, statistics};
use crate::texts::{TextShare, moved_words, scripts, text_statistics};
use crate::words::capitalised;
use leeway_charts::{AxisKind, Measure};
use leeway_monitors::drift::Standing;
use leeway_report::{Feature, LabelCount, Why};

/// With more features than these the page leaves out their distribution functions and statistics: it is to be sent.
const DRAWN_WHOLE: usize = 60;

/// Labels that are drawn one by one where many features are drawn.
const FEW_LABELS: usize = 8;

/// Windows up to which a line is drawn for each of many features; the map over time has all.
const FEW_WINDOWS: usize = 48;

/// Labels that are named.
const NAMED: usize = 12;

/// One part a feature.
pub fn drifted(sent: &Sent, out: &mut dyn Out) {
    let features = || {
        let all = sent.report.features.iter().enumerate();
        all.filter(|(_, feature)| sent.is_whole || feature.verdict.has_drifted())
    };
    let drawn = features().count();
    if drawn == 0 {
        return;
    }
    let is_short = drawn > DRAWN_WHOLE && !sent.is_whole;
    out.section("drifted", "What drifted");
    if is_short {
        out.paragraph(Text::muted(
            "So many features drifted that their distribution functions and statistics are left out here; report.json has them.",
        ));
    }
    for (place, feature) in features() {
        let mark = verdict_mark(feature.verdict);
        out.heading(
            Some(anchor(place)),
            Text::content(feature.name.as_str()).and(mark),
        );
        out.paragraph(capitalised(&feature.finding).into());
        out.pictures(pictures(sent, feature, is_short));
        labels(out, "New labels:", &feature.new_labels);
        labels(out, "Vanished labels:", &feature.vanished_labels);
        let mut tables = vec![measures(feature)];
        if feature.text.is_some() {
            tables.extend([words(feature), texts(feature)]);
        }
        if !is_short {
            tables.push(both_sides(feature));
        }
        out.tables(tables);
    }
}

fn pictures(sent: &Sent, feature: &Feature, is_short: bool) -> Vec<Picture> {
    let detail = sent.details.get(&feature.name);
    let (measure, axis) = (Measure::Share, AxisKind::Linear);
    let name = &feature.name;
    let mut pictures = Vec::new();
    let has_bins = !(feature.bins.baseline.is_empty() && feature.bins.current.is_empty());
    let title = format!("{name} distribution");
    match label_bars(feature, measure, axis) {
        Some(mut bars) => {
            if is_short {
                bars.top = FEW_LABELS;
            }
            pictures.push(Picture::small(title, bars));
        }
        None if has_bins => {
            let bins = with_missing(histogram(feature, detail, measure, axis), feature);
            pictures.push(Picture::small(title, bins));
        }
        None => {}
    }
    let has_functions = detail.is_some_and(|detail| !detail.baseline_ecdf.is_empty());
    if has_functions && !is_short {
        let title = format!("{name} distribution functions");
        pictures.push(Picture::small(title, ecdf(feature, detail, axis)));
    }
    let has_quantiles = detail.is_some_and(|detail| !detail.quantiles.is_empty());
    if has_quantiles && sent.is_whole {
        let title = format!("{name} quantiles");
        pictures.push(Picture::small(title, quantiles(feature, detail, axis)));
    }
    let windows = sent.report.current.as_ref().map(|side| &side.windows);
    let most = if is_short { FEW_WINDOWS } else { usize::MAX };
    let has_line = |count: usize| count > 1 && count <= most && !feature.windows.is_empty();
    if let Some(windows) = windows.filter(|windows| has_line(windows.len())) {
        let alpha = sent.report.settings.rules.alpha;
        let mut overs = Over::offered(sent.report.settings.rules.verdict);
        if !sent.is_whole {
            overs.truncate(1);
        }
        for over in overs {
            let title = format!("{name} {} over time", over.words().to_lowercase());
            let line = timeline(feature, windows, over, alpha, None);
            // Beside two others it would leave half a row empty.
            pictures.push(match pictures.len() {
                1 => Picture::small(title, line),
                _ => Picture::wide(title, line),
            });
        }
    }
    pictures
}

fn labels(out: &mut dyn Out, title: &str, labels: &[LabelCount]) {
    if labels.is_empty() {
        return;
    }
    let mut text = Text::from(Run::Strong(title.to_owned()));
    for label in labels.iter().take(NAMED) {
        text = text
            .and(Run::Content(label.label.clone()))
            .and(Run::Muted(format!("({})", exact_count(label.count))));
    }
    if labels.len() > NAMED {
        let more = counted((labels.len() - NAMED) as u64, "more", "more");
        text = text.and(format!("and {more}."));
    }
    out.paragraph(text);
}

fn measures(feature: &Feature) -> Sheet {
    let row = |why: &Why| {
        let mark = match why.status {
            Standing::Over => Some(Run::mark("violated", "▲", "over the threshold")),
            Standing::Within => Some(Run::mark("ok", "✓", "within the threshold")),
            Standing::Informative => None,
        };
        let name = Text::from(why.measure.as_str()).and(mark);
        vec![
            Cell::from(name).and(why.explanation.as_str()),
            Cell::number(why.value),
            Cell::number(why.threshold),
        ]
    };
    let name = format!("{} measures", feature.name);
    Sheet::new(name, "measures", "What was measured")
        .with(Holds::Sentences, &["Measure"])
        .with(Holds::Numbers, &["Value", "Threshold"])
        .of(&feature.why, row)
}

/// The words of texts that moved most.
fn words(feature: &Feature) -> Sheet {
    let name = format!("{} words", feature.name);
    shares(
        Sheet::new(name, "statistics", "Words that moved"),
        "Word",
        &moved_words(feature),
    )
}

/// The scripts of texts.
fn texts(feature: &Feature) -> Sheet {
    let name = format!("{} scripts", feature.name);
    shares(
        Sheet::new(name, "statistics", "Texts with letters of"),
        "Script",
        &scripts(feature),
    )
}

fn shares(sheet: Sheet, heading: &'static str, shares: &[TextShare]) -> Sheet {
    let share = |share: f64| Cell::from(Run::Number(percent(share), exact(share)));
    sheet
        .with(Holds::Words, &[heading])
        .with(Holds::Numbers, &["Baseline", "Current", "p"])
        .of(shares, |one| {
            vec![
                Text::content(one.name.as_str()).into(),
                share(one.baseline),
                share(one.current),
                Run::Number(p_value(one.p_value, Some(one.log10_p)), exact(one.p_value)).into(),
            ]
        })
}

fn both_sides(feature: &Feature) -> Sheet {
    let cell = |shown: Option<Shown>| shown.map(|shown| Run::Number(shown.text, shown.exact));
    let name = format!("{} statistics", feature.name);
    Sheet::new(name, "statistics", "Both sides")
        .with(Holds::Words, &["Statistic"])
        .with(Holds::Numbers, &["Baseline", "Current"])
        .of(
            [statistics(feature), text_statistics(feature)].concat(),
            |(name, baseline, current)| {
                vec![name.into(), cell(baseline).into(), cell(current).into()]
            },
        )
}
