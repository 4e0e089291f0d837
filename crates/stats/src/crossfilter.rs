//! Counts of rows on many features at once, under a brush on one of them: a crossfilter.
//!
//! In: for every dimension (a feature, or time) the bin of every row. When a hand takes up a brush, [`Cube::new`] reads all rows once and counts them by the brushed
//! dimension's bin and every other dimension's; each move of the brush is then a sum over the brushed bins ([`Cube::counts`]), whose cost does not depend on the rows.
//! Touching only the rows that enter or leave the brush was the alternative: a move then costs those rows on every dimension, which for a label that half of a
//! million rows have is more than a frame. A dimension is never filtered by its own brush, so that what was not brushed stays in sight.
//!
//! Source: Moritz, Howe and Heer, "Falcon: Balancing Interactive Latency and Resolution Sensitivity for Scalable Linked Visualizations", CHI 2019.

/// The bin of every row on one dimension.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Dimension {
    /// How many bins there are.
    pub bins: usize,
    /// One per row: a bin from 0, or `bins` for a row that is in none.
    pub codes: Vec<u16>,
}

/// Rows by the brushed dimension's bin and every dimension's.
#[derive(Debug, Clone)]
pub struct Cube {
    active: usize,
    bins: usize,
    /// Rows per bin of the brushed dimension, those in no bin last.
    rows: Vec<u64>,
    /// Per dimension a table of counts: a row per bin of the brushed dimension (those in no bin last), a column per own bin.
    tables: Vec<Vec<u32>>,
}

/// What a brush selects.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Counts {
    /// Rows that all brushes let through.
    pub rows: u64,
    /// Rows per bin, by dimension; a dimension's own brush does not count against it.
    pub by_dimension: Vec<Vec<u32>>,
}

impl Cube {
    /// Counts all rows once, ready for a brush on the dimension `active`. `passes(dimension)` answers which rows the brushes on all dimensions but `active` and
    /// `dimension` let through (`None`: all); it is asked for `active` first, once per dimension.
    ///
    /// All dimensions must have as many codes, none above its number of bins.
    pub fn new<'a>(
        dimensions: &[Dimension],
        active: usize,
        passes: impl Fn(usize) -> Option<&'a [bool]>,
    ) -> Cube {
        let brushed = &dimensions[active];
        // One slot for rows in no bin, one for rows that do not pass.
        let (none, stopped) = (brushed.bins, brushed.bins + 1);
        let all_but_active = passes(active);
        let keys = keys(&brushed.codes, all_but_active, stopped as u16);
        let mut rows = vec![0_u64; stopped + 1];
        for &key in &keys {
            rows[usize::from(key)] += 1;
        }
        rows.truncate(none + 1);
        let table = |(place, dimension): (usize, &Dimension)| {
            if place == active {
                return Vec::new();
            }
            let own = passes(place);
            let is_same = match (own, all_but_active) {
                (Some(own), Some(all)) => std::ptr::eq(own, all),
                (own, all) => own.is_none() && all.is_none(),
            };
            if is_same {
                counted(&keys, stopped, dimension)
            } else {
                let keys = self::keys(&brushed.codes, own, stopped as u16);
                counted(&keys, stopped, dimension)
            }
        };
        Cube {
            active,
            bins: brushed.bins,
            rows,
            tables: dimensions.iter().enumerate().map(table).collect(),
        }
    }

    /// The counts when the brush holds the `chosen` bins, one flag per bin; `None` for no brush, which lets through rows in no bin as well.
    pub fn counts(&self, chosen: Option<&[bool]>) -> Counts {
        let is_chosen = |bin: usize| match chosen {
            Some(chosen) => chosen.get(bin).copied().unwrap_or(false),
            None => true,
        };
        let slots: Vec<usize> = (0..=self.bins).filter(|&bin| is_chosen(bin)).collect();
        let summed = |(place, table): (usize, &Vec<u32>)| {
            if place == self.active {
                let own = self.rows[..self.bins].iter();
                return own.map(|&count| count as u32).collect();
            }
            let stride = table.len() / (self.bins + 1);
            let mut sum = vec![0_u32; stride];
            for &slot in &slots {
                let row = &table[slot * stride..(slot + 1) * stride];
                sum.iter_mut()
                    .zip(row)
                    .for_each(|(sum, count)| *sum += count);
            }
            // The last column is of rows in none of its bins.
            sum.pop();
            sum
        };
        Counts {
            rows: slots.iter().map(|&slot| self.rows[slot]).sum(),
            by_dimension: self.tables.iter().enumerate().map(summed).collect(),
        }
    }
}

