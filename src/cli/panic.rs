use std::any::Any;
use std::cell::Cell;
use std::panic::{self, AssertUnwindSafe};

thread_local! {
    static PLACE: Cell<Option<String>> = const { Cell::new(None) };
}

/// Makes a panic say nothing by itself; what it has to say comes out as an error about the document that it happened in.
/// For the program's first lines: it is a setting of the whole process.
pub fn keep_panics_quiet() {
    panic::set_hook(Box::new(|info| {
        PLACE.set(info.location().map(ToString::to_string));
    }));
}

/// Runs `work`; a panic in it is given back as a line that says what happened, and where in the program.
///
/// What `work` refers to must be left whole by a panic: it reads its document and the rules, and changes neither.
pub(super) fn caught<T>(work: impl FnOnce() -> T) -> Result<T, String> {
    panic::catch_unwind(AssertUnwindSafe(work)).map_err(|payload| {
        let message = message(payload.as_ref());
        match PLACE.take() {
            Some(place) => format!("{message} ({place})"),
            None => message.to_owned(),
        }
    })
}

fn message(payload: &(dyn Any + Send)) -> &str {
    payload
        .downcast_ref::<&str>()
        .copied()
        .or_else(|| payload.downcast_ref::<String>().map(String::as_str))
        .unwrap_or("no message")
}
