use std::io::Write;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::time::Duration;

/// Work that takes less than this is done in silence.
pub(super) const PATIENCE: Duration = Duration::from_secs(1);

/// How often the line is written anew.
const PERIOD: Duration = Duration::from_millis(200);

/// Does `work`, which counts in the number that it is given; when that takes longer than `patience`, one line says how far it
/// is, and is gone at the end. `stderr` must be a terminal.
pub(super) fn shown<T>(
    total: usize,
    patience: Duration,
    stderr: &mut (dyn Write + Send),
    work: impl FnOnce(&AtomicUsize) -> T,
) -> T {
    let done = AtomicUsize::new(0);
    std::thread::scope(|scope| {
        let (finished, wait) = mpsc::channel::<()>();
        scope.spawn(|| {
            let wait = wait;
            let mut period = patience;
            let mut is_shown = false;
            while let Err(RecvTimeoutError::Timeout) = wait.recv_timeout(period) {
                let done = done.load(Ordering::Relaxed);
                let _ = write!(stderr, "\rread {done} of {total} files");
                let _ = stderr.flush();
                (period, is_shown) = (PERIOD, true);
            }
            if is_shown {
                let _ = write!(stderr, "\r\u{1b}[K");
                let _ = stderr.flush();
            }
        });
        let result = work(&done);
        drop(finished);
        result
    })
}
