//! Captures with a model's probability, and their true labels in another order: what joining costs.

use std::io::{self, Write};

use super::Random;

/// Writes captures of `rows` events, and the label of each in shuffled order; a label is positive as often as its probability says.
///
/// Events are three hours' worth from 2024-06-03T08:00:00Z; ids are those of the caller.
pub fn write_scored(
    captures: &mut impl Write,
    labels: &mut impl Write,
    rows: u32,
    seed: u64,
) -> io::Result<()> {
    let mut random = Random::new(seed);
    let mut truths = Vec::with_capacity(rows as usize);
    for event in 0..rows {
        let (score, other) = (random.uniform(), random.normal(40.0, 12.0));
        let is_positive = random.chance(score);
        let second = u64::from(event) * 10_800 / u64::from(rows.max(1));
        writeln!(
            captures,
            "{{\"captureData\":{{\"endpointInput\":{{\"observedContentType\":\"text/csv\",\"mode\":\"INPUT\",\"data\":\"{other:.2},{}\",\"encoding\":\"CSV\"}},\
             \"endpointOutput\":{{\"observedContentType\":\"text/csv; charset=utf-8\",\"mode\":\"OUTPUT\",\"data\":\"{score:.6}\",\"encoding\":\"CSV\"}}}},\
             \"eventMetadata\":{{\"eventId\":\"{event:08x}-0000-4000-8000-000000000000\",\"inferenceId\":\"row-{event}\",\"inferenceTime\":\"2024-06-03T{:02}:{:02}:{:02}Z\"}},\
             \"eventVersion\":\"0\"}}",
            random.below(9),
            8 + second / 3600,
            second / 60 % 60,
            second % 60
        )?;
        truths.push((event, u8::from(is_positive)));
    }
    for last in (1..truths.len()).rev() {
        truths.swap(last, random.below(last + 1));
    }
    for (event, truth) in truths {
        writeln!(
            labels,
            "{{\"groundTruthData\":{{\"data\":\"{truth}\",\"encoding\":\"CSV\"}},\"eventMetadata\":{{\"eventId\":\"row-{event}\"}},\"eventVersion\":\"0\"}}"
        )?;
    }
    Ok(())
}
