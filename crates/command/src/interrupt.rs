//! Ctrl-C and a polite end (SIGINT, SIGTERM): the process says so and ends with code 2, and leaves no half-written file.
//!
//! While nothing is written, the process ends at once, whatever it waits for. While files are written, which is short, it is only noted, and who writes looks.
//! A crate for this was left out: the standard library links to the two functions that are needed.

use std::sync::atomic::{AtomicBool, Ordering};

/// What is said.
pub const SENTENCE: &str = "Interrupted; nothing was written.";

static IS_WRITING: AtomicBool = AtomicBool::new(false);
static IS_ASKED: AtomicBool = AtomicBool::new(false);

/// Keeps the process from ending as long as it lives.
pub struct Writing(());

impl Writing {
    /// From now on an interruption is only noted.
    pub fn begin() -> Writing {
        IS_WRITING.store(true, Ordering::SeqCst);
        Writing(())
    }

    /// True once somebody asked to stop.
    pub fn is_interrupted(&self) -> bool {
        IS_ASKED.load(Ordering::SeqCst)
    }
}

impl Drop for Writing {
    fn drop(&mut self) {
        IS_WRITING.store(false, Ordering::SeqCst);
    }
}

/// Listens from now on; elsewhere than on Unix the system's own way stays.
pub fn listen() {
    #[cfg(unix)]
    unix::listen();
}

#[cfg(unix)]
mod unix {
    use super::{IS_ASKED, IS_WRITING, Ordering};

    const SIGINT: i32 = 2;
    const SIGTERM: i32 = 15;
    const STDERR: i32 = 2;

    unsafe extern "C" {
        fn signal(number: i32, handler: extern "C" fn(i32)) -> usize;
        fn write(file: i32, bytes: *const u8, count: usize) -> isize;
        fn _exit(code: i32) -> !;
    }

    pub(super) fn listen() {
        for number in [SIGINT, SIGTERM] {
            // SAFETY: the handler only loads and stores atomics and calls functions that POSIX lists as safe in one.
            unsafe { signal(number, on_signal) };
        }
    }

    extern "C" fn on_signal(_: i32) {
        if IS_WRITING.load(Ordering::SeqCst) {
            IS_ASKED.store(true, Ordering::SeqCst);
            return;
        }
        for text in ["\nleeway: ", super::SENTENCE, "\n"] {
            // SAFETY: the text lives as long as the program, and the count is its own.
            unsafe { write(STDERR, text.as_ptr(), text.len()) };
        }
        // SAFETY: it only ends the process.
        unsafe { _exit(2) }
    }
}
