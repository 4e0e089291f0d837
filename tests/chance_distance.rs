//! What chance gives a window, held against resampled baselines.

use leeway::stats::chance_distance::ChanceDistances;
use leeway::stats::draw::Draw;

/// Draws of each case.
const DRAWS: usize = 2000;

#[test]
fn ninety_five_of_a_hundred_resampled_windows_stay_under_the_bound() {
    let zipf: Vec<f64> = (1..=30).map(|rank| 1.0 / f64::from(rank)).collect();
    for shares in [vec![1.0; 10], zipf, vec![0.97, 0.02, 0.01]] {
        for (baseline_rows, rows) in [(2000, 60), (2000, 600), (20_000, 1000)] {
            let mut random = Draw::new(7);
            let total: f64 = shares.iter().sum();
            let mut draw = |rows: usize| {
                let mut counts = vec![0.0; shares.len()];
                for _ in 0..rows {
                    let mut left = random.uniform() * total;
                    let place = shares.iter().position(|share| {
                        left -= share;
                        left < 0.0
                    });
                    counts[place.unwrap_or(0)] += 1.0;
                }
                counts
            };
            let (mut under, mut sum, mut expected) = (0, 0.0, 0.0);
            for _ in 0..DRAWS {
                let (baseline, window) = (draw(baseline_rows), draw(rows));
                let gaps = baseline.iter().zip(&window);
                let gaps = gaps.map(|(b, w)| (b / baseline_rows as f64 - w / rows as f64).abs());
                let distance = gaps.sum::<f64>() / 2.0;
                let chance = ChanceDistances::new(&baseline)
                    .and_then(|chance| chance.of(rows as u64))
                    .unwrap();
                under += usize::from(distance <= chance.upper);
                sum += distance;
                expected += chance.mean;
            }
            let share = under as f64 / DRAWS as f64;
            let ratio = expected / sum;
            let case = format!("{} bins, {baseline_rows}, {rows}", shares.len());
            println!("{case}: {share} under, mean {ratio} of the real one");
            assert!((0.935..=0.985).contains(&share), "{case}: {share}");
            assert!((0.97..=1.15).contains(&ratio), "{case}: {ratio}");
        }
    }
}
