//! What each window is made of: tells which windows hold the same rows as before.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::column_cache::TimesKey;
use super::source::Loaded;

/// What a window is made of; windows with equal parts hold the same rows, whatever else is loaded.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct WindowPart {
    /// First and last moment of a window by the clock.
    span: Option<(i64, i64)>,
    /// The rows that lie in the window.
    rows: Vec<RowsOf>,
}

/// The rows of a source that lie in a window.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct RowsOf {
    /// The source's id.
    source: u32,
    /// The column that says their times.
    times: Option<TimesKey>,
    /// The first of them.
    first: u32,
    /// How many they are.
    count: u32,
}

/// The parts of all windows.
#[derive(Debug, Clone, Default)]
pub struct Parts {
    /// One per window.
    pub windows: Vec<Rc<WindowPart>>,
    /// The windows that a source has rows in, by source.
    of_source: BTreeMap<usize, Vec<u32>>,
}

impl Parts {
    /// Looks at every row once: `spans` has the first and last moment of each window by the clock, `windows_of_rows` the window of every row, by source.
    ///
    /// Windows without rows have an empty part; positions of windows count from 0.
    pub fn of<'a>(
        sources: &[Loaded],
        spans: impl Iterator<Item = Option<(i64, i64)>>,
        windows_of_rows: impl Iterator<Item = (usize, &'a [u32])>,
    ) -> Parts {
        let part = |span| WindowPart {
            span,
            rows: Vec::new(),
        };
        let mut parts: Vec<WindowPart> = spans.map(part).collect();
        let mut found = vec![(0_u32, 0_u32); parts.len()];
        let mut of_source = BTreeMap::new();
        for (source, indices) in windows_of_rows {
            let mut touched = Vec::new();
            for (row, &index) in indices.iter().enumerate() {
                if let Some((first, count)) = found.get_mut(index as usize) {
                    if *count == 0 {
                        *first = row as u32;
                        touched.push(index);
                    }
                    *count += 1;
                }
            }
            for &window in &touched {
                let (first, count) = std::mem::take(&mut found[window as usize]);
                let times = sources[source].row_times.as_ref();
                parts[window as usize].rows.push(RowsOf {
                    source: sources[source].id,
                    times: times.map(|times| times.key.clone()),
                    first,
                    count,
                });
            }
            of_source.insert(source, touched);
        }
        for part in &mut parts {
            part.rows.sort_unstable();
        }
        Parts {
            windows: parts.into_iter().map(Rc::new).collect(),
            of_source,
        }
    }

    /// True when a source has rows in one of the flagged windows, so that the source must be read again for them.
    ///
    /// `flags` has one per window, by position; a window beyond them counts as not flagged. False for a source without rows in windows.
    pub fn is_in_some(&self, source: usize, flags: &[bool]) -> bool {
        let windows = self.of_source.get(&source);
        let is_flagged = |&window: &u32| flags.get(window as usize).copied().unwrap_or(false);
        windows.is_some_and(|windows| windows.iter().any(is_flagged))
    }
}
