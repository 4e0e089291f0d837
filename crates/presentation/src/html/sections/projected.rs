//! Projected accuracy.

use super::super::content::{Out, Picture, Run, Text};
use super::super::sent::Sent;
use crate::format::{exact, score};
use crate::over_time::projected_line;

/// The number, what it is, and its line.
pub fn projected(sent: &Sent, out: &mut dyn Out) {
    let Some(projected) = &sent.report.projected_accuracy else {
        return;
    };
    out.section("projected", "Projected accuracy");
    if let Some(reason) = &projected.reason {
        out.paragraph(reason.as_str().into());
        return;
    }
    if projected.waits {
        out.paragraph(
            "It was not computed: so many rows take some seconds, and nobody asked for it.".into(),
        );
        return;
    }
    let mut text = Text::default();
    if let Some(value) = projected.value {
        text = text.and(Run::Number(score(value), exact(value))).and("·");
    }
    out.paragraph(text.and(projected.sentence.as_str()));
    let line = projected_line(sent.report).filter(|line| line.points.len() > 1);
    let pictures = line.map(|line| Picture::wide("projected accuracy", line));
    out.pictures(pictures.into_iter().collect());
}