/// Cells that a cube over these bins has.
pub fn cells(dimensions: &[Dimension], active: usize) -> usize {
    let others = dimensions.iter().map(|dimension| dimension.bins + 1);
    (dimensions[active].bins + 2) * others.sum::<usize>()
}

/// The brushed dimension's codes, `stopped` where a row does not pass.
fn keys(codes: &[u16], passes: Option<&[bool]>, stopped: u16) -> Vec<u16> {
    match passes {
        None => codes.to_vec(),
        Some(passes) => {
            let key = |(&code, &passes): (&u16, &bool)| if passes { code } else { stopped };
            codes.iter().zip(passes).map(key).collect()
        }
    }
}

fn counted(keys: &[u16], stopped: usize, dimension: &Dimension) -> Vec<u32> {
    let stride = dimension.bins + 1;
    let mut table = vec![0_u32; (stopped + 1) * stride];
    for (&key, &code) in keys.iter().zip(&dimension.codes) {
        table[usize::from(key) * stride + usize::from(code)] += 1;
    }
    table.truncate(stopped * stride);
    table
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The counts by their definition: row by row.
    fn direct(dimensions: &[Dimension], brushes: &[Option<Vec<bool>>]) -> Counts {
        let lets_through = |dimension: usize, row: usize| {
            let code = usize::from(dimensions[dimension].codes[row]);
            match &brushes[dimension] {
                Some(chosen) => chosen.get(code).copied().unwrap_or(false),
                None => true,
            }
        };
        let all = 0..dimensions.len();
        let rows = dimensions[0].codes.len();
        let passes = |row: usize, but: Option<usize>| {
            all.clone().all(|d| Some(d) == but || lets_through(d, row))
        };
        let by_dimension = all.clone().map(|place| {
            let dimension = &dimensions[place];
            let mut counts = vec![0; dimension.bins + 1];
            for row in (0..rows).filter(|&row| passes(row, Some(place))) {
                counts[usize::from(dimension.codes[row])] += 1;
            }
            counts.pop();
            counts
        });
        Counts {
            by_dimension: by_dimension.collect(),
            rows: (0..rows).filter(|&row| passes(row, None)).count() as u64,
        }
    }

    fn masks(
        dimensions: &[Dimension],
        brushes: &[Option<Vec<bool>>],
        active: usize,
    ) -> Vec<Vec<bool>> {
        let rows = dimensions[0].codes.len();
        let mask = |place: usize| {
            let passes = |row: usize| {
                (0..dimensions.len()).all(|other| {
                    let code = usize::from(dimensions[other].codes[row]);
                    other == active
                        || other == place
                        || brushes[other]
                            .as_ref()
                            .is_none_or(|chosen| chosen.get(code).copied().unwrap_or(false))
                })
            };
            (0..rows).map(passes).collect()
        };
        (0..dimensions.len()).map(mask).collect()
    }

    fn dimension(rows: usize) -> impl Strategy<Value = (Dimension, Option<Vec<bool>>)> {
        (1_usize..7).prop_flat_map(move |bins| {
            let codes = prop::collection::vec(0..=bins as u16, rows);
            let brush = prop::option::of(prop::collection::vec(any::<bool>(), bins));
            (
                codes.prop_map(move |codes| Dimension { bins, codes }),
                brush,
            )
        })
    }

    proptest! {
        #[test]
        fn a_moved_brush_counts_as_if_counted_row_by_row(
            all in (0_usize..60).prop_flat_map(|rows| prop::collection::vec(dimension(rows), 1..5)),
            active in any::<prop::sample::Index>(),
            moves in prop::collection::vec(prop::collection::vec(any::<bool>(), 7), 1..4),
        ) {
            let (dimensions, mut brushes): (Vec<_>, Vec<_>) = all.into_iter().unzip();
            let active = active.index(dimensions.len());
            let masks = masks(&dimensions, &brushes, active);
            let cube = Cube::new(&dimensions, active, |place| Some(masks[place].as_slice()));
            for chosen in moves.into_iter().map(Some).chain([None]) {
                brushes[active] = chosen.map(|chosen| chosen[..dimensions[active].bins].to_vec());
                let counts = cube.counts(brushes[active].as_deref());
                prop_assert_eq!(counts, direct(&dimensions, &brushes));
            }
        }
    }
}
