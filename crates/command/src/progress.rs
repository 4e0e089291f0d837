//! How far work has come, on a terminal's stderr; elsewhere nothing is shown.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use leeway_engine::protocol;

/// Times a second that it is drawn at most.
const DRAWN_PER_SECOND: u8 = 10;

/// A line that is drawn over.
pub struct Progress(Option<ProgressBar>);

impl Progress {
    /// Shown unless it is asked to be quiet.
    pub fn new(is_quiet: bool) -> Progress {
        if is_quiet {
            return Progress(None);
        }
        let target = ProgressDrawTarget::stderr_with_hz(DRAWN_PER_SECOND);
        let bar = ProgressBar::with_draw_target(Some(1), target);
        let style = ProgressStyle::with_template("{bar:20} {percent:>3} % {msg}");
        if let Ok(style) = style {
            bar.set_style(style.progress_chars("█▉▊▋▌▍▎▏ "));
        }
        Progress(Some(bar))
    }

    /// Shows how far it is.
    pub fn show(&self, progress: &protocol::Progress) {
        if let Some(bar) = &self.0 {
            bar.set_length(progress.total.max(1));
            bar.set_position(progress.done.min(progress.total));
            bar.set_message(format!("{} {}", progress.stage.name(), progress.item));
        }
    }

    /// Takes the line away.
    pub fn clear(&self) {
        if let Some(bar) = &self.0 {
            bar.finish_and_clear();
        }
    }
}
