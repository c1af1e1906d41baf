use std::fs::OpenOptions;
use std::io::{ErrorKind, Write};

use crate::cli::{Exit, Failure, Streams, say_note};
use crate::config::{SETTINGS_FILE, TEMPLATE};

/// `caveat init`: a commented file of settings, where there is none yet.
pub(super) fn run(streams: &mut Streams<'_>) -> Result<Exit, Failure> {
    let file = OpenOptions::new()
        .write(true)
        .create_new(true)
        .open(SETTINGS_FILE);
    file.and_then(|mut file| file.write_all(TEMPLATE.as_bytes()))
        .map_err(|cause| {
            Failure::Said(match cause.kind() {
                ErrorKind::AlreadyExists => {
                    format!("there is a {SETTINGS_FILE} here already, and it is left as it is")
                }
                _ => format!("cannot write {SETTINGS_FILE}: {cause}"),
            })
        })?;
    say_note(
        streams.stderr,
        &format!(
            "wrote {SETTINGS_FILE}; everything in it is as it is without it, until you change a line"
        ),
    );
    Ok(Exit::Clean)
}
