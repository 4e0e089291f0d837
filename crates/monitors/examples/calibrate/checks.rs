//! How often the checks beside Model Monitor's that are tested against chance are violated without drift.

use super::made::{Drawn, Population};
use leeway_monitors::data_quality::{BaselineOptions, CheckKind, Features, baseline, check};
use leeway_stats::draw::Draw;
use leeway_table::{Column, Series};

/// Of so many data sets with these features and rows of each side, those with any violation; the seed decides all draws.
pub fn violated(features: &[Population], rows: (usize, usize), repetitions: u32, seed: u64) -> u32 {
    let mut draw = Draw::new(seed);
    let drawn: Vec<Drawn> = features.iter().copied().map(Drawn::of).collect();
    let names: Vec<String> = (0..drawn.len()).map(|index| format!("x{index}")).collect();
    let mut violated = 0;
    for _ in 0..repetitions {
        let mut side = |rows| -> Vec<Column> {
            let columns = drawn.iter().map(|drawn| drawn.column(rows, &mut draw));
            columns.collect()
        };
        let (before, now) = (side(rows.0), side(rows.1));
        let (_, constraints) =
            baseline(series(&names, &before), rows.0, BaselineOptions::default());
        let (before, now) = (
            Features::of_series(series(&names, &before)),
            Features::of_series(series(&names, &now)),
        );
        let own = [CheckKind::MissingShare, CheckKind::UnseenLabels];
        violated += u32::from(
            check(&constraints, &before, &now)
                .iter()
                .any(|check| own.contains(&check.check) && check.status.is_violated()),
        );
    }
    violated
}

fn series<'a>(
    names: &'a [String],
    columns: &'a [Column],
) -> impl Iterator<Item = (&'a str, Series<'a>)> {
    let named = names.iter().zip(columns);
    named.map(|(name, column)| (name.as_str(), Series::new([column])))
}
