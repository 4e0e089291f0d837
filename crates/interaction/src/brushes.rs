//! From positions on a chart to brushes, and back.

use leeway_report::Window;
use leeway_report::settings::Brush;

/// A brush on the windows from `first` to `last`, in either order.
pub fn on_windows(windows: &[Window], first: usize, last: usize) -> Option<Brush> {
    let (first, last) = (first.min(last), first.max(last));
    let (from, to) = (windows.get(first)?, windows.get(last)?);
    if let Some(row) = from.first_row {
        let next = windows.get(last + 1).and_then(|next| next.first_row);
        let end = next.map_or(u64::from(u32::MAX), |next| next - 1);
        return Some(Brush {
            first_row: Some(row),
            last_row: Some(end),
            ..Brush::default()
        });
    }
    Some(Brush {
        start: from.start.clone(),
        end: to.end.clone(),
        ..Brush::default()
    })
}

/// The windows that the brush on time among these holds whole, first and last.
pub fn windows_of(brushes: &[Brush], windows: &[Window]) -> Option<(usize, usize)> {
    let brush = brushes.iter().find(|brush| brush.feature.is_none())?;
    let is_inside = |place: usize| {
        let window = &windows[place];
        match (brush.times(), brush.first_row, brush.last_row) {
            (Some(_), _, _) => window.start >= brush.start && window.end <= brush.end,
            (_, Some(first), Some(last)) => window
                .first_row
                .is_some_and(|row| row >= first && row <= last),
            _ => false,
        }
    };
    span((0..windows.len()).filter(|&place| is_inside(place)))
}

/// A brush on the bins of numbers from `first` to `last`, in either order; `None` where it would hold all.
pub fn on_bins(feature: &str, cuts: &[f64], first: usize, last: usize) -> Option<Brush> {
    let (first, last) = (first.min(last), first.max(last));
    let above = first.checked_sub(1).and_then(|low| cuts.get(low)).copied();
    let up_to = cuts.get(last).copied();
    (above.is_some() || up_to.is_some()).then(|| Brush {
        feature: Some(feature.to_owned()),
        above,
        up_to,
        ..Brush::default()
    })
}

/// The bins of numbers that the feature's brush among these holds whole, first and last.
pub fn bins_of(brushes: &[Brush], feature: &str, cuts: &[f64]) -> Option<(usize, usize)> {
    let brush = of_feature(brushes, feature).filter(|brush| brush.labels.is_none())?;
    span((0..=cuts.len()).filter(|&bin| brush.holds_bin(cuts, bin)))
}

/// A brush on labels; `None` where there are none.
pub fn on_labels(feature: &str, labels: Vec<String>) -> Option<Brush> {
    (!labels.is_empty()).then(|| Brush {
        feature: Some(feature.to_owned()),
        labels: Some(labels),
        ..Brush::default()
    })
}

/// Positions of the labels that the feature's brush among these holds.
pub fn labels_of(brushes: &[Brush], feature: &str, labels: &[String]) -> Vec<usize> {
    let chosen = of_feature(brushes, feature).and_then(|brush| brush.labels.as_ref());
    let is_chosen = |place: &usize| chosen.is_some_and(|chosen| chosen.contains(&labels[*place]));
    (0..labels.len()).filter(is_chosen).collect()
}

/// The brush on one label more, or less where it held that.
pub fn with_label(brushes: &[Brush], feature: &str, label: &str) -> Option<Brush> {
    let before = of_feature(brushes, feature).and_then(|brush| brush.labels.clone());
    let mut labels = before.unwrap_or_default();
    match labels.iter().position(|known| known == label) {
        Some(place) => {
            labels.remove(place);
        }
        None => labels.push(label.to_owned()),
    }
    on_labels(feature, labels)
}

/// The brushes with that on `feature` (`None`: time) replaced; the changed one's position, if there is one.
pub fn replaced(
    brushes: &[Brush],
    feature: Option<&str>,
    brush: Option<Brush>,
) -> (Vec<Brush>, Option<usize>) {
    let mut all = brushes.to_vec();
    let place = all
        .iter()
        .position(|known| known.feature.as_deref() == feature);
    match (place, brush) {
        (Some(place), Some(brush)) => {
            all[place] = brush;
            (all, Some(place))
        }
        (None, Some(brush)) => {
            all.push(brush);
            let last = all.len() - 1;
            (all, Some(last))
        }
        (Some(place), None) => {
            all.remove(place);
            (all, None)
        }
        (None, None) => (all, None),
    }
}

