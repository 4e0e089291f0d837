//! A feature's values, window by window.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::rc::Rc;

use super::Windows;
use crate::layout::{Place, column_at, text_at};
use crate::source::Loaded;
use leeway_monitors::drift::{MOST_WORDS, TextSide, WindowValues};
use leeway_table::{Kind, Labels, NO_WINDOW, Values, canonical_label};

/// Words of a window's texts that are held at least, where many windows share what all texts may hold.
const FEWEST_WORDS: usize = 1 << 14;

impl Windows {
    /// The values in a feature's columns by window; none in those that are not `wanted`.
    ///
    /// `columns` are of the side that was cut; one entry per window.
    ///
    /// Numbers come in the order of the rows, labels as counts of rows; a row of no window is in none.
    pub fn values(
        &self,
        sources: &[Loaded],
        columns: &[Place],
        kind: Kind,
        wanted: &[bool],
    ) -> Vec<WindowValues> {
        let mut windows = vec![WindowValues::default(); self.windows.len()];
        for &(source, column) in columns {
            let Some(indices) = self.rows.get(&source) else {
                continue;
            };
            let are_all_wanted = wanted.iter().all(|wanted| *wanted);
            if !are_all_wanted && !self.parts.is_in_some(source, wanted) {
                continue;
            }
            let indices = &*wanted_alone(indices, wanted);
            let column = column_at(sources, (source, column));
            // A column that its table got after rows had been read is as long as the table all the same.
            for &index in indices {
                if let Some(window) = windows.get_mut(index as usize) {
                    window.rows += 1;
                }
            }
            match (&column.values, kind) {
                (Values::Numbers(numbers), Kind::Numerical) => {
                    let mut texts = numbers.texts.iter().map(|(row, _)| *row).peekable();
                    for (row, (&value, &index)) in numbers.values.iter().zip(indices).enumerate() {
                        let is_text = texts.next_if(|&text| text as usize == row).is_some();
                        let Some(window) = windows.get_mut(index as usize) else {
                            continue;
                        };
                        if value.is_finite() {
                            window.numbers.push(value);
                        } else if value.is_nan() && !is_text {
                            window.missing += 1;
                        }
                    }
                }
                (Values::Labels(labels), Kind::Numerical) => {
                    let parsed = column.numbers_by_code();
                    for (&code, &index) in labels.codes.iter().zip(indices) {
                        let Some(window) = windows.get_mut(index as usize) else {
                            continue;
                        };
                        match parsed.get(code as usize) {
                            None => window.missing += 1,
                            Some(value) if value.is_finite() => window.numbers.push(*value),
                            Some(_) => {}
                        }
                    }
                }
                (_, Kind::Categorical) => {
                    let mut as_labels;
                    let labels = match &column.values {
                        Values::Labels(labels) => labels,
                        Values::Numbers(_) => {
                            as_labels = column.clone();
                            as_labels.become_labels();
                            let Values::Labels(labels) = &as_labels.values else {
                                continue;
                            };
                            labels
                        }
                    };
                    count_labels(labels, indices, &mut windows);
                }
            }
        }
        if let Some(texts) = self.texts(sources, columns, wanted) {
            for (window, texts) in windows.iter_mut().zip(texts) {
                window.texts = Some(Rc::new(texts));
            }
        }
        windows
    }

    /// The words of the texts whose lengths the columns have, by window; `None` for columns of anything else.
    fn texts(
        &self,
        sources: &[Loaded],
        columns: &[Place],
        wanted: &[bool],
    ) -> Option<Vec<TextSide>> {
        if columns.is_empty() {
            return None;
        }
        let texts: Vec<_> = columns
            .iter()
            .map(|&place| text_at(sources, place))
            .collect::<Option<_>>()?;
        let mut windows: Vec<Vec<Option<Cow<str>>>> = vec![Vec::new(); self.windows.len()];
        for (&(source, _), (lengths, texts)) in columns.iter().zip(texts) {
            let Some(indices) = self.rows.get(&source) else {
                continue;
            };
            let indices = &*wanted_alone(indices, wanted);
            for (text, &index) in texts.texts(lengths).into_iter().zip(indices) {
                if let Some(window) = windows.get_mut(index as usize) {
                    window.push(text);
                }
            }
        }
        let most_words = (MOST_WORDS / windows.len().max(1)).max(FEWEST_WORDS);
        Some(
            windows
                .iter()
                .map(|rows| TextSide::of(rows, most_words))
                .collect(),
        )
    }
}

/// The window of every row, none for those in windows that are not wanted.
fn wanted_alone<'a>(indices: &'a [u32], wanted: &[bool]) -> Cow<'a, [u32]> {
    if wanted.iter().all(|wanted| *wanted) {
        return Cow::Borrowed(indices);
    }
    let is_wanted = |index: u32| wanted.get(index as usize).copied().unwrap_or(false);
    let wanted = |&index: &u32| match is_wanted(index) {
        true => index,
        false => NO_WINDOW,
    };
    Cow::Owned(indices.iter().map(wanted).collect())
}

/// Adds rows per label to every window, by code first and by label last.
fn count_labels(labels: &Labels, indices: &[u32], windows: &mut [WindowValues]) {
    let width = labels.dictionary.len();
    let mut counts: BTreeMap<(u32, u32), u64> = BTreeMap::new();
    if width * windows.len() <= 1 << 22 {
        let mut dense = vec![0u64; width * windows.len()];
        for (&code, &index) in labels.codes.iter().zip(indices) {
            if (index as usize) < windows.len() && code != Labels::MISSING {
                dense[index as usize * width + code as usize] += 1;
            }
        }
        let filled = dense
            .into_iter()
            .enumerate()
            .filter(|(_, count)| *count > 0);
        counts
            .extend(filled.map(|(at, count)| (((at / width) as u32, (at % width) as u32), count)));
    } else {
        for (&code, &index) in labels.codes.iter().zip(indices) {
            if (index as usize) < windows.len() && code != Labels::MISSING {
                *counts.entry((index, code)).or_default() += 1;
            }
        }
    }
    for (&code, &index) in labels.codes.iter().zip(indices) {
        if code == Labels::MISSING
            && let Some(window) = windows.get_mut(index as usize)
        {
            window.missing += 1;
        }
    }
    let names: Vec<String> = labels.dictionary.labels().map(canonical_label).collect();
    for ((index, code), count) in counts {
        *windows[index as usize]
            .labels
            .entry(names[code as usize].clone())
            .or_default() += count;
    }
}
