//! Properties of scales and ticks, on any domain that a float can hold.

use leeway::charts::AxisKind;
use leeway::charts::scale::{Bands, Scale};
use leeway::charts::ticks::{TickFormat, Ticks, rounded_out, step};
use proptest::prelude::*;

/// A value and its pixel's value differ by at most this share of the domain: rounding errors of a few operations.
const ROUNDING: f64 = 1e-9;

fn value() -> impl Strategy<Value = f64> {
    let magnitude = (-300..300i32, 1.0..10.0f64);
    (magnitude, any::<bool>(), 0..20u8).prop_map(|((power, digits), negative, zero)| {
        let value = digits * 10f64.powi(power);
        match (zero, negative) {
            (0, _) => 0.0,
            (_, true) => -value,
            (_, false) => value,
        }
    })
}

fn domain() -> impl Strategy<Value = (f64, f64)> {
    (value(), value()).prop_map(|(a, b)| (a.min(b), a.max(b)))
}

fn kind() -> impl Strategy<Value = AxisKind> {
    prop_oneof![Just(AxisKind::Linear), Just(AxisKind::Log)]
}

proptest! {
    #[test]
    fn a_scale_rises_from_end_to_end(domain in domain(), kind in kind()) {
        let scale = Scale::of_kind(kind, domain, (40.0, 640.0));
        let (low, high) = scale.domain();
        prop_assert!(low < high);
        prop_assert!((scale.pixel(low) - 40.0).abs() < 1e-6);
        prop_assert!((scale.pixel(high) - 640.0).abs() < 1e-6);
        let mut before = scale.value(40.0);
        for pixel in 41..=640 {
            let value = scale.value(f64::from(pixel));
            prop_assert!(value >= before, "{value} after {before}");
            before = value;
        }
    }

    #[test]
    fn a_pixel_s_value_is_drawn_at_the_pixel(domain in domain(), kind in kind(), pixel in 40.0..640.0f64) {
        let scale = Scale::of_kind(kind, domain, (640.0, 40.0));
        let back = scale.pixel(scale.value(pixel));
        prop_assert!((back - pixel).abs() < 0.01, "{pixel} came back as {back}");
    }

    #[test]
    fn ticks_rise_within_the_domain_and_leave_no_gap(domain in domain(), wanted in 2..12usize) {
        let scale = Scale::linear(domain, (0.0, 600.0));
        let (low, high) = scale.domain();
        let ticks = Ticks::new(&scale, wanted, TickFormat::Number);
        let step = step((low, high), wanted);
        let slack = step * (1.0 + 1e-6) + (low.abs().max(high.abs())) * ROUNDING;
        prop_assert!(!ticks.values.is_empty());
        prop_assert!(ticks.values.windows(2).all(|pair| pair[0] < pair[1]));
        prop_assert!(ticks.values[0] >= low && ticks.values[0] - low <= slack);
        let last = ticks.values[ticks.values.len() - 1];
        prop_assert!(last <= high && high - last <= slack);
        prop_assert!(ticks.values.len() <= 2 * wanted + 2);
    }

    #[test]
    fn no_two_ticks_say_the_same(domain in domain(), kind in kind(), wanted in 2..12usize) {
        let scale = Scale::of_kind(kind, domain, (0.0, 600.0));
        let ticks = Ticks::new(&scale, wanted, TickFormat::Number);
        prop_assert_eq!(ticks.labels.len(), ticks.values.len());
        for pair in ticks.labels.windows(2) {
            prop_assert_ne!(&pair[0], &pair[1]);
        }
        for label in &ticks.labels {
            let mantissa = label.split("×10").next().unwrap_or(label);
            let digits: String = mantissa.chars().filter(char::is_ascii_digit).collect();
            prop_assert!(digits.trim_start_matches('0').len() <= 4, "{label}");
        }
    }

    #[test]
    fn rounding_out_never_cuts(domain in domain(), wanted in 2..12usize) {
        let (low, high) = Scale::linear(domain, (0.0, 1.0)).domain();
        let out = rounded_out((low, high), wanted);
        let slack = (low.abs().max(high.abs())) * ROUNDING;
        prop_assert!(out.0 <= low + slack && out.1 >= high - slack, "{out:?}");
    }
}

#[test]
fn ticks_are_round() {
    for (domain, wanted, labels) in [
        ((0.0, 1.0), 5, vec!["0", "0.2", "0.4", "0.6", "0.8", "1"]),
        ((3.0, 97.0), 5, vec!["20", "40", "60", "80"]),
        ((-0.3, 0.3), 3, vec!["−0.2", "0", "0.2"]),
        (
            (0.0, 250_000.0),
            5,
            vec!["0", "50k", "100k", "150k", "200k", "250k"],
        ),
    ] {
        let scale = Scale::linear(domain, (0.0, 500.0));
        assert_eq!(
            Ticks::new(&scale, wanted, TickFormat::Number).labels,
            labels
        );
    }
}

#[test]
fn logarithmic_ticks_are_powers_of_ten_and_their_parts() {
    for (domain, labels) in [
        ((1.0, 1e6), vec!["1", "100", "10k", "1M"]),
        ((20.0, 900.0), vec!["20", "50", "100", "200", "500"]),
        ((0.0, 1e4), vec!["0", "10", "100", "1000", "10k"]),
        ((-1e3, 1e3), vec!["−100", "−1", "0", "1", "100"]),
    ] {
        let scale = Scale::of_kind(AxisKind::Log, domain, (0.0, 500.0));
        let ticks = Ticks::new(&scale, 6, TickFormat::Number);
        assert_eq!(ticks.labels, labels);
    }
}

#[test]
fn close_values_are_told_apart_by_counting_from_the_first() {
    let scale = Scale::linear((1_600_000_000.0, 1_600_000_010.0), (0.0, 500.0));
    let ticks = Ticks::new(&scale, 5, TickFormat::Number);
    assert_eq!(ticks.origin, Some(1_600_000_000.0));
    assert_eq!(ticks.labels, ["+0", "+2", "+4", "+6", "+8", "+10"]);
}

#[test]
fn bands_share_the_range() {
    let bands = Bands::new(4, (10.0, 50.0));
    assert_eq!(bands.slot(0), (10.0, 20.0));
    assert_eq!(bands.slot(3), (40.0, 50.0));
    assert_eq!(bands.middle(1), 25.0);
}