/// Counts while the hand moves, and those of all rows; as they were where the engine counted none.
pub fn left(counts: &[u32], current: &[f64], all: &[f64]) -> (Vec<f64>, Vec<f64>) {
    if counts.len() != current.len() {
        return (current.to_vec(), all.to_vec());
    }
    let all = if all.is_empty() { current } else { all };
    (
        counts.iter().map(|&count| f64::from(count)).collect(),
        all.to_vec(),
    )
}

/// How rows are selected on a chart, or why they are not; `has_rows` is what the page says of the current side. A blank before it.
pub fn hint(has_rows: Option<bool>, how: &'static str) -> &'static str {
    match has_rows {
        Some(true) => how,
        Some(false) => " Statistics have no rows, so none can be selected here.",
        None => "",
    }
}

fn of_feature<'a>(brushes: &'a [Brush], feature: &str) -> Option<&'a Brush> {
    brushes
        .iter()
        .find(|brush| brush.feature.as_deref() == Some(feature))
}

fn span(places: impl Iterator<Item = usize>) -> Option<(usize, usize)> {
    places.fold(None, |span, place| match span {
        None => Some((place, place)),
        Some((first, _)) => Some((first, place)),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bins_come_back() {
        let cuts = [10.0, 20.0, 30.0];
        for (first, last) in [(0, 0), (1, 2), (0, 2), (2, 3), (3, 3)] {
            let brush = on_bins("age", &cuts, last, first).unwrap();
            assert_eq!(brush.problem(), None);
            let brushes = [brush];
            assert_eq!(bins_of(&brushes, "age", &cuts), Some((first, last)));
            assert_eq!(bins_of(&brushes, "pay", &cuts), None);
        }
        assert_eq!(on_bins("age", &cuts, 0, 3), None);
    }

    #[test]
    fn windows_come_back() {
        let hour = |hour: u64| Window {
            start: Some(format!("2024-06-03T{hour:02}:00:00Z")),
            end: Some(format!("2024-06-03T{:02}:00:00Z", hour + 1)),
            ..Window::default()
        };
        let rows = |place: u64| Window {
            first_row: Some(100 * place + 1),
            rows: 100,
            ..Window::default()
        };
        let (hours, rows): (Vec<_>, Vec<_>) =
            (0..5).map(|place| (hour(place), rows(place))).unzip();
        for windows in [hours, rows] {
            for (first, last) in [(0, 0), (1, 3), (0, 4), (4, 4)] {
                let brush = on_windows(&windows, first, last).unwrap();
                assert_eq!(brush.problem(), None);
                assert_eq!(windows_of(&[brush], &windows), Some((first, last)));
            }
            assert_eq!(on_windows(&windows, 3, 5), None);
        }
    }

    #[test]
    fn labels_are_added_and_taken_away() {
        let labels: Vec<String> = ["a", "b", "c"].map(str::to_owned).to_vec();
        let mut brushes = Vec::new();
        for (label, chosen) in [
            ("b", vec![1]),
            ("c", vec![1, 2]),
            ("b", vec![2]),
            ("c", vec![]),
        ] {
            let brush = with_label(&brushes, "job", label);
            brushes = replaced(&brushes, Some("job"), brush).0;
            assert_eq!(labels_of(&brushes, "job", &labels), chosen);
        }
        assert_eq!(brushes, []);
    }

    #[test]
    fn a_thing_has_one_brush() {
        let age = |first| on_bins("age", &[10.0, 20.0, 30.0], first, first);
        let (one, place) = replaced(&[], Some("age"), age(1));
        assert_eq!((one.len(), place), (1, Some(0)));
        let (two, place) = replaced(&one, Some("job"), with_label(&one, "job", "cook"));
        assert_eq!((two.len(), place), (2, Some(1)));
        let (moved, place) = replaced(&two, Some("age"), age(2));
        assert_eq!((moved.len(), place), (2, Some(0)));
        assert_eq!(replaced(&moved, Some("age"), None).0.len(), 1);
    }
}
