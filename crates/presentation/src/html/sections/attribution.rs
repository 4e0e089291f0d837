//! Attribution: the order of the features before and now.

use super::super::content::{Cell, Holds, Out, Picture, Run, Sheet, Text};
use super::super::sent::Sent;
use super::marks::reported_words;
use crate::attribution::{over_time, slopes};
use leeway_report::attribution::{Attribution, AttributionFeature, AttributionLabel};

/// Each label as picture and table.
pub fn attribution(sent: &Sent, out: &mut dyn Out) {
    let Some(attribution) = &sent.report.attribution else {
        return;
    };
    if attribution.sentence.is_empty() && attribution.labels.is_empty() {
        return;
    }
    out.section("attribution", "Attribution");
    out.paragraph(attribution.sentence.as_str().into());
    out.paragraph(attribution.reason.clone().map(Run::Muted).into());
    if let Some(model) = &attribution.model {
        let words = format!("· {}, {}", model.objective, model.parts);
        out.paragraph(Text::content(model.path.as_str()).and(Run::Muted(words)));
    }
    for label in &attribution.labels {
        one(sent, attribution, label, out);
    }
}

fn one(sent: &Sent, attribution: &Attribution, label: &AttributionLabel, out: &mut dyn Out) {
    let is_one_of_several = attribution.labels.len() > 1;
    if is_one_of_several {
        out.heading(None, Text::content(label.label.as_str()));
        out.paragraph(label.sentence.as_str().into());
    }
    if let Some(violation) = &label.violation {
        let mark = Run::mark("violated", "▲", "Clarify would write:");
        out.paragraph(Text::from(mark).and(Run::Quote(violation.clone())));
    }
    out.paragraph(label.reported.as_ref().map(reported_words).into());
    if label.features.is_empty() {
        return;
    }
    let named = |what: &str| match is_one_of_several {
        true => format!("{what} of {}", label.label),
        false => what.to_owned(),
    };
    let chart = slopes(label, attribution.unit.as_deref());
    let mut pictures = vec![Picture::wide(named("attribution"), chart)];
    let windows = sent.report.current.as_ref().map(|side| &side.windows);
    if let Some(windows) = windows.filter(|_| label.windows.len() > 1) {
        let line = over_time(label, windows, attribution.threshold);
        pictures.push(Picture::wide(named("attribution over time"), line));
    }
    out.pictures(pictures);
    let place =
        |place: Option<u32>| place.map_or_else(Cell::default, |place| Cell::count(place.into()));
    let row = |feature: &AttributionFeature| {
        vec![
            Text::content(feature.name.as_str()).into(),
            Cell::number(feature.baseline),
            place(feature.baseline_rank),
            Cell::number(feature.current),
            place(feature.current_rank),
        ]
    };
    let caption = "Global attributions and the places that they make, in the baseline’s order";
    let table = Sheet::new(named("attributions"), "attributions", caption)
        .with(Holds::Words, &["Feature"])
        .with(
            Holds::Numbers,
            &["Baseline", "Place", "Current", "Place now"],
        )
        .of(&label.features, row);
    out.tables(vec![table]);
}
