//! Sketches of very many statistics files, made small enough to be held together.
//!
//! Every file stays a source of its own, whose role may change; so a year of hours is not merged as it comes, but its sketches are condensed: all of a side to
//! the same level, which is raised whenever their items take too much room. What is left depends on what was loaded, not on the order. Merging uses the sketches' own bounds.

use std::rc::Rc;

use super::source::Loaded;
use leeway_documents::model_monitor::Summary;
use leeway_documents::{Content, Role};

/// Items of executions' sketches that are held: 320 MB. A month of hours of 50 features with 1 000 rows each stays as it is.
const EXECUTION_ITEMS: usize = 40 << 20;
/// Items of all other sketches; a baseline of one file stays as it is.
const OTHER_ITEMS: usize = 8 << 20;
/// Beyond this many levels condensing frees nothing.
const MOST_LEVELS: usize = 20;

/// How far sketches have been condensed.
#[derive(Debug, Clone, Default)]
pub struct Condensing {
    executions: usize,
    others: usize,
}

impl Condensing {
    /// Condenses as far as needed; the last source is the one that came.
    ///
    /// Sketches get coarser and their bounds wider; counts stay exact.
    pub fn fit(&mut self, sources: &mut [Loaded]) {
        let Some(last) = sources.last_mut().filter(|last| last.sketch_items > 0) else {
            return;
        };
        let of_executions = is_execution(last);
        let (level, most) = match of_executions {
            true => (&mut self.executions, EXECUTION_ITEMS),
            false => (&mut self.others, OTHER_ITEMS),
        };
        condense(last, *level);
        let held = |sources: &[Loaded]| -> usize {
            let of_side = sources
                .iter()
                .filter(|source| source.sketch_items > 0 && is_execution(source) == of_executions);
            of_side.map(|source| source.sketch_items).sum()
        };
        while held(sources) > most && *level < MOST_LEVELS {
            *level += 1;
            let of_side = sources
                .iter_mut()
                .filter(|source| is_execution(source) == of_executions);
            of_side.for_each(|source| condense(source, *level));
        }
    }
}

/// True for the statistics of an execution, as far as that is known before all is loaded.
fn is_execution(source: &Loaded) -> bool {
    source.role.or(source.document.role) == Some(Role::Current)
}

/// Condenses a source's sketches; the buckets, which merged statistics count anew, go too.
fn condense(source: &mut Loaded, level: usize) {
    let is_statistics = matches!(source.document.content, Content::Statistics(_));
    // Only statistics: a table that a run shares must not be copied.
    if level > 0
        && is_statistics
        && let Content::Statistics(statistics) = &mut Rc::make_mut(&mut source.document).content
    {
        for feature in &mut statistics.features {
            if let Summary::Numbers(numbers) = &mut feature.summary {
                numbers
                    .sketch
                    .iter_mut()
                    .for_each(|sketch| sketch.condense(level));
                numbers.buckets = Vec::new();
            }
        }
    }
    source.count_items();
}

#[cfg(test)]
mod tests {
    use super::*;
    use leeway_documents::model_monitor::{FeatureStatistics, NumericalStatistics, Statistics};
    use leeway_documents::{Document, DocumentKind};
    use leeway_stats::kll::Sketch;

    fn source(id: u32, role: Role, values: usize) -> Loaded {
        let values: Vec<f64> = (0..values)
            .map(|i| (i * 7919 % 104_729) as f64 + f64::from(id))
            .collect();
        let numbers = NumericalStatistics {
            present: values.len() as u64,
            sketch: Some(Sketch {
                k: 2048,
                c: 0.64,
                levels: vec![values],
                condensed: 0.0,
            }),
            ..NumericalStatistics::default()
        };
        let feature = FeatureStatistics {
            name: "x".to_owned(),
            summary: Summary::Numbers(numbers),
            ..FeatureStatistics::default()
        };
        let document = Document {
            path: format!("{id}/statistics.json"),
            kind: DocumentKind::Statistics,
            role: None,
            bytes: 0,
            records: 1,
            notes: Vec::new(),
            problem: None,
            hour: None,
            delimiter: None,
            content: Content::Statistics(Statistics::of(0, vec![feature])),
        };
        Loaded::new(id, Some(role), document)
    }

    fn contents(mut sources: Vec<Loaded>) -> Vec<Content> {
        sources.sort_by_key(|source| source.id);
        let contents = sources
            .into_iter()
            .map(|source| source.document.content.clone());
        contents.collect()
    }

    #[test]
    fn order_does_not_matter_and_the_other_side_stays() {
        let size = EXECUTION_ITEMS / 3;
        let load = |order: [u32; 5]| {
            let (mut sources, mut condensing) = (Vec::new(), Condensing::default());
            for id in order {
                sources.push(match id {
                    0 => source(0, Role::Baseline, 1000),
                    id => source(id, Role::Current, size),
                });
                condensing.fit(&mut sources);
            }
            sources
        };
        let sources = load([0, 1, 2, 3, 4]);
        let held: usize = sources.iter().map(|source| source.sketch_items).sum();
        assert!(held <= EXECUTION_ITEMS + 1000, "{held}");
        assert_eq!(sources[0].sketch_items, 1000);
        assert_eq!(sources[1].sketch_items, size.div_ceil(2));
        assert!(contents(sources) == contents(load([4, 2, 1, 0, 3])));
    }
}
